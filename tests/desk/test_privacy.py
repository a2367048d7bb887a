"""The desk's pages about personal data: terms, deletions, and what is held on somebody."""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories import (
    ContactFactory,
    NoteFactory,
    OfficeFactory,
    ParticipantFactory,
    PersonFactory,
    RequestFactory,
    account,
    somebody,
)
from weltoffen.accounts.enums import RoleName
from weltoffen.audit.models import AuditEvent
from weltoffen.casework.models import Note, Request
from weltoffen.jobs.models import Job
from weltoffen.organisations.enums import ContactKind
from weltoffen.organisations.models import ContactDetail, Person
from weltoffen.privacy.actions import choose_term, delete_by_rule
from weltoffen.privacy.models import Deletion, Term
from weltoffen.privacy.registry import KINDS
from weltoffen.privacy.work import RUN
from weltoffen.records.actions import log

pytestmark = pytest.mark.django_db
PAGE = "/desk/privacy/"
NAME = {"given_name": "Erika", "family_name": "Mustermann"}
MAIL = "erika@firma.example"


@pytest.fixture
def office() -> Client:
    """The browser of an administrator."""
    client = Client()
    client.force_login(account("administration", RoleName.ADMINISTRATOR))
    return client


def main_of(answer: object) -> str:
    assert answer.status_code == 200, answer  # type: ignore[attr-defined]
    return answer.content.decode().split("<main")[1]  # type: ignore[attr-defined,no-any-return]


def known() -> Person:
    person: Person = PersonFactory(**NAME)
    ContactFactory(of=person, kind=ContactKind.EMAIL, value=MAIL)
    OfficeFactory(person=person, title="Geschäftsführerin", valid="2019/..")
    NoteFactory(spoken_with="Frau Erika Mustermann", topic="Messe")
    return person


def test_the_page_says_how_long_what_is_kept_and_what_is_due(office: Client) -> None:
    ContactFactory(delete_by=timezone.localdate())
    ContactFactory(delete_by=timezone.localdate() + dt.timedelta(days=80))
    shown = main_of(office.get(PAGE))
    for kind in KINDS.values():
        assert str(kind.title) in shown
    assert "heute 1, danach 1" in shown
    assert "Noch wurde nichts gelöscht." in shown
    assert "Noch ist kein Lauf gewesen." in shown


def test_the_page_shows_the_protocol_and_the_last_run(office: Client) -> None:
    ContactFactory(delete_by=timezone.localdate())
    choose_term(kind="jobs", months=6, reason="Plan 7", by=somebody())
    delete_by_rule(kind=KINDS["contacts"], today=timezone.localdate(), by=somebody())
    shown = main_of(office.get(PAGE))
    assert "Das Protokoll nennt niemanden" in shown
    assert "Plan 7" in shown
    assert "6 Monate, seit dem Ende des Auftrags" in shown


def test_the_run_can_be_asked_for_at_once_and_only_once(office: Client) -> None:
    for _time in range(2):
        answer = office.post(PAGE)
        job = Job.objects.get(kind=RUN)
        assert answer["Location"] == reverse("desk:jobs-sheet", args=[job.pk])


def test_the_coordination_sees_and_changes_nothing(desk: Client) -> None:
    shown = main_of(desk.get(PAGE))
    assert "Frist ändern" not in shown
    assert "Jetzt löschen" not in shown
    assert desk.post(PAGE).status_code == 302
    assert not Job.objects.filter(kind=RUN).exists()


def test_a_term_is_chosen_with_a_reason(office: Client) -> None:
    address = reverse("desk:privacy-term", args=["spoken-with"])
    shown = main_of(office.get(address))
    assert 'value="36"' in shown
    assert "3 bis 120 Monate; üblich sind 36." in shown
    answer = office.post(address, {"months": "12", "reason": "Aufbewahrungsplan"})
    assert answer["Location"] == PAGE
    assert Term.objects.get().months == 12


def test_all_that_is_wrong_with_a_term_comes_at_once_and_nothing_typed_is_lost(
    office: Client,
) -> None:
    address = reverse("desk:privacy-term", args=["spoken-with"])
    shown = main_of(office.post(address, {"months": "500", "reason": ""}))
    assert "Wählen Sie 3 bis 120 Monate" in shown
    assert "Es fehlt der Grund." in shown
    assert 'value="500"' in shown
    assert not Term.objects.exists()


def test_a_kind_without_a_term_in_months_has_no_such_page(office: Client) -> None:
    for kind in ("senders", "gibt-es-nicht"):
        assert office.get(reverse("desk:privacy-term", args=[kind])).status_code == 404


def test_the_report_is_a_page_to_read_in_the_words_of_people(desk: Client) -> None:
    page = main_of(desk.get(reverse("desk:privacy-report")))
    assert "Rechtsgrundlage" in page
    assert "organisations.contactdetail" not in page
    assert "##" not in page


def test_the_report_is_a_file(desk: Client) -> None:
    answer = desk.get(reverse("desk:privacy-report"), {"form": "md"})
    assert "verarbeitungsverzeichnis.md" in answer["Content-Disposition"]
    assert "Art. 30 DSGVO" in answer.content.decode()


def test_somebody_is_looked_up_and_the_name_stands_in_no_address(office: Client) -> None:
    person = known()
    address = reverse("desk:privacy-people")
    shown = main_of(office.post(address, {"who": "erika mustermann"}))
    held = reverse("desk:privacy-held", args=["person", person.identifier])
    assert f'href="{held}"' in shown
    assert "Niemand gefunden" in main_of(office.post(address, {"who": "Niemand"}))
    assert "Es fehlt, nach wem Sie suchen." in main_of(office.post(address, {"who": " "}))


def test_a_protected_name_is_found_and_not_called_in_the_list(office: Client) -> None:
    PersonFactory(**NAME, do_not_name=True)
    shown = main_of(office.post(reverse("desk:privacy-people"), {"who": "Erika Mustermann"}))
    assert "Name geschützt" in shown
    typed = ('value="Erika Mustermann"', "„Erika Mustermann“")
    assert "Mustermann" not in shown.replace(typed[0], "").replace(typed[1], "")


def of(person: Person) -> str:
    return reverse("desk:privacy-held", args=["person", person.identifier])


def test_who_looks_is_noted(office: Client) -> None:
    person = known()
    shown = main_of(office.get(of(person)))
    assert MAIL in shown
    assert "seit 2019" in shown
    assert "gehört zu dieser Person" in shown
    event = AuditEvent.objects.get(event="privacy.person.look")
    assert (event.by_name, event.about) == (
        "administration", f"organisations.person:{person.identifier}",
    )  # fmt: skip


def test_what_is_held_is_taken_along_with_what_is_ticked(office: Client) -> None:
    person = known()
    note = Note.objects.get()
    answer = office.post(of(person), {"do": "take", "reason": "Az. 1"})
    told = unpacked(answer.content)
    assert "Messe" not in told
    ticked = {"do": "take", "reason": "Az. 1", "theirs": f"casework.note:{note.identifier}"}
    told = unpacked(office.post(of(person), ticked).content)
    assert "Messe" in told
    assert MAIL in told
    assert AuditEvent.objects.filter(event="privacy.person.disclose").count() == 2


def unpacked(body: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        assert archive.namelist() == ["auskunft.html", "auskunft.json"]
        page = archive.read("auskunft.html").decode()
        values = json.loads(archive.read("auskunft.json"))
    for kind in values["kinds"]:
        for held in kind["held"]:
            assert held["title"] in page
    return page


def test_without_a_reason_nothing_is_taken_along_and_ticks_stay(office: Client) -> None:
    person = known()
    key = f"casework.note:{Note.objects.get().identifier}"
    shown = main_of(office.post(of(person), {"do": "take", "reason": " ", "theirs": key}))
    assert "Es fehlt der Anlass." in shown
    assert "checked" in shown
    assert not AuditEvent.objects.filter(event="privacy.person.disclose").exists()


def test_deleting_is_asked_once_more_and_says_what_goes_and_what_stays(office: Client) -> None:
    person = known()
    key = f"casework.note:{Note.objects.get().identifier}"
    shown = main_of(office.post(of(person), {"do": "ask", "reason": "Az. 2", "theirs": key}))
    assert "Wirklich löschen?" in shown
    assert f'value="{key}"' in shown
    assert ContactDetail.objects.exists(), "asking deletes nothing"
    answer = office.post(of(person), {"do": "delete", "reason": "Az. 2", "theirs": key})
    assert answer["Location"] == reverse("desk:privacy-people")
    person.refresh_from_db()
    assert person.forgotten_on is not None
    assert Note.objects.get().spoken_with == ""
    assert not ContactDetail.objects.exists()
    assert Deletion.objects.count() == 3


def test_what_only_the_name_says_is_left_alone_unless_ticked(office: Client) -> None:
    person = known()
    RequestFactory(sender_name="Erika Mustermann", text="von einer anderen")
    office.post(of(person), {"do": "delete", "reason": "Az. 2"})
    assert Request.objects.get().sender_name == "Erika Mustermann"


def test_a_request_and_an_account_lead_there_too(office: Client) -> None:
    request = RequestFactory(sender_name="Erika Mustermann", sender_email=MAIL)
    member = account("erika", RoleName.READER)
    for kind, who in (("request", request.identifier), ("account", str(member.pk))):
        shown = main_of(office.get(reverse("desk:privacy-held", args=[kind, who])))
        assert "Beim Löschen" in shown
    for kind, who in (("person", "x"), ("account", "x"), ("anders", "1")):
        assert office.get(reverse("desk:privacy-held", args=[kind, who])).status_code == 404


def test_who_is_known_by_name_alone_is_found_told_and_taken_out(office: Client) -> None:
    note = NoteFactory(topic="Messe", text="Frau Öztürk, Aylin rief an.", spoken_with="")
    looked = main_of(office.post(reverse("desk:privacy-people"), {"who": "Aylin Öztürk"}))
    assert "Niemand gefunden" in looked
    assert "Überall nach „Aylin Öztürk“ suchen" in looked
    address = reverse("desk:privacy-by-name")
    key = f"casework.note:{note.identifier}#text"
    shown = main_of(office.post(address, {"who": " Aylin  Öztürk "}))
    assert f'value="{key}"' in shown
    assert 'name="who" value="Aylin Öztürk"' in shown
    events = AuditEvent.objects.filter(event="privacy.person.look")
    assert len(events) == 2, "that somebody searched, and that they looked"
    assert not any("ztürk" in f"{event.about}{event.data}" for event in events)
    sent = {"who": "Aylin Öztürk", "reason": "Az. 3", "theirs": key}
    told = unpacked(office.post(address, sent | {"do": "take"}).content)
    assert "Messe" in told
    asked = main_of(office.post(address, sent | {"do": "ask"}))
    assert 'name="who" value="Aylin Öztürk"' in asked
    office.post(address, sent | {"do": "delete"})
    note.refresh_from_db()
    assert note.text == "Frau […] rief an."
    assert "Dieser Name steht nirgends" in main_of(office.post(address, {"who": "Aylin Öztürk"}))


def test_who_looks_at_names_of_a_visit_on_this_way_is_noted_there_too(office: Client) -> None:
    person = ParticipantFactory(name="Dr. Aylin Öztürk", born_on=dt.date(1990, 1, 2))
    shown = main_of(office.post(reverse("desk:privacy-by-name"), {"who": "öztürk, aylin"}))
    assert "02.01.1990" in shown
    event = AuditEvent.objects.get(event="records.restricted.view")
    assert event.about == f"encounters.encounter:{person.encounter.identifier}"


def test_names_in_the_history_of_every_kind_are_shown(office: Client) -> None:
    person, request = PersonFactory(), RequestFactory()
    for record in (person, request):
        log("casework.request.step-begin", record, by=somebody(), data={"said": "Aylin Öztürk"})
    shown = main_of(office.post(reverse("desk:privacy-by-name"), {"who": "Aylin Öztürk"}))
    assert f"organisations.person:{person.pk}#history" in shown
    assert f"casework.request:{request.pk}#history" in shown


def test_too_short_a_name_and_the_bare_address_lead_to_where_it_is_typed(office: Client) -> None:
    address, back = reverse("desk:privacy-by-name"), reverse("desk:privacy-people")
    assert "Nach wem wird gefragt?" in main_of(office.get(address))
    assert office.post(address, {"who": "Li"})["Location"] == back
    assert not AuditEvent.objects.filter(event="privacy.person.look").exists()


def test_a_forgotten_person_has_a_sheet_that_says_so_and_stands_in_no_list(
    office: Client, desk: Client
) -> None:
    person = known()
    office.post(of(person), {"do": "delete", "reason": "Az. 2"})
    sheet = main_of(desk.get(reverse("desk:people-sheet", args=[person.identifier])))
    assert "gelöscht, wie der Datenschutz es verlangt" in sheet
    assert "gelöschte Person" not in main_of(desk.get(reverse("desk:people")))
    history = main_of(desk.get(reverse("desk:people-history", args=[person.identifier])))
    assert "Geschäftsführerin" not in history
    assert "Das Amt „gelöscht“" in history
