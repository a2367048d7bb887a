"""Workers as they are in life: several processes on one database, killed when it suits nobody."""

from __future__ import annotations

import os
import signal
import time

import pytest

from tests.factories import somebody
from tests.jobs.conftest import Start, ended, wait_until
from tests.jobs.works import written
from weltoffen.jobs.actions import ask, cancel
from weltoffen.jobs.enums import State
from weltoffen.jobs.models import Job
from weltoffen.jobs.working import Until

UPTO = 12


def asked(kind: str, **arguments: object) -> Job:
    return ask(kind=kind, arguments=arguments, by=somebody())


def is_over(job: Job) -> bool:
    job.refresh_from_db()
    return job.ended_at is not None


@pytest.mark.parametrize("kind", ["tests.keyed", "tests.stepped"])
def test_a_killed_workers_job_is_taken_over_and_nothing_is_lost_or_doubled(start: Start, kind: str):
    job = asked(kind, upto=UPTO, pause=0.03)
    first, second = start(), 0
    wait_until(lambda: len(written(job.pk)) >= 3)
    os.kill(first, signal.SIGKILL)
    assert ended(first) == -signal.SIGKILL
    second = start(Until.ONE_DONE)  # finds nothing: the lease still runs
    assert ended(second) == 0
    second = start()
    wait_until(lambda: is_over(job))
    done = written(job.pk)
    assert [n for n, _pid in done] == list(range(1, UPTO + 1))
    assert {pid for _n, pid in done} == {first, second}
    assert (job.state, job.attempts, job.done, job.total) == (State.DONE, 2, UPTO, UPTO)


def test_a_worker_that_was_taken_for_dead_writes_nothing_any_more(start: Start):
    job = asked("tests.stepped", upto=UPTO, sleep_at=4)
    asleep = start(Until.ONE_DONE)
    assert os.WIFSTOPPED(os.waitpid(asleep, os.WUNTRACED)[1])
    other = start()
    wait_until(lambda: is_over(job))
    os.kill(asleep, signal.SIGCONT)
    assert ended(asleep) == 0
    assert written(job.pk) == [(n, asleep if n < 4 else other) for n in range(1, UPTO + 1)]
    job.refresh_from_db()
    assert (job.state, job.attempts, job.done) == (State.DONE, 2, UPTO)


def test_two_workers_do_each_of_a_hundred_jobs_once(start: Start):
    jobs = [asked("tests.once") for _ in range(100)]
    workers = [start(Until.NOTHING_DUE), start(Until.NOTHING_DUE)]
    assert [ended(pid) for pid in workers] == [0, 0]
    assert [len(written(job.pk)) for job in jobs] == [1] * 100
    assert set(Job.objects.values_list("state", "attempts")) == {(State.DONE, 1)}


def test_a_running_job_is_cancelled(start: Start):
    job = asked("tests.keyed", upto=10_000, pause=0.01)
    start()
    wait_until(lambda: len(written(job.pk)) >= 2)
    cancel(job=job, by=somebody())
    assert not is_over(job)
    wait_until(lambda: is_over(job))
    assert job.state == State.CANCELLED
    assert 0 < job.done < 10_000


def test_a_worker_that_is_asked_to_end_gives_its_job_back(start: Start):
    job = asked("tests.keyed", upto=UPTO, pause=0.05)
    first = start()
    wait_until(lambda: len(written(job.pk)) >= 2)
    os.kill(first, signal.SIGTERM)
    assert ended(first) == 0
    job.refresh_from_db()
    assert (job.state, job.attempts, job.worker) == (State.WAITING, 1, "")
    assert ended(start(Until.NOTHING_DUE)) == 0  # at once: nobody waits for a lease to run out
    assert is_over(job)
    assert [n for n, _pid in written(job.pk)] == list(range(1, UPTO + 1))
    assert job.allowed - job.attempts == 3, "the attempt that was broken off does not count"


def test_an_idle_worker_ends_at_once(start: Start):
    worker = start()
    time.sleep(0.3)  # it has found nothing and sleeps
    began = time.monotonic()
    os.kill(worker, signal.SIGTERM)
    assert ended(worker) == 0
    assert time.monotonic() - began < 0.5
