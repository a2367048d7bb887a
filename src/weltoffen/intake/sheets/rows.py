"""One row while it is read: its cells by their meaning, and what is wrong or open with them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.intake.sheets import cells
from weltoffen.intake.sheets.limits import MOST_CHARACTERS, cell_name
from weltoffen.intake.sheets.times import Time, read_time
from weltoffen.intake.sheets.types import (
    CellProblem,
    CellReading,
    Layout,
    Meaning,
    Readings,
    Row,
    Weight,
)

_LONG = N_(
    "Die Zelle hat %(count)s Zeichen, und in dieser Spalte lesen wir bis zu %(most)s. Kürzen Sie "
    "sie; mehr passt in eine Spalte für Bemerkungen."
)
_Value = TypeVar("_Value")


@dataclass(slots=True)
class RowReader:
    """Reads one row, and collects what is wrong with its cells and how they are read.

    ``picked`` is what a person said of cells that may be read in several ways. ``is_doubted`` says
    that the row has a cell of which nobody has said it yet.
    """

    number: int
    row: Row
    layout: Layout
    today: date
    picked: Readings = field(default_factory=dict)
    problems: list[CellProblem] = field(default_factory=list)
    readings: dict[int, CellReading] = field(default_factory=dict)
    is_doubted: bool = False

    def cell(self, meaning: Meaning) -> str:
        """Return a cell by its meaning, ``""`` where it says nothing."""
        column = self.layout.column(meaning)
        text = self.at(column) if column is not None else ""
        return "" if cells.is_blank(text) else text

    def at(self, column: int) -> str:
        """Return what stands in a column."""
        return self.row[column].strip() if column < len(self.row) else ""

    def notes(self) -> Iterator[tuple[int, str]]:
        """Yield the remarks of the row, each with its column."""
        for column, meaning in enumerate(self.layout.meanings):
            if meaning is Meaning.NOTE and self.at(column):
                yield column, self.at(column)

    def read(self, meaning: Meaning, reads: Callable[[str], _Value]) -> _Value | None:
        """Return what a cell says, None where it says nothing or cannot be read."""
        text = self.cell(meaning)
        if not text:
            return None
        if len(text) > MOST_CHARACTERS:
            self.tell(meaning, _LONG, {"count": len(text), "most": MOST_CHARACTERS})
            return None
        try:
            return reads(text)
        except Refused as refused:
            for problem in refused.problems:
                self.tell(meaning, problem.sentence, problem.values)
        return None

    def time(self, meaning: Meaning) -> Time | None:
        """Return when a cell says that something was, as it is proposed or as a person said."""
        found = self.read(meaning, lambda cell: read_time(cell, self.today))
        column = self.layout.column(meaning)
        if found is None or column is None:
            return None
        if found.asks:
            ways = [way.text for way in found.ways]
            way = self.choose(column, ways, found.asks, {"text": self.cell(meaning)})
            found = found.settled(way)
        until = found.until.text if found.until is not None else None
        known = self.readings.get(column, CellReading())
        on = found.on.text if found.on.is_known else None
        self.readings[column] = CellReading(on, until, None, known.ways, known.picked)
        return found

    def choose(
        self, column: int, ways: Sequence[str], asks: str, values: Mapping[str, object]
    ) -> str:
        """Return the way in which a person reads a cell, else the first, and ask about it."""
        pick = self.picked.get((self.number, column), "")
        picked = pick if pick in ways else ""
        self.readings[column] = CellReading(ways=tuple(ways), picked=picked)
        if not picked:
            self.is_doubted = True
            self.tell_at(column, asks, values, Weight.QUESTION)
        return picked or ways[0]

    def tell(
        self,
        meaning: Meaning,
        sentence: str,
        values: Mapping[str, object] | None = None,
        weight: Weight = Weight.FAULT,
    ) -> None:
        """Note what is wrong with a cell; of a meaning without a column, with the name's."""
        column = self.layout.column(meaning)
        if column is None:
            column = self.layout.column(Meaning.NAME) or 0
        self.tell_at(column, sentence, values or {}, weight)

    def tell_at(
        self, column: int, sentence: str, values: Mapping[str, object], weight: Weight
    ) -> None:
        """Note what is wrong with the cell in a column."""
        problem = Problem(cell_name(self.number, column), sentence, values)
        self.problems.append(CellProblem(self.number, column, weight, problem))
