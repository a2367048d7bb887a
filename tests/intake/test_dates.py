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
    ],
)
def test_what_a_date_is_said_of(text: str, role: Role) -> None:
    assert role_of(text, dates_in(text)[0]) is role
