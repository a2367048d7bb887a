"""Lists as Excel files: the list on the first sheet, what it is on the second.

Cells are text, so that nothing in them can act when the file is opened and Excel makes no days of
what looks like one; numbers that one adds up are numbers. Columns that may come back stand out, and
where only some values are possible Excel offers them.
"""

from __future__ import annotations

import io
from typing import Any

from django.utils.translation import gettext
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from weltoffen.lists.types import Sheet, SheetColumn

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LONGEST_NAME = 31
"""Signs that Excel takes for a sheet's name."""
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_MAY_RETURN = PatternFill("solid", fgColor="DCE9F7")
_FIXED = PatternFill("solid", fgColor="E8E8E8")
_LONGEST_OFFER = 250
"""Signs of all choices together that Excel takes in a list of a cell."""


def write(sheet: Sheet) -> bytes:
    """Return the workbook."""
    book = Workbook(write_only=True)
    _write_list(book, sheet)
    if sheet.about:
        _write_about(book, sheet)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _write_list(book: Workbook, sheet: Sheet) -> None:
    page = book.create_sheet(sheet.title.translate(_FORBIDDEN)[:_LONGEST_NAME])
    page.freeze_panes = "B2"
    for number, column in enumerate(sheet.columns, start=1):
        page.column_dimensions[get_column_letter(number)].width = column.width
        page.column_dimensions[get_column_letter(number)].hidden = column.width == 0
    page.append([_head(page, column) for column in sheet.columns])
    for row in sheet.rows:
        page.append([_cell(page, value) for value in row])
    last = len(sheet.rows) + 1
    page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{last}"
    for number, column in enumerate(sheet.columns, start=1):
        _offer(page, column, f"{get_column_letter(number)}2:{get_column_letter(number)}{last}")


def _offer(page: Any, column: SheetColumn, cells: str) -> None:
    offer = ",".join(column.choices)
    is_plain = not any("," in choice or '"' in choice for choice in column.choices)
    if column.may_return and column.choices and is_plain and len(offer) <= _LONGEST_OFFER:
        rule = DataValidation(type="list", formula1=f'"{offer}"', allow_blank=True)
        rule.add(cells)
        page.data_validations.append(rule)


def _head(page: Any, column: SheetColumn) -> Any:
    cell = _cell(page, column.heading)
    cell.font = Font(bold=True)
    cell.fill = _MAY_RETURN if column.may_return else _FIXED
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _cell(page: Any, value: str | int) -> Any:
    plain = ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value
    cell = WriteOnlyCell(page, value=plain)
    if isinstance(value, str):
        cell.data_type = "s"  # openpyxl takes what begins with = for a formula
        cell.number_format = "@"
    return cell


def _write_about(book: Workbook, sheet: Sheet) -> None:
    page = book.create_sheet(gettext("Über diese Tabelle")[:_LONGEST_NAME])
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = 30, 90
    for name, text in sheet.about:
        first, second = _cell(page, name), _cell(page, text)
        first.font = Font(bold=True)
        first.alignment = second.alignment = Alignment(wrap_text=True, vertical="top")
        page.append([first, second])
