"""Organisations bear names over time; earlier ones stay."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories import MunicipalityFactory, OrganisationFactory, somebody
from weltoffen.ground.problems import Refused
from weltoffen.organisations.actions import amend_organisation, name_organisation
from weltoffen.organisations.selectors import names_on
from weltoffen.places.actions import amend_municipality

pytestmark = pytest.mark.django_db


def test_name_of_a_day_is_the_one_borne_on_it():
    office = OrganisationFactory(name="Altes Amt", valid="../2019")
    name_organisation(organisation=office, name="Neues Amt", valid="2020/..", by=somebody())
    borne = [
        names_on([office.pk], day)[office.pk].name_de
        for day in (date(2000, 1, 1), date(2024, 1, 1))
    ]
    assert borne == ["Altes Amt", "Neues Amt"]


def test_day_without_a_known_name_shows_the_newest_one():
    office = OrganisationFactory(name="Amt", valid="../1990")
    assert names_on([office.pk], date(2024, 1, 1))[office.pk].name_de == "Amt"


def test_name_that_ends_before_it_begins_is_refused():
    with pytest.raises(Refused, match="endet, bevor es beginnt"):
        OrganisationFactory(valid="2020/2019")


@pytest.mark.parametrize(
    ("amend", "record", "factory"),
    [
        (amend_organisation, "organisation", OrganisationFactory),
        (amend_municipality, "municipality", MunicipalityFactory),
    ],
)
def test_identifier_is_for_ever(amend, record, factory):
    with pytest.raises(Refused, match="kann nicht geändert werden"):
        amend(**{record: factory()}, identifier="anders", by=somebody())


def test_coordinates_come_in_pairs_and_lie_on_earth():
    with pytest.raises(Refused):
        MunicipalityFactory(latitude=91.0)
    with pytest.raises(Refused):
        MunicipalityFactory(longitude=None)
