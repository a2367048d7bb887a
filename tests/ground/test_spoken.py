"""Dates as people write them and as the product says them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ground.test_dates import DAYS, exact_texts
from weltoffen.ground.dates import UNKNOWN, parse_date, parse_interval
from weltoffen.ground.problems import Refused
from weltoffen.ground.spoken import read_date, say_date, say_interval


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [
        ("4.7.1977", "1977-07-04"),
        ("04. 07. 1977", "1977-07-04"),
        ("4. Juli 1977", "1977-07-04"),
        ("  Juli   1977 ", "1977-07"),
        ("juli 1977", "1977-07"),
        ("March 1977", "1977-03"),
        ("Mär. 1977", "1977-03"),
        ("7/1977", "1977-07"),
        ("um 1977", "1977~"),
        ("ca. Juli 1977", "1977-07~"),
        ("1977~", "1977~"),
        ("[1977..1978]", "[1977..1978]"),
        ("unbekannt", "XXXX"),
        ("", "XXXX"),
    ],
)
def test_date_is_read_as_people_write_it(typed, edtf):
    assert read_date(typed).text == edtf


@pytest.mark.parametrize(
    "typed", ["4.7.77", "31.2.1977", "irgendwann", "Julei 1977", "um", "99.99.1977"]
)
def test_date_that_cannot_be_read_is_refused_and_not_guessed(typed):
    with pytest.raises(Refused):
        read_date(typed)


@given(exact_texts(), st.sampled_from(["de", "en"]))
def test_what_is_said_can_be_read_back(text, language):
    value = parse_date(text)
    assert read_date(say_date(value, language)) == value


@given(DAYS)
def test_a_day_is_said_with_its_day_and_a_year_without(day):
    assert str(day.day) in say_date(parse_date(day.isoformat()), "de").split(".")[0]
    assert say_date(parse_date(str(day.year)), "de") == str(day.year)


@pytest.mark.parametrize(
    ("text", "german", "english"),
    [
        ("1977-07-04", "4. Juli 1977", "4 July 1977"),
        ("1977~", "um 1977", "around 1977"),
        ("[..2024-06]", "spätestens Juni 2024", "June 2024 at the latest"),
        ("[2019-08..]", "frühestens August 2019", "August 2019 at the earliest"),
        ("[1977..1978]", "zwischen 1977 und 1978", "between 1977 and 1978"),
        ("XXXX", "unbekannt", "unknown"),
    ],
)
def test_date_is_said_as_exactly_as_it_is_known(text, german, english):
    assert say_date(parse_date(text), "de") == german
    assert say_date(parse_date(text), "en") == english


def test_unknown_is_said_as_unknown_and_never_as_a_date():
    assert not any(character.isdigit() for character in say_date(UNKNOWN, "de"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1977/..", "seit 1977"),
        ("../1990", "bis 1990"),
        ("1977/1990", "1977 bis 1990"),
        ("../..", "ohne Grenzen"),
    ],
)
def test_interval_is_said_with_its_open_ends(text, words):
    assert say_interval(parse_interval(text), "de") == words
