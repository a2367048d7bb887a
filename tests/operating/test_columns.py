"""How values stand in a backup: the same value comes back, whatever it is."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from django.db import models
from hypothesis import given
from hypothesis import strategies as st

from weltoffen.operating.backups import columns
from weltoffen.operating.backups.columns import from_json, line, to_json

STRAIGHT = {
    columns.INTEGER: st.integers(-(2**63), 2**63 - 1),
    columns.BOOLEAN: st.booleans(),
    columns.TEXT: st.text(),
    columns.FLOAT: st.floats(allow_nan=False),
    columns.DECIMAL: st.decimals(allow_nan=False, allow_infinity=False),
    columns.MOMENT: st.datetimes(timezones=st.just(dt.UTC)),
    columns.DAY: st.dates(),
    columns.CLOCK: st.times(),
    columns.DURATION: st.timedeltas(),
    columns.BINARY: st.binary(),
    columns.UUID: st.uuids(),
}
DOCUMENTS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)  # fmt: skip


def through(kind: str, value: object) -> object:
    """Write a value as a line of a backup, and read it."""
    (told,) = json.loads(line([to_json(kind, value)]))
    return from_json(kind, told)


@pytest.mark.parametrize("kind", STRAIGHT)
def test_every_value_comes_back(kind):
    @given(STRAIGHT[kind])
    def law(value):
        assert through(kind, value) == value

    law()


@pytest.mark.parametrize("kind", [*STRAIGHT, columns.JSON, columns.ADDRESS])
def test_nothing_stays_nothing(kind):
    assert through(kind, None) is None


@given(DOCUMENTS)
def test_json_comes_back_and_its_null_is_not_the_columns(value):
    assert through(columns.JSON, json.dumps(value)) == [value]


@given(DOCUMENTS)
def test_json_is_written_the_same_however_a_database_writes_it(value):
    compact = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    wide = json.dumps(value, indent=2, sort_keys=True)
    assert to_json(columns.JSON, compact) == to_json(columns.JSON, wide)


def test_a_number_that_postgresql_writes_out_is_the_same_number():
    assert line([to_json(columns.JSON, "1e22")]) == line([to_json(columns.JSON, "1" + "0" * 22)])


FIVE_AND_A_HALF = dt.timezone(dt.timedelta(hours=5, minutes=30))


# Not the very first hours of the year 1: in UTC they would lie before it.
@given(st.datetimes(dt.datetime(1, 1, 2), timezones=st.just(FIVE_AND_A_HALF)))
def test_a_moment_is_written_in_one_way(moment):
    assert to_json(columns.MOMENT, moment) == to_json(columns.MOMENT, moment.astimezone(dt.UTC))


def test_a_line_is_one_line():
    assert line([to_json(columns.TEXT, "a\r\nb\u2028c")]).count(b"\n") == 1


class Odd(models.Field):
    def get_internal_type(self):
        return "OddField"


def test_a_field_nobody_thought_of_stops_the_backup_instead_of_being_guessed():
    with pytest.raises(columns.UnknownKind, match="OddField"):
        columns.column_of(Odd())
