"""Tables as offices keep them, as rows and as files."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

from openpyxl import Workbook

from tests.factories import somebody
from weltoffen.intake.actions import describe_sheet
from weltoffen.intake.models import SheetUpload
from weltoffen.intake.sheets import (
    Judged,
    JudgedRow,
    Layout,
    Picks,
    Readings,
    extract,
    guess,
    judge,
)
from weltoffen.intake.sheets.judging import HomeTown

TODAY = date(2026, 11, 22)
DESCRIBED = {"title": "Unsere Partner", "publisher_side": "home", "source_kind": "other"}
"""What is said of a table where nothing else is tried."""
HOME = HomeTown("Dortmund", 2935517)
HEADINGS = [
    "Partnerstadt", "Land", "Art", "seit", "bis", "Status", "Ratsbeschluss", "Drucksache",
    "Ansprechpartner", "Bemerkung",
]  # fmt: skip


def row(name: str, **cells: str) -> list[str]:
    """Return a row under :data:`HEADINGS`."""
    by_heading = {
        "land": "Land", "art": "Art", "seit": "seit", "bis": "bis", "status": "Status",
        "beschluss": "Ratsbeschluss", "drucksache": "Drucksache", "wer": "Ansprechpartner",
        "bemerkung": "Bemerkung",
    }  # fmt: skip
    values = {by_heading[key]: value for key, value in ({"art": "Partnerstadt"} | cells).items()}
    return [name, *(values.get(heading, "") for heading in HEADINGS[1:])]


def described(upload: SheetUpload) -> SheetUpload:
    """Say of a table what is said of it where nothing else is tried."""
    return describe_sheet(upload=upload, by=somebody(), **DESCRIBED)


def judged(
    *rows: Sequence[str],
    headings: Sequence[str] | None = None,
    layout: Layout | None = None,
    picks: Picks | None = None,
    picked: Readings | None = None,
) -> Judged:
    """Judge rows below headings."""
    table = [list(headings or HEADINGS), *rows]
    how = layout or guess(table, 0)
    kept = extract(table, how)
    return judge(table, how, kept, home=HOME, today=TODAY, picks=picks or {},
                 picked=picked)  # fmt: skip


def only(judgement: Judged) -> JudgedRow:
    """Return the one row that was judged."""
    (found,) = judgement.rows
    return found


def faults(found: JudgedRow) -> dict[str, str]:
    """Return the sentences of a row by the names of their cells."""
    return {each.problem.where: each.problem.says() for each in found.problems}


def xlsx(*rows: Sequence[Any], sheets: dict[str, Sequence[Sequence[Any]]] | None = None) -> bytes:
    """Return an Excel file with these rows on its first sheet."""
    book = Workbook()
    first = book.active
    assert first is not None
    first.title = "Partner"
    for line in rows:
        first.append(list(line))
    for name, lines in (sheets or {}).items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(list(line))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def csv(*rows: Sequence[str], separator: str = ";", encoding: str = "utf-8") -> bytes:
    """Return a CSV file of cells without quotes."""
    return "\r\n".join(separator.join(line) for line in rows).encode(encoding)
