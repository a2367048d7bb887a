"""Places to choose from, told apart so that people know which is which."""

from __future__ import annotations

import pytest
from django.utils import translation

from weltoffen.desk.offered_places import offered
from weltoffen.places.gazetteer import lookup

pytestmark = pytest.mark.django_db


def test_places_of_one_name_are_told_apart_by_division_and_country() -> None:
    lines = [each.name for each in offered(lookup("Brest").candidates)]
    assert lines == ["Brest, Belarus", "Brest, Bretagne, Frankreich"]


@pytest.mark.parametrize(("language", "state"), [("de", "Bayern"), ("en", "Bavaria")])
def test_divisions_are_named_in_the_language_of_the_desk(language: str, state: str) -> None:
    with translation.override(language):
        lines = [each.name for each in offered(lookup("Neustadt", "DE").candidates)]
    assert any(line.startswith(f"Neustadt bei Coburg, {state}, ") for line in lines)


def test_two_of_one_name_in_one_division_are_told_apart_by_their_point() -> None:
    first, second = offered(lookup("Bondo", "KE").candidates)
    assert first.name == second.name
    assert first.details != second.details
    assert "Breite -0," in first.details
    (alone, *_rest) = offered(lookup("Brest").candidates)
    assert "Breite" not in alone.details


def test_a_town_that_is_its_own_division_is_said_once() -> None:
    (hamburg, *_rest) = offered(lookup("Hamburg", "DE").candidates)
    assert hamburg.name == "Hamburg, Deutschland"


def test_a_place_is_told_by_what_it_is_called_there_too() -> None:
    (dorpat,) = offered(lookup("Dorpat").candidates)
    assert dorpat.name == "Dorpat, Estland"
    assert dorpat.details.startswith("heißt dort Tartu, Region Tartu; Einwohner: ")
    with translation.override("en"):
        (tartu,) = offered(lookup("Dorpat").candidates)
    assert tartu.name == "Tartu, Estonia"
    assert "there" not in tartu.details
