"""What pages say of partners, in sentences of our own wording, one file a language.

A case is the city whose page it is, the text, and behind ``=>`` what a careful reader finds: name,
country, since; then kind, status (with its end in brackets) and ``@home`` where they are not those
of an active twinning of the city. What is said of the cities is partly made up.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from weltoffen.intake.reading.reader import relations_in
from weltoffen.intake.types import FoundRelation

FOLDER = Path(__file__).parent / "sentences"


def cases(language: str) -> list[tuple[str, str, list[str]]]:
    found = []
    for case in (FOLDER / f"{language}.txt").read_text(encoding="utf-8").split("\n----\n"):
        home, _, rest = case.strip("\n").partition("\n")
        text, _, wanted = rest.rpartition("\n=>")
        found.append((home, text, [each.strip() for each in wanted.split(";") if each.strip()]))
    return found


def shown(found: FoundRelation, home: str) -> str:
    parts = [found.name, str(found.country), str(found.since)]
    parts += [] if found.kind == "twin" else [found.kind.value]
    end = f"({found.until})" if found.until else ""
    parts += [] if found.status == "active" else [f"{found.status.value}{end}"]
    return ",".join([*parts, *([] if found.home == home else [f"@{found.home}"])])


@pytest.mark.parametrize(
    ("home", "text", "wanted"),
    [case for each in ("de", "en", "fr", "lists") for case in cases(each)],
)
def test_partners_of_a_sentence(home: str, text: str, wanted: list[str]) -> None:
    assert sorted(shown(each, home) for each in relations_in(text, home)) == sorted(wanted)
