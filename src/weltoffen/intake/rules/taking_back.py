"""What of a taken table can be taken back row by row, and what keeps a row where it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Keeps(StrEnum):
    """Why a row stays; the first of these that holds is told."""

    ONLY_PROVES = "only-proves"
    PUBLISHED = "published"
    CHANGED = "changed"
    PROVED = "proved"
    BUILT_ON = "built-on"


@dataclass(frozen=True, slots=True)
class Made:
    """An act that taking a row recorded, and what became of it since.

    ``is_changed`` says that somebody corrected or retracted it, ``is_proved`` that another source
    proves it too, or another version of this one, ``is_built_on`` that its relation began with the
    row and has gone on since.
    """

    is_public: bool = False
    is_changed: bool = False
    is_proved: bool = False
    is_built_on: bool = False


@dataclass(frozen=True, slots=True)
class TakenRow:
    """A row of a table as it was taken: its statements, and the acts that came of them.

    ``start`` is where its words begin. A row that only proves what was there before made none.
    """

    start: int
    name: str
    statements: tuple[int, ...]
    made: tuple[Made, ...]

    @property
    def keeps(self) -> Keeps | None:
        """Return why the row stays, None where it can be taken back."""
        return what_keeps(self.made)


def what_keeps(made: Sequence[Made]) -> Keeps | None:
    """Return what keeps a row that recorded these acts: it goes back as a whole or not at all."""
    reasons = (
        (Keeps.ONLY_PROVES, not made),
        (Keeps.PUBLISHED, any(each.is_public for each in made)),
        (Keeps.CHANGED, any(each.is_changed for each in made)),
        (Keeps.PROVED, any(each.is_proved for each in made)),
        (Keeps.BUILT_ON, any(each.is_built_on for each in made)),
    )
    return next((reason for reason, holds in reasons if holds), None)
