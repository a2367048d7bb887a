"""Which anniversaries lie ahead, judged of values alone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.relations.test_state import act
from weltoffen.ground.dates import on_day, parse_date
from weltoffen.publication.rules.anniversaries import next_anniversary, signing_days
from weltoffen.relations.enums import ActKind, Side

TWO_YEARS = timedelta(days=2 * 366)
BOTH_DEEDS = (parse_date("1981-05-14"), parse_date("1981-11-16"))


def ahead(first: str, on: str, days=()) -> tuple[int, str] | None:
    found = next_anniversary(parse_date(first), date.fromisoformat(on), TWO_YEARS, days)
    return (found.years, found.on.text) if found else None


@pytest.mark.parametrize(
    ("first", "on", "answer"),
    [
        ("1977", "2026-03-01", (50, "2027")),
        ("1977-07-04", "2027-07-04", (50, "2027-07-04")),
        ("1977-07-04", "2027-07-05", None),
        ("1978-06", "2027-07-05", (50, "2028-06")),
        ("1977~", "2026-03-01", None),
        ("[1977..1978]", "2026-03-01", None),
        ("XXXX", "2026-03-01", None),
        ("1980-02-29", "2024-06-01", (45, "2025-03-01")),
        ("1980-02-29", "2039-01-01", (60, "2040-02-29")),
    ],
)
def test_only_what_is_dated_has_an_anniversary(first, on, answer) -> None:
    assert ahead(first, on) == answer


@pytest.mark.parametrize(
    ("on", "answer"),
    [
        ("2026-03-01", (45, "2026-05-14")),
        ("2026-05-15", (45, "2026-11-16")),
        ("2026-11-16", (45, "2026-11-16")),
        ("2026-11-17", None),
        ("2029-12-01", (50, "2031-05-14")),
    ],
)
def test_the_days_of_the_deeds_say_when_in_the_year(on, answer) -> None:
    assert ahead("1981", on, BOTH_DEEDS) == answer


def test_days_outside_of_the_city_s_own_year_are_not_celebrated() -> None:
    assert ahead("1977", "2026-03-01", [parse_date("1978-06-01"), parse_date("1977~")]) == (
        50, "2027",
    )  # fmt: skip


@given(st.dates(date(1900, 1, 1), date(2000, 12, 31)), st.dates(date(1990, 1, 1)))
def test_an_anniversary_is_round_and_not_over(first: date, on: date) -> None:
    found = next_anniversary(on_day(first), on, TWO_YEARS)
    if found:
        assert found.years % 5 == 0
        assert on <= found.on.earliest <= on + TWO_YEARS
        assert found.on.earliest.year == first.year + found.years


def test_signing_days_are_those_of_the_first_side_and_of_both() -> None:
    acts = [
        act(1, "1980-06-12", kind=ActKind.COUNCIL),
        act(2, "1981-05-14", kind=ActKind.SIGNATURE, side=Side.HOME),
        act(3, "1981-11-16", kind=ActKind.COUNTER_SIGNATURE, side=Side.COUNTERPART),
    ]
    assert signing_days(acts) == set(BOTH_DEEDS)
    assert signing_days(acts[:1]) == set()
