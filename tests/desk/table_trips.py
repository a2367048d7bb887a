"""Lists that go out as tables and come back: what several tests of the desk do."""

from __future__ import annotations

import csv
import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook, load_workbook

LIST = reverse("desk:relations")


def out(desk: Client, address: str, form: str = "xlsx", **asked: str) -> Any:
    """Take a list along; return the workbook, or the rows of a CSV file."""
    answer = desk.get(address, asked | {"export": form})
    assert answer.status_code == 200
    if form == "xlsx":
        return load_workbook(io.BytesIO(answer.content))
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


def back(desk: Client, book: Workbook | bytes, name: str = "relations") -> Any:
    """Bring a table back; return the page that follows."""
    if isinstance(book, Workbook):
        file = io.BytesIO()
        book.save(file)
        body, ending = file.getvalue(), "xlsx"
    else:
        body, ending = book, "csv"
    sent = {"file": SimpleUploadedFile(f"liste.{ending}", body)}
    return desk.post(reverse("desk:list-back", args=[name]), sent, follow=True)


def cell(sheet: Any, heading: str, row: int = 2) -> Any:
    """Return the cell of a row under a heading."""
    heads = [each.value for each in sheet[1]]
    return sheet.cell(row=row, column=heads.index(heading) + 1)
