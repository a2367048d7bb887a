"""Excel files into rows: values as they were last computed, days in ISO form."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from weltoffen.ground.problems import N_, Problem
from weltoffen.intake.opening.archive import Archive
from weltoffen.intake.opening.csv_rows import MOST_CELLS, TOO_MANY_CELLS
from weltoffen.intake.opening.results import (
    DAMAGED,
    Opened,
    Received,
    Shown,
    Table,
    as_lines,
    one_line,
    storable,
)

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_NOT_COMPUTED = N_(
    "Zelle %(cell)s auf dem Blatt „%(sheet)s“ ist eine Formel ohne gespeichertes Ergebnis und "
    "blieb leer. Öffnen Sie die Tabelle im Programm, speichern Sie sie, und laden Sie sie noch "
    "einmal hoch, wenn Sie den Wert brauchen."
)
_MORE_NOT_COMPUTED = N_(
    "Noch %(count)s Zellen auf dem Blatt „%(sheet)s“ sind Formeln ohne gespeichertes Ergebnis und "
    "blieben leer."
)
_HIDDEN = N_(
    "Das Blatt „%(sheet)s“ ist in der Tabelle ausgeblendet und wurde mitgelesen. Prüfen Sie, ob es "
    "für das Register gedacht ist."
)
_TOO_LONG = N_(
    "Die Tabelle enthält mehr als %(limit)s Zeichen, und so viel lesen wir nicht. Teilen Sie sie."
)
MOST_CHARACTERS = 10_000_000
"""Characters of all cells together. One text of the file may stand in any number of them."""
_NAMED_CELLS = 20
"""Formulas without a result that are named one by one; the others are counted."""


def open_xlsx(received: Received, archive: Archive) -> Opened:
    """Return each sheet with something on it as a table; ``archive`` has looked through the file.

    The number of cells is limited over all sheets, empty ones between others counted.
    """
    # openpyxl meets a wrong file with whatever its parsing stumbles over (KeyError, TypeError, …);
    # a wrong file must not look like a fault of ours.
    try:
        sheets = _sheets(received.body, values=True)
        rows, days, met = _rows(sheets)
        has_formulas = met is None and _has_formulas(archive)
        formulas = _uncomputed(received.body, rows) if has_formulas else {}
    except Exception:
        received.refuse(DAMAGED, kind="XLSX")
    if met is not None:
        received.refuse(met[0], limit=met[1])
    tables, notes = [], []
    for number, sheet in enumerate(sheets):
        name = one_line(sheet.title)
        written = tuple(tuple(_shown(value) for value in row) for row in rows[number])
        uncomputed = formulas.get(number, [])
        table = Table(name, written, days[number], frozenset(uncomputed))
        if not any(any(row) for row in table.rows) and not uncomputed:
            continue
        tables.append(table)
        if sheet.sheet_state != "visible":
            notes.append(Problem(received.name, _HIDDEN, {"sheet": name}))
        notes += _told(received, name, uncomputed)
    title = one_line(str(sheets[0].parent.properties.title or "")) if sheets else ""
    text = as_lines(tuple(tables))
    return Opened(text, MEDIA_TYPE, "", title, tuple(notes), tuple(tables))


def _sheets(body: bytes, *, values: bool) -> list[Any]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and extensions that openpyxl does not keep
        book = load_workbook(io.BytesIO(body), read_only=True, data_only=values, keep_links=False)
    for sheet in book.worksheets:
        # What a sheet says of its size may be wrong, and empty cells would be made up to it.
        sheet.reset_dimensions()
    return list(book.worksheets)


def _read(sheet: Any) -> Iterator[tuple[Any, ...]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of cells marked as days that are none
        yield from sheet.iter_rows()


_Rows = list[list[tuple[Any, ...]]]
_Days = list[dict[tuple[int, int], Shown]]


def _rows(sheets: list[Any]) -> tuple[_Rows, _Days, tuple[str, int] | None]:
    """Return the rows of each sheet, its days, and the limit that ended it, if one did."""
    found: _Rows = []
    days: _Days = []
    cells = characters = 0
    for sheet in sheets:
        rows: list[tuple[Any, ...]] = []
        found.append(rows)
        days.append({})
        for read in _read(sheet):
            row = tuple(cell.value for cell in read)
            cells += max(1, len(row))
            characters += sum(len(value) for value in row if isinstance(value, str))
            if cells > MOST_CELLS:
                return found, days, (TOO_MANY_CELLS, MOST_CELLS)
            if characters > MOST_CHARACTERS:
                return found, days, (_TOO_LONG, MOST_CHARACTERS)
            for at, cell in enumerate(read):
                if isinstance(row[at], datetime):
                    days[-1][len(rows), at] = _exactness(cell.number_format)
            rows.append(row)
        while rows and not any(value is not None for value in rows[-1]):
            rows.pop()
    return found, days, None


_NO_PLACE_FOR_A_DATE = re.compile(r'"[^"]*"|\\.|_.|\[[^\]]*\]')


def _exactness(number_format: str) -> Shown:
    """Return how exactly a cell with a format shows a day, as ``mmm-yy`` shows the month."""
    places = _NO_PLACE_FOR_A_DATE.sub("", number_format.partition(";")[0]).lower()
    if "d" in places or "y" not in places:
        return Shown.DAY
    return Shown.MONTH if "m" in places else Shown.YEAR


def _has_formulas(archive: Archive) -> bool:
    return any(
        archive.contains(name, mark)
        for name in archive.named("xl/worksheets/")
        for mark in (b"<f>", b"<f ", b":f>", b":f ")
    )


def _uncomputed(body: bytes, rows: list[list[tuple[Any, ...]]]) -> dict[int, list[tuple[int, int]]]:
    """Return by the number of the sheet the cells with a formula and no result, by row, column."""
    found: dict[int, list[tuple[int, int]]] = {}
    for number, sheet in enumerate(_sheets(body, values=False)[: len(rows)]):
        read = rows[number]
        for line, row in enumerate(_read(sheet)):
            values = read[line] if line < len(read) else ()
            for column, cell in enumerate(row):
                formula = cell.value
                empty = column >= len(values) or values[column] is None
                if empty and formula is not None:
                    found.setdefault(number, []).append((line, column))
    return found


def _told(received: Received, sheet: str, cells: list[tuple[int, int]]) -> list[Problem]:
    names = [f"{get_column_letter(column + 1)}{row + 1}" for row, column in cells[:_NAMED_CELLS]]
    notes = [
        Problem(received.name, _NOT_COMPUTED, {"cell": name, "sheet": sheet}) for name in names
    ]
    if len(cells) > _NAMED_CELLS:
        values = {"count": len(cells) - _NAMED_CELLS, "sheet": sheet}
        notes.append(Problem(received.name, _MORE_NOT_COMPUTED, values))
    return notes


def _shown(value: Any) -> str:
    """Return a cell's value as text: days as 1977-07-04, whole numbers without a fraction."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "WAHR" if value else "FALSCH"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, date | time | timedelta | int | float):
        return str(value)
    return storable(str(value)).strip()
