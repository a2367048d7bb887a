"""Who answers for a record, which department it belongs to, and who sees it."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import (
    ActFactory,
    MunicipalityFactory,
    OrganisationFactory,
    SourceFactory,
    account,
    somebody,
)
from weltoffen.accounts.enums import RoleName
from weltoffen.desk.views.editing import SEEN
from weltoffen.organisations.enums import OrganisationKind
from weltoffen.records.actions import publish, set_visibility
from weltoffen.records.enums import Role, Visibility
from weltoffen.records.models import Record
from weltoffen.relations.actions import amend_relation


def internal(record: Record) -> Record:
    return set_visibility(record=record, visibility=Visibility.INTERNAL, by=somebody())


def page(client: Client, kind: str, identifier: str) -> str:
    return client.get(reverse(f"desk:{kind}-entrust", args=[identifier])).content.decode()


def entrusted(client: Client, kind: str, identifier: str, **typed: str):
    address = reverse(f"desk:{kind}-entrust", args=[identifier])
    seen = dict(client.get(address).context["hidden"])[SEEN]
    sent = {"owner": "department", "unit": "", "visibility": "restricted", "review_by": ""}
    return client.post(address, sent | typed | {SEEN: seen}, follow=True)


@pytest.fixture
def sports() -> str:
    OrganisationFactory(
        identifier="sportamt", kind=OrganisationKind.DEPARTMENT, name={"de": "Sportamt"}
    )
    return "sportamt"


def reader_of(unit: str) -> Client:
    client = Client()
    client.force_login(account(f"leute-{unit}", RoleName.CONTRIBUTOR, unit=unit))
    return client


def test_what_is_restricted_is_seen_by_the_department_it_belongs_to(desk, sports):
    source = internal(SourceFactory(identifier="brief"))
    answer = entrusted(desk, "sources", "brief", unit="Sportamt · sportamt", review_by="31.12.2026")
    assert "zuständig ist, ist gespeichert" in answer.content.decode()
    source.refresh_from_db()
    assert (source.owner, source.unit) == (Role.DEPARTMENT, "sportamt")
    assert source.visibility == Visibility.RESTRICTED
    sheet, listed = reverse("desk:sources-sheet", args=["brief"]), reverse("desk:sources")
    for unit, sees in (("sportamt", True), ("kulturbuero", False)):
        client = reader_of(unit)
        assert (client.get(sheet).status_code == 200) is sees
        assert (sheet in client.get(listed).content.decode()) is sees
        exported = client.get(f"{listed}?export=csv").content.decode("utf-8-sig")
        assert ("brief" in exported) is sees
        found = client.get(reverse("desk:search"), {"q": source.title}).content.decode()
        assert (sheet in found) is sees
        offered = client.get(reverse("desk:suggest", args=["sources"]), {"q": source.title})
        assert bool(offered.json()["found"]) is sees


def test_an_act_that_is_restricted_is_missing_where_its_relation_is_shown(desk):
    act = internal(ActFactory(identifier="vertraulich", title={"de": "Vertrauliches Gespräch"}))
    entrusted(desk, "acts", "vertraulich")
    sheet = reverse("desk:relations-sheet", args=[act.relation.identifier])
    history = reverse("desk:relations-history", args=[act.relation.identifier])
    assert "Vertrauliches Gespräch" in desk.get(sheet).content.decode()
    other = reader_of("kulturbuero")
    for address in (sheet, history, reverse("desk:changes"), reverse("desk:acts")):
        assert "Vertrauliches Gespräch" not in other.get(address).content.decode()


def test_a_public_record_stays_public_and_is_not_asked_who_sees_it(desk):
    place = publish(record=MunicipalityFactory(identifier="amiens"), by=somebody())
    assert 'name="visibility"' not in page(desk, "municipalities", "amiens")
    entrusted(desk, "municipalities", "amiens")
    place.refresh_from_db()
    assert (place.owner, place.visibility) == (Role.DEPARTMENT, Visibility.PUBLIC)


def test_nothing_becomes_public_here(desk):
    place = internal(MunicipalityFactory(identifier="amiens"))
    answer = entrusted(desk, "municipalities", "amiens", visibility="public")
    assert 'id="id_visibility-errors"' in answer.content.decode()
    place.refresh_from_db()
    assert place.visibility == Visibility.INTERNAL


def test_only_offices_of_the_city_are_departments(desk):
    MunicipalityFactory(identifier="amiens")
    OrganisationFactory(
        identifier="verein", kind=OrganisationKind.ASSOCIATION, name={"de": "Ein Verein"}
    )
    answer = entrusted(desk, "municipalities", "amiens", unit="Ein Verein · verein")
    assert "gibt es nichts, das" in answer.content.decode()


def test_the_history_tells_it_and_the_sheet_names_the_department(desk, sports):
    internal(MunicipalityFactory(identifier="amiens"))
    entrusted(desk, "municipalities", "amiens", unit="Sportamt · sportamt")
    told = desk.get(reverse("desk:municipalities-history", args=["amiens"])).content.decode()
    assert "Fachbereich: „sportamt“ ergänzt" in told
    assert "intern → eingeschränkt" in told
    sheet = desk.get(reverse("desk:municipalities-sheet", args=["amiens"])).content.decode()
    assert "Sportamt" in sheet


def test_a_guest_sees_the_relation_and_nothing_that_the_office_keeps_to_itself(desk):
    act = ActFactory()
    relation = amend_relation(
        relation=act.relation, open_question="Wer hat unterschrieben?", by=somebody()
    )
    for record in (relation, act):
        set_visibility(record=record, visibility=Visibility.PARTNER, by=somebody())
    sheet = reverse("desk:relations-sheet", args=[relation.identifier])
    assert "Wer hat unterschrieben?" in desk.get(sheet).content.decode()
    guest = Client()
    guest.force_login(account("gast", RoleName.GUEST, relation=relation.identifier))
    today = guest.get(reverse("wagtailadmin_home")).content.decode()
    assert f'href="{sheet}"' in today
    pages = [sheet, reverse("desk:acts-sheet", args=[act.identifier])]
    for shown in (guest.get(page).content.decode() for page in pages):
        for kept in ("Wer hat unterschrieben?", "Zuständig", "Prüfen bis", "tester", "Verlauf"):
            assert kept not in shown.split("<main")[1]
        for closed in ("municipalities", "organisations", "sources"):
            assert f'href="/desk/{closed}/' not in shown
    exported = guest.get(f"{reverse('desk:relations')}?export=csv")
    assert "unterschrieben" not in exported.content.decode("utf-8-sig")
