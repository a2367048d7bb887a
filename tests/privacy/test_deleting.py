"""What is due goes, from its row, from the history and from the index; and nothing else does."""

from __future__ import annotations

import datetime as dt
import io
import json
from dataclasses import replace
from importlib import import_module
from typing import Any

import pytest
import time_machine
from axes.models import AccessAttempt
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.utils import timezone
from wagtail.models import ModelLogEntry

from tests.factories import (
    ActFactory,
    ContactFactory,
    EncounterFactory,
    NoteFactory,
    OfficeFactory,
    ParticipantFactory,
    PersonFactory,
    RequestFactory,
    UserFactory,
    account,
    somebody,
)
from weltoffen.accounts.actions import give_role
from weltoffen.accounts.enums import RoleName
from weltoffen.accounts.forgetting import GONE, forget_account
from weltoffen.accounts.models import User
from weltoffen.audit.models import AuditEvent
from weltoffen.casework.actions import amend_note, assess
from weltoffen.casework.enums import Verdict
from weltoffen.casework.models import Note, Request
from weltoffen.encounters.models import Participant
from weltoffen.ground.problems import Problem, Refused
from weltoffen.jobs.actions import ask
from weltoffen.jobs.enums import State
from weltoffen.jobs.models import Job, Schedule
from weltoffen.jobs.working import Until, Worker
from weltoffen.organisations.actions import (
    amend_office,
    amend_person,
    forget_person,
    merge,
    record_contact,
)
from weltoffen.organisations.enums import ContactKind, ContactPurpose, LegalGround
from weltoffen.organisations.models import ContactDetail, Office, Person
from weltoffen.privacy.actions import choose_term, delete_by_rule
from weltoffen.privacy.enums import Cause
from weltoffen.privacy.models import Deletion
from weltoffen.privacy.registry import KINDS
from weltoffen.privacy.work import RUN
from weltoffen.relations.actions import name_signatory
from weltoffen.relations.enums import Side

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 23)


def go(kind: str, today: dt.date = TODAY, **more: Any) -> int:
    return delete_by_rule(kind=KINDS[kind], today=today, by=somebody(), **more)


def history() -> str:
    """Return all that the history says, labels too."""
    rows = ModelLogEntry.objects.values_list("label", "data")
    return json.dumps([[label, data] for label, data in rows], ensure_ascii=False)


def test_contacts_go_on_their_day_and_not_before() -> None:
    ContactFactory(delete_by=TODAY)
    stays = ContactFactory(delete_by=TODAY + dt.timedelta(days=1))
    assert go("contacts") == 1
    assert go("contacts") == 0
    assert list(ContactDetail.objects.all()) == [stays]


def test_contacts_without_a_day_go_after_the_last_office_of_their_person() -> None:
    left, stayed, nobodys = PersonFactory(), PersonFactory(), PersonFactory()
    OfficeFactory(person=left, valid="2014/2020-05-01")
    OfficeFactory(person=stayed, valid="2014/2020-05-01")
    OfficeFactory(person=stayed, valid="2020/..")
    gone = ContactFactory(of=left)
    for person in (stayed, nobodys):
        ContactFactory(of=person)
    ContactFactory(of=left, delete_by=TODAY + dt.timedelta(days=9))
    assert go("contacts-unused", dt.date(2022, 4, 30)) == 0
    assert go("contacts-unused", dt.date(2022, 5, 1)) == 1
    assert not ContactDetail.objects.filter(pk=gone.pk).exists()
    assert ContactDetail.objects.count() == 3


def test_contacts_that_hold_no_more_go_too() -> None:
    ContactFactory(valid="2010/2015")
    assert go("contacts-unused") == 1


def old_person(**facts: Any) -> Person:
    with time_machine.travel(dt.datetime(2015, 1, 1, tzinfo=dt.UTC), tick=False):
        person: Person = PersonFactory(given_name="Erika", family_name="Mustermann", **facts)
        OfficeFactory(person=person, title="Geschäftsführerin", valid="2010/2014")
    return person


def test_people_are_forgotten_with_their_offices_and_what_the_history_says_of_them() -> None:
    person = old_person(academic_title="Dr.")
    with time_machine.travel(dt.datetime(2015, 1, 2, tzinfo=dt.UTC), tick=False):
        ContactFactory(of=person, value="erika@firma.example")
        amend_office(office=Office.objects.get(), by=somebody(), title="Prokuristin")
    assert "Prokuristin" in history()
    assert go("people") == 1
    person.refresh_from_db()
    assert person.forgotten_on == timezone.localdate()
    assert [person.given_name, person.family_name, person.academic_title, person.sort_key] == [
        ""
    ] * 4
    assert not Office.objects.exists()
    assert not ContactDetail.objects.exists()
    for word in ("Prokuristin", "Geschäftsführerin", "Mustermann", "erika"):
        assert word not in history()
    told = ModelLogEntry.objects.filter(object_id=str(person.pk)).values_list("action", flat=True)
    assert "organisations.person.amend-office" in told, "that it was changed stays"
    assert go("people") == 0


def test_people_whom_something_was_done_with_lately_stay() -> None:
    person = old_person()
    with time_machine.travel(dt.datetime(2025, 1, 1, tzinfo=dt.UTC), tick=False):
        amend_person(person=person, by=somebody(), pronouns="sie")
    assert go("people") == 0
    assert go("people", dt.date(2030, 1, 1)) == 1


def test_people_in_office_stay() -> None:
    person = old_person()
    with time_machine.travel(dt.datetime(2015, 1, 1, tzinfo=dt.UTC), tick=False):
        OfficeFactory(person=person, valid="2015/..")
    assert go("people") == 0


def signed() -> Person:
    person = old_person()
    with time_machine.travel(dt.datetime(2015, 1, 1, tzinfo=dt.UTC), tick=False):
        act = ActFactory(on="2012-03-01", signatories=[(Side.HOME, {"de": "Bürgermeisterin"})])
        name_signatory(signatory=act.signatories.get(), office=person.offices.get(), by=somebody())
    return person


def test_who_signed_a_deed_stays_named() -> None:
    person = signed()
    assert go("people") == 0
    with pytest.raises(Refused, match="unter einer Urkunde"):
        forget_person(person=person, by=somebody())
    person.refresh_from_db()
    assert person.family_name == "Mustermann"


def test_an_entry_that_was_merged_is_forgotten_with_the_one_it_leads_to() -> None:
    person = old_person()
    other = PersonFactory(given_name="Erika", family_name="Musterfrau")
    merge(survivor=person, merged=other, by=somebody())
    forget_person(person=person, by=somebody())
    other.refresh_from_db()
    assert (other.family_name, other.forgotten_on) == ("", timezone.localdate())


def test_nothing_is_kept_anew_of_somebody_who_is_forgotten() -> None:
    person = old_person()
    forget_person(person=person, by=somebody())
    person.refresh_from_db()
    with pytest.raises(Refused, match="nicht wieder erfasst"):
        amend_person(person=person, by=somebody(), family_name="Mustermann")
    with pytest.raises(Refused, match="nicht wieder erfasst"):
        record_contact(
            of=person, kind=ContactKind.EMAIL, value="a@b.example", by=somebody(),
            purpose=ContactPurpose.COOPERATION, legal_ground=LegalGround.PUBLIC_TASK,
        )  # fmt: skip


def test_senders_go_on_their_day_with_the_reasons_of_verdicts() -> None:
    from tests.factories import CriterionFactory

    request = RequestFactory(
        sender_name="Erika Mustermann", sender_email="e@m.example", text="Bitte", delete_by=TODAY
    )
    criterion = CriterionFactory(wish=request.wish)
    for reason in ("Frau Mustermann kennt Amiens", "Frau Mustermann lebt dort"):
        assess(
            request=request, criterion=criterion, verdict=Verdict.YES, reason=reason, by=somebody()
        )
    assert "Mustermann" in history()
    assert go("senders") == 1
    request.refresh_from_db()
    assert (request.sender_name, request.sender_email, request.text) == ("", "", "")
    assert request.assessments.get().reason == ""
    assert "Mustermann" not in history()
    assert Request.objects.count() == 1


def test_with_whom_was_spoken_goes_also_from_the_history() -> None:
    note = NoteFactory(on=dt.date(2020, 1, 1), spoken_with="Herr Weg", text="Worum es ging")
    amend_note(note=note, by=somebody(), spoken_with="Frau Fort", text="Worum es wirklich ging")
    NoteFactory(on=TODAY, spoken_with="Frau Bleibt")
    assert go("spoken-with") == 1
    assert set(Note.objects.values_list("spoken_with", flat=True)) == {"", "Frau Bleibt"}
    told = history()
    assert "Weg" not in told
    assert "Fort" not in told
    assert "Worum es wirklich ging" in told, "what else was changed is still told"
    assert AuditEvent.objects.filter(event="records.history.redact").count() == 1


def closed(name: str = "e.mustermann", **facts: Any) -> User:
    with time_machine.travel(dt.datetime(2020, 1, 1, tzinfo=dt.UTC), tick=False):
        user = account(name, RoleName.READER)
        for field, value in {"is_active": False, "email": f"{name}@stadt.example", **facts}.items():
            setattr(user, field, value)
        user.date_joined = timezone.now()
        user.save()
    return user


def test_closed_accounts_are_forgotten_after_their_term() -> None:
    user = closed(first_name="Erika", last_name="Mustermann")
    with time_machine.travel(dt.datetime(2020, 1, 1, tzinfo=dt.UTC), tick=False):
        NoteFactory(by=user)
    assert go("accounts", dt.date(2021, 12, 31)) == 0
    assert go("accounts", dt.date(2022, 1, 1)) == 1
    user.refresh_from_db()
    assert user.username.startswith(GONE)
    assert (user.first_name, user.last_name, user.email) == ("", "", "")
    assert not user.has_usable_password()
    assert not user.assignments.filter(ended_at__isnull=True).exists()
    assert "mustermann" not in history().casefold()
    assert Note.objects.get().written_by == user, "what was done stays done"
    assert go("accounts", dt.date(2030, 1, 1)) == 0


def test_open_accounts_and_programs_are_never_forgotten() -> None:
    for facts in ({"is_active": True}, {"is_function": True}):
        user = UserFactory(username=str(facts), **facts)
        with pytest.raises(Refused):
            forget_account(user=user, by=somebody())
    closed("noch-da", is_active=True)
    assert go("accounts", dt.date(2040, 1, 1)) == 0


def test_a_closed_account_that_was_touched_lately_stays() -> None:
    user = closed()
    with time_machine.travel(dt.datetime(2026, 1, 1, tzinfo=dt.UTC), tick=False):
        give_role(user=user, role=RoleName.COORDINATOR, by=somebody())
    assert go("accounts") == 0


def test_sign_ins_and_sessions_go() -> None:
    with time_machine.travel(dt.datetime(2026, 1, 1, tzinfo=dt.UTC), tick=False):
        AccessAttempt.objects.create(
            username="x", ip_address="192.0.2.1", path_info="/", get_data="", post_data="",
            failures_since_start=3,
        )  # fmt: skip
    Session.objects.create(session_key="alt", session_data="", expire_date=timezone.now())
    Session.objects.create(
        session_key="gilt", session_data="", expire_date=timezone.now() + dt.timedelta(days=400)
    )
    today = timezone.localdate() + dt.timedelta(days=60)
    assert go("sign-ins", today) == 1
    assert go("sessions", today) == 1
    assert [session.session_key for session in Session.objects.all()] == ["gilt"]


def test_jobs_that_are_long_over_go() -> None:
    with time_machine.travel(dt.datetime(2024, 1, 1, tzinfo=dt.UTC), tick=False):
        ask(kind=RUN, by=somebody())
        Worker("w").run(Until.ONE_DONE)
    waiting = ask(kind=RUN, by=somebody())
    assert go("jobs") == 1
    assert list(Job.objects.all()) == [waiting]


# --- terms -------------------------------------------------------------------------------------


def test_the_office_chooses_a_term_within_bounds_and_the_history_keeps_both() -> None:
    note = NoteFactory(on=TODAY - dt.timedelta(days=150), spoken_with="Frau Fort")
    assert go("spoken-with") == 0
    choose_term(kind="spoken-with", months=12, reason="Aufbewahrungsplan", by=somebody())
    term = choose_term(kind="spoken-with", months=3, reason="Aufbewahrungsplan 2", by=somebody())
    assert term.months == 3
    assert go("spoken-with") == 1
    note.refresh_from_db()
    assert note.spoken_with == ""
    changed = ModelLogEntry.objects.filter(action="privacy.term.amend").get().data["changed"]
    assert changed["months"] == [12, 3]
    assert Deletion.objects.get().months == 3


@pytest.mark.parametrize(
    ("kind", "months", "reason", "where"),
    [
        ("spoken-with", 2, "Grund", "months"),
        ("spoken-with", 121, "Grund", "months"),
        ("spoken-with", 12, "  ", "reason"),
        ("senders", 12, "Grund", "months"),
        ("gibt-es-nicht", 12, "Grund", "kind"),
    ],
)
def test_a_term_that_cannot_be_is_refused(kind: str, months: int, reason: str, where: str) -> None:
    with pytest.raises(Refused) as refusal:
        choose_term(kind=kind, months=months, reason=reason, by=somebody())
    assert where in refusal.value.by_field()


# --- the run and its protocol --------------------------------------------------------------------


def test_the_daily_run_deletes_all_that_is_due_and_says_how_much_and_of_whom_nothing() -> None:
    today = timezone.localdate()
    for _number in range(3):
        ContactFactory(delete_by=today)
    RequestFactory(sender_name="Erika Mustermann", delete_by=today)
    job = ask(kind=RUN, by=somebody())
    Worker("w").run(Until.NOTHING_DUE)
    job.refresh_from_db()
    assert (job.state, job.done) == (State.DONE, 4)
    told = {(line.kind, line.cause, line.count, line.job) for line in Deletion.objects.all()}
    assert told == {
        ("contacts", Cause.RULE, 3, job.pk), ("senders", Cause.RULE, 1, job.pk),
    }  # fmt: skip
    ask(kind=RUN, by=somebody())
    Worker("w").run(Until.NOTHING_DUE)
    assert Deletion.objects.count() == 2, "nothing is due twice, and no line is for nothing"


def test_what_is_refused_of_one_kind_keeps_no_other_from_going(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(**_more: Any) -> int:
        raise Refused(Problem("", "Das geht gerade nicht. Sagen Sie Bescheid."))

    monkeypatch.setitem(KINDS, "contacts", replace(KINDS["contacts"], carry_out=refuse))
    RequestFactory(sender_name="Erika", delete_by=timezone.localdate())
    job = ask(kind=RUN, by=somebody())
    Worker("w").run(Until.NOTHING_DUE)
    job.refresh_from_db()
    assert job.state == State.FAILED
    assert "Das geht gerade nicht" in job.fault
    assert Deletion.objects.get().kind == "senders"


def test_an_account_that_is_refused_keeps_no_other_from_going() -> None:
    last, other = closed("letzte"), closed("andere")
    with time_machine.travel(dt.datetime(2020, 1, 1, tzinfo=dt.UTC), tick=False):
        give_role(user=last, role=RoleName.ADMINISTRATOR, by=somebody())
    assert go("accounts") == 1
    other.refresh_from_db()
    assert other.username.startswith(GONE)
    with pytest.raises(Refused, match="letzte Konto"):
        go("accounts")


def test_names_of_a_visit_go_after_their_day_and_stay_counted() -> None:
    encounter = EncounterFactory()
    for name, last in (("Amélie Dupont", TODAY - dt.timedelta(days=1)), ("Jean Petit", TODAY)):
        row = ParticipantFactory(encounter=encounter, name=name)
        Participant.objects.filter(pk=row.pk).update(
            recorded_on=TODAY - dt.timedelta(days=9), delete_after=last
        )
    assert go("participants") == 1
    assert go("participants") == 0
    assert [each.name for each in Participant.objects.all()] == ["Jean Petit"]
    assert sum(each.forgotten for each in encounter.counts.all()) == 1
    assert "Dupont" not in history()


def test_a_fault_of_ours_in_one_kind_keeps_no_other_from_going(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def break_down(**_more: Any) -> int:
        raise ZeroDivisionError("seeded")

    monkeypatch.setitem(KINDS, "contacts", replace(KINDS["contacts"], carry_out=break_down))
    RequestFactory(sender_name="Erika", delete_by=timezone.localdate())
    job = ask(kind=RUN, by=somebody())
    Worker("w").run(Until.NOTHING_DUE)
    job.refresh_from_db()
    assert "ZeroDivisionError" in job.trace
    assert job.state in (State.WAITING, State.FAILED), "it is tried again"
    assert Deletion.objects.get().kind == "senders"


def test_jobs_of_the_run_that_this_one_replaced_are_over() -> None:
    step = import_module("weltoffen.privacy.migrations.0003_the_run_of_casework_is_over")
    now = timezone.now()
    old = Job.objects.create(
        kind="casework.forget", asked_by=somebody(), asked_at=now, not_before=now
    )
    Schedule.objects.create(kind="casework.forget", due=now)
    step._end(apps, None)
    old.refresh_from_db()
    assert (old.state, old.ended_at is not None) == (State.CANCELLED, True)
    assert not Schedule.objects.filter(kind="casework.forget").exists()


def test_the_command_deletes_the_rest_and_says_what_failed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def break_down(**_more: Any) -> int:
        raise ZeroDivisionError("seeded")

    monkeypatch.setitem(KINDS, "contacts", replace(KINDS["contacts"], carry_out=break_down))
    RequestFactory(sender_name="Erika", delete_by=timezone.localdate())
    with (
        time_machine.travel(timezone.now() + dt.timedelta(days=2), tick=False),
        pytest.raises(CommandError, match="seeded"),
    ):
        call_command("privacy", "run", stdout=io.StringIO())
    assert Deletion.objects.get().kind == "senders"
