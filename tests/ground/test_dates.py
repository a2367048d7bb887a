"""The EDTF subset: forms, bounds, and laws that hold for every date."""

import time
from datetime import date, timedelta

import pytest
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from weltoffen.ground.dates import (
    FIRST_DAY,
    LAST_DAY,
    UNKNOWN,
    Certainty,
    Precision,
    interval,
    last_before,
    on_day,
    parse_date,
    parse_interval,
)
from weltoffen.ground.problems import Refused

DAYS = st.dates(min_value=date(1000, 1, 1), max_value=date(2999, 12, 31))


def exact_texts() -> st.SearchStrategy[str]:
    """Years, months and days as EDTF."""
    return st.builds(
        lambda day, length: day.isoformat()[:length], DAYS, st.sampled_from([4, 7, 10])
    )


def texts() -> st.SearchStrategy[str]:
    """Every form of the subset."""
    approximate = exact_texts().map(lambda text: text + "~")
    ranges = (
        st.tuples(exact_texts(), exact_texts())
        .map(sorted)
        .map(lambda ends: f"[{ends[0]}..{ends[1]}]")
    )
    open_ranges = exact_texts().flatmap(
        lambda text: st.sampled_from([f"[..{text}]", f"[{text}..]"])
    )
    return st.one_of(exact_texts(), approximate, ranges, open_ranges, st.just("XXXX"))


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "precision"),
    [
        ("1977", date(1977, 1, 1), date(1977, 12, 31), Precision.YEAR),
        ("1977-07", date(1977, 7, 1), date(1977, 7, 31), Precision.MONTH),
        ("1976-02", date(1976, 2, 1), date(1976, 2, 29), Precision.MONTH),
        ("1977-07-04", date(1977, 7, 4), date(1977, 7, 4), Precision.DAY),
        ("1977~", date(1976, 1, 1), date(1978, 12, 31), Precision.YEAR),
        ("1977-12~", date(1977, 11, 1), date(1978, 1, 31), Precision.MONTH),
        ("1977-07-04~", date(1977, 7, 3), date(1977, 7, 5), Precision.DAY),
        ("[1977..1978-06]", date(1977, 1, 1), date(1978, 6, 30), Precision.RANGE),
        ("[..2024-06]", FIRST_DAY, date(2024, 6, 30), Precision.RANGE),
        ("[2019-08..]", date(2019, 8, 1), LAST_DAY, Precision.RANGE),
        ("XXXX", FIRST_DAY, LAST_DAY, Precision.UNKNOWN),
        ("0001~", FIRST_DAY, date(2, 12, 31), Precision.YEAR),
        ("9999-12-31~", date(9999, 12, 30), LAST_DAY, Precision.DAY),
    ],
)
def test_date_has_its_bounds(text, earliest, latest, precision):
    read = parse_date(text)
    assert (read.earliest, read.latest, read.precision) == (earliest, latest, precision)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "77",
        "1977-7",
        "1977-07-04T10:00",
        "4.7.1977",
        "1977?",
        "19XX",
        "٢٠٢٠",
        "[1977]",
        "1977..1978",
    ],
)
def test_text_that_is_no_date_is_refused_with_the_forms_that_are(text):
    with pytest.raises(Refused) as refusal:
        parse_date(text, "on")
    (problem,) = refusal.value.problems
    assert problem.where == "on"
    assert "1977-07-04" in problem.says()


@pytest.mark.parametrize("text", ["1977-02-29", "1977-13", "1977-00-01", "2020-06-31", "0000"])
def test_day_that_the_calendar_lacks_is_refused(text):
    with pytest.raises(Refused, match="gibt es nicht im Kalender"):
        parse_date(text)


@pytest.mark.parametrize("text", ["[1978..1977]", "[2020-06-02..2020-06-01]"])
def test_range_that_ends_before_it_begins_is_refused(text):
    with pytest.raises(Refused, match="endet, bevor es beginnt"):
        parse_date(text)


@given(texts())
def test_every_date_is_its_own_canonical_text_and_bounds_are_in_order(text):
    read = parse_date(text)
    assert read.text == text
    assert parse_date(read.text) == read
    assert read.earliest <= read.latest


@settings(max_examples=40)
@given(exact_texts())
def test_bounds_agree_with_the_edtf_package(text):
    other = parse_edtf(text)
    bounds = [date(*moment[:3]) for moment in (other.lower_strict(), other.upper_strict())]
    assert isinstance(other.lower_strict(), time.struct_time)
    read = parse_date(text)
    assert [read.earliest, read.latest] == bounds


@settings(max_examples=40)
@given(exact_texts(), exact_texts())
def test_bounds_of_a_range_agree_with_the_edtf_package(one, other):
    low, high = sorted([one, other])
    theirs = parse_edtf(f"{low}/{high}")  # it wants both ends of a set equally exact
    read = parse_date(f"[{low}..{high}]")
    assert read.earliest == date(*theirs.lower_strict()[:3])
    assert read.latest == date(*theirs.upper_strict()[:3])


@given(exact_texts())
def test_less_exact_date_contains_the_more_exact_one(text):
    exact = parse_date(text)
    wider = parse_date(text + "~")
    assert wider.earliest < exact.earliest
    assert exact.latest < wider.latest


@given(texts(), DAYS, DAYS)
def test_what_has_come_never_goes_again(text, one, other):
    earlier, later = sorted([one, other])
    order = [Certainty.NO, Certainty.POSSIBLE, Certainty.CERTAIN]
    read = parse_date(text)
    assert order.index(read.has_come(earlier)) <= order.index(read.has_come(later))


@given(texts(), texts())
def test_agreeing_is_mutual_and_everything_agrees_with_the_unknown(one, other):
    first, second = parse_date(one), parse_date(other)
    assert first.agrees_with(second) == second.agrees_with(first)
    assert first.agrees_with(UNKNOWN)


@given(DAYS)
def test_exact_day_has_come_on_that_day_and_not_before(day):
    exact = on_day(day)
    assert exact.has_come(day) is Certainty.CERTAIN
    assert exact.has_come(day - timedelta(days=1)) is Certainty.NO


@pytest.mark.parametrize(
    ("text", "day", "answer"),
    [
        ("1977/1990", date(1976, 12, 31), Certainty.NO),
        ("1977/1990", date(1977, 6, 1), Certainty.POSSIBLE),
        ("1977/1990", date(1977, 12, 31), Certainty.CERTAIN),
        ("1977/1990", date(1990, 6, 1), Certainty.POSSIBLE),
        ("1977/1990", date(1991, 1, 1), Certainty.NO),
        ("1977-07-04/..", date(2500, 1, 1), Certainty.CERTAIN),
        ("../1990-05-01", date(1990, 5, 1), Certainty.CERTAIN),
        ("../1990-05-01", date(1990, 5, 2), Certainty.NO),
        ("../..", date(1, 1, 1), Certainty.CERTAIN),
    ],
)
def test_interval_covers_a_day_as_surely_as_its_ends_are_known(text, day, answer):
    assert parse_interval(text).covers(day) is answer


@given(texts(), texts())
def test_interval_is_refused_exactly_when_it_ends_before_it_begins(one, other):
    start, end = parse_date(one), parse_date(other)
    if end.latest < start.earliest:
        with pytest.raises(Refused):
            interval(start, end)
    else:
        span = interval(start, end)
        assert parse_interval(span.text) == span


@pytest.mark.parametrize("text", ["1977", "1977/1978/1979", ""])
def test_text_that_is_no_interval_is_refused(text):
    with pytest.raises(Refused, match="kein Zeitraum"):
        parse_interval(text)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2026-01-01", "2025-12-31"),
        ("2026-01", "2026-01"),
        ("2026~", "2026~"),
        ("2026-01-01~", "2026-01-01~"),
        ("[..2024-06]", "[..2024-06]"),
        ("XXXX", None),
        ("0001-01-01", None),
    ],
)
def test_what_is_replaced_ends_the_day_before_or_within_the_same_time(start, end):
    found = last_before(parse_date(start))
    assert (found and found.text) == end
