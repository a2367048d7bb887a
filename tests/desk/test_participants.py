"""Who takes part: seen by the protocol alone, noted at every look, gone after its day."""

from __future__ import annotations

import datetime as dt
import io
import json
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from tests.desk.test_encounters import page, sent
from tests.factories import CountryFactory, EncounterFactory, ParticipantFactory, account
from weltoffen.accounts.enums import RoleName
from weltoffen.audit.enums import EventName
from weltoffen.audit.models import AuditEvent
from weltoffen.encounters.models import Encounter, Participant
from weltoffen.encounters.selectors import tallies_of
from weltoffen.encounters.types import Tally

pytestmark = pytest.mark.django_db
DAY = "31.12.2120"


@pytest.fixture
def protocol(db: None) -> Client:
    """The browser of the mayor's protocol."""
    client = Client()
    client.force_login(account("protokoll", RoleName.PROTOCOL))
    return client


def looks() -> list[dict[str, Any]]:
    """Return what was noted of looks at names."""
    events = AuditEvent.objects.filter(event=EventName.RESTRICTED_SEEN).order_by("number")
    return [json.loads(event.data) for event in events]


def of_person(person: Participant, verb: str) -> str:
    """Return the address of a page about one person."""
    return f"{page('sheet', person.encounter)}participants/{person.pk}/{verb}"


def test_the_coordination_sees_how_many_and_until_when_and_no_name(desk: Client) -> None:
    person = ParticipantFactory(name="Xaveria Quellwasser", delete_after=dt.date(2120, 1, 1))
    sheet = desk.get(page("sheet", person.encounter)).content.decode()
    assert "Gespeicherte Namen: 1. Sie werden nach dem 1. Januar 2120 gelöscht." in sheet
    assert "nur das Protokoll" in sheet
    assert page("names", person.encounter) not in sheet
    for answer in (
        desk.get(page("names", person.encounter)),
        desk.get(page("export", person.encounter)),
        desk.get(of_person(person, "")),
        desk.post(of_person(person, "delete/")),
    ):
        assert answer.status_code == 302
        assert "Quellwasser" not in answer.content.decode()
    assert Participant.objects.exists()
    assert looks() == []


def test_every_look_at_a_name_is_noted(protocol: Client) -> None:
    empty = EncounterFactory()
    assert "Noch ist niemand genannt." in protocol.get(page("names", empty)).content.decode()
    assert looks() == []
    person = ParticipantFactory(name="Xaveria Quellwasser")
    assert "Quellwasser" in protocol.get(page("names", person.encounter)).content.decode()
    assert "Quellwasser" in protocol.get(of_person(person, "")).content.decode()
    assert "Quellwasser" in protocol.get(of_person(person, "delete/")).content.decode()
    assert looks() == [{"what": "participants"}] * 3
    assert protocol.get(of_person(person, "999/")).status_code == 404
    assert len(looks()) == 3


def test_a_person_is_added_with_purpose_and_day_or_not_at_all(protocol: Client) -> None:
    CountryFactory(code="FR", label={"de": "Frankreich", "en": "France"})
    encounter = EncounterFactory()
    shown = protocol.get(page("name", encounter))
    assert shown.context["form"]["delete_after"].value() is not None
    typed = sent(shown, name="Beispiel Eins", country="Frankreich", delete_after="", purpose="")
    told = protocol.post(page("name", encounter), typed).content.decode()
    assert "wozu der Name gebraucht wird" in told
    assert "nach welchem Tag" in told
    assert 'value="Beispiel Eins"' in told
    assert not Participant.objects.exists()
    typed |= {"purpose": "Visum", "delete_after": DAY, "born_on": "1.2.1990"}
    assert protocol.post(page("name", encounter), typed).status_code == 302
    kept = Participant.objects.get()
    assert (kept.purpose, kept.delete_after) == ("Visum", dt.date(2120, 12, 31))
    assert (kept.born_on, kept.country.code) == (dt.date(1990, 2, 1), "FR")
    again = protocol.get(page("name", encounter))
    assert again.context["form"]["purpose"].value() == "Visum"
    too_soon = typed | {"delete_after": "1.1.2020"}
    assert (
        "bis zum Ende der Begegnung"
        in protocol.post(page("name", encounter), too_soon).content.decode()
    )


def pasted(encounter: Encounter, text: str, **more: str) -> dict[str, str]:
    """Return a list as a browser sends it."""
    return {
        "pasted": text, "group": "youth", "country": "", "purpose": "Einladung",
        "delete_after": DAY,
    } | more  # fmt: skip


def test_a_list_is_shown_as_it_was_read_before_it_is_taken_in(protocol: Client) -> None:
    encounter = EncounterFactory()
    ParticipantFactory(encounter=encounter, name="beispiel zwei")
    address, text = page("paste", encounter), "Beispiel Eins\tChor\nBeispiel Zwei;Orgel"
    preview = protocol.post(address, pasted(encounter, text))
    told = preview.content.decode()
    assert "Liste aufnehmen" in told
    assert 'name="leave" value="2" checked' in told
    assert told.count("steht schon auf der Liste dieser Begegnung") == 1
    assert looks() == [{"what": "participants"}]
    assert Participant.objects.count() == 1
    checked = dict(preview.context["hidden"])
    changed = protocol.post(address, pasted(encounter, f"{text}\nBeispiel Drei", **checked))
    assert "Beispiel Drei" in changed.content.decode()
    assert "Noch nicht aufgenommen" in changed.content.decode()
    other_day = pasted(encounter, text, **checked) | {"delete_after": "30.12.2120"}
    assert "Noch nicht aufgenommen" in protocol.post(address, other_day).content.decode()
    assert Participant.objects.count() == 1
    assert protocol.post(address, pasted(encounter, text, **checked)).status_code == 302
    kept = Participant.objects.filter(group="youth").order_by("pk")
    assert [(each.name, each.function) for each in kept] == [
        ("Beispiel Eins", "Chor"), ("Beispiel Zwei", "Orgel"),
    ]  # fmt: skip


def test_a_copied_table_is_read_without_its_headings_and_lines_can_be_left_out(
    protocol: Client,
) -> None:
    encounter = EncounterFactory()
    text = "Name\tFunktion\n1. Beispiel Eins\tChor\nBeispiel Zwei, Orgel\nBeispiel Drei"
    address = page("paste", encounter)
    early = protocol.post(address, pasted(encounter, text) | {"delete_after": "1.1.2020"})
    assert "Noch nicht aufgenommen" not in early.content.decode()
    assert "Wählen Sie einen Tag vom" in early.content.decode()
    preview = protocol.post(address, pasted(encounter, text))
    assert "setzen Sie dafür ein Semikolon" in preview.content.decode()
    checked = dict(preview.context["hidden"])
    protocol.post(address, pasted(encounter, text, **checked) | {"leave": ["2"]})
    names = [each.name for each in Participant.objects.order_by("pk")]
    assert names == ["Beispiel Eins", "Beispiel Drei"]


def test_faults_of_a_list_name_their_lines_and_nothing_is_lost(protocol: Client) -> None:
    encounter = EncounterFactory()
    told = protocol.post(page("paste", encounter), pasted(encounter, "gut\n;ohne\na;b;c"))
    text = told.content.decode()
    assert "In Zeile 2 fehlt der Name." in text
    assert "Zeile 3 hat 3 Spalten." in text
    assert ";ohne" in text
    twice = protocol.post(page("paste", encounter), pasted(encounter, "Eins\neins"))
    assert "kommt in dieser Liste zweimal vor" in twice.content.decode()
    assert not Participant.objects.exists()


def test_a_person_is_amended_and_the_history_names_only_the_fields(
    protocol: Client, desk: Client
) -> None:
    person = ParticipantFactory(name="Xaveria Quellwasser")
    typed = sent(protocol.get(of_person(person, "")), needs="vegetarisch", answer="yes")
    assert protocol.post(of_person(person, ""), typed).status_code == 302
    person.refresh_from_db()
    assert (person.needs, person.answer) == ("vegetarisch", "yes")
    told = desk.get(page("history", person.encounter)).content.decode()
    assert "Geändert: Antwort, Kost und Zugang." in told
    assert "vegetarisch" not in told
    assert "Quellwasser" not in told


def test_a_person_is_deleted_and_counted_where_they_came(protocol: Client) -> None:
    encounter = EncounterFactory()
    came, wrong = (ParticipantFactory(encounter=encounter) for _number in range(2))
    assert not protocol.get(of_person(wrong, "delete/")).context["form"]["is_counted"].value()
    Participant.objects.filter(pk=came.pk).update(answer="yes")
    assert protocol.get(of_person(came, "delete/")).context["form"]["is_counted"].value()
    protocol.post(of_person(came, "delete/"), {"is_counted": "on"})
    protocol.post(of_person(wrong, "delete/"), {})
    assert not Participant.objects.exists()
    assert tallies_of(encounter) == [Tally("", "adult", 1)]
    noted = AuditEvent.objects.filter(event=EventName.ERASED)
    assert [json.loads(event.data)["rule"] for event in noted] == ["by hand", "by hand"]


def test_the_day_of_all_names_is_moved_at_once(protocol: Client, desk: Client) -> None:
    encounter = EncounterFactory()
    for _number in range(2):
        ParticipantFactory(encounter=encounter)
    early = {"delete_after": "1.1.2020"}
    assert (
        "bis zum Ende der Begegnung"
        in protocol.post(page("until", encounter), early).content.decode()
    )
    assert protocol.post(page("until", encounter), {"delete_after": DAY}).status_code == 302
    days = set(encounter.participants.values_list("delete_after", flat=True))
    assert days == {dt.date(2120, 12, 31)}
    history = desk.get(page("history", encounter)).content.decode()
    assert "Namen, die jetzt bis 31.12.2120 bleiben: 2." in history


def test_the_list_is_taken_along_as_a_table_and_that_is_noted(protocol: Client) -> None:
    person = ParticipantFactory(name="=Xaveria", born_on=dt.date(1990, 2, 1))
    answer = protocol.get(page("export", person.encounter))
    assert "attachment" in answer["Content-Disposition"]
    assert "no-store" in answer["Cache-Control"]
    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    heads, row = list(sheet.values)
    assert heads[:3] == ("Name", "Funktion", "Geboren am")
    assert row[0] == "=Xaveria"
    assert sheet["A2"].data_type == "s"
    assert row[2] == "01.02.1990"
    assert looks() == [{"what": "participants", "export": "xlsx"}]
