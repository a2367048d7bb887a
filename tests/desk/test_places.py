"""What is wrong with a place comes in one wave, in words, and names who has its number already."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from tests.desk.test_records import opened
from tests.factories import CountryFactory, MunicipalityFactory
from weltoffen.places.models import Country, Municipality

GOOD = {"name_de": "Kumasi", "country": "Ghana", "owner": "coordination"}


def _add(desk: Client, **typed: str) -> Any:
    return desk.post(reverse("desk:municipalities-add"), GOOD | typed)


def _said(answer: Any) -> dict[str, str]:
    assert answer.status_code == 200
    form = answer.context["form"]
    return {name: " ".join(sentences) for name, sentences in form.errors.items()}


def test_faults_of_fields_and_of_the_register_come_in_one_wave(desk: Client) -> None:
    MunicipalityFactory(
        identifier="vergeben", geonames_id=2298890, wikidata_id="Q1", ags="05913000"
    )
    before = ModelLogEntry.objects.count()
    faulty = {
        "name_de": "", "country": "Atlantis", "latitude": "viel", "longitude": "7",
        "geonames_id": "2298890", "wikidata_id": "Q1", "ags": "05913000", "owner": "",
        "review_by": "bald", "identifier": "vergeben",
    }  # fmt: skip
    answer = _add(desk, **faulty)
    assert set(_said(answer)) == set(faulty) - {"longitude"}
    for typed in ("Atlantis", "viel", "bald"):
        assert f'value="{typed}"' in answer.content.decode()
    assert Municipality.objects.count() == 1
    assert not Country.objects.filter(code="ZZ").exists()
    assert ModelLogEntry.objects.count() == before


def test_the_register_names_all_that_it_refuses_at_once(desk: Client) -> None:
    MunicipalityFactory(identifier="vergeben", geonames_id=7)
    assert set(_said(_add(desk, identifier="vergeben", geonames_id="7"))) == {
        "identifier",
        "geonames_id",
    }


@pytest.mark.parametrize(
    ("field", "typed"), [("geonames_id", "2298890"), ("wikidata_id", "Q1"), ("ags", "05913000")]
)
def test_who_has_a_number_already_is_named_and_linked(desk: Client, field: str, typed: str) -> None:
    there_is = MunicipalityFactory(identifier="kumasi-alt", name="Alt-Kumasi", **{field: typed})
    answer = _add(desk, **{field: typed})
    assert f"{typed} hat schon Alt-Kumasi (kumasi-alt)" in _said(answer)[field]
    link = reverse("desk:municipalities-sheet", args=["kumasi-alt"])
    assert f'<a href="{link}" target="_blank"' in answer.content.decode()
    other = MunicipalityFactory(country=there_is.country)
    address = reverse("desk:municipalities-edit", args=[other.identifier])
    answer = desk.post(address, opened(desk, address) | {field: typed})
    assert "hat schon Alt-Kumasi" in _said(answer)[field]


def test_a_place_keeps_its_own_number(desk: Client) -> None:
    city = MunicipalityFactory(geonames_id=7, wikidata_id="Q7", ags="05913000")
    address = reverse("desk:municipalities-edit", args=[city.identifier])
    assert desk.post(address, opened(desk, address) | {"region": "Ashanti"}).status_code == 302


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"longitude": "746,6", "latitude": "51"}, "Die geografische Länge liegt zwischen -180"),
        ({"longitude": "-746,6", "latitude": "51"}, "Die geografische Länge liegt zwischen -180"),
        ({"longitude": "7", "latitude": "514"}, "Die geografische Breite liegt zwischen -90 und"),
        ({"longitude": "7", "latitude": "oben"}, "Geben Sie die Lage in Grad an"),
        ({"geonames_id": "-7"}, "Eine GeoNames-Kennung ist eine ganze Zahl"),
        ({"geonames_id": "9" * 30}, "Eine GeoNames-Kennung ist eine ganze Zahl"),
        ({"geonames_id": "sieben"}, "Eine GeoNames-Kennung ist eine ganze Zahl"),
    ],
)
def test_numbers_that_cannot_be_are_refused_in_the_words_of_people(
    desk: Client, typed: dict[str, str], sentence: str
) -> None:
    CountryFactory(code="GH", label={"de": "Ghana"})
    (said,) = _said(_add(desk, **typed)).values()
    assert sentence in said
    assert "Wert" not in said
