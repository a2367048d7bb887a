"""How much is looked through for a line of very many names or numbers: counted, not timed."""

from __future__ import annotations

import re
from types import ModuleType

import pytest

from weltoffen.intake.reading import counterparts, counts, owner_clauses, possessors, prose
from weltoffen.intake.reading.findings import findings_in
from weltoffen.intake.reading.patterns import just_before

_TOWNS = (
    "Dortmund ist seit 1970 mit Lyon (Frankreich) verschwistert.\n\n" + "Lyon, " * 330 + "Metz."
)


class _Counting:
    """A pattern that counts how often, and through how many characters, it has searched."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.pattern = pattern
        self.calls = 0
        self.characters = 0

    def search(self, text: str, low: int = 0, high: int | None = None) -> re.Match[str] | None:
        high = len(text) if high is None else high
        self.calls += 1
        self.characters += high - low
        return self.pattern.search(text, low, high)


def _count(monkeypatch: pytest.MonkeyPatch, module: ModuleType, name: str, text: str) -> _Counting:
    counting = _Counting(getattr(module, name))
    monkeypatch.setattr(module, name, counting)
    findings_in(text, "Dortmund")
    return counting


@pytest.mark.parametrize(
    ("module", "name"),
    [
        (owner_clauses, "_PARTS_ONCE"),
        (owner_clauses, "_LEFT_OUT"),
        (possessors, "_DASHED"),
        (prose, "_ALIAS"),
        (counterparts, "_WITH"),
    ],
)
def test_what_stands_before_a_name_is_not_sought_from_the_beginning(
    monkeypatch: pytest.MonkeyPatch, module: ModuleType, name: str
) -> None:
    counted = _count(monkeypatch, module, name, _TOWNS)
    assert counted.calls > 300
    assert counted.characters <= 240 * counted.calls


def test_words_before_a_position_are_found_where_they_end_there() -> None:
    pattern = re.compile(r"\bmit\s(?:der\s)?\Z")
    text = "wort " * 100 + "mit der Stadt"
    found = just_before(pattern, text, len(text) - len("Stadt"))
    assert found is not None
    assert found[0] == "mit der "
    assert just_before(pattern, text, len(text)) is None
    assert just_before(pattern, text, len(text) - len("Stadt"), low=502) is None


def test_whether_twinnings_were_named_before_is_asked_once_for_many_numbers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = "Die Stadt zählt. " + "fünfzig Dinge, " * 120 + "Ende."
    counted = _count(monkeypatch, counts, "_TWINNED", text)
    assert 0 < counted.calls <= 20
