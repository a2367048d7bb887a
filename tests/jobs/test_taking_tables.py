"""Taking a long table, by workers that are killed in the middle: no row is lost or there twice."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
import time_machine
from django.utils import timezone
from wagtail.models import ModelLogEntry

from tests.factories import CountryFactory, MunicipalityFactory, somebody
from tests.intake.road.texts import read
from tests.intake.sheets.samples import HEADINGS, csv, described, row
from tests.jobs.conftest import Start, ended, wait_until
from weltoffen.accounts.actions import open_desk_account, take_role
from weltoffen.accounts.models import User
from weltoffen.intake import tabling
from weltoffen.intake.actions import Upload, accept_rows, forget_old_sheets, forget_sheet
from weltoffen.intake.enums import StatementStatus, Verdict
from weltoffen.intake.models import SheetUpload, Statement
from weltoffen.intake.work import TAKE, ask_to_take, job_taking, tables
from weltoffen.jobs.actions import ask, cancel
from weltoffen.jobs.enums import State
from weltoffen.jobs.handles import Handle
from weltoffen.jobs.models import Job
from weltoffen.jobs.registry import KINDS
from weltoffen.jobs.working import Until, Worker
from weltoffen.places.models import Municipality
from weltoffen.relations.models import Act, Relation
from weltoffen.sources.models import Snapshot

NAMES = ("Amiens", "Lyon", "Nantes", "Rennes", "Dijon", "Metz")
WAITING = "Neustadt"
"""Several places bear this name, so that its row waits."""


def held() -> SheetUpload:
    home = Municipality.objects.filter(identifier="dortmund").first() or MunicipalityFactory(
        identifier="dortmund", name={"de": "Dortmund"}, geonames_id=2935517,
        country=CountryFactory(code="DE"),
    )  # fmt: skip
    rows = [row(name, land="FR", seit="1977", beschluss="4.7.1977") for name in NAMES]
    body = csv(HEADINGS, *rows, row(WAITING, land="DE", seit="1988"))
    file = Upload("partner.csv", body)
    return described(tabling.begin(home=home, file=file, by=somebody()))


def asked(by: User | None = None) -> SheetUpload:
    upload = held()
    seen = tabling.preview(upload, timezone.localdate()).seen
    ask_to_take(upload=upload, seen=seen, by=by or somebody())
    return upload


@pytest.fixture(autouse=True)
def _row_by_row(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each row be a step of its own, under a lease that is soon over."""
    monkeypatch.setitem(KINDS, TAKE, replace(KINDS[TAKE], lease=timedelta(seconds=2)))
    monkeypatch.setattr(tables, "STEP", 1)
    monkeypatch.setattr(tables, "BREATH", 0.0)


def job_of(upload: SheetUpload) -> Job:
    job = job_taking(upload)
    assert job is not None
    return job


def assert_all_is_there_once(upload: SheetUpload) -> None:
    upload.refresh_from_db()
    assert (upload.taken, upload.left, upload.plan) == (len(NAMES), 1, [])
    names = sorted(each.municipality.name_de for each in Relation.objects.all())
    assert names == sorted(NAMES)
    assert Act.objects.count() == 2 * len(NAMES)
    assert Statement.objects.count() == 2 * len(NAMES) + 1
    assert Statement.objects.get(status=StatementStatus.WAITING).proposed["name"] == WAITING
    assert Snapshot.objects.count() == 1


def in_the_middle(monkeypatch: pytest.MonkeyPatch, happens: Callable[[], None]) -> None:
    """Let something happen once, within the step in which the fourth row is accepted."""

    def accepts(**what: Any) -> SheetUpload:
        now = accept_rows(**what)
        if now.taken == 4 and Job.objects.get(state=State.RUNNING).attempts == 1:
            happens()
        return now

    monkeypatch.setattr(tables, "accept_rows", accepts)


def test_a_killed_workers_rows_are_taken_up_where_it_stopped(
    start: Start, monkeypatch: pytest.MonkeyPatch
):
    in_the_middle(monkeypatch, lambda: os.kill(os.getpid(), signal.SIGKILL))
    upload = asked()
    first = start()
    assert ended(first) == -signal.SIGKILL
    upload.refresh_from_db()
    assert upload.taken == Relation.objects.count() == 3
    start()
    wait_until(lambda: job_of(upload).ended_at is not None)
    job = job_of(upload)
    assert (job.state, job.attempts) == (State.DONE, 2)
    assert job.done == job.total == len(NAMES)
    assert_all_is_there_once(upload)


@pytest.mark.django_db
def test_a_worker_whose_lease_ran_out_takes_nothing_more():
    upload = asked()
    taken: list[int] = []

    def overtaken() -> bool:
        upload.refresh_from_db()
        if upload.taken == 3 and not taken:
            taken.append(upload.taken)
            Job.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
            Worker("second").run(Until.NOTHING_DUE)
        return False

    Worker("first", is_stopping=overtaken).run(Until.NOTHING_DUE)
    job = job_of(upload)
    assert taken == [3]
    assert (job.state, job.attempts) == (State.DONE, 2)
    assert_all_is_there_once(upload)


@pytest.mark.django_db
def test_rows_are_called_off_in_the_middle_and_the_rest_is_taken_later(
    monkeypatch: pytest.MonkeyPatch,
):
    upload = asked()
    in_the_middle(monkeypatch, lambda: call_off(upload))
    Worker("first").run(Until.NOTHING_DUE)
    assert job_of(upload).state == State.CANCELLED
    upload.refresh_from_db()
    assert upload.taken == Relation.objects.count() == 4
    ask_to_take(upload=upload, seen="", by=somebody())
    monkeypatch.undo()
    Worker("second").run(Until.NOTHING_DUE)
    assert_all_is_there_once(upload)


def call_off(upload: SheetUpload) -> None:
    cancel(job=job_of(upload), by=somebody())


def agreeing() -> set[str]:
    """Return the partners of whom a text says what the register says."""
    waiting = Statement.objects.filter(status=StatementStatus.WAITING, verdict=Verdict.AGREES)
    return {each.proposed["name"] for each in waiting}


def asked_beside_a_page() -> SheetUpload:
    upload = asked()
    read(upload.home, "Partnerstädte von Dortmund sind Metz und Amiens (Frankreich).")
    assert not agreeing()
    return upload


def told(action: str) -> list[dict[str, Any]]:
    return [each.data for each in ModelLogEntry.objects.filter(action=action)]


def fails() -> None:
    raise ValueError("the fourth row")


@pytest.mark.django_db
@pytest.mark.parametrize("how", ["called off", "fails"])
def test_what_waits_is_compared_with_the_register_also_where_it_ends_early(
    monkeypatch: pytest.MonkeyPatch, how: str
):
    upload = asked_beside_a_page()
    ends = fails if how == "fails" else partial(call_off, upload)
    in_the_middle(monkeypatch, ends)
    Worker("first").run(Until.NOTHING_DUE)
    upload.refresh_from_db()
    assert agreeing() == {"Amiens"}
    (reached,) = told("intake.sheet.break-off")
    rest = len(NAMES) - upload.taken
    assert reached == {"taken": upload.taken, "left": 1, "planned": rest}
    job = job_of(upload)
    assert job.note_values == {
        "looked": job.done, "of": len(NAMES), "taken": upload.taken, "left": 1, "faulty": 0,
    }  # fmt: skip


def stopped_after(upload: SheetUpload, rows: int) -> None:
    """Let a worker end after so many rows, so that the job waits for another."""

    def is_enough() -> bool:
        upload.refresh_from_db()
        return upload.taken >= rows

    Worker("first", is_stopping=is_enough).run(Until.NOTHING_DUE)
    assert job_of(upload).state == State.WAITING


@pytest.mark.django_db
def test_what_waits_is_compared_where_somebody_calls_off_between_two_workers():
    upload = asked_beside_a_page()
    stopped_after(upload, 2)
    assert not agreeing()
    call_off(upload)
    assert agreeing() == {"Amiens"}
    assert told("intake.sheet.break-off") == [{"taken": 2, "left": 1, "planned": 4}]


@pytest.mark.django_db
def test_what_waits_is_compared_where_the_file_is_deleted_before_the_last_row():
    upload = asked_beside_a_page()
    stopped_after(upload, 2)
    forget_sheet(upload=upload, by=somebody())
    assert agreeing() == {"Amiens"}
    (reached,) = told("intake.sheet.forget-unfinished")
    assert reached == {"name": "partner.csv", "taken": 2, "left": 1, "planned": 4}


@pytest.mark.django_db
def test_calling_off_before_anything_was_taken_compares_nothing_and_tells_nothing():
    upload = asked()
    call_off(upload)
    assert not told("intake.sheet.break-off")


@pytest.mark.django_db
def test_who_calls_off_before_a_row_was_proposed_is_not_told_that_rows_are_being_proposed(
    monkeypatch: pytest.MonkeyPatch,
):
    upload = asked()
    preview = tabling.preview

    def looks(*what: Any) -> tabling.Preview:
        call_off(upload)
        return preview(*what)

    monkeypatch.setattr(tabling, "preview", looks)
    Worker("first").run(Until.NOTHING_DUE)
    job = job_of(upload)
    assert (job.state, job.note) == (State.CANCELLED, "")
    assert not Statement.objects.exists()


@pytest.mark.django_db
def test_what_became_of_the_rows_is_told_at_the_end():
    upload = asked()
    Worker("first").run(Until.NOTHING_DUE)
    job = job_of(upload)
    assert job.note % job.note_values == "Zeilen: 6 übernommen, 1 wartend, 0 mit Fehlern."


@pytest.mark.django_db
def test_taking_is_asked_for_once_while_it_is_under_way():
    upload = asked()
    ask_to_take(upload=upload, seen="", by=somebody())
    assert Job.objects.filter(kind=TAKE).count() == 1
    job = job_of(upload)
    assert KINDS[TAKE].describe is not None
    assert KINDS[TAKE].result is not None
    assert KINDS[TAKE].describe(job.arguments) == "partner.csv"
    assert str(upload.pk) in KINDS[TAKE].result(job.arguments)
    forget_sheet(upload=upload, by=somebody())
    assert KINDS[TAKE].describe(job.arguments) == KINDS[TAKE].result(job.arguments) == ""


@pytest.mark.django_db
def test_a_table_that_waits_for_a_worker_is_not_forgotten_before_it_is_taken():
    upload = asked()
    with time_machine.travel(timezone.now() + timedelta(days=2), tick=False):
        assert forget_old_sheets(by=somebody()) == 0
        Worker("late").run(Until.NOTHING_DUE)
        assert job_of(upload).state == State.DONE
        assert Relation.objects.count() == len(NAMES)
        assert forget_old_sheets(by=somebody()) == 1


@pytest.mark.django_db
def test_a_table_that_was_deleted_before_anybody_began_is_not_said_to_be_taken():
    upload = asked()
    job = job_of(upload)
    forget_sheet(upload=upload, by=somebody())
    Worker("first").run(Until.NOTHING_DUE)
    job.refresh_from_db()
    assert job.state == State.FAILED
    assert "Die Datei liegt hier nicht mehr" in job.fault
    assert not Relation.objects.exists()


@pytest.mark.django_db
def test_a_table_that_is_deleted_in_the_middle_ends_its_job_with_a_sentence(
    monkeypatch: pytest.MonkeyPatch,
):
    upload = asked()
    job = job_of(upload)
    in_the_middle(monkeypatch, lambda: forget_sheet(upload=upload, by=somebody()))
    Worker("first").run(Until.NOTHING_DUE)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (State.FAILED, 1)
    assert "Was schon übernommen ist, bleibt." in job.fault
    assert Relation.objects.count() == 4


@pytest.mark.django_db
def test_a_table_deleted_after_its_last_row_was_taken_has_nothing_left_to_do():
    upload = asked()
    job = job_of(upload)
    Worker("first").run(Until.NOTHING_DUE)
    forget_sheet(upload=upload, by=somebody())
    job.refresh_from_db()
    # As after a kill between the last step and the word that it is done.
    tables.take_rows(Handle(job), **job.arguments)
    assert Relation.objects.count() == len(NAMES)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("takes_away", "state", "taken"),
    [
        (lambda person: None, State.DONE, len(NAMES)),
        (lambda person: User.objects.filter(pk=person.pk).update(is_active=False), State.FAILED, 0),
        (lambda person: take_role(assignment=person.assignments.get(), by=person), State.FAILED, 0),
    ],
    ids=["nothing", "account", "rights"],
)
def test_rows_are_taken_only_in_the_name_of_somebody_who_may_still_take_them(
    takes_away: Callable[[User], Any], state: State, taken: int
):
    person, _password = open_desk_account(username="koordination", by=somebody())
    upload = asked(by=person)
    takes_away(person)
    Worker("first").run(Until.NOTHING_DUE)
    job = job_of(upload)
    assert job.state == state
    assert ("gesperrt oder hat die nötigen Rechte nicht" in job.fault) is (state == State.FAILED)
    assert Relation.objects.count() == taken
    assert Statement.objects.exists() is bool(taken)


@pytest.mark.django_db
def test_a_job_asked_for_before_tables_said_whose_word_they_are_is_refused_in_words():
    upload = held()
    SheetUpload.objects.update(title="", publisher_side="", source_kind="")
    seen = tabling.preview(upload, timezone.localdate()).seen
    ask(kind=TAKE, by=somebody(), arguments={"upload": upload.pk, "seen": seen, "revises": ""})
    Worker("tests").run(Until.NOTHING_DUE)
    job = job_of(upload)
    assert job.state == State.FAILED
    assert not Statement.objects.exists()
