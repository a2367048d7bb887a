"""What columns mean, how a table is laid out, and what judging a row gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, Literal

from weltoffen.ground.problems import Problem
from weltoffen.intake.types import FoundAct, FoundRelation, Kind, Standing
from weltoffen.places.gazetteer import Place

Row = Sequence[str]
Rows = Sequence[Row]
AS_WRITTEN: Final = "as-written"
"""Picked for a place: none of the gazetteer, but a new one of the name that the row has."""
Picks = Mapping[int, int | Literal["as-written"]]
"""What a person chose, by the number of the row: a GeoNames id, or :data:`AS_WRITTEN`."""

Readings = Mapping[tuple[int, int], str]
"""How a person reads cells, by the number of the row and the index of the column: the EDTF or the
standing that was picked among those offered."""


class Meaning(StrEnum):
    """What the cells of a column say. The values are kept with a remembered mapping."""

    NAME = "name"
    COUNTRY = "country"
    REGION = "region"
    KIND = "kind"
    SINCE = "since"
    UNTIL = "until"
    STATUS = "status"
    DECIDED_ON = "decided-on"
    PAPER = "paper-number"
    HOMEPAGE = "homepage"
    NOTE = "note"
    PERSON = "person"
    IGNORED = "ignored"


LEFT_OUT: Final = frozenset({Meaning.PERSON, Meaning.IGNORED})
"""Columns that never leave the file."""
SEVERAL: Final = frozenset({Meaning.NOTE, *LEFT_OUT})
"""What more than one column may mean."""
BESIDE: Final = frozenset({Meaning.HOMEPAGE, Meaning.NOTE})
"""Columns that stay in the office: kept after the facts, and in no quote of a row."""
FILLED_DOWN: Final = (Meaning.COUNTRY, Meaning.REGION, Meaning.KIND)
"""What a cell merged over several rows may say for all of them."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where in a table what stands.

    ``header`` is the index of the row of headings, None where there is none. ``meanings`` are those
    of the columns from left to right. ``kind`` holds where a row names none. ``fills_down`` says
    that an empty cell of :data:`FILLED_DOWN` says what the one above it says.
    """

    header: int | None
    meanings: tuple[Meaning, ...]
    kind: Kind | None = None
    fills_down: bool = False

    @property
    def first(self) -> int:
        """Return the index of the first row below the headings."""
        return 0 if self.header is None else self.header + 1

    @property
    def kept(self) -> tuple[int, ...]:
        """Return the indexes of the columns that may leave the file, those with facts first."""
        beside = (n for n, each in enumerate(self.meanings) if each in BESIDE)
        return (*self.facts, *beside)

    @property
    def facts(self) -> tuple[int, ...]:
        """Return the indexes of the columns that state facts: only these are quoted."""
        apart = LEFT_OUT | BESIDE
        return tuple(n for n, each in enumerate(self.meanings) if each not in apart)

    def column(self, meaning: Meaning) -> int | None:
        """Return the first column of a meaning, None if there is none."""
        return self.meanings.index(meaning) if meaning in self.meanings else None


class Weight(StrEnum):
    """How much a problem matters.

    A row with a fault is not taken. One with a question is proposed and waits until somebody has
    answered it. A note says what of the row is not taken over.
    """

    FAULT = "fault"
    QUESTION = "question"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class CellProblem:
    """What is wrong with a cell. ``problem.where`` names it as the program does: ``C7``."""

    row: int
    column: int
    weight: Weight
    problem: Problem


@dataclass(frozen=True, slots=True)
class CellReading:
    """How a cell is read: a time in EDTF, until when, how the relation stands.

    ``ways`` are offered to choose from where it may be read in several ways, the first of them
    being proposed; ``picked`` is the one that a person chose, ``""`` for none.
    """

    on: str | None = None
    until: str | None = None
    standing: Standing | None = None
    ways: tuple[str, ...] = ()
    picked: str = ""


@dataclass(frozen=True, slots=True)
class JudgedRow:
    """What a row says: ``number`` counts from 1 as in the sheet, ``cells`` are all of its cells.

    ``relation`` is None exactly where a problem is a fault. ``act`` is the decision that the row
    names, ``change`` the act by which the relation came to rest or was limited. ``candidates`` are
    the places that its name may mean, where that is a question. ``readings`` are, by column, how
    times and standings are read, also in a row with faults.
    """

    number: int
    cells: tuple[str, ...]
    problems: tuple[CellProblem, ...] = ()
    relation: FoundRelation | None = None
    act: FoundAct | None = None
    candidates: tuple[Place, ...] = ()
    change: FoundAct | None = None
    readings: Mapping[int, CellReading] = field(default_factory=dict)

    @property
    def acts(self) -> tuple[FoundAct, ...]:
        """Return the acts that the row tells of."""
        return tuple(each for each in (self.act, self.change) if each is not None)

    @property
    def is_faulty(self) -> bool:
        """Say whether the row cannot be taken as it is."""
        return any(each.weight is Weight.FAULT for each in self.problems)


class Skipped(StrEnum):
    """Why a row says nothing of a relation."""

    TOTAL = "total"
    HEADING = "heading"
    REPEATED_HEADER = "repeated-header"


@dataclass(frozen=True, slots=True)
class Judged:
    """All rows of a table that say something, and those that were left aside, by number."""

    rows: tuple[JudgedRow, ...]
    skipped: tuple[tuple[int, Skipped], ...] = ()
