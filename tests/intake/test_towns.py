"""Which town a name means, and the country where it lies, as far as that is sure."""

from __future__ import annotations

import pytest

from weltoffen.intake.reading.homes import Home, hints_in
from weltoffen.intake.reading.towns import country_of_town, known, likely_country
from weltoffen.places.gazetteer import Status, may_be_known


@pytest.mark.parametrize(
    ("name", "country"),
    [("Aix-la-Chapelle", "DE"), ("Trèves", "DE"), ("Breslau", "PL"), ("Cologne", "DE")],
)
def test_a_town_is_known_by_its_name_in_another_language(name: str, country: str) -> None:
    assert known(name)[:2] == (Status.FOUND, country)


def test_another_country_beside_the_name_means_another_town() -> None:
    assert known("Cologne", "IT")[:2] == (Status.FOUND, "IT")


@pytest.mark.parametrize(
    ("name", "home", "country"),
    [
        ("Lille", "DE", "FR"),
        ("Görlitz", "FR", "DE"),
        ("Rotterdam", "FR", "NL"),
        ("Springfield", "GB", "US"),
        ("Córdoba", "DE", None),
        ("León", "FR", None),
    ],
)
def test_size_says_the_country_only_where_it_leaves_no_doubt(
    name: str, home: str, country: str | None
) -> None:
    assert likely_country(name, home) == country


def test_what_no_place_begins_with_is_told_quickly() -> None:
    assert may_be_known("Lyon")
    assert may_be_known("Zürich")
    assert not may_be_known("Bürgermeisterinnenkonferenz")


def test_the_language_of_a_page_says_which_of_two_towns_it_belongs_to() -> None:
    british = "Worcester is twinned with Kleve. The county of Worcestershire has many twin towns."
    american = "Worcester's sister cities are many; a sister city is chosen by the council."
    assert Home("Worcester", hints_in(british)).country == "GB"
    assert Home("Worcester", hints_in(american)).country == "US"
    assert country_of_town("Worcester") is None


@pytest.mark.parametrize(
    ("words", "country", "is_one"),
    [
        ("Boston", "US", True),
        ("Boston", "GB", False),
        ("Boston’s", "US", False),
        ("Bath", "US", False),
    ],
)
def test_a_namesake_lies_abroad(words: str, country: str, is_one: bool) -> None:
    assert Home("Boston", ("GB",)).is_namesake(words, country) is is_one
