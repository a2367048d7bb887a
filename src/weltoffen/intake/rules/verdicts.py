"""What comparing gives: a verdict with what differs, said as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from weltoffen.intake.enums import Verdict


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that the text and the register say differently.

    ``field`` names what it is about (``since``, ``until``, ``form``, ``status``,
    ``status-since``, ``day``, ``paper-number``, ``count``, ``list``, ``passed``, ``units``,
    ``title``, ``office``);
    ``ours`` and ``theirs`` are EDTF dates, stored values or words as they are, ``""`` where one
    side says nothing. ``act`` is the primary key of the act that says ours.
    """

    field: str
    ours: str
    theirs: str
    act: int | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """How a statement stands to the register.

    ``relation`` and ``act`` are primary keys of what it was compared with. ``is_cited`` says that
    an act cites these words already. ``asks`` says what a person has to tell before anything can be
    recorded: ``"place"`` (which of several) or ``"counterpart"`` (only a country is named).
    ``is_beside`` says that a form is told of beside the one that holds and goes on holding,
    ``is_formless`` that the register has acts of the relation, none of which says what it is, and
    ``stands_so`` that it rests, is limited or has ended by the register too.
    """

    verdict: Verdict
    relation: int | None = None
    act: int | None = None
    differences: tuple[Difference, ...] = ()
    is_cited: bool = False
    asks: str = ""
    is_beside: bool = False
    is_formless: bool = False
    stands_so: bool = False

    def as_values(self) -> dict[str, Any]:
        """Return what is kept beside a statement, as JSON values."""
        return {
            "differences": [
                {"field": d.field, "ours": d.ours, "theirs": d.theirs, "act": d.act}
                for d in self.differences
            ],
            "is_cited": self.is_cited,
            "asks": self.asks,
        }
