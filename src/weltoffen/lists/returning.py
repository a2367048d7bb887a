"""A table that comes back: which of its sheets is the list, what its columns are, what differs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from openpyxl.utils import get_column_letter

from weltoffen.accounts.models import User
from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.intake.opening import xlsx
from weltoffen.intake.opening.registry import open_bytes
from weltoffen.intake.opening.results import Table
from weltoffen.lists.enums import Stand, Written
from weltoffen.lists.fields.entrusting import VISIBILITY, publishing_problem
from weltoffen.lists.rules.comparing import IDENTIFIER, differences
from weltoffen.lists.rules.stamps import read_stamp
from weltoffen.lists.selectors import problem_of, register_for
from weltoffen.lists.types import Difference, FieldsOfKind, Line, Returned

STAMP = "stamp"
"""The name of the column that holds the rows' stamps."""
_LOOKED_AT = 10
"""The headings stand in one of the first so many rows."""
_NO_TABLE = N_(
    "In dieser Datei steht keine Tabelle mit den Spalten dieser Liste; es fehlt die Spalte "
    "„%(heading)s“. Laden Sie die Liste als Excel-Datei herunter, ändern Sie darin, und laden Sie "
    "sie hier wieder hoch."
)
_TWICE = N_(
    "Die Spalten %(first)s und %(second)s heißen beide „%(heading)s“. Löschen Sie eine der beiden."
)
_NO_ROWS = N_(
    "Unter den Überschriften steht keine Zeile. Prüfen Sie, ob es die richtige Datei ist."
)


def read_back(body: bytes, name: str, headings: Mapping[str, str]) -> Returned:
    """Return the lines of a table that came back.

    ``headings`` say which column is meant by which heading, in every language, :data:`STAMP` and
    the identifier among them. Raises ``Refused`` for files that are no such table.
    """
    opened = open_bytes(body, name=name)
    found = next(_heads(opened.tables, headings), None)
    if found is None:
        heading = next((h for h, column in headings.items() if column == IDENTIFIER), IDENTIFIER)
        raise Refused(Problem(name, _NO_TABLE, {"heading": heading}))
    table, at = found
    columns = _columns(table.rows[at], headings)
    usual = Written.TEXT if opened.media_type == xlsx.MEDIA_TYPE else Written.UNKNOWN
    lines = tuple(_lines(table, columns, at + 1, usual))
    if not lines:
        raise Refused(Problem(name, _NO_ROWS))
    letters = {column: get_column_letter(n + 1) for n, column in columns.items()}
    unknown = (h for h in table.rows[at] if h and h not in headings)
    return Returned(lines, letters, tuple(unknown), is_table=True)


def _heads(tables: Sequence[Table], headings: Mapping[str, str]) -> Iterator[tuple[Table, int]]:
    """Yield where the headings of this list stand."""
    for table in tables:
        for at, row in enumerate(islice(table.rows, _LOOKED_AT)):
            if any(headings.get(cell) == IDENTIFIER for cell in row):
                yield table, at


def _columns(row: Sequence[str], headings: Mapping[str, str]) -> dict[int, str]:
    found: dict[int, str] = {}
    first: dict[str, int] = {}
    for number, heading in enumerate(row):
        column = headings.get(heading)
        if column is None:
            continue
        if column in first:
            values = {
                "heading": heading,
                "first": get_column_letter(first[column] + 1),
                "second": get_column_letter(number + 1),
            }
            raise Refused(Problem(column, _TWICE, values))
        first[column] = number
        found[number] = column
    return found


def _lines(table: Table, columns: Mapping[int, str], first: int, usual: Written) -> Iterator[Line]:
    for at, row in enumerate(table.rows[first:], start=first):
        if not any(row):
            continue
        cells = {column: row[n] if n < len(row) else "" for n, column in columns.items()}
        written = {
            column: Written(table.days[at, n]) if (at, n) in table.days else usual
            for n, column in columns.items()
        }
        written |= {
            column: Written.FORMULA for n, column in columns.items() if (at, n) in table.uncomputed
        }
        identifier = cells.pop(IDENTIFIER, "")
        yield Line(at + 1, identifier, cells, read_stamp(cells.pop(STAMP, "")), written)


def compared(of: FieldsOfKind, returned: Returned, by: User) -> list[Difference]:
    """Return what a table says otherwise than the register, faults among it."""
    found = differences(returned, of.fields, register_for(of, returned, by))
    return [_checked(of, each) for each in found]


def _checked(of: FieldsOfKind, found: Difference) -> Difference:
    """Mark a value that its column would refuse."""
    field = of.field(found.field)
    if found.stand is Stand.FAULT or field is None or not found.after:
        return found
    if field is VISIBILITY:
        problem = publishing_problem(found.before, found.after)
    else:
        problem = problem_of(of, field, found.after)
    return found if problem is None else replace(found, stand=Stand.FAULT, problem=problem)
