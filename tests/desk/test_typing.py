"""What a form shows can be typed back into it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from weltoffen.desk.forms.fields import DayField, spoken
from weltoffen.desk.naming import year_of
from weltoffen.ground.dates import parse_date
from weltoffen.ground.languages import LANGUAGES
from weltoffen.ground.spoken import read_date

YEARS = st.integers(1, 9999).map("{:04}".format)
DATES = st.one_of(
    st.dates().map(lambda day: day.isoformat()),
    st.dates().map(lambda day: day.isoformat()[:7]),
    YEARS,
)


@given(
    st.one_of(DATES, DATES.map("{}~".format), st.just("XXXX"), YEARS.map("[..{}]".format)),
    st.sampled_from(LANGUAGES),
)
def test_a_date_shown_in_a_form_is_read_back_as_the_same_date(edtf: str, language: str) -> None:
    with translation.override(language):
        assert read_date(spoken(edtf)) == parse_date(edtf)


@pytest.mark.parametrize(
    ("edtf", "year"),
    [("1977-07-04", "1977"), ("1977~", "1977"), ("XXXX", "undated"), ("[..2024]", "undated")],
)
def test_an_identifier_takes_the_year_only_where_it_is_known(edtf: str, year: str) -> None:
    assert year_of(parse_date(edtf)) == year


@pytest.mark.parametrize(
    ("typed", "days"), [("heute", 0), ("Morgen", 1), ("gestern", -1), ("tomorrow", 1)]
)
def test_a_day_may_be_said_from_today(typed: str, days: int) -> None:
    assert DayField().clean(typed) == timezone.localdate() + timedelta(days=days)


def test_what_is_no_day_is_told_how_days_are_written() -> None:
    with pytest.raises(ValidationError, match=r"Schreiben Sie ihn wie 31\.12\.2026"):
        DayField().clean("bald")
