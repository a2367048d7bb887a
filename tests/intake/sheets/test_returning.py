"""The file with the rows that were not taken."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from weltoffen.intake.sheets.returning import as_csv, as_xlsx, harmless

LINES = [
    ["Ort", "Grund"],
    ['=HYPERLINK("http://x.example")', "+1"],
    ["@SUM(A1)", "-2"],
    ["Lyon", ""],
]


def read_csv(body: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_in_csv_nothing_begins_like_a_formula():
    for line in read_csv(as_csv(LINES)):
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in line)
    assert read_csv(as_csv(LINES))[3] == ["Lyon", ""]


def test_in_excel_every_cell_is_text():
    sheet = load_workbook(io.BytesIO(as_xlsx(LINES, "Nicht übernommen"))).active
    assert sheet is not None
    for given_line, cells in zip(LINES, sheet.iter_rows(), strict=True):
        for text, cell in zip(given_line, cells, strict=True):
            assert cell.data_type != "f"
            assert (cell.value or "") == text


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_signs_of_formulas_are_disarmed(sign):
    assert harmless(f"{sign}1") == f"'{sign}1"


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"])), min_size=1)))
def test_any_lines_come_back(lines):
    assert read_csv(as_csv(lines)) == [[harmless(cell) for cell in line] for line in lines]
