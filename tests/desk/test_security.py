"""The security log at the desk."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.audit.test_kept import hold_nothing, run
from tests.factories import UserFactory, account
from weltoffen.accounts.actions import ensure_function_account
from weltoffen.accounts.enums import RoleName
from weltoffen.accounts.models import User
from weltoffen.audit.actions import note
from weltoffen.audit.enums import EventName
from weltoffen.audit.models import AuditEvent, AuditSeal
from weltoffen.audit.selectors import tip, verified
from weltoffen.jobs.actions import ask
from weltoffen.jobs.handles import Handle
from weltoffen.jobs.registry import KINDS
from weltoffen.jobs.scheduling import ACCOUNT

pytestmark = pytest.mark.django_db


@pytest.fixture
def auditor() -> User:
    return account("revision", RoleName.ADMINISTRATOR)


@pytest.fixture
def office(auditor: User) -> Client:
    client = Client()
    client.force_login(auditor)
    return client


def page(client: Client, **filters: str) -> str:
    answer = client.get(reverse("desk:security"), filters)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_log_is_shown_in_words_and_looking_is_noted(office):
    shown = page(office)
    assert "angemeldet" in shown
    assert "Rechte gegeben" in shown
    assert "Konto „revision“" in shown
    assert "accounts.session.open" not in shown.split('id="listing-results"')[1]
    newest = AuditEvent.objects.first()
    assert (newest.event, newest.by_name) == (EventName.LOG_SEEN, "revision")
    assert "Sicherheitsprotokoll angesehen" in shown  # this very look


def test_the_log_is_narrowed_by_event_person_and_days_and_that_is_noted(office):
    UserFactory(username="andere")
    note(EventName.SIGN_IN_REFUSED, by=None, about="accounts.user:andere")
    today = timezone.localdate().isoformat()
    by_person = office.get(reverse("desk:security-results"), {"person": "revision"})
    lines = by_person.context["object_list"]
    assert all("revision" in (line.by_name, line.about.rpartition(":")[2]) for line in lines)
    assert all(line.by_name or line.about.endswith(":revision") for line in lines)
    by_event = office.get(reverse("desk:security"), {"event": EventName.SIGN_IN_REFUSED})
    assert [line.about for line in by_event.context["object_list"]] == ["accounts.user:andere"]
    empty = office.get(reverse("desk:security"), {"at_to": "2001-01-01", "at_from": "2000-01-01"})
    assert list(empty.context["object_list"]) == []
    assert AuditEvent.objects.first().details == {"at_to": "2001-01-01", "at_from": "2000-01-01"}
    assert list(office.get(reverse("desk:security"), {"at_from": today}).context["object_list"])


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_what_is_shown_can_be_taken_along_and_that_is_noted(office, format):
    note(EventName.SIGN_IN_REFUSED, by=None)
    answer = office.get(
        reverse("desk:security"), {"export": format, "event": EventName.SIGN_IN_REFUSED}
    )
    body = b"".join(answer.streaming_content)
    newest = AuditEvent.objects.first()
    assert newest.event == EventName.LOG_EXPORTED
    assert newest.details == {"export": format, "event": EventName.SIGN_IN_REFUSED}
    if format == "csv":
        head, *rows = csv.reader(io.StringIO(body.decode()))
        assert len(rows) == 1
        assert "Anmeldung abgewiesen" in rows[0]
        assert "Ereignis" in head
    else:
        assert body.startswith(b"PK")


def test_it_is_checked_at_the_press_of_a_button_and_the_anchor_is_shown(office):
    assert "noch nicht geprüft" in page(office)
    before = tip()
    answer = office.post(reverse("desk:security"), follow=True)
    shown = answer.content.decode()
    assert "Geprüft: Das Protokoll ist unversehrt." in shown
    assert "Unversehrt bei der letzten Prüfung" in shown
    assert str(before) in shown


def test_what_somebody_changed_is_told_in_a_sentence(office):
    hold_nothing("audit_auditevent")
    run("UPDATE audit_auditevent SET by_name = 'niemand' WHERE number = 2")
    shown = office.post(reverse("desk:security"), follow=True).content.decode()
    assert "Das Ereignis 2 wurde verändert" in shown
    assert "etwas verändert wurde" in shown
    assert "Unversehrt" not in shown


def test_data_that_somebody_made_unreadable_does_not_break_the_page(office):
    hold_nothing("audit_auditevent")
    run("UPDATE audit_auditevent SET data = '{' WHERE number = 1")
    assert "angemeldet" in page(office)


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_coordination_does_not_see_it(desk: Client, method: str):
    before = AuditEvent.objects.count()
    for name in ("security", "security-results"):
        answer = getattr(desk, method)(reverse(f"desk:{name}"))
        assert answer.status_code == 302
        assert answer["Location"] == reverse("wagtailadmin_home")
    assert AuditEvent.objects.count() == before
    assert reverse("desk:security") not in desk.get(reverse("wagtailadmin_home")).content.decode()


def test_the_menu_leads_there_for_those_who_may(office):
    assert reverse("desk:security") in office.get(reverse("wagtailadmin_home")).content.decode()


def test_a_long_log_takes_as_few_queries_as_a_short_one(office, django_assert_max_num_queries):
    page(office)
    for _n in range(60):
        note(EventName.SIGN_IN_REFUSED, by=None, about="accounts.user:revision")
    with django_assert_max_num_queries(24):
        page(office)


def test_a_worker_removes_what_is_too_old_in_the_name_of_the_schedule(settings):
    settings.WELTOFFEN_AUDIT_YEARS = 1
    with time_machine.travel(timezone.now() - timedelta(days=500), tick=False):
        note(EventName.LOG_SEEN, by=None)
    by = ensure_function_account(username=ACCOUNT)
    job = ask(kind="audit.seal", by=by)
    for _time in range(2):  # a second time it finds nothing
        KINDS[job.kind].work(Handle(job))
    assert list(AuditSeal.objects.values_list("first", "last")) == [(1, 1)]
    sealed = AuditEvent.objects.get(event=EventName.LOG_SEALED)
    assert sealed.by_name == ACCOUNT
    assert verified().is_whole
    assert KINDS[job.kind].every == timedelta(days=1)
