"""Taking a long table back, by workers that are killed or called off in the middle."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.factories import CountryFactory, MunicipalityFactory, somebody
from tests.intake.road.texts import read
from tests.intake.sheets.samples import HEADINGS, csv, described, row
from tests.jobs.conftest import Start, ended, wait_until
from weltoffen.intake import tabling
from weltoffen.intake.actions import Upload, take_rows_back
from weltoffen.intake.enums import StatementStatus, Verdict
from weltoffen.intake.models import Attempt, Statement
from weltoffen.intake.selectors import TAKE_BACK
from weltoffen.intake.taken_tables import rows_taken, seen_as
from weltoffen.intake.work import ask_to_take_back, job_taking_back, taking_back
from weltoffen.jobs.actions import cancel
from weltoffen.jobs.enums import State
from weltoffen.jobs.models import Job
from weltoffen.jobs.registry import KINDS
from weltoffen.jobs.working import Until, Worker
from weltoffen.places.models import Municipality
from weltoffen.records.actions import publish
from weltoffen.relations.models import Act

NAMES = ("Amiens", "Lyon", "Nantes", "Rennes", "Dijon", "Metz")


@pytest.fixture(autouse=True)
def _row_by_row(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each row be a step of its own, under a lease that is soon over."""
    monkeypatch.setitem(KINDS, TAKE_BACK, replace(KINDS[TAKE_BACK], lease=timedelta(seconds=2)))
    monkeypatch.setattr(taking_back, "STEP", 1)
    monkeypatch.setattr(taking_back, "BREATH", 0.0)


def taken() -> Attempt:
    """Take a table of six rows, each a relation with one act."""
    home = Municipality.objects.filter(identifier="dortmund").first() or MunicipalityFactory(
        identifier="dortmund", name={"de": "Dortmund"}, geonames_id=2935517,
        country=CountryFactory(code="DE"),
    )  # fmt: skip
    body = csv(HEADINGS, *(row(name, land="FR", seit="1977") for name in NAMES))
    file = Upload("partner.csv", body)
    upload = described(tabling.begin(home=home, file=file, by=somebody()))
    found = tabling.preview(upload, timezone.localdate())
    upload = tabling.go_on(tabling.take(upload, found, by=somebody()), by=somebody(), seconds=60)
    assert upload.taken == len(NAMES)
    assert upload.attempt is not None
    return upload.attempt


def asked() -> Attempt:
    attempt = taken()
    ask_to_take_back(attempt=attempt, seen=seen_as(rows_taken(attempt)), by=somebody())
    return attempt


def job_of(attempt: Attempt) -> Job:
    job = job_taking_back(attempt)
    assert job is not None
    return job


def in_the_middle(monkeypatch: pytest.MonkeyPatch, happens: Callable[[], None]) -> None:
    """Let something happen once, within the step in which the third row goes."""

    def takes_back(*, attempt: Attempt, **what: Any) -> int:
        gone = take_rows_back(attempt=attempt, **what)
        is_first = Job.objects.get(kind=TAKE_BACK, state=State.RUNNING).attempts == 1
        if len(rows_taken(attempt)) == 3 and is_first:
            happens()
        return gone

    monkeypatch.setattr(taking_back, "take_rows_back", takes_back)


def retracted() -> list[int]:
    return sorted(filter(None, Act.objects.values_list("corrects", flat=True)))


def agreeing() -> set[str]:
    """Return the partners of whom a text says what the register says."""
    waiting = Statement.objects.filter(status=StatementStatus.WAITING, verdict=Verdict.AGREES)
    return {each.proposed["name"] for each in waiting}


def assert_all_went_once() -> None:
    made = Act.objects.filter(corrects__isnull=True).values_list("pk", flat=True)
    assert retracted() == sorted(made)
    assert len(retracted()) == len(NAMES)
    waiting = Statement.objects.filter(status=StatementStatus.WAITING)
    assert waiting.count() == len(NAMES)


def test_a_killed_workers_rows_go_once(start: Start, monkeypatch: pytest.MonkeyPatch):
    in_the_middle(monkeypatch, lambda: os.kill(os.getpid(), signal.SIGKILL))
    attempt = asked()
    assert ended(start()) == -signal.SIGKILL
    assert len(retracted()) == 2
    start()
    wait_until(lambda: job_of(attempt).ended_at is not None)
    job = job_of(attempt)
    assert (job.state, job.attempts) == (State.DONE, 2)
    assert job.done == job.total == len(NAMES)
    assert_all_went_once()


@pytest.mark.django_db
def test_what_waits_is_compared_with_the_register_also_when_it_was_called_off(
    monkeypatch: pytest.MonkeyPatch,
):
    attempt = asked()
    read(attempt.run.home, "Partnerstädte von Dortmund sind Metz und Amiens (Frankreich).")
    assert agreeing() == {"Metz", "Amiens"}
    in_the_middle(monkeypatch, lambda: cancel(job=job_of(attempt), by=somebody()))
    Worker("first").run(Until.NOTHING_DUE)
    assert job_of(attempt).state == State.CANCELLED
    assert len(retracted()) == 3
    assert agreeing() == {"Amiens"}  # the last rows went first
    monkeypatch.undo()
    ask_to_take_back(attempt=attempt, seen=seen_as(rows_taken(attempt)), by=somebody())
    Worker("second").run(Until.NOTHING_DUE)
    assert not agreeing()
    assert len(retracted()) == len(NAMES)


def stopped_after(attempt: Attempt, rows: int) -> None:
    """Let a worker end after so many rows, so that the job waits for another."""
    Worker("first", is_stopping=lambda: len(retracted()) >= rows).run(Until.NOTHING_DUE)
    assert job_of(attempt).state == State.WAITING


def asked_beside_a_page() -> Attempt:
    attempt = asked()
    read(attempt.run.home, "Partnerstädte von Dortmund sind Metz und Amiens (Frankreich).")
    assert agreeing() == {"Metz", "Amiens"}
    return attempt


@pytest.mark.django_db
def test_what_waits_is_compared_where_somebody_calls_off_between_two_workers():
    attempt = asked_beside_a_page()
    stopped_after(attempt, 2)
    assert agreeing() == {"Metz", "Amiens"}
    cancel(job=job_of(attempt), by=somebody())
    assert agreeing() == {"Amiens"}


@pytest.mark.django_db
def test_what_waits_is_compared_where_the_work_fails(monkeypatch: pytest.MonkeyPatch):
    asked_beside_a_page()

    def fails() -> None:
        raise ValueError("the third row")

    in_the_middle(monkeypatch, fails)
    Worker("first").run(Until.NOTHING_DUE)
    assert len(retracted()) == 2
    assert agreeing() == {"Amiens"}


@pytest.mark.django_db
def test_what_waits_is_compared_where_the_next_worker_finds_nothing_left_to_do():
    attempt = asked_beside_a_page()
    stopped_after(attempt, 2)
    for act in Act.objects.filter(corrects=None, corrected_by=None):
        publish(record=act, by=somebody())
    Worker("second").run(Until.NOTHING_DUE)
    job = job_of(attempt)
    assert (job.state, job.done, job.total) == (State.DONE, 2, 2)
    assert agreeing() == {"Amiens"}
    assert job.note % job.note_values == "Zeilen: 2 zurückgenommen, 4 stehen geblieben."


@pytest.mark.django_db
def test_what_became_of_the_rows_is_told_at_the_end():
    attempt = taken()
    publish(record=Act.objects.order_by("pk")[0], by=somebody())
    ask_to_take_back(attempt=attempt, seen=seen_as(rows_taken(attempt)), by=somebody())
    stopped_after(attempt, 2)
    job = job_of(attempt)
    said = "2 von 5 Zeilen sind bearbeitet, 2 davon zurückgenommen."
    assert job.note % job.note_values == said
    Worker("second").run(Until.NOTHING_DUE)
    job = job_of(attempt)
    assert job.note % job.note_values == "Zeilen: 5 zurückgenommen, 1 stehen geblieben."


@pytest.mark.django_db
def test_nothing_goes_when_a_row_was_published_since_somebody_looked():
    attempt = asked()
    publish(record=Act.objects.order_by("pk")[0], by=somebody())
    Worker("first").run(Until.NOTHING_DUE)
    job = job_of(attempt)
    assert job.state == State.FAILED
    assert "Seit Sie nachgesehen haben, hat sich etwas geändert." in job.fault
    assert not retracted()


@pytest.mark.django_db
def test_taking_back_is_asked_for_once_while_it_is_under_way():
    attempt = asked()
    ask_to_take_back(attempt=attempt, seen="", by=somebody())
    assert Job.objects.filter(kind=TAKE_BACK).count() == 1
