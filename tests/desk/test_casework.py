"""The office at work: requests, tasks, notes and comments on the pages where they are done."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories import (
    CommentFactory,
    CriterionFactory,
    NoteFactory,
    OrganisationFactory,
    RelationFactory,
    RequestFactory,
    TaskFactory,
    TextBlockFactory,
    account,
    somebody,
)
from weltoffen.accounts.enums import RoleName
from weltoffen.accounts.models import User
from weltoffen.casework.actions import make_feed
from weltoffen.casework.enums import RequestState, Wish
from weltoffen.casework.models import Comment, Criterion, Feed, Note, Request, Task, TextBlock
from weltoffen.casework.selectors import about_of, state, wants_digest
from weltoffen.records.enums import Role, Visibility

LETTER = b"""From: =?utf-8?q?Ama_Mens=C3=A1h?= <chor@verein.example>
To: buero@stadt.example
Subject: =?utf-8?q?Bitte_um_Gru=C3=9Fwort?=
Date: Mon, 02 Feb 2026 10:00:00 +0100
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

Guten Tag,

unser Chor besucht Sie im Mai.
"""
ASKED = {
    "subject": "Grußwort", "wish": "speaker", "channel": "mail", "received_on": "2.2.2026",
    "deadline": "1.3.2026", "owner": "coordination", "language": "de", "text": "Guten Tag",
    "sender_name": "Ama Mensah", "sender_email": "chor@verein.example",
    "purpose": "Bearbeitung der Anfrage", "delete_by": "1.3.2028", "visibility": "internal",
}  # fmt: skip


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def sheet(kind: str, record: object, verb: str = "sheet") -> str:
    return reverse(f"desk:{kind}-{verb}", args=[record.identifier])  # type: ignore[attr-defined]


@pytest.mark.django_db
def test_a_call_is_noted_from_the_sheet_and_stands_there(desk: Client):
    relation = RelationFactory()
    page = desk.get(sheet("relations", relation)).content.decode()
    address = re.search(r'href="(/desk/notes/_add/[^"]+)"', page)
    assert address
    form = desk.get(address[1]).content.decode()
    assert 'name="relation"' not in form
    sent = {"about": about_of(relation), "kind": "phone", "on": "1.2.2026", "topic": "Anreise",
            "text": "Sie kommen am 1.5.", "spoken_with": "Büro",
            "visibility": "internal"}  # fmt: skip
    answer = desk.post(reverse("desk:notes-add"), sent)
    assert answer["Location"] == f"{sheet('relations', relation)}#casework"
    back = desk.get(sheet("relations", relation)).content.decode()
    assert "Anreise" in back
    assert "Sie kommen am 1.5." in back


@pytest.mark.parametrize("factory", [RelationFactory, OrganisationFactory])
def test_every_sheet_has_room_for_it(desk: Client, factory):
    record = factory()
    kind = "relations" if factory is RelationFactory else "organisations"
    for each in (TaskFactory, NoteFactory, CommentFactory):
        each(about=record)
    page = desk.get(sheet(kind, record)).content.decode()
    assert page.count('class="desk-lines"') == 3


def test_a_faulty_note_comes_back_filled(desk: Client):
    sent = {"about": about_of(RelationFactory()), "kind": "phone", "on": "morgen", "topic": "",
            "text": "Das bleibt stehen.", "visibility": "internal"}  # fmt: skip
    page = desk.post(reverse("desk:notes-add"), sent).content.decode()
    assert "Das bleibt stehen." in page
    assert "Es fehlt, worum es ging" in page
    assert f'value="{sent["about"]}"' in page
    assert not Note.objects.exists()


def test_a_saved_mail_fills_the_form_and_saves_nothing(desk: Client):
    file = SimpleUploadedFile("bitte.eml", LETTER, "message/rfc822")
    page = desk.post(reverse("desk:requests-add"), {"read_mail": "1", "file": file})
    told = page.content.decode()
    initial = page.context["form"].initial
    assert initial["subject"] == "Bitte um Grußwort"
    assert (initial["sender_name"], initial["sender_email"]) == (
        "Ama Mensáh",
        "chor@verein.example",
    )
    assert initial["received_on"] == dt.date(2026, 2, 2)
    assert "unser Chor besucht Sie im Mai." in told
    assert "From:" not in initial["text"]
    assert not Request.objects.exists()


@pytest.mark.parametrize(
    ("sender", "name"),
    [
        (b"=?utf-8?q?Y=C4=B1lmaz=2C_=C3=96mer?= <oemer@verein.example>", "Yılmaz, Ömer"),
        (b'"Yilmaz, Oemer" <oemer@verein.example>', "Yilmaz, Oemer"),
        (b"oemer@verein.example", ""),
    ],
)
def test_a_sender_is_read_as_mail_programs_write_it(desk: Client, sender: bytes, name: str):
    heads = (b"From: " + sender, b"Subject: Bitte", b"Date: Mon, 02 Feb 2026 09:00:00 +0100")
    letter = b"\r\n".join((*heads, b"", b"Text"))
    file = SimpleUploadedFile("bitte.eml", letter, "message/rfc822")
    page = desk.post(reverse("desk:requests-add"), {"read_mail": "1", "file": file})
    initial = page.context["form"].initial
    assert (initial["sender_name"], initial["sender_email"]) == (name, "oemer@verein.example")


@pytest.mark.parametrize(
    ("name", "body"), [("x.eml", b""), ("x.pdf", b"%PDF-1.4 kaputt"), ("x.txt", b"nur Text")]
)
def test_what_is_no_mail_is_told_at_the_file(desk: Client, name: str, body: bytes):
    file = SimpleUploadedFile(name, body, "message/rfc822")
    page = desk.post(reverse("desk:requests-add"), {"read_mail": "1", "file": file})
    assert page.status_code == 200
    assert page.context["mail_form"].errors["file"]


def test_a_request_goes_its_way_from_the_inbox_to_its_answer(desk: Client):
    CriterionFactory(wish=Wish.SPEAKER, question="Geht es um eine Partnerstadt?", weight=2)
    TextBlockFactory(title="Anrede", text="{anrede},")
    TextBlockFactory(title="Auskunft", topic="speaker", text="bis {frist} aus {partnerstadt}")
    desk.post(reverse("desk:requests-add"), ASKED)
    request = Request.objects.get()
    inbox = desk.get(reverse("desk:requests"), {"state": "waiting"}).content.decode()
    assert sheet("requests", request) in inbox
    judge = sheet("requests", request, "assess")
    key = Criterion.objects.get().pk
    page = desk.post(judge, {f"verdict-{key}": "yes"}).content.decode()
    assert "Es fehlt die Begründung" in page
    desk.post(judge, {f"verdict-{key}": "yes", f"reason-{key}": "Kumasi."})
    assert "100 % der Punkte" in desk.get(sheet("requests", request)).content.decode()
    answer = sheet("requests", request, "answer")
    blocks = [str(pk) for pk in TextBlock.objects.order_by("-pk").values_list("pk", flat=True)]
    page = desk.post(answer, {"take_blocks": "1", "blocks": blocks, "text": "Danke!"})
    composed = page.context["form"].initial["text"]
    assert composed == "Danke!\n\nGuten Tag Ama Mensah,\n\nbis 1. März 2026 aus {partnerstadt}"
    assert "{partnerstadt}" in page.context["warning"]
    page = desk.post(answer, {"text": composed}).content.decode()
    assert "Im Text steht noch" in page
    assert state(request) is RequestState.RECEIVED
    desk.post(answer, {"text": "Guten Tag, gern."})
    assert state(request) is RequestState.ANSWERED
    told = desk.get(sheet("requests", request)).content.decode()
    assert "Guten Tag, gern." in told
    desk.post(sheet("requests", request, "step"),
              {"kind": "close", "on": "3.2.2026", "outcome": "fulfilled"})  # fmt: skip
    assert state(request) is RequestState.CLOSED
    inbox = desk.get(reverse("desk:requests"), {"state": "waiting"}).content.decode()
    assert sheet("requests", request) not in inbox


def test_only_steps_that_can_follow_are_offered(desk: Client):
    page = desk.get(sheet("requests", RequestFactory(), "step")).content.decode()
    assert 'value="begin"' in page
    assert 'value="close"' not in page
    assert 'name="outcome"' not in page


def test_a_task_is_planned_seen_on_the_board_and_ticked_off(desk: Client):
    relation = RelationFactory()
    sent = {"about": about_of(relation), "title": "Urkunde suchen", "due": "1.2.2024",
            "owner": "coordination", "priority": "high", "repeat": "yearly",
            "visibility": "internal"}  # fmt: skip
    desk.post(reverse("desk:tasks-add"), sent)
    task = Task.objects.get()
    board = desk.get(reverse("desk:tasks-board")).content.decode()
    assert "Urkunde suchen" in board
    assert "überfällig seit" in board
    answer = desk.post(sheet("tasks", task, "done"), follow=True)
    assert "kommt am 1. Februar 2025 wieder" in answer.content.decode()
    assert Task.objects.get(follows=task).due == dt.date(2025, 2, 1)


def test_today_leads_to_what_is_due_in_one_step(desk: Client):
    today = timezone.localdate()
    task = TaskFactory(title="Bericht", due=today - dt.timedelta(days=1))
    request = RequestFactory(subject="Auskunft", deadline=today + dt.timedelta(days=20))
    page = desk.get(reverse("wagtailadmin_home")).content.decode()
    assert f'href="{sheet("tasks", task)}"' in page
    assert f'href="{sheet("requests", request)}"' in page
    assert "Aufgabe überfällig" in page
    assert "Anfrage wartet auf Antwort" in page


def test_a_guest_comments_on_the_own_relation_and_reads_the_answer(desk: Client):
    relation = RelationFactory(visibility=Visibility.PARTNER)
    other = RelationFactory(visibility=Visibility.PARTNER)
    guest = client_of(account("gast", RoleName.GUEST, relation=relation.identifier))
    NoteFactory(about=relation, topic="nur fürs Büro")
    CommentFactory(about=relation, text="unter uns")
    sent = {"about": about_of(relation), "text": "Es war 1978.", "visibility": "internal"}
    guest.post(reverse("desk:comments-add"), sent)
    comment = Comment.objects.get(text="Es war 1978.")
    assert comment.visibility == Visibility.PARTNER
    desk.post(sheet("comments", comment, "answer"), {"answer": "Danke, wir prüfen das."})
    page = guest.get(sheet("relations", relation)).content.decode()
    assert "Danke, wir prüfen das." in page
    assert "nur fürs Büro" not in page
    assert "unter uns" not in page
    assert guest.get(reverse("desk:comments-add"), {"about": about_of(other)}).status_code == 404
    guest.post(sheet("comments", comment, "withdraw"))
    assert "Es war 1978." not in desk.get(sheet("relations", relation)).content.decode()


def test_nobody_withdraws_what_somebody_else_said(desk: Client):
    comment = CommentFactory()
    page = desk.post(sheet("comments", comment, "withdraw")).content.decode()
    assert "nur, wer ihn geschrieben hat" in page
    assert Comment.objects.get().withdrawn_at is None


@pytest.mark.django_db
def test_a_department_sees_what_it_begins(settings):
    OrganisationFactory(identifier="sportamt")
    user = account("sport", RoleName.CONTRIBUTOR, unit="sportamt")
    client = client_of(user)
    sent = {"title": "Turnier planen", "owner": "department", "priority": "normal",
            "repeat": "never", "visibility": "restricted"}  # fmt: skip
    client.post(reverse("desk:tasks-add"), sent)
    task = Task.objects.get()
    assert task.unit == "sportamt"
    assert client.get(sheet("tasks", task, "edit")).status_code == 200
    TextBlockFactory()
    assert client.get(reverse("desk:textblocks-add")).status_code == 302


@pytest.mark.django_db
def test_calendar_addresses_are_shown_once_and_revoked_by_their_owner():
    user = account("ama", RoleName.COORDINATOR)
    client = client_of(user)
    page = client.post(reverse("desk:feeds"), {"name": "Telefon"})
    secret = re.search(r"/kalender/([\w-]+)\.ics", page.content.decode())
    assert secret
    assert "no-store" in page["Cache-Control"]
    assert Client().get(f"/kalender/{secret[1]}.ics").status_code == 200
    later = client.get(reverse("desk:feeds")).content.decode()
    assert secret[1] not in later
    assert "Telefon" in later
    feed = Feed.objects.get()
    stranger = client_of(account("kofi", RoleName.COORDINATOR))
    assert stranger.post(reverse("desk:feed-revoke", args=[feed.pk])).status_code == 404
    client.post(reverse("desk:feed-revoke", args=[feed.pk]))
    assert Client().get(f"/kalender/{secret[1]}.ics").status_code == 404


@pytest.mark.django_db
def test_the_daily_mail_is_ordered_on_ones_own_page(settings):
    user = account("ama", RoleName.COORDINATOR)
    client, address = client_of(user), reverse("wagtailadmin_account")
    assert "digest-shown" not in client.get(address).content.decode()
    settings.WELTOFFEN_MAIL_FROM = "buero@stadt.example"
    assert "digest-shown" in client.get(address).content.decode()
    sent = {"digest-shown": "1", "digest-is_wanted": "on", "locale-preferred_language": "de",
            "theme-theme": "system", "theme-density": "default", "theme-contrast": "system",
            "theme-keyboard_shortcuts": "on"}  # fmt: skip
    page = client.post(address, sent)
    assert page.status_code == 200
    assert "keine E-Mail-Adresse erfasst" in page.content.decode()
    names = {"name_email-first_name": "", "name_email-last_name": ""}
    given = names | {"name_email-email": "ama@stadt.example"}
    assert client.post(address, sent | given).status_code == 302
    assert wants_digest(user)
    client.post(address, given)
    assert wants_digest(user)


@pytest.mark.parametrize(
    "name", ["requests", "tasks", "notes", "comments", "textblocks", "criteria"]
)
def test_an_empty_list_says_what_to_do_first(desk: Client, name: str):
    page = desk.get(reverse(f"desk:{name}")).content.decode()
    assert "Noch " in page


@pytest.mark.parametrize("name", ["requests", "tasks", "notes", "comments"])
def test_lists_are_found_in_taken_along_and_narrowed_to_a_record(desk: Client, name: str):
    relation = RelationFactory()
    factories = {"requests": RequestFactory, "tasks": TaskFactory, "notes": NoteFactory,
                 "comments": CommentFactory}  # fmt: skip
    mine, other = factories[name](about=relation), factories[name](about=RelationFactory())
    address = reverse(f"desk:{name}")
    narrowed = desk.get(address, {"about": about_of(relation)}).content.decode()
    assert sheet(name, mine) in narrowed
    assert sheet(name, other) not in narrowed
    words = str(mine).split()[-1].strip(".")
    assert sheet(name, mine) in desk.get(address, {"q": words}).content.decode()
    table = desk.get(address, {"export": "csv"}).content.decode("utf-8-sig")
    assert mine.identifier in table


@pytest.mark.parametrize("value", ["overdue", "today", "soon", "month", "undated"])
def test_lists_are_narrowed_by_how_near_a_day_is(desk: Client, value: str):
    today = timezone.localdate()
    ahead = {"overdue": -1, "today": 0, "soon": 7, "month": 30, "undated": None}[value]
    day = None if ahead is None else today + dt.timedelta(days=ahead)
    task = TaskFactory(due=day)
    far = TaskFactory(due=today + dt.timedelta(days=99))
    page = desk.get(reverse("desk:tasks"), {"due": value, "whose": "mine"}).content.decode()
    assert sheet("tasks", task) in page
    assert sheet("tasks", far) not in page


def test_who_is_responsible_can_be_changed_but_nothing_is_shown_outside(desk: Client):
    task = TaskFactory()
    sent = {"owner": "protocol", "visibility": "partner", "seen": ""}
    page = desk.get(sheet("tasks", task, "entrust"))
    sent["seen"] = dict(page.context["hidden"])["seen"]
    assert "nur für das Büro" in desk.post(sheet("tasks", task, "entrust"), sent).content.decode()
    assert desk.post(sheet("tasks", task, "entrust"), sent | {"visibility": "restricted"})
    task.refresh_from_db()
    assert (task.owner, task.visibility) == (Role.PROTOCOL, Visibility.RESTRICTED)


@pytest.mark.django_db
def test_what_others_may_not_see_has_no_name_in_the_lists_of_a_department():
    relation = RelationFactory(identifier="geheime-sache")
    NoteFactory(about=relation, topic="sichtbar", visibility=Visibility.INTERNAL)
    NoteFactory(about=relation, topic="unsichtbar", visibility=Visibility.RESTRICTED)
    client = client_of(account("sport", RoleName.CONTRIBUTOR, unit="sportamt"))
    page = client.get(reverse("desk:notes")).content.decode()
    assert "sichtbar" in page
    assert "unsichtbar" not in page


@pytest.mark.django_db
def test_feeds_are_nothing_for_those_who_see_no_tasks():
    reader = account("liest", RoleName.READER)
    make_feed(account=reader, name="x", by=somebody())
    assert client_of(reader).get(reverse("desk:feeds")).status_code == 302
