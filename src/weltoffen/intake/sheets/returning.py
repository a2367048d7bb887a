"""Rows that were not taken, as a file to mend and hand in again: every cell, and the reasons.

No cell can act when the file is opened: what begins like a formula is written as text.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font

Lines = Iterable[Sequence[str]]
_ACTIVE: Final = ("=", "+", "-", "@", "\t", "\r")
_MARK: Final = "'"
_LONGEST = 32_767
"""Characters that a cell of Excel holds."""


def harmless(cell: str) -> str:
    """Return a cell that no program takes for a formula.

    What begins with such a mark itself gets another one, so that :func:`unmarked` knows which of
    them is to go (OWASP, CSV injection).
    """
    return f"{_MARK}{cell}" if cell.lstrip(_MARK).startswith(_ACTIVE) else cell


def unmarked(cell: str) -> str:
    """Return a cell as it was before :func:`harmless`."""
    is_marked = cell.startswith(_MARK) and cell.lstrip(_MARK).startswith(_ACTIVE)
    return cell[1:] if is_marked else cell


def as_csv(lines: Lines) -> bytes:
    """Return lines as CSV, as Excel opens it in Germany: UTF-8 with its mark, semicolons."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerows([harmless(cell) for cell in line] for line in lines)
    return b"\xef\xbb\xbf" + file.getvalue().encode()


def as_xlsx(lines: Lines, title: str) -> bytes:
    """Return lines as a sheet on which every cell is text; the first line are the headings."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    for number, line in enumerate(lines):
        row = []
        for text in line:
            plain = ILLEGAL_CHARACTERS_RE.sub("", text[:_LONGEST])
            cell = WriteOnlyCell(sheet, value=plain)
            cell.data_type = "s"  # openpyxl takes what begins with = for a formula
            cell.number_format = "@"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=number == 0)
            row.append(cell)
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
