"""What goes out: answers and daily mails to a real local server, and calendars at secret places."""

from __future__ import annotations

import datetime as dt
import socket
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from tests.factories import RelationFactory, RequestFactory, TaskFactory, account, somebody
from weltoffen.accounts.enums import RoleName
from weltoffen.casework.actions import (
    answer_request,
    begin_mail,
    finish_task,
    make_feed,
    revoke_feed,
    send_again,
    wish_digest,
)
from weltoffen.casework.calendars import to_ics
from weltoffen.casework.models import AnswerMail, DigestSent, Feed
from weltoffen.casework.types import CalendarEntry
from weltoffen.ground.problems import Refused
from weltoffen.jobs.actions import ask
from weltoffen.jobs.enums import State
from weltoffen.jobs.models import Job
from weltoffen.jobs.working import Until, Worker
from weltoffen.records.actions import set_visibility
from weltoffen.records.enums import Role, Visibility

pytestmark = pytest.mark.django_db
MORNING = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)


class Kept(Message):
    """A mail server's handler that keeps what it takes, and refuses an address on demand."""

    def __init__(self) -> None:
        super().__init__()
        self.taken: list[Any] = []
        self.refuses = False

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Any, address: str, _: Any
    ) -> str:
        if self.refuses:
            return "550 no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    def handle_message(self, message: Any) -> None:
        self.taken.append(message)


@pytest.fixture
def server(settings: Any) -> Iterator[Kept]:
    """A mail server on this machine that the program is set up for."""
    kept = Kept()
    with socket.create_server(("127.0.0.1", 0)) as free:  # aiosmtpd itself cannot look for one
        port = free.getsockname()[1]
    controller = Controller(kept, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.WELTOFFEN_MAIL_FROM = "buero@stadt.example"
    yield kept
    controller.stop()


def work() -> None:
    Worker("w").run(Until.NOTHING_DUE)


def answered() -> AnswerMail:
    person = account("ama", RoleName.COORDINATOR)
    request = RequestFactory(sender_email="chor@verein.example", subject="Chor\u00a0aus Kumasi")
    answer_request(request=request, text="Guten Tag,\n\nherzlich gern.", by=person, by_mail=True)
    return AnswerMail.objects.get()


def test_an_answer_goes_out_once_as_it_was_written(server):
    answered()
    work()
    mail = AnswerMail.objects.get()
    (sent,) = server.taken
    assert sent["To"] == "chor@verein.example"
    assert sent["From"] == "buero@stadt.example"
    assert "herzlich gern." in sent.get_payload(decode=True).decode()
    assert mail.sent_at is not None
    ask(kind="casework.send-answer", by=account("kofi", RoleName.COORDINATOR),
        arguments={"mail": mail.pk})  # fmt: skip
    work()
    assert len(server.taken) == 1


def test_what_the_server_refuses_is_told_and_can_be_sent_again(server):
    server.refuses = True
    mail = answered()
    work()
    mail.refresh_from_db()
    assert mail.begun_at is None
    assert "Refused" in mail.fault
    assert "verein" not in mail.fault
    assert Job.objects.get().state == State.FAILED
    server.refuses = False
    send_again(mail=mail, by=account("kofi", RoleName.COORDINATOR))
    work()
    assert len(server.taken) == 1


def test_a_killed_worker_never_sends_twice(server):
    """What began and has no end stays so until a person decides."""
    mail = answered()
    begin_mail(mail=mail, by=somebody())
    work()
    assert server.taken == []
    assert Job.objects.get().state == State.FAILED
    send_again(mail=mail, by=account("kofi", RoleName.COORDINATOR))
    work()
    assert len(server.taken) == 1


def test_without_a_server_nothing_is_tried():
    mail = answered()
    work()
    mail.refresh_from_db()
    assert (mail.begun_at, mail.sent_at) == (None, None)
    assert "Mailserver" in Job.objects.get().fault


def digests() -> None:
    ask(kind="casework.digest", by=somebody())
    work()


def with_digest(name: str = "ama") -> Any:
    person = account(name, RoleName.COORDINATOR)
    person.email = f"{name}@stadt.example"
    person.save()
    wish_digest(account=person, is_wanted=True, by=person)
    return person


def test_the_daily_mail_tells_once_what_falls_due(server):
    with time_machine.travel(MORNING):
        with_digest()
        account("kofi", RoleName.COORDINATOR)
        TaskFactory(title="Urkunde suchen", due=dt.date(2026, 3, 1))
        TaskFactory(title="Bericht schreiben", due=dt.date(2026, 3, 9))
        TaskFactory(title="viel später", due=dt.date(2026, 3, 10))
        relation = RelationFactory(visibility=Visibility.RESTRICTED)
        TaskFactory(title="Geheimes", due=dt.date(2026, 3, 3), about=relation)
        digests()
        digests()
    (sent,) = server.taken
    told = sent.get_payload(decode=True).decode()
    assert sent["To"] == "ama@stadt.example"
    assert told.index("Urkunde suchen") < told.index("Bericht schreiben")
    assert "viel später" not in told
    assert "Geheimes" not in told
    assert "eingeschränkter Eintrag" in told
    (row,) = DigestSent.objects.all()
    assert (row.day, row.count) == (dt.date(2026, 3, 2), 3)
    assert row.sent_at is not None


def test_who_has_nothing_to_do_gets_no_mail_and_nobody_is_woken(server):
    with time_machine.travel(MORNING - dt.timedelta(hours=5)):
        with_digest()
        TaskFactory(due=dt.date(2026, 3, 2), owner=Role.PROTOCOL)
        digests()
        assert not DigestSent.objects.exists()
    with time_machine.travel(MORNING):
        digests()
    assert server.taken == []
    assert DigestSent.objects.get().count == 0


def test_what_the_server_refused_goes_an_hour_later(server):
    with time_machine.travel(MORNING):
        with_digest()
        TaskFactory(due=dt.date(2026, 3, 2))
        server.refuses = True
        digests()
        assert not DigestSent.objects.exists()
    server.refuses = False
    with time_machine.travel(MORNING + dt.timedelta(hours=1)):
        digests()
    assert len(server.taken) == 1


def test_nobody_gets_mail_unasked_or_without_an_address(server):
    person = account("ama", RoleName.COORDINATOR)
    with pytest.raises(Refused):
        wish_digest(account=person, is_wanted=True, by=person)
    with time_machine.travel(MORNING):
        TaskFactory(due=dt.date(2026, 3, 2))
        digests()
    assert server.taken == []


def fetched(token: str) -> Any:
    return Client().get(f"/kalender/{token}.ics")


def events(answer: Any) -> dict[str, Any]:
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/calendar")
    return {str(e["uid"]): e for e in Calendar.from_ical(answer.content).walk("VEVENT")}


def test_a_calendar_tells_deadlines_as_whole_days_under_names_that_stay():
    today = timezone.localdate()
    person = account("ama", RoleName.COORDINATOR)
    _feed, token = make_feed(account=person, name="Telefon", by=person)
    task = TaskFactory(title="Bericht; mit, Zeichen\\n", due=today)
    request = RequestFactory(deadline=today + dt.timedelta(days=3))
    found = events(fetched(token))
    assert len(found) == 2
    event = next(e for uid, e in found.items() if task.identifier in uid)
    assert event["summary"].endswith("Bericht; mit, Zeichen\\n")
    assert event["dtstart"].dt == today
    assert event["dtend"].dt == today + dt.timedelta(days=1)
    assert any(request.identifier in uid for uid in found)
    assert set(events(fetched(token))) == set(found)
    finish_task(task=task, by=somebody())
    assert len(events(fetched(token))) == 1
    assert Feed.objects.get().last_fetched_on == today


def test_a_calendar_says_nothing_of_what_is_restricted():
    today = timezone.localdate()
    person = account("ama", RoleName.COORDINATOR)
    _feed, token = make_feed(account=person, name="Telefon", by=person)
    relation = RelationFactory(internal=True)
    TaskFactory(title="geheim", due=today, visibility=Visibility.RESTRICTED)
    TaskFactory(title="später geheim", due=today, about=relation)
    assert len(events(fetched(token))) == 1
    set_visibility(record=relation, visibility=Visibility.RESTRICTED, by=somebody())
    assert events(fetched(token)) == {}


def test_a_wrong_or_revoked_address_says_nothing_at_all():
    person = account("ama", RoleName.COORDINATOR)
    feed, token = make_feed(account=person, name="Telefon", by=person)
    assert token not in str(Feed.objects.values())
    with pytest.raises(Refused):
        revoke_feed(feed=feed, by=account("kofi", RoleName.COORDINATOR))
    revoke_feed(feed=feed, by=person)
    closed = account("weg", RoleName.COORDINATOR)
    _feed, of_closed = make_feed(account=closed, name="Telefon", by=closed)
    closed.is_active = False
    closed.save()
    reader = account("liest", RoleName.READER)
    _feed, of_reader = make_feed(account=reader, name="Telefon", by=reader)
    for wrong in (token, of_closed, of_reader, "x", token[:-1], "ä" * 50):
        answer = fetched(wrong)
        assert (answer.status_code, answer.content) == (404, b"")
    assert Client().post(f"/kalender/{token}.ics").status_code == 405


def test_a_calendar_file_is_read_back_as_it_was_written():
    entries = [
        CalendarEntry(f"a-{n}@x", dt.date(2026, 12, 31), f"Zeile\n{n}; „ü“, " + "lang " * 40, "d")
        for n in range(3)
    ]
    read = Calendar.from_ical(to_ics("Fristen", entries, made_at=timezone.now()))
    back = [(str(e["uid"]), e["dtstart"].dt, str(e["summary"])) for e in read.walk("VEVENT")]
    assert back == [(e.uid, e.day, e.title) for e in entries]
