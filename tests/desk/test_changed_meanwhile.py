"""Two people at the same record: the second is told, and neither loses what was typed."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import MunicipalityFactory, somebody
from weltoffen.desk.forms.places import LOOK_UP
from weltoffen.places.actions import amend_municipality
from weltoffen.places.models import Municipality

SEEN = re.compile(r'name="seen" value="([0-9a-f]+)"')
TOLD = "Während Sie schrieben, hat"


@pytest.fixture
def city(db: None) -> Municipality:
    """A place that two people amend."""
    return MunicipalityFactory(identifier="kumasi", name="Kumasi", region="")


def _page(city: Municipality) -> str:
    return reverse("desk:municipalities-edit", args=[city.identifier])


def _typed(city: Municipality, seen: str, **typed: str) -> dict[str, str]:
    good = {"name_de": "Kumasi", "country": city.country.label, "owner": "coordination"}
    return good | {"seen": seen} | typed


def _shown(page: str) -> str:
    found = SEEN.search(page)
    assert found
    return found[1]


def test_the_second_person_is_told_and_may_save_again(desk: Client, city: Municipality) -> None:
    seen = _shown(desk.get(_page(city)).content.decode())
    amend_municipality(municipality=city, by=somebody(), region="Ashanti")
    told = desk.post(_page(city), _typed(city, seen, region="Aschanti")).content.decode()
    assert TOLD in told
    assert 'value="Aschanti"' in told
    assert Municipality.objects.get().region == "Ashanti"
    desk.post(_page(city), _typed(city, _shown(told), region="Aschanti"))
    assert Municipality.objects.get().region == "Aschanti"


@pytest.mark.parametrize("between", [{"latitude": "95"}, {LOOK_UP: "1"}])
def test_a_fault_or_a_look_up_in_between_does_not_hide_what_somebody_else_changed(
    desk: Client, city: Municipality, between: dict[str, str]
) -> None:
    seen = _shown(desk.get(_page(city)).content.decode())
    amend_municipality(municipality=city, by=somebody(), region="Ashanti")
    back = desk.post(_page(city), _typed(city, seen, **between)).content.decode()
    again = desk.post(_page(city), _typed(city, _shown(back))).content.decode()
    assert (TOLD in back) != (TOLD in again)
