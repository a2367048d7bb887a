"""Cells, stamps, queries, and the comparing of three sides: laws and cases without a database."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weltoffen.ground.problems import Problem
from weltoffen.intake.sheets.returning import harmless, unmarked
from weltoffen.lists.enums import CellKind, Stand, Written
from weltoffen.lists.rules.cells import (
    LONGEST,
    canonical,
    cut,
    may_be_made_by_excel,
    text_of,
    value_of,
)
from weltoffen.lists.rules.comparing import Register, differences
from weltoffen.lists.rules.queries import asked_of, moved
from weltoffen.lists.rules.stamps import print_of, read_stamp, stamp
from weltoffen.lists.types import Field, Known, Line, Returned

TEXT = Field("title", "Titel", is_needed=True)
DAY = Field("review_by", "Prüfen bis", CellKind.DAY)
ON = Field("on", "Datum", CellKind.DATE)
OWNER = Field("owner", "Zuständig", CellKind.CHOICE, (("a", "Büro"), ("b", "Protokoll")))
LEAD = Field("lead", "Federführend", CellKind.RECORD, of="organisations")
NUMBER = Field("width", "Breite", CellKind.DECIMAL)
WHOLE = Field("count", "Zahl", CellKind.WHOLE)
YES = Field("is_named", "Benannt", CellKind.YES_NO)
FIELDS = (TEXT, DAY, ON, OWNER, LEAD, NUMBER)
NAMES = {"owner": {"büro": "a", "office": "a", "protokoll": "b", "a": "a", "b": "b"}}


@given(st.text() | st.text("'=+-@a", max_size=5))
def test_what_is_made_harmless_comes_back_as_it_was(text: str) -> None:
    assert unmarked(harmless(text)) == text


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_day_has_one_form_however_it_was_written(day: date) -> None:
    for typed in (day.isoformat(), f"{day:%d.%m.%Y}", f"{day.day}.{day.month}.{day.year:04}"):
        assert canonical(DAY, typed, {}) == day.isoformat()
    assert value_of(DAY, text_of(DAY, day)) == day


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-180, max_value=180))
def test_a_number_has_one_form_with_comma_or_point(number: Decimal) -> None:
    form = text_of(NUMBER, number)
    assert canonical(NUMBER, form, {}) == form
    assert canonical(NUMBER, form.replace(".", ","), {}) == form
    assert value_of(NUMBER, form) == number


@pytest.mark.parametrize(
    ("field", "typed", "form"),
    [
        (TEXT, "  zwei \n Zeilen ", "zwei Zeilen"),
        (ON, "Juli 1977", "1977-07"),
        (ON, "1977", "1977"),
        (OWNER, "PROTOKOLL", "b"),
        (OWNER, "Office", "a"),
        (LEAD, "Büro für Internationales · buero", "buero"),
        (LEAD, "buero", "buero"),
        (YES, "Ja", "true"),
        (YES, "nein", "false"),
        (WHOLE, "0042", "42"),
        (DAY, "", ""),
    ],
)
def test_cells_are_read(field: Field, typed: str, form: str) -> None:
    assert canonical(field, typed, NAMES) == form


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        (TEXT, " ", "darf nicht leer sein"),
        (DAY, "1977", "kein Tag"),
        (DAY, "31.02.2026", "kein Tag"),
        (ON, "gestern", "gestern"),
        (OWNER, "Quatsch", "Büro, Protokoll"),
        (NUMBER, "viel", "keine Zahl"),
        (NUMBER, "NaN", "keine Zahl"),
        (WHOLE, "1,5", "keine ganze Zahl"),
        (YES, "vielleicht", "weder ja noch nein"),
    ],
)
def test_cells_that_cannot_be_read_say_why(field: Field, typed: str, said: str) -> None:
    problem = canonical(field, typed, NAMES)
    assert isinstance(problem, Problem)
    assert said in problem.says()


@pytest.mark.parametrize(
    ("kind", "was", "after", "is_so"),
    [
        (CellKind.DATE, "1977-07", "1977-07-01", True),
        (CellKind.DATE, "1977", "1977-01-01", True),
        (CellKind.DATE, "1977-07", "1977-07-04", False),
        (CellKind.DATE, "", "1977-01-01", False),
        (CellKind.TEXT, "01067", "1067", True),
        (CellKind.TEXT, "000", "0", True),
        (CellKind.TEXT, "01067", "1068", False),
        (CellKind.TEXT, "1067", "1067", False),
        (CellKind.TEXT, "12345678901234567890", "1,23457E+19", True),
        (CellKind.TEXT, "12345678901234567890", "12345678901234500000", True),
        (CellKind.TEXT, "12345678901234567890", "12345678901234500001", False),
        (CellKind.TEXT, "Amt 7", "7", False),
    ],
)
def test_what_a_spreadsheet_makes_by_itself_is_known(
    kind: CellKind, was: str, after: str, is_so: bool
) -> None:
    assert may_be_made_by_excel(was, after, kind) is is_so


def test_a_number_that_lost_its_zeros_is_asked() -> None:
    for written in set(Written) - {Written.FORMULA}:
        found = compared({"title": "01067"}, {"title": "1067"}, {"title": "01067"}, written=written)
        assert found == [("title", Stand.CONFLICT, "1067")]


def test_a_formula_without_its_result_empties_nothing() -> None:
    found = compared({"title": "alt"}, {"title": ""}, {"title": "alt"}, written=Written.FORMULA)
    assert found == [("title", Stand.FAULT, "")]


def test_a_text_that_no_cell_holds_is_not_changed_by_its_beginning() -> None:
    now = "ä" * LONGEST + "Ende"
    went_out = {"title": cut(now)}
    assert compared({"title": now}, went_out, went_out) == []
    assert compared({"title": now}, {"title": "kurz"}, went_out) == [("title", Stand.FAULT, "")]
    assert len(cut("🙂" * LONGEST).encode("utf-16-le")) == 2 * LONGEST


def test_a_quotation_mark_before_a_formula_is_kept_where_a_format_needs_none() -> None:
    for was in ("'=1+1", "=1+1", "''-1"):
        assert compared({"title": was}, {"title": was}, {"title": was}) == []
        assert compared({"title": was}, {"title": harmless(was)}, {"title": was}) == []
    found = compared({}, {"title": "'=neu"}, {"title": ""}, written=Written.TEXT)
    assert found == [("title", Stand.CLEAN, "'=neu")]
    assert compared({}, {"title": "'=neu"}, {"title": ""}) == [("title", Stand.CLEAN, "=neu")]


@given(st.dictionaries(st.from_regex(r"[a-z_]{1,20}", fullmatch=True), st.text(), min_size=1))
def test_a_stamp_tells_of_each_cell_whether_it_is_as_it_was(cells: dict[str, str]) -> None:
    read = read_stamp(stamp(cells))
    assert read == {name: print_of(cell) for name, cell in cells.items()}


@pytest.mark.parametrize("text", ["", "2|a=12345678", "von Hand", "1|a=b|c"])
def test_what_is_no_stamp_says_nothing(text: str) -> None:
    assert read_stamp(text) == {}


def compared(
    now: dict[str, str],
    cells: dict[str, str],
    went_out: dict[str, str] | None,
    *,
    may_change: bool = True,
    written: Written = Written.UNKNOWN,
) -> list[tuple[str, Stand, str]]:
    """Compare one row of one record; ``went_out`` is what it said when it was taken along."""
    full = {field.name: "" for field in FIELDS} | now
    printed = {} if went_out is None else read_stamp(stamp(went_out))
    returned = Returned(
        (Line(2, "x", cells, printed, dict.fromkeys(cells, written)),), dict.fromkeys(cells, "B")
    )
    register = Register({"x": Known(full, may_change)}, NAMES, {"lead": frozenset({"buero"})})
    found = differences(returned, FIELDS, register)
    return [(each.field, each.stand, each.after) for each in found]


def test_a_cell_that_nobody_edited_changes_nothing_whatever_the_register_says_now() -> None:
    assert compared({"title": "neu"}, {"title": "alt"}, {"title": "alt"}) == []


def test_an_edited_cell_changes_the_register() -> None:
    found = compared({"title": "alt"}, {"title": "neu"}, {"title": "alt"})
    assert found == [("title", Stand.CLEAN, "neu")]


def test_where_both_changed_people_decide() -> None:
    found = compared({"title": "ihres"}, {"title": "meins"}, {"title": "alt"})
    assert found == [("title", Stand.CONFLICT, "meins")]
    assert compared({"title": "gleich"}, {"title": "gleich"}, {"title": "alt"}) == []


def test_without_a_stamp_what_differs_changes_the_register() -> None:
    assert compared({"title": "a"}, {"title": "b"}, None) == [("title", Stand.CLEAN, "b")]


def test_of_a_table_without_stamps_people_decide_cell_by_cell() -> None:
    full = {field.name: "" for field in FIELDS} | {"title": "neuer"}
    returned = Returned((Line(2, "x", {"title": "alt"}),), {"title": "B"}, is_table=True)
    found = list(differences(returned, FIELDS, Register({"x": Known(full)}, NAMES, {})))
    assert [each.stand for each in found] == [Stand.CONFLICT]


@pytest.mark.parametrize("value", [7.0, 51.25, -0.5, Decimal("7.10")])
def test_a_number_of_the_register_reads_back_as_itself(value: float | Decimal) -> None:
    form = text_of(NUMBER, value)
    assert canonical(NUMBER, form, {}) == form


def test_a_text_with_blanks_within_reads_back_as_itself() -> None:
    form = text_of(TEXT, "zwei  Leerzeichen")
    assert canonical(TEXT, "zwei  Leerzeichen", {}) == form


@pytest.mark.parametrize(
    ("was", "cell", "written", "found"),
    [
        # Somebody typed text: that is meant.
        ("1977-07", "1977-07-01", Written.TEXT, [("on", Stand.CLEAN, "1977-07-01")]),
        ("1977-07", "01.07.1977", Written.TEXT, [("on", Stand.CLEAN, "1977-07-01")]),
        # The cell shows "Jul 77": Excel made the day, and nobody sees it.
        ("1977-07", "1977-07-01", Written.MONTH, []),
        ("1977", "1977-01-01", Written.YEAR, []),
        ("1977-07", "1977-08-01", Written.MONTH, [("on", Stand.CLEAN, "1977-08")]),
        ("1977-07", "1977-07-04", Written.MONTH, [("on", Stand.CLEAN, "1977-07-04")]),
        ("1977-07", "Jul 77", Written.UNKNOWN, []),
        ("2024-03", "Mar-24", Written.UNKNOWN, []),
        # Nobody can tell.
        ("1977-07", "1977-07-01", Written.DAY, [("on", Stand.CONFLICT, "1977-07-01")]),
        ("1977-07", "1977-07-01", Written.UNKNOWN, [("on", Stand.CONFLICT, "1977-07-01")]),
        ("1977-07", "01.07.1977", Written.UNKNOWN, [("on", Stand.CONFLICT, "1977-07-01")]),
        ("1977", "1977-01-01", Written.DAY, [("on", Stand.CONFLICT, "1977-01-01")]),
        # Another month or day, or a day before: that is meant.
        ("1977-07", "1977-08-01", Written.DAY, [("on", Stand.CLEAN, "1977-08-01")]),
        ("1977-07", "1977-07-04", Written.DAY, [("on", Stand.CLEAN, "1977-07-04")]),
        ("1977-08-01", "1977-07-01", Written.DAY, [("on", Stand.CLEAN, "1977-07-01")]),
        ("1977-07", "Aug 77", Written.UNKNOWN, [("on", Stand.FAULT, "")]),
    ],
)
def test_a_month_sharpened_to_its_first_day_is_told_from_one_that_excel_made_where_that_is_known(
    was: str, cell: str, written: Written, found: list[tuple[str, Stand, str]]
) -> None:
    assert compared({"on": was}, {"on": cell}, {"on": was}, written=written) == found


def test_columns_that_do_not_come_back_are_not_changed_in_silence() -> None:
    found = compared({}, {"phase": "neu"}, {"phase": "alt"})
    assert found == [("phase", Stand.FAULT, "")]
    assert compared({}, {"phase": "alt"}, {"phase": "alt"}) == []


def test_other_records_are_named_by_what_exists() -> None:
    assert compared({}, {"lead": "Büro · buero"}, {"lead": ""})[0][1] == Stand.CLEAN
    assert compared({}, {"lead": "niemand"}, {"lead": ""})[0][1] == Stand.FAULT


def test_who_may_not_change_a_record_is_told_so() -> None:
    found = compared({"title": "alt"}, {"title": "neu"}, None, may_change=False)
    assert [stand for _name, stand, _after in found] == [Stand.FAULT]


def test_rows_without_a_record_or_twice_are_faults() -> None:
    lines = (Line(2, "", {}), Line(3, "y", {}), Line(4, "x", {}), Line(5, "x", {}))
    register = Register({"x": Known({field.name: "" for field in FIELDS})}, {}, {})
    found = list(differences(Returned(lines, {"identifier": "C"}), FIELDS, register))
    assert [(each.line, each.letter, each.stand) for each in found] == [
        (2, "C", Stand.FAULT), (3, "C", Stand.FAULT), (5, "C", Stand.FAULT),
    ]  # fmt: skip
    assert found[2].problem is not None
    assert "Zeile 4" in found[2].problem.says()


def test_a_query_has_one_form_without_what_is_momentary() -> None:
    assert asked_of("p=3&q=b&export=xlsx&phase=&columns=a%2Cb") == "columns=a%2Cb&q=b"
    assert asked_of("b=2&a=1") == asked_of("a=1&b=2")


@given(st.lists(st.sampled_from("abcdef"), unique=True), st.sampled_from("abcdef"))
def test_columns_move_by_one_place_and_none_is_lost(names: list[str], name: str) -> None:
    there = moved(names, f"down:{name}")
    assert sorted(there) == sorted(names)
    if name in names and names[-1] != name:
        assert there.index(name) == names.index(name) + 1
        assert moved(there, f"up:{name}") == names
    assert moved(names, "sideways:a") == names
