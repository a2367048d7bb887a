"""Today: what is to do, what comes, what others changed since one was last here."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import (
    ActFactory,
    MunicipalityFactory,
    OrganisationFactory,
    RelationFactory,
    account,
    somebody,
)
from weltoffen.accounts.enums import RoleName
from weltoffen.desk.gathering import MANY, Told, gathered
from weltoffen.organisations.actions import entrust
from weltoffen.records.enums import Role, Visibility

MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC))
ENTRIES = st.lists(st.tuples(st.integers(1, 4), st.integers(1, 30), MOMENTS), max_size=60).map(
    lambda rows: [Told(key, who, (1, str(about)), at) for key, (who, about, at) in enumerate(rows)]
)


@given(ENTRIES)
def test_every_change_is_told_in_one_line(told):
    bundles = gathered(told)
    assert sum(bundle.entries for bundle in bundles) == len(told)
    assert [bundle.at for bundle in bundles] == sorted((b.at for b in bundles), reverse=True)
    for bundle in bundles:
        of_them = [each for each in told if each.who == bundle.who]
        records = {each.about for each in of_them}
        assert bundle.newest in [each.key for each in of_them]
        assert bundle.records == (len(records) if len(records) > MANY else 1)


@pytest.fixture
def look(db):
    """Return how a page of the desk looks to the same coordinator at a moment."""
    user = account("koordination", RoleName.COORDINATOR)
    client = Client()

    def looking(at: datetime, address: str = "") -> str:
        with time_machine.travel(at, tick=False):
            client.force_login(user)
            answer = client.get(address or reverse("wagtailadmin_home"))
        assert answer.status_code == 200
        return answer.content.decode()

    return looking


FRIDAY = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)


def test_what_others_changed_since_the_last_visit_is_told(look):
    with time_machine.travel(FRIDAY - timedelta(days=9), tick=False):
        MunicipalityFactory(identifier="amiens", name={"de": "Amiens"})
    assert "Letzte Änderungen" in look(FRIDAY)
    with time_machine.travel(FRIDAY + timedelta(hours=1), tick=False):
        OrganisationFactory(identifier="sportamt", name={"de": "Sportamt"})
    shown = look(MONDAY)
    assert "Seit Ihrem letzten Besuch" in shown
    assert "Sportamt" in shown
    assert "Amiens" not in shown


def test_an_import_is_one_line_that_leads_to_its_changes(look):
    look(FRIDAY)
    with time_machine.travel(FRIDAY + timedelta(hours=1), tick=False):
        for number in range(MANY + 1):
            MunicipalityFactory(identifier=f"ort-{number}", name={"de": f"Ort {number}"})
    shown = look(MONDAY)
    assert f"{MANY + 1} Änderungen an {MANY + 1} Einträgen" in shown
    address = f"{reverse('desk:changes')}?who={somebody().pk}&amp;since=2026-11-20"
    assert address in shown
    address = address.replace("&amp;", "&")
    assert "Ort 0" in look(MONDAY, address)
    assert "Ort 0" not in look(MONDAY, address.replace("11-20", "11-22"))


def test_records_whose_review_day_has_come_are_one_click_away(look):
    for identifier, day in (("amiens", MONDAY), ("leeds", MONDAY + timedelta(days=1))):
        entrust(
            record=MunicipalityFactory(identifier=identifier, name={"de": identifier.title()}),
            owner=Role.COORDINATION,
            unit=None,
            review_by=day.date(),
            visibility=Visibility.INTERNAL,
            by=somebody(),
        )
    address = f"{reverse('desk:municipalities')}?review=due"
    assert address in look(MONDAY)
    shown = look(MONDAY, address)
    assert "Amiens" in shown
    assert "Leeds" not in shown


def test_a_round_anniversary_ahead_leads_to_the_relation(look, settings):
    home = MunicipalityFactory(identifier=settings.WELTOFFEN_HOME)
    relation = RelationFactory(identifier="dortmund-amiens", home=home)
    ActFactory(relation=relation, on="2002-05-04", twinning=True)
    shown = look(MONDAY)
    assert "25 Jahre" in shown
    assert reverse("desk:relations-sheet", args=["dortmund-amiens"]) in shown


def test_without_scripts_there_is_a_menu_of_what_one_may_open(look):
    shown = look(MONDAY)
    menu = shown.partition("<noscript>")[2].partition("</noscript>")[0]
    assert reverse("desk:relations") in menu
    assert reverse("desk:search") in menu
