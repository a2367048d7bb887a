"""People, offices, contacts and merging at the desk: what is shown to whom, typed and noted."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.desk.test_records import opened
from tests.factories import (
    ActFactory,
    ContactFactory,
    MunicipalityFactory,
    NoteFactory,
    OfficeFactory,
    OrganisationFactory,
    PersonFactory,
    RelationFactory,
    account,
    somebody,
)
from weltoffen.accounts.enums import RoleName
from weltoffen.audit.enums import EventName
from weltoffen.audit.models import AuditEvent
from weltoffen.organisations.actions import merge, record_office
from weltoffen.organisations.models import ContactDetail, Merge, Office, Organisation, Person
from weltoffen.relations.enums import Side
from weltoffen.relations.models import OrganisationTie

pytestmark = pytest.mark.django_db

CONTACT = {
    "kind": "email", "value": "rat@stadt.example", "purpose": "cooperation",
    "legal_ground": "public-task",
}  # fmt: skip


def page(client: Client, name: str, *arguments: Any, **asked: str) -> str:
    answer = client.get(reverse(f"desk:{name}", args=arguments), asked)
    return str((answer.getvalue() if answer.streaming else answer.content).decode())


def looks() -> list[tuple[str, str]]:
    """Return of whom somebody looked at what, as the security log tells it."""
    events = AuditEvent.objects.filter(event=EventName.RESTRICTED_SEEN).order_by("number")
    return [(event.about, json.loads(event.data)["what"]) for event in events]


def test_a_person_with_an_office_and_a_contact_is_recorded(desk: Client) -> None:
    typed = {"family_name": "Musterfrau", "salutation": "madam", "owner": "coordination"}
    answer = desk.post(reverse("desk:people-add"), typed)
    person = Person.objects.get()
    assert answer["Location"] == reverse("desk:people-sheet", args=[person.identifier])
    town = MunicipalityFactory(name={"de": "Amiens"})
    office = {"title_de": "Bürgermeisterin", "municipality": town.identifier, "since": "2014"}
    assert (
        desk.post(reverse("desk:people-office", args=[person.identifier]), office).status_code
        == 302
    )
    address = reverse("desk:people-contact", args=[person.identifier])
    assert desk.post(address, CONTACT).status_code == 302
    sheet = page(desk, "people-sheet", person.identifier)
    for word in ("Musterfrau", "Bürgermeisterin", "Amiens", "seit 2014", "rat@stadt.example"):
        assert word in sheet
    listed = page(desk, "people")
    assert "Bürgermeisterin (Amiens)" in listed


def test_what_was_typed_stays_when_something_is_wrong(desk: Client) -> None:
    person = PersonFactory()
    address = reverse("desk:people-contact", args=[person.identifier])
    for wrong, sentence in (
        ({"value": "rat-ohne-at"}, "keine E-Mail-Adresse"),
        ({"legal_ground": "consent"}, "muss sie nachweisen"),
        ({"legal_ground": ""}, "warum Sie den Kontakt führen"),
        ({"since": "2020", "until": "2019"}, "liegt vor dem Anfang"),
    ):
        sent = CONTACT | {"consent_by": "Akte 7"} | wrong
        said = desk.post(address, sent).content.decode()
        assert sentence in said, wrong
        assert sent["value"] in said
        assert "Akte 7" in said
    assert not ContactDetail.objects.exists()


def test_consent_is_withdrawn_and_the_contact_deleted(desk: Client) -> None:
    person = PersonFactory()
    contact = ContactFactory(of=person, legal_ground="consent", consent_by="Brief",
                             consent_on=dt.date(2024, 1, 1))  # fmt: skip
    where = [person.identifier, contact.pk]
    address = reverse("desk:people-contacts-withdraw", args=where)
    sent = opened(desk, address)
    assert "eingewilligt erst" in desk.post(address, sent | {"on": "31.12.2023"}).content.decode()
    assert desk.post(address, sent | {"on": "1.2.2024"}).status_code == 302
    assert "nicht nutzen" in page(desk, "people-sheet", person.identifier)
    address = reverse("desk:people-contacts-delete", args=where)
    assert "lässt sich nicht zurücknehmen" in desk.get(address).content.decode()
    assert ContactDetail.objects.exists()
    assert desk.post(address).status_code == 302
    assert not ContactDetail.objects.exists()


def test_a_protected_name_stands_nowhere_but_where_looking_is_noted(desk: Client) -> None:
    person = PersonFactory(family_name="Zaubermann", do_not_name=True)
    OfficeFactory(person=person, organisation=(club := OrganisationFactory()))
    ContactFactory(of=person, value="geheim@zauber.example")
    who = person.identifier
    pages = [
        page(desk, "people"), page(desk, "people", export="csv"), page(desk, "people-sheet", who),
        page(desk, "people-history", who), page(desk, "people-publish", who),
        page(desk, "organisations-sheet", club.identifier), page(desk, "people-reveal", who),
        page(desk, "people-duplicates"), page(desk, "changes"), page(desk, "people-merge", who),
        page(desk, "suggest", "people", q="Zauber"), page(desk, "search", q="Zaubermann"),
    ]  # fmt: skip
    for number, said in enumerate(pages):
        found = said.replace('value="Zaubermann"', "").replace("„Zaubermann“", "")
        assert "geheim@zauber" not in said, number
        assert "Zaubermann" not in found or number == len(pages) - 1, number
    assert looks() == []
    shown = desk.post(reverse("desk:people-reveal", args=[who])).content.decode()
    assert "Zaubermann" in shown
    assert "geheim@zauber.example" in shown
    about = f"organisations.person:{who}"
    assert looks() == [(about, "name"), (about, "contacts")]
    assert "Zaubermann" in page(desk, "people-edit", who)
    assert looks()[2:] == [(about, "name")]


def test_restricted_contacts_are_for_those_who_may_see_them(desk: Client) -> None:
    club = OrganisationFactory()
    hidden = ContactFactory(of=club, value="geheim@club.example", is_restricted=True)
    ContactFactory(of=club, value="offen@club.example")
    reader = Client()
    reader.force_login(account("lesen", RoleName.READER))
    for client in (reader, desk):
        sheet = page(client, "organisations-sheet", club.identifier)
        assert "offen@club.example" in sheet
        assert "geheim@club.example" not in sheet
    reveal = reverse("desk:organisations-reveal", args=[club.identifier])
    edit = reverse("desk:organisations-contacts-edit", args=[club.identifier, hidden.pk])
    for address in (reveal, edit):
        assert reader.post(address).status_code == 302
        assert reader.get(address)["Location"] == reverse("wagtailadmin_home")
    assert looks() == []
    assert "geheim@club.example" in desk.post(reveal).content.decode()
    assert "geheim@club.example" in desk.get(edit).content.decode()
    assert looks() == [(f"organisations.organisation:{club.identifier}", "contacts")] * 2


def test_a_guest_sees_nobody() -> None:
    person, relation = PersonFactory(family_name="Zaubermann"), RelationFactory()
    guest = Client()
    guest.force_login(account("gast", RoleName.GUEST, relation=relation.identifier))
    for name, arguments in (("people", []), ("people-sheet", [person.identifier]),
                            ("people-history", [person.identifier])):  # fmt: skip
        answer = guest.get(reverse(f"desk:{name}", args=arguments))
        assert answer.status_code in (302, 404)
        assert "Zaubermann" not in answer.content.decode()


def test_merging_is_previewed_done_and_taken_back(desk: Client) -> None:
    kept = OrganisationFactory(name={"de": "Auslandsgesellschaft"})
    gone = OrganisationFactory(name={"de": "Auslandsgesellschaft e. V."})
    OfficeFactory(organisation=gone, title="Vorsitz")
    NoteFactory(about=gone, topic="Anruf wegen der Satzung")
    assert "gleicher Name" in page(desk, "organisations-duplicates")
    address = reverse("desk:organisations-merge", args=[kept.identifier])
    preview = desk.get(address, {"other": gone.identifier, "stays": "this"})
    said = preview.content.decode()
    assert preview.context["errors"] == []
    assert "Vorsitz" in said
    assert "Ämter" in said
    assert not Merge.objects.exists()
    sent = {"other": gone.identifier, "stays": "this", "seen": preview.context["seen"]}
    OfficeFactory(organisation=gone, title="Kasse")
    stale = desk.post(address, sent).content.decode()
    assert "Inzwischen hat sich geändert" in stale
    assert "Kasse" in stale
    sent["seen"] = desk.get(address, sent).context["seen"]
    assert desk.post(address, sent).status_code == 302
    assert Office.objects.filter(organisation=kept).count() == 2
    assert kept.identifier in page(desk, "organisations-sheet", gone.identifier)
    assert "Anruf wegen der Satzung" in page(desk, "organisations-sheet", kept.identifier)
    assert gone.identifier not in page(desk, "organisations")
    undo = reverse("desk:merge-undo", args=[Merge.objects.get().pk])
    assert "Kasse" in desk.get(undo).content.decode()
    assert desk.post(undo).status_code == 302
    assert Office.objects.filter(organisation=gone).count() == 2


def test_the_public_address_of_a_merged_organisation_leads_on() -> None:
    kept, gone = OrganisationFactory(), OrganisationFactory()
    merge(survivor=kept, merged=gone, by=somebody())
    answer = Client().get(f"/id/{gone.identifier}", follow=True)
    assert kept.identifier in answer.redirect_chain[-1][0]


def test_a_sign_of_life_is_noted_and_finds_the_silent(desk: Client) -> None:
    club = OrganisationFactory()
    address = reverse("desk:organisations-sign", args=[club.identifier])
    sent = opened(desk, address) | {"last_sign": "Juli 2001", "last_sign_what": ""}
    wrong = desk.post(address, sent).content.decode()
    assert "Geben Sie beides" in wrong
    assert "Juli 2001" in wrong
    assert not Organisation.objects.exclude(last_sign="").exists()
    assert desk.post(address, sent | {"last_sign_what": "Brief"}).status_code == 302
    assert "Brief" in page(desk, "organisations", silent="5")
    assert club.identifier not in page(desk, "organisations", silent="never")


def test_who_takes_part_in_a_relation_is_noted_ended_and_removed(desk: Client) -> None:
    relation, club = RelationFactory(), OrganisationFactory(name={"de": "Freundeskreis"})
    address = reverse("desk:relations-tie", args=[relation.identifier])
    sent = {"organisation": club.identifier, "role": "club", "since": "1990"}
    assert desk.post(address, sent).status_code == 302
    assert "Freundeskreis" in page(desk, "relations-sheet", relation.identifier)
    tie = OrganisationTie.objects.get()
    edit = reverse("desk:relations-ties-edit", args=[relation.identifier, tie.pk])
    began = desk.get(edit).context["form"].initial
    assert (began["since"], began["role"]) == ("1990", "club")
    remove = reverse("desk:relations-ties-remove", args=[relation.identifier, tie.pk])
    assert desk.post(remove).status_code == 302
    assert not OrganisationTie.objects.exists()
    assert "Irrtum" in page(desk, "relations-history", relation.identifier)


def test_a_signature_leads_to_who_held_the_office_then(desk: Client) -> None:
    act = ActFactory(on="1960-04-02", signatories=[(Side.HOME, {"de": "Oberbürgermeister"})])
    then, later = (
        record_office(person=PersonFactory(family_name=name), title={"de": "Oberbürgermeister"},
                      municipality=act.relation.home, valid=valid, by=somebody())
        for name, valid in (("Damals", "1946/1969"), ("Danach", "1973/1999"))
    )  # fmt: skip
    address = reverse("desk:acts-signatories", args=[act.identifier])
    form = desk.get(address).context["form"]
    (name,) = form.fields
    offered = dict(form.fields[name].choices)
    assert str(then.pk) in offered
    assert str(later.pk) not in offered
    assert desk.post(address, {name: str(then.pk)}).status_code == 302
    assert act.signatories.get().held_by == then
    assert "Damals" in page(desk, "acts-sheet", act.identifier)


def test_whom_nobody_is_to_name_is_not_offered_for_publishing(desk: Client) -> None:
    for is_protected in (True, False):
        person = PersonFactory(do_not_name=is_protected)
        sheet = desk.get(reverse("desk:people-sheet", args=[person.identifier])).content.decode()
        publish = reverse("desk:people-publish", args=[person.identifier])
        assert (publish in sheet) is not is_protected
