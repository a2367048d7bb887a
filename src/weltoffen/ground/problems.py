"""How the product says no: what happened, where, and what to do.

Every action refuses bad input with :class:`Refused`, which carries one :class:`Problem` per field.
The sentences are German, because the office reads German first; they double as the keys under
which the English catalogue keeps its translation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

Translate = Callable[[str], str]


def N_(sentence: str) -> str:
    """Mark a sentence for the catalogues without translating it here."""
    return sentence


def _as_written(sentence: str) -> str:
    return sentence


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong.

    ``where`` names the field in the words of the code (``"on"``, ``"corrects"``), or a path in a
    file (``"acts.yaml, Zeile 12: on"``). ``sentence`` says what happened and what to do, with
    ``%(name)s`` places that ``values`` fills.
    """

    where: str
    sentence: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def says(self, translate: Translate = _as_written) -> str:
        """Return the sentence in the reader's language, filled in."""
        return translate(self.sentence) % self.values

    def inside(self, outer: str) -> Problem:
        """Return the same problem, its place prefixed with where the input came from."""
        return Problem(
            f"{outer}: {self.where}" if self.where else outer, self.sentence, self.values
        )


class Refused(Exception):
    """An action did nothing, because its input cannot be right.

    Raised before or inside the action's transaction, so nothing is half-written.
    """

    def __init__(self, *problems: Problem) -> None:
        if not problems:
            raise ValueError("a refusal names at least one problem")
        super().__init__(*problems)
        self.problems: tuple[Problem, ...] = problems

    def __str__(self) -> str:
        return "\n".join(f"{p.where}: {p.says()}" if p.where else p.says() for p in self.problems)

    def by_field(self, translate: Translate = _as_written) -> dict[str, list[str]]:
        """Return the sentences grouped by field, as a form wants them."""
        grouped: dict[str, list[str]] = {}
        for problem in self.problems:
            grouped.setdefault(problem.where, []).append(problem.says(translate))
        return grouped


def refuse_if_any(problems: Iterable[Problem]) -> None:
    """Raise :class:`Refused` with all problems at once, so that a person mends them in one go."""
    found = tuple(problems)
    if found:
        raise Refused(*found)
