"""Tables of which each cell stands on a line of its own: head first, then row after row."""

from __future__ import annotations

import re
from collections.abc import Sequence

from weltoffen.intake.reading.countries import country_of, region_country
from weltoffen.intake.reading.dates import dates_in
from weltoffen.intake.reading.layout import Form, Unit
from weltoffen.intake.reading.tables import Column, column_of

_LONGEST_CELL = 60
_WIDEST = 8
_NARROWEST = 2
_EMPTY = frozenset({"-", "–", "—", "k. A.", "n/a", "?", "/"})


_NUMBER = re.compile(
    r"(?:(?:Lfd\. )?Nr\.?|No\.?|#|Kontinent|Continent|Wappen|Flagge|Flag|Coat of arms|Drapeau"
    r"|N°|Kreis|Bundesland|State|Region|Région)\Z",
    re.IGNORECASE,
)


def rows_joined(units: Sequence[Unit]) -> list[Unit]:
    """Return the units with the cells of such tables put together, a unit a row."""
    found: list[Unit] = []
    at = 0
    while at < len(units):
        rows, after = _table(units, at)
        found += rows or [units[at]]
        at = after if rows else at + 1
    return found


def _table(units: Sequence[Unit], at: int) -> tuple[list[Unit], int]:
    """Return the head and the rows of a table that begins here, and where it ends."""
    best: tuple[list[Unit], int] = ([], at)
    if column_of(units[at].text) is Column.OTHER and not _NUMBER.match(units[at].text):
        return best
    for width in range(_NARROWEST, _WIDEST + 1):
        head = units[at : at + width]
        if len(head) < width or not all(_is_cell(each) for each in head):
            break
        columns = tuple(column_of(each.text) for each in head)
        if Column.PLACE not in columns or not {Column.COUNTRY, Column.SINCE} & set(columns):
            continue
        rows, after = _rows(units, at + width, columns)
        if rows and len(rows) + 1 > len(best[0]):
            best = ([_joined([each.text for each in head], head), *rows], after)
    return best


def _is_cell(unit: Unit) -> bool:
    return (
        unit.form is not Form.SENTENCE
        and len(unit.text) <= _LONGEST_CELL
        and "|" not in unit.text
        and "\t" not in unit.text
    )


def _rows(units: Sequence[Unit], at: int, columns: Sequence[Column]) -> tuple[list[Unit], int]:
    rows: list[Unit] = []
    while True:
        texts, used = _row(units, at, columns)
        if used is None:
            return rows, at
        rows.append(_joined(texts, units[at:used]))
        at = used


def _row(units: Sequence[Unit], at: int, columns: Sequence[Column]) -> tuple[list[str], int | None]:
    """Return the cells of one row, empty where one is missing, and where the next begins."""
    texts: list[str] = []
    proofs = 0
    for number, column in enumerate(columns):
        cell = units[at] if at < len(units) and _is_cell(units[at]) else None
        is_twice = cell is not None and _is_capital(units, at, columns[number:])
        if cell is not None and (is_twice or _fits(cell.text, column)):
            proofs += column in (Column.COUNTRY, Column.SINCE) and cell.text not in _EMPTY
            texts.append(cell.text)
            at += 1
        elif column is Column.PLACE or column is Column.OTHER:
            return [], None
        else:
            texts.append("")
    return texts, at if proofs else None


def _is_capital(units: Sequence[Unit], at: int, columns: Sequence[Column]) -> bool:
    """Say whether a cell is a town that is called like its country, which follows."""
    if tuple(columns[:_NARROWEST]) != (Column.PLACE, Column.COUNTRY) or at + 1 >= len(units):
        return False
    code = country_of(units[at].text)
    return code is not None and country_of(units[at + 1].text) == code


def _fits(text: str, column: Column) -> bool:
    if column is Column.PLACE:
        return text[:1].isupper() and country_of(text) is None and not dates_in(text)
    if text in _EMPTY or column is Column.OTHER:
        return True
    if column is Column.COUNTRY:
        name = _NEARER.sub("", text)
        return country_of(name) is not None or region_country(name) is not None
    if column in (Column.SINCE, Column.UNTIL):
        return bool(dates_in(text))
    return True


_NEARER = re.compile(r"\s*\([^()]*\)\Z|,.*\Z")
"""Which part of the country it is: "USA (Ohio)", "Kanada, Ontario"."""


def _joined(texts: Sequence[str], cells: Sequence[Unit]) -> Unit:
    return Unit(Form.ITEM, " | ".join(texts), cells[0].start, cells[-1].end, cells[0].block)
