"""Lists as CSV, as Excel opens it in Germany: UTF-8 with its mark, semicolons."""

from __future__ import annotations

from weltoffen.intake.sheets.returning import as_csv
from weltoffen.lists.types import Sheet

MEDIA_TYPE = "text/csv; charset=utf-8"


def write(sheet: Sheet) -> bytes:
    """Return the headings and the rows; what the sheet says about itself has no place here."""
    heads = [column.heading for column in sheet.columns]
    return as_csv([heads, *([str(cell) for cell in row] for row in sheet.rows)])
