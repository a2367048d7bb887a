"""The sheet of a partner: who is in office, what the public sees, and where things stand."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import ActFactory, PersonFactory, RelationFactory, account, somebody
from weltoffen.accounts.enums import RoleName
from weltoffen.organisations.actions import record_office
from weltoffen.records.enums import Visibility
from weltoffen.relations.models import Relation

pytestmark = pytest.mark.django_db


def sheet(client: Client, relation: Relation) -> str:
    answer = client.get(reverse("desk:relations-sheet", args=[relation.identifier]))
    assert answer.status_code == 200
    return answer.content.decode()


def in_office(relation: Relation, valid: str, **person: object) -> None:
    record_office(
        person=PersonFactory(visibility=Visibility.INTERNAL, **person),
        title={"de": "Bürgermeisterin"},
        municipality=relation.municipality,
        valid=valid,
        by=somebody(),
    )


def test_who_is_in_office_today_stands_there_and_who_was_before_does_not(desk: Client) -> None:
    relation = RelationFactory()
    in_office(relation, "2020/..", family_name="Heutig")
    in_office(relation, "2010/2019", family_name="Ehemalig")
    in_office(relation, "2020/..", family_name="Geheim", do_not_name=True)
    page = sheet(desk, relation)
    assert "Heutig, Bürgermeisterin" in page
    assert "Ehemalig" not in page
    assert "Geheim" not in page
    assert re.search(r"Name geschützt \([a-z0-9-]+\), Bürgermeisterin", page)


def test_people_are_nothing_for_a_guest(desk: Client) -> None:
    relation = RelationFactory()
    in_office(relation, "2020/..", family_name="Heutig")
    client = Client()
    client.force_login(account("gast", RoleName.GUEST, relation=relation.identifier))
    page = sheet(client, relation)
    assert "Heutig" not in page
    assert "Was die Öffentlichkeit sieht" not in page


def test_what_the_public_sees_is_counted(desk: Client) -> None:
    relation = RelationFactory(summary={"de": "Kurz"})
    ActFactory(relation=relation)
    ActFactory(relation=relation, internal=True)
    page = sheet(desk, relation)
    shown = page[page.index('id="shown-section"') :]
    assert "1 Akt<" in shown
    assert "1 weiterer Akt ist intern" in shown
    assert f'href="/de/beziehungen/{relation.identifier}/"' in shown
    hidden = sheet(desk, RelationFactory(internal=True))
    assert "Nichts: Die Beziehung ist nicht veröffentlicht." in hidden


def test_every_jump_leads_somewhere(desk: Client) -> None:
    page = sheet(desk, RelationFactory())
    (nav,) = re.findall(r'<nav class="desk-jumps".*?</nav>', page, re.S)
    anchors = re.findall(r'href="#([^"]+)"', nav)
    assert len(anchors) >= 6
    assert [anchor for anchor in anchors if f'id="{anchor}"' not in page] == []
