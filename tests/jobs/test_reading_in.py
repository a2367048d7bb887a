"""Reading in, by workers that are killed in the middle: nothing is lost, nothing is there twice."""

from __future__ import annotations

import os
import signal
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.factories import somebody
from tests.intake.road.texts import PAGE, at_home
from tests.jobs.conftest import Start, ended, wait_until
from weltoffen.intake.actions import Upload, begin_run
from weltoffen.intake.enums import AttemptState
from weltoffen.intake.models import Attempt, Run, Statement
from weltoffen.intake.work import READ, ask_to_read, call_off, job_of
from weltoffen.jobs.actions import cancel
from weltoffen.jobs.enums import State
from weltoffen.jobs.registry import KINDS
from weltoffen.places.models import Municipality
from weltoffen.sources.models import Snapshot, Source

PAGES = 24


@pytest.fixture
def run(start: Start, monkeypatch: pytest.MonkeyPatch) -> Run:
    """A run that takes a while, under a lease that is soon over."""
    short = replace(KINDS[READ], lease=timedelta(seconds=1))
    monkeypatch.setitem(KINDS, READ, short)
    return asked_for(PAGES)


def asked_for(pages: int) -> Run:
    files = [Upload(f"{n}.txt", f"{PAGE}Seite {n}.\n".encode()) for n in range(pages)]
    home = Municipality.objects.filter(identifier="bielefeld").first() or at_home()
    asked = begin_run(home=home, by=somebody(), files=files)
    ask_to_read(run=asked, by=somebody())
    return asked


def read(run: Run) -> int:
    return Attempt.objects.filter(run=run, state=AttemptState.READ).count()


def is_over(run: Run) -> bool:
    job = job_of(run)
    return job is not None and job.ended_at is not None


def test_a_killed_workers_run_is_picked_up_again(start: Start, run: Run):
    first = start()
    wait_until(lambda: read(run) >= 3)
    os.kill(first, signal.SIGKILL)
    assert ended(first) == -signal.SIGKILL
    assert read(run) < PAGES, "it was killed too late to try anything"
    start()
    wait_until(lambda: is_over(run))
    job = job_of(run)
    assert job is not None
    assert (job.state, job.attempts) == (State.DONE, 2)
    assert read(run) == Snapshot.objects.count() == Source.objects.count() == PAGES
    assert Statement.objects.count() == 5 * PAGES
    assert not Attempt.objects.filter(pending__isnull=False).exists()


def test_a_run_is_called_off_while_it_is_read(start: Start):
    run = asked_for(200)  # so many that nobody reads them all in between
    start()
    wait_until(lambda: read(run) >= 2)
    call_off(run=run, by=somebody())
    wait_until(lambda: is_over(run))
    states = set(run.attempts.values_list("state", flat=True))
    assert states == {AttemptState.READ, AttemptState.CANCELLED}
    assert Snapshot.objects.count() == read(run) < 200
    assert Statement.objects.count() == 5 * read(run)


@pytest.mark.django_db
def test_a_job_cancelled_before_anybody_began_lets_its_files_go():
    files = [Upload("a.txt", PAGE.encode())]
    asked = begin_run(home=at_home(), by=somebody(), files=files)
    ask_to_read(run=asked, by=somebody())
    job = job_of(asked)
    assert job is not None
    cancel(job=job, by=somebody())
    attempt = asked.attempts.get()
    assert (attempt.state, attempt.pending) == (AttemptState.CANCELLED, None)
    asked.refresh_from_db()
    assert asked.cancelled_at is not None
