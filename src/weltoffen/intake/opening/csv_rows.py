"""CSV into rows: the delimiter is the one that parts the first lines most evenly."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import islice

from weltoffen.ground.problems import N_
from weltoffen.intake.opening.decoding import decode
from weltoffen.intake.opening.results import (
    DAMAGED,
    MIB,
    Opened,
    Received,
    Table,
    as_lines,
    storable,
)

MEDIA_TYPE = "text/csv"
LIMIT = 5 * MIB
"""Bytes."""
MOST_CELLS = 300_000
"""Cells of a file, empty ones between others counted."""
TOO_MANY_CELLS = N_(
    "Die Tabelle hat mehr als %(limit)s Zellen, und mehr lesen wir nicht. Teilen Sie sie, oder "
    "löschen Sie leere Spalten und Zeilen, die nur formatiert sind."
)
_DELIMITERS = ";,\t|"
_LOOKED_AT = 50
_FEWEST_ROWS, _FEWEST_CELLS = 3, 3
"""From so many rows and cells on, evenly parted lines are no chance."""


def open_csv(received: Received) -> Opened:
    """Return the rows of a CSV file as its only table; its name is the file's."""
    received.limit(LIMIT)
    decoded = decode(received)
    text = storable(decoded.text)
    rows: list[tuple[str, ...]] = []
    cells = 0
    try:
        for row in _rows(text, _delimiter(text)):
            cells += len(row)
            if cells > MOST_CELLS:
                received.refuse(TOO_MANY_CELLS, limit=MOST_CELLS)
            rows.append(tuple(cell.strip() for cell in row))
    except csv.Error:
        received.refuse(DAMAGED, kind="CSV")
    tables = (Table(received.name, tuple(rows)),)
    return Opened(as_lines(tables), MEDIA_TYPE, notes=decoded.notes, tables=tables)


def is_table(text: str) -> bool:
    """Say whether plain text is plainly a table: all its lines alike parted by ``;`` or tabs."""
    first = next((line for line in text.split("\n") if line.strip()), "")
    return any(
        _is_even(text, delimiter)
        for delimiter in ";\t"
        if first.count(delimiter) >= _FEWEST_CELLS - 1
    )


def _is_even(text: str, delimiter: str) -> bool:
    width = rows = 0
    try:
        for row in _rows(text, delimiter):
            if not any(cell.strip() for cell in row):
                continue
            rows, width = rows + 1, width or len(row)
            if len(row) != width or rows * width > MOST_CELLS:
                return False
    except csv.Error:
        return False
    return rows >= _FEWEST_ROWS and width >= _FEWEST_CELLS


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def _delimiter(text: str) -> str:
    """Return the delimiter that gives most rows the same number of cells, more than one."""

    def evenness(delimiter: str) -> tuple[int, int]:
        try:
            widths = [len(row) for row in islice(_rows(text, delimiter), _LOOKED_AT)]
        except csv.Error:  # of another delimiter: one cell would have swallowed half the file
            widths = []
        wide = [width for width in widths if width > 1]
        usual = max(wide, key=wide.count, default=0)
        return wide.count(usual), usual

    return max(_DELIMITERS, key=evenness)
