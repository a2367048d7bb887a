"""The demo's encounters: invented, written once, and none of them in a real register."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories import CountryFactory, MunicipalityFactory, RelationFactory
from weltoffen.demo.invented_encounters import write_encounters
from weltoffen.encounters.models import Encounter, Participant

TODAY = date(2026, 11, 23)

pytestmark = pytest.mark.django_db


def test_into_another_register_nothing_is_written() -> None:
    assert not write_encounters(TODAY)
    assert not Encounter.objects.exists()


def test_they_are_written_once_and_say_that_they_are_invented() -> None:
    home = MunicipalityFactory(country=CountryFactory(code="DE"))
    for code, name in (("FR", "amiens"), ("GB", "leeds")):
        other = MunicipalityFactory(country=CountryFactory(code=code))
        RelationFactory(identifier=f"dortmund-{name}", home=home, municipality=other)
    assert write_encounters(TODAY)
    assert not write_encounters(TODAY)
    found = Encounter.objects.all()
    assert len(found) == 4
    assert all(each.title_de.startswith("Beispiel: ") for each in found)
    assert not found.exclude(visibility="internal").exists()
    assert all("erfunden" in each.name for each in Participant.objects.all())
