"""Finding by what people type, on both databases in the same way."""

from __future__ import annotations

import re
import unicodedata

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import (
    CountryFactory,
    MunicipalityFactory,
    OrganisationFactory,
    RelationFactory,
    SourceFactory,
)
from weltoffen.desk.searching import matching, pattern_of
from weltoffen.organisations.models import Organisation
from weltoffen.places.models import Municipality
from weltoffen.relations.models import Relation
from weltoffen.sources.models import Source

NAMES = {
    "Göteborg": ["goteborg", "GÖTEBORG", "Goeteborg", "götebórg", "gote", "ＧＯＴＥＢＯＲＧ"],
    "Rostow am Don": ["rostow don", "DON rostow", "rostow-am-don", "Röstow"],
    "Łódź": ["lodz", "LODZ", "łódź", "Lódz"],
    "Xi´an": ["xian", "Xi'an", "XI’AN"],
    "Özdere": ["ozdere", "oezdere", "zder"],
    "Halle (Saale)": ["halle saale", "halle-saale"],
    "Ærøskøbing": ["aeroskobing", "AERØ"],
    "Großenhain": ["grossenhain", "GROSSENHAIN", "großen"],
    "Århus": ["arhus", "Aarhus"],
    "Ростов": ["ростов", "РОСТОВ"],
    "Нижний": ["нижний", "НИЖНИЙ"],
    "İzmir": ["izmir", "IZMIR", "İZMİR"],
}


@pytest.mark.parametrize(
    ("name", "typed"), [(name, typed) for name, words in NAMES.items() for typed in words]
)
@pytest.mark.django_db
def test_a_place_is_found_however_its_name_is_typed(name: str, typed: str) -> None:
    for number, each in enumerate(NAMES):
        MunicipalityFactory(identifier=f"ort-nr-{number}", name={"de": each})
    assert [city.name_de for city in matching(Municipality.objects.all(), typed)] == [name]


@pytest.mark.parametrize("typed", ["Türkei", "turkei", "Tuerkei", "TÜRKEI", "turkey", "Ankara"])
@pytest.mark.django_db
def test_a_place_and_its_relation_are_found_by_country(typed: str) -> None:
    country = CountryFactory(code="TR", label={"de": "Türkei", "en": "Turkey"})
    city = MunicipalityFactory(identifier="anderswo", name={"de": "Ankara"}, country=country)
    relation = RelationFactory(municipality=city)
    RelationFactory()
    assert list(matching(Municipality.objects.all(), typed)) == [city]
    assert list(matching(Relation.objects.all(), typed)) == [relation]


@pytest.mark.django_db
def test_other_kinds_are_found_in_the_same_way() -> None:
    office = OrganisationFactory(name={"de": "Büro für Äußeres"})
    source = SourceFactory(title="Straßburger Erklärung")
    assert list(matching(Organisation.objects.all(), "buero ausseres")) == [office]
    assert list(matching(Source.objects.all(), "strassburger erklarung")) == [source]


@pytest.mark.parametrize("typed", ["%", "_", "\\", "(", "[a", "a" * 500, "\x00", "* +", "?"])
def test_signs_that_mean_something_to_databases_mean_nothing_here(desk: Client, typed: str) -> None:
    MunicipalityFactory(name={"de": "Kumasi"})
    assert desk.get(reverse("desk:municipalities"), {"q": typed}).status_code == 200
    assert (
        desk.get(reverse("desk:suggest", args=["municipalities"]), {"q": typed}).status_code == 200
    )


@pytest.mark.django_db
def test_signs_alone_find_nothing_and_beside_words_do_no_harm() -> None:
    city = MunicipalityFactory(name={"de": "Halle (Saale)"})
    assert list(matching(Municipality.objects.all(), "%")) == []
    assert list(matching(Municipality.objects.all(), "halle ( saale )")) == [city]
    assert city in matching(Municipality.objects.all(), "")


def test_a_run_of_signs_is_one_gap() -> None:
    assert pattern_of("a---.--b") == pattern_of("a-b")


# Latin letters up to the end of Extended-A; a few signs there stand for two letters.
LATIN = st.characters(
    max_codepoint=0x17F, categories=["Lu", "Ll"], exclude_characters="\u00b5ĲĳĿŀŉ"
)


@given(st.text(LATIN, min_size=1, max_size=12))
def test_a_name_is_found_as_it_stands_in_capitals_and_without_marks(name: str) -> None:
    bare = "".join(
        sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign)
    )
    for typed in (name, name.lower(), bare):
        assert re.search(pattern_of(typed), unicodedata.normalize("NFC", name)), typed
