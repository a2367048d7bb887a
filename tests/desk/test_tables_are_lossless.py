"""A law for every kind of list: what goes out as a table and comes back unchanged changes nothing.

The real writers and readers run, on records that were never saved.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.admin.ui.tables import Column

from weltoffen.desk.list_columns import FieldColumn, as_sheet, headings_of, identifier_column
from weltoffen.desk.views.saved_views import KINDS_WITH_LISTS
from weltoffen.lists.enums import CellKind
from weltoffen.lists.fields import FIELDS
from weltoffen.lists.formats import FORMATS
from weltoffen.lists.returning import read_back
from weltoffen.lists.rules.cells import LONGEST, SEPARATOR
from weltoffen.lists.rules.comparing import Register, differences
from weltoffen.lists.selectors import cells_of, names_of_choices
from weltoffen.lists.types import Field, Known
from weltoffen.organisations.models import Organisation
from weltoffen.places.models import Municipality

NASTY = [
    "", "=1+1", "'=1+1", "''-1", "+49 231 50-0", "-7", "@SUMME(A1)", "\t=x", "a\tb", "'", '"', '""',
    'Er sagte „Ja“; "nein"', "a;b;c", "a,b|c", "Zeile eins\nZeile zwei", "a\r\nb\rc", "\n;\n\";\n",
    "zwei  Leerzeichen ", " vorn", "schmal\u202fund fest\xa0", "Ärger mit Öl & Maß", "Łódź, İzmir",
    "🙂" * 20, "👩‍👩‍👧", "01067", "12345678901234567890", "1,5", "1E5", "1977-07", "3-4", "WAHR",
    "ja", "nein", "None", "#REF!", "<b>x</b>", "&amp;", "]]>", "_x000D_", "vor\x0bnach", "a\x0cb",
    "a\x1fb\x7f", "weiß\u200bnicht\ufeff", "אבג ﷽", "a · b", "sep=;", "x\n" * 60,
    "ß" * (LONGEST + 9), "🙂" * LONGEST,
]  # fmt: skip
DATES = [
    "", "1977", "1977~", "1977-07", "1977-07~", "1977-07-01", "1977-07-04", "[..1990]",
    "[1977..1978]", "[1977..]", "1977?", "../1990", "1977-07/1978", "197X", "XXXX", "0987-01",
]  # fmt: skip
TEXTS = st.sampled_from(NASTY) | st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
NAMED = {"municipalities": Municipality, "organisations": Organisation}


def value_for(field: Field) -> st.SearchStrategy[Any]:
    """Return what a record may say in one field."""
    if field.kind is CellKind.RECORD:
        return st.none() | st.from_regex(r"[a-z]{1,8}-[0-9]{1,3}", fullmatch=True)
    return {
        CellKind.DAY: st.none() | st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31)),
        CellKind.DATE: st.sampled_from(DATES),
        CellKind.WHOLE: st.none() | st.integers(-10, 10**12),
        CellKind.DECIMAL: st.none() | st.floats(-180, 180) | st.decimals(-180, 180, places=6),
        CellKind.CHOICE: st.sampled_from([value for value, _label in field.choices] or [""]),
        CellKind.YES_NO: st.booleans(),
    }.get(field.kind, TEXTS)


@st.composite
def records(draw: Any, kind: str) -> list[Any]:
    """Return a few records of one kind, each as a list shows it."""
    found = []
    for number in range(draw(st.integers(1, 3))):
        model = FIELDS[kind].model
        filed = {"collection_id": 1} if hasattr(model, "collection") else {}
        record = model(pk=number, identifier=f"nummer-{number}", **filed)
        record.fixed = draw(TEXTS)
        for field in FIELDS[kind].fields:
            value = draw(value_for(field))
            if field.kind is CellKind.RECORD and value is not None:
                named = draw(TEXTS)[:300]
                setattr(record, f"desk_named_{field.name}", f"{named}{SEPARATOR}{value}")
                if field.of in NAMED and field.name != "unit":
                    value = NAMED[field.of](pk=7, identifier=value)
            setattr(record, field.name, value)
        found.append(record)
    return found


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("kind", FIELDS)
def test_what_comes_back_unchanged_changes_nothing(kind: str, form: str) -> None:
    of = FIELDS[kind]
    columns: dict[str, Column] = {
        "identifier": identifier_column(),
        "fixed": Column("fixed", label="Fest"),
        **{field.name: FieldColumn(field) for field in of.fields},
    }
    headings = headings_of(KINDS_WITH_LISTS[kind], columns)
    names = names_of_choices(of.fields)

    @settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(records(kind))
    def law(lines: list[Any]) -> None:
        sheet = as_sheet(KINDS_WITH_LISTS[kind], lines, columns, may_return=True, told=())
        returned = read_back(FORMATS[form].write(sheet), f"liste.{form}", headings)
        assert [line.identifier for line in returned.lines] == [r.identifier for r in lines]
        known = {record.identifier: Known(cells_of(of, record)) for record in lines}
        assert list(differences(returned, of.fields, Register(known, names, {}))) == []

    law()
