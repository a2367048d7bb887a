"""Dates in texts, as exact as written, and what each is said of."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weltoffen.ground.dates import parse_date
from weltoffen.intake.reading.dates import Role, dates_in, role_of


def found(text: str) -> list[str | None]:
    return [dated.on for dated in dates_in(text)]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("seit 1970", ["1970"]),
        ("am 4.7.1977 und am 05. 08. 1978", ["1977-07-04", "1978-08-05"]),
        ("am 11. September 2017", ["2017-09-11"]),
        ("im Juni 1988", ["1988-06"]),
        (
            "le 1er janvier 1982, on 14 May 2024, on May 14, 2024",
            ["1982-01-01", "2024-05-14", "2024-05-14"],
        ),
        ("um 1960", ["1960~"]),
        ("am 11. September", [None]),
        ("in den 1990er-Jahren, in the early 1990s", [None, None]),
        ("1984–1991", [None]),
        ("2024-05-14", ["2024-05-14"]),
        ("am 31.2.1977", ["1977-02"]),
        ("1500 Einwohner, Agenda 2030, 44135 Dortmund, Tel. 0231 1990", []),
        ("109.721 Menschen", []),
    ],
)
def test_dates_are_as_exact_as_written(text: str, dates: list[str | None]) -> None:
    assert found(text) == dates


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("1966 kam Laibach, ein Jahr später Arras", ["1966", "1967"]),
        ("In 1987 York joined, three years later Leeds", ["1987", "1990"]),
        ("Deux ans plus tard, rien", [None]),
        ("zwischen 1980 und 1990 unterzeichnet", [None]),
        ("ist seit2016 Partner", ["2016"]),
        ("im Jahr 2002Luzern", ["2002"]),
    ],
)
def test_dates_told_by_others_and_run_together(text: str, dates: list[str | None]) -> None:
    assert found(text) == dates


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("ruhen zu lassen (Drucksache 1234-22)", []),
        ("nach der Vorlage 1815/2022", []),
        ("Vorlage Nr. 1920-22", []),
        ("Telefon (0231) 1970-22", []),
        ("Tel.: +49 231 1970-85", []),
        ("Telefon: (0231) 1970", []),
        ("Gdynia 1970-22", []),
        ("um 1234-1300", []),
        ("seit 1999/00", ["1999~"]),
        ("Gdynia, Polen, 1998/99", ["1998~"]),
        ("seit 2021/2022", ["2021~"]),
        ("Gdynia (1970-85)", [None]),
        ("Beschluss 12.3.2019", ["2019-03-12"]),
    ],
)
def test_numbers_are_no_years_and_a_winter_is_no_span(text: str, dates: list[str | None]) -> None:
    assert found(text) == dates


def test_the_same_year_is_the_one_named_before() -> None:
    assert [d.on for d in dates_in("Aus demselben Jahr stammt der Vertrag", "1988")] == ["1988"]


@given(st.text(st.sampled_from("0123456789. -/Maierjunst–,()"), max_size=60))
def test_whatever_is_found_is_a_date_and_stands_there(text: str) -> None:
    for dated in dates_in(text):
        assert re.search(r"\d", text[dated.start : dated.end])
        if dated.on is not None:
            assert parse_date(dated.on).is_known


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Partnerstadt seit 1970", Role.BEGAN),
        ("1970", Role.BARE),
        ("Der Vertrag wurde 1995 erneuert", Role.RENEWED),
        ("2014 haben sich beide Städte getrennt", Role.ENDED),
        ("Erste Kontakte gab es 1958", Role.CONTACT),
        ("Kulturhauptstadt war sie 2009", Role.OTHER),
        ("twinned since 1970", Role.BEGAN),
        ("jumelée depuis 1970", Role.BEGAN),
        ("Not until 2003 was it made formal", Role.BEGAN),
        ("Die seit 1988 bestehende Partnerschaft ruht", Role.BEGAN),
        ("The agreement of 2012 came to an end in 2022", Role.BEGAN),
        ("signed in 2006 and lapsed in 2011", Role.BEGAN),
        ("Nach dem Massaker von 1944", Role.OTHER),
        ("le jumelage remonte à 1957", Role.BEGAN),
    ],
)
def test_what_a_date_is_said_of(text: str, role: Role) -> None:
    assert role_of(text, dates_in(text)[0]) is role
