"""How large a table may be, and cells by the names that programs give them."""

from __future__ import annotations

from typing import Final

from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.intake.sheets.types import Rows

MOST_ROWS: Final = 5000
MOST_COLUMNS: Final = 50
MOST_CHARACTERS: Final = 300
"""Of a cell that is read for its meaning: reading takes longer than its words grow."""
_ROWS = N_(
    "Das Blatt hat %(count)s Zeilen, und auf einmal lesen wir bis zu %(most)s. Teilen Sie es auf "
    "mehrere Dateien auf."
)
_COLUMNS = N_(
    "Das Blatt hat %(count)s Spalten, und wir lesen bis zu %(most)s. Löschen Sie die Spalten, die "
    "nicht gebraucht werden."
)


def width(rows: Rows) -> int:
    """Return how many columns hold anything."""
    filled = (max((n for n, cell in enumerate(row, 1) if cell.strip()), default=0) for row in rows)
    return max(filled, default=0)


def refuse_too_large(rows: Rows, where: str) -> None:
    """Refuse a sheet of more rows or columns than are read; empty rows do not count."""
    filled = sum(1 for row in rows if any(cell.strip() for cell in row))
    if filled > MOST_ROWS:
        raise Refused(Problem(where, _ROWS, {"count": filled, "most": MOST_ROWS}))
    if (wide := width(rows)) > MOST_COLUMNS:
        raise Refused(Problem(where, _COLUMNS, {"count": wide, "most": MOST_COLUMNS}))


def letter(column: int) -> str:
    """Return the name of a column by its index: A, B, …, Z, AA."""
    name, left = "", column + 1
    while left:
        left, rest = divmod(left - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def cell_name(row: int, column: int) -> str:
    """Return the name of a cell by the number of its row and the index of its column."""
    return f"{letter(column)}{row}"
