"""What is kept of a table: the columns that mean something, and nothing else.

A list of partners often holds names and telephone numbers beside them, and further sheets. What is
received is kept for ever, so these must not be in it: kept is an extract of the mapped columns.

What is quoted of a row goes public with what it proves. So the cells that state facts come first
and are the quote; remarks and homepages come after them, for the office alone.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass

from weltoffen.intake.opening.results import Table, as_lines
from weltoffen.intake.sheets.types import Layout, Row, Rows
from weltoffen.intake.types import Quote

MEDIA_TYPE = "text/csv"


@dataclass(frozen=True, slots=True)
class Extract:
    """The bytes that are kept, their text, and the facts of each row in it by the row's number."""

    body: bytes
    text: str
    quotes: Mapping[int, Quote]


def extract(rows: Rows, layout: Layout) -> Extract:
    """Return what may leave a file: headings and rows of the columns that have a meaning.

    The same table under the same layout always gives the same bytes. Empty rows are left out.
    """
    numbers = [n for n in range(layout.first, len(rows)) if any(_kept(rows[n], layout))]
    if layout.header is not None and layout.header < len(rows):
        numbers.insert(0, layout.header)
    cells = tuple(_kept(rows[n], layout) for n in numbers)
    text = as_lines((Table("", cells),))
    return Extract(_csv(cells), text, _quotes(text, numbers, cells, layout))


def _kept(row: Row, layout: Layout) -> tuple[str, ...]:
    return tuple(row[n].strip() if n < len(row) else "" for n in layout.kept)


def _csv(cells: Rows) -> bytes:
    file = io.StringIO()
    csv.writer(file, delimiter=";", lineterminator="\n").writerows(cells)
    return file.getvalue().encode()


def _quotes(text: str, numbers: list[int], cells: Rows, layout: Layout) -> dict[int, Quote]:
    """Return the beginning of each line, as far as it states facts; a row without any has none."""
    found: dict[int, Quote] = {}
    start = 0
    for number, row, line in zip(numbers, cells, text.split("\n"), strict=False):
        facts = as_lines((Table("", (tuple(row[: len(layout.facts)]),)),))
        if number != layout.header and facts:
            found[number + 1] = Quote(facts, start, start + len(facts))
        start += len(line) + 1
    return found
