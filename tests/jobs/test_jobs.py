"""Asking, doing, failing, trying again, cancelling: in one process."""

from __future__ import annotations

import datetime as dt
import os
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.db import IntegrityError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import ModelLogEntry

from tests.factories import UserFactory, somebody
from tests.jobs.works import written
from weltoffen.accounts.models import User
from weltoffen.ground.problems import Refused
from weltoffen.jobs import leasing, registry, selectors
from weltoffen.jobs.actions import ask, ask_again, cancel
from weltoffen.jobs.enums import State
from weltoffen.jobs.handles import Cancelled, Handle, Stopping
from weltoffen.jobs.leasing import LeaseLost
from weltoffen.jobs.models import Job, Presence, Schedule
from weltoffen.jobs.registry import KINDS, Kind
from weltoffen.jobs.rules import LONGEST_WAIT, due_again, wait_before
from weltoffen.jobs.selectors import newest, recent, running, waiting
from weltoffen.jobs.working import Signals, Until, Worker, full_name


def asked(kind: str = "tests.keyed", **arguments: object) -> Job:
    return ask(kind=kind, arguments=arguments or {"upto": 3}, by=somebody())


def work(until: Until = Until.NOTHING_DUE, **options: object) -> None:
    Worker("w", **options).run(until)


def now_is(job: Job) -> State:
    job.refresh_from_db()
    return State(job.state)


def taken(job: Job) -> Handle:
    found = leasing.take(worker="w")
    assert found == job
    return Handle(found)


def silent_for_too_long(job: Job) -> None:
    """Let a job's lease run out."""
    Job.objects.filter(pk=job.pk).update(leased_until=timezone.now())


# --- asking --------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_what_was_asked_for_is_done_and_told(table: None):
    job = asked(upto=3)
    assert list(waiting()) == [job]
    work()
    assert now_is(job) is State.DONE
    assert [n for n, _pid in written(job.pk)] == [1, 2, 3]
    assert (job.done, job.total, job.note, job.note_values) == (3, 3, "%(n)d gezählt", {"n": 3})
    assert job.asked_at <= job.started_at <= job.ended_at
    assert (list(recent()), list(newest()), list(waiting())) == ([job], [job], [])


@pytest.mark.django_db
def test_unknown_work_is_refused_with_those_that_are_known():
    with pytest.raises(Refused, match=r"tests\.keyed"):
        ask(kind="tests.gibt-es-nicht", by=somebody())
    with pytest.raises(Refused, match="genau an"):
        ask(kind="tests.keyed", arguments={"falsch": 1}, by=somebody())
    assert not Job.objects.exists()


@pytest.mark.django_db
def test_a_job_begins_not_before_its_time(table: None):
    job = ask(kind="tests.once", by=somebody(), not_before=timezone.now() + timedelta(hours=1))
    work()
    assert now_is(job) is State.WAITING
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        work()
    assert now_is(job) is State.DONE


@pytest.mark.django_db
def test_a_job_that_this_program_does_not_know_waits_for_one_that_does(monkeypatch):
    monkeypatch.setitem(KINDS, "tests.newer", Kind("tests.newer", lambda job: None, "Neu"))
    job = ask(kind="tests.newer", by=somebody())
    monkeypatch.delitem(KINDS, "tests.newer")
    work()
    assert now_is(job) is State.WAITING


@pytest.mark.django_db
def test_a_worker_may_be_for_some_kinds_only(table: None):
    job = asked("tests.keyed")
    work(kinds=["tests.once"])
    assert now_is(job) is State.WAITING


@pytest.mark.django_db
def test_once_does_one(table: None):
    asked(), asked()
    work(Until.ONE_DONE)
    assert waiting().count() == 1


def test_a_name_is_registered_for_one_kind_of_work():
    registry.job("tests.once", title="Einmal")(KINDS["tests.once"].work)
    with pytest.raises(ValueError, match="twice"):
        registry.job("tests.once", title="Anders")(lambda job: None)


# --- going wrong ---------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_refusal_is_told_in_its_own_words_and_not_tried_again():
    job = asked("tests.refused", town="Xanten")
    work()
    assert now_is(job) is State.FAILED
    assert (job.attempts, job.fault % job.fault_values) == (1, "„Xanten“ kennen wir nicht.")


@pytest.mark.django_db
def test_an_error_is_tried_again_and_then_told_without_its_words():
    job = asked("tests.broken", **{"heals_at": 99})
    work()
    assert (now_is(job), job.attempts) == (State.FAILED, 3)
    told = job.fault % job.fault_values
    assert f"Auftrag {job.pk}" in told
    assert "nur für das Protokoll" not in told
    assert "ValueError: nur für das Protokoll" in job.trace
    assert job.done == 3


@pytest.mark.django_db
def test_an_error_that_passes_is_forgotten():
    job = asked("tests.broken", heals_at=3)
    work()
    assert (now_is(job), job.attempts, job.fault, job.trace) == (State.DONE, 3, "", "")


@pytest.mark.django_db
def test_after_an_error_the_job_waits_longer_each_time(monkeypatch):
    slow = Kind("tests.slow", KINDS["tests.broken"].work, "", 9, timedelta(seconds=10))
    monkeypatch.setitem(KINDS, "tests.slow", slow)
    start = timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        job = asked("tests.slow", heals_at=4)
        waits = []
        for _ in range(3):
            work()
            job.refresh_from_db()
            waits.append((job.not_before - timezone.now()).total_seconds())
            clock.move_to(job.not_before)
        work()
    assert waits == [10, 20, 40]
    assert now_is(job) is State.DONE


@pytest.mark.django_db
def test_a_job_that_kills_its_workers_fails_in_the_end_with_a_sentence():
    job = asked()
    for attempt in range(1, 5):
        assert taken(job).attempt == attempt
        assert leasing.take(worker="other") is None
        silent_for_too_long(job)
    assert leasing.take(worker="w") is None
    assert now_is(job) is State.FAILED
    assert "4-mal begonnen" in job.fault % job.fault_values


@pytest.mark.django_db
def test_a_failed_job_is_tried_anew_with_all_its_attempts(table: None):
    job = asked("tests.broken", heals_at=6)
    work()
    assert now_is(job) is State.FAILED
    ask_again(job=job, by=somebody())
    assert (now_is(job), job.fault) == (State.WAITING, "")
    work()
    assert (now_is(job), job.attempts) == (State.DONE, 6)
    with pytest.raises(Refused, match="fertig"):
        ask_again(job=job, by=somebody())


@pytest.mark.django_db
@pytest.mark.parametrize(
    "write",
    [
        lambda handle: handle.step().__enter__(),
        lambda handle: leasing.renew(handle._job, {}),
        lambda handle: leasing.finish(handle._job, {}),
        lambda handle: leasing.give_back(handle._job, {}),
    ],
)
def test_who_lost_the_lease_writes_nothing(write):
    job = asked()
    late = taken(job)
    silent_for_too_long(job)
    taken(job)
    with pytest.raises(LeaseLost):
        write(late)
    assert (now_is(job), job.attempts) == (State.RUNNING, 2)


# --- the handle ----------------------------------------------------------------------------------


@pytest.mark.django_db
def test_progress_is_written_now_and_then_and_keeps_the_lease(monkeypatch):
    monkeypatch.setattr("weltoffen.jobs.handles.LOOKS_APART", 0)
    job = asked()
    handle = taken(job)
    silent_for_too_long(job)
    handle.progress(1, 2, "Seite %(page)s", page="a")
    assert leasing.take(worker="other") is None
    job.refresh_from_db()
    assert (job.done, job.total, job.note % job.note_values) == (1, 2, "Seite a")
    with pytest.raises(ValueError, match="3 of 2"):
        handle.progress(3, 2)


@pytest.mark.django_db
def test_progress_told_quickly_costs_no_write(django_assert_num_queries):
    asked()
    handle = Handle(leasing.take(worker="w"))
    with django_assert_num_queries(0):
        for n in range(1000):
            handle.progress(n, 1000)
    assert handle.done == 999


@pytest.mark.django_db
def test_a_step_and_its_progress_take_place_together_or_not_at_all(table: None):
    job = asked()
    handle = taken(job)
    with pytest.raises(IntegrityError), handle.step(1, 2):
        Schedule.objects.bulk_create([Schedule(kind="a", due=timezone.now()), Schedule(kind="b")])
    assert not Schedule.objects.exists()
    assert (handle.done, now_is(job), job.done) == (0, State.RUNNING, 0)
    with handle.step(1, 2):
        Schedule.objects.create(kind="a", due=timezone.now())
    job.refresh_from_db()
    assert (handle.done, job.done, Schedule.objects.count()) == (1, 1, 1)


@pytest.mark.django_db
def test_a_cancelled_job_stops_at_each_place_where_it_can(monkeypatch):
    monkeypatch.setattr("weltoffen.jobs.handles.LOOKS_APART", 0)
    job = asked()
    handle = taken(job)
    assert not handle.cancelled()
    cancel(job=job, by=somebody())
    assert handle.cancelled()
    for stop in (handle.checkpoint, lambda: handle.progress(1), handle.step().__enter__):
        with pytest.raises(Cancelled):
            stop()


@pytest.mark.django_db
def test_the_wish_to_stop_passes_through_except_exception():
    job = asked()
    leasing.take(worker="w")
    handle = Handle(job, is_stopping=lambda: True)
    with pytest.raises(Stopping), suppress(Exception):
        handle.checkpoint()


# --- cancelling ----------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_waiting_job_is_cancelled_at_once_and_can_be_asked_for_again(table: None):
    job = asked()
    cancel(job=job, by=somebody())
    assert now_is(job) is State.CANCELLED
    work()
    assert written(job.pk) == []
    with pytest.raises(Refused, match="abgebrochen"):
        cancel(job=job, by=somebody())
    ask_again(job=job, by=somebody())
    work()
    assert now_is(job) is State.DONE


@pytest.mark.django_db
def test_of_a_kind_that_cannot_go_on_once_cancelled_only_a_failed_job_is_tried_anew(monkeypatch):
    job = asked()
    kind = replace(KINDS[job.kind], once_cancelled="Fangen Sie neu an.")
    monkeypatch.setitem(KINDS, job.kind, kind)
    cancel(job=job, by=somebody())
    with pytest.raises(Refused, match="Fangen Sie neu an"):
        ask_again(job=job, by=somebody())
    assert now_is(job) is State.CANCELLED
    Job.objects.filter(pk=job.pk).update(state=State.FAILED, fault="Es ging nicht.")
    ask_again(job=job, by=somebody())
    assert now_is(job) is State.WAITING


@pytest.mark.django_db
def test_a_cancelled_job_of_a_dead_worker_is_not_begun_again():
    job = asked()
    taken(job)
    cancel(job=job, by=somebody())
    cancel(job=job, by=somebody())  # impatience changes nothing
    assert list(running()) == [job]
    silent_for_too_long(job)
    assert leasing.take(worker="w") is None
    assert now_is(job) is State.CANCELLED


@pytest.mark.django_db
def test_what_people_do_stands_in_the_history():
    job = asked()
    cancel(job=job, by=somebody())
    ask_again(job=job, by=somebody())
    entries = ModelLogEntry.objects.filter(content_type__model="job", object_id=str(job.pk))
    assert set(entries.values_list("action", flat=True)) == {
        "jobs.job.ask", "jobs.job.cancel", "jobs.job.ask-again",
    }  # fmt: skip


# --- rights --------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_every_right_that_work_needs_is_one_that_there_is():
    there = Permission.objects.values_list("content_type__app_label", "codename")
    needed = {right for kind in KINDS.values() for right in kind.needs}
    assert needed
    assert needed <= {f"{room}.{codename}" for room, codename in there}


@pytest.mark.django_db
def test_what_is_asked_for_again_is_done_in_the_name_of_who_asks_again(table: None):
    first, second = UserFactory(), UserFactory()
    job = ask(kind="tests.once", by=first)
    User.objects.filter(pk=first.pk).update(is_active=False)
    work()
    assert (now_is(job), written(job.pk)) == (State.FAILED, [])
    ask_again(job=job, by=second)
    work()
    assert (now_is(job), job.asked_by) == (State.DONE, second)


@pytest.mark.django_db
def test_who_may_not_do_a_work_cannot_ask_for_it_again(monkeypatch):
    needy = replace(KINDS["tests.keyed"], needs=("places.add_municipality",))
    monkeypatch.setitem(KINDS, "tests.keyed", needy)
    job, person = asked(), UserFactory()
    cancel(job=job, by=somebody())
    with pytest.raises(Refused, match="fehlen Ihrem Konto Rechte"):
        ask_again(job=job, by=person)
    assert (now_is(job), job.asked_by) == (State.CANCELLED, somebody())


# --- the clock -----------------------------------------------------------------------------------


@pytest.mark.django_db
def test_work_that_comes_again_is_asked_for_by_the_clock_and_never_piles_up(monkeypatch):
    hourly = Kind("tests.hourly", lambda job: None, "Stündlich", every=timedelta(hours=1))
    for name in [name for name, kind in KINDS.items() if kind.every is not None]:
        monkeypatch.delitem(KINDS, name)  # those of other rooms have a rhythm of their own
    monkeypatch.setitem(KINDS, "tests.hourly", hourly)
    start = timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        work()
        assert not Job.objects.exists()
        clock.shift(timedelta(hours=1))
        work(), work()
        assert Job.objects.filter(state=State.DONE).count() == 1
        clock.shift(timedelta(days=3))  # nobody worked
        work()
        assert Job.objects.count() == 2
        assert Schedule.objects.get().due == start + timedelta(hours=74)
        clock.shift(timedelta(hours=1))
        ask(kind="tests.hourly", by=somebody(), not_before=timezone.now() + timedelta(hours=2))
        work()
        assert Job.objects.count() == 3, "one waits already"


def test_a_rhythm_is_longer_than_nothing():
    with pytest.raises(ValueError, match="longer than nothing"):
        registry.recurring("tests.mad", title="", every=timedelta())


MOMENTS = st.datetimes(dt.datetime(2020, 1, 1), dt.datetime(2030, 1, 1))
SPANS = st.timedeltas(timedelta(seconds=1), timedelta(days=400))


@given(MOMENTS, SPANS, MOMENTS)
def test_due_again_is_after_now_by_one_rhythm_at_most_and_keeps_the_rhythm(due, every, now):
    found = due_again(due, every, now)
    assert found > now or found == due
    assert found <= max(now + every, due)
    assert (found - due) % every == timedelta()


@given(st.integers(1, 30), st.timedeltas(timedelta(), timedelta(days=2)))
def test_waits_double_up_to_an_hour(attempt, first):
    wait = wait_before(attempt, first)
    assert timedelta() <= wait <= LONGEST_WAIT
    if attempt == 1:
        assert wait == min(first, LONGEST_WAIT)
    else:
        assert wait == min(2 * wait_before(attempt - 1, first), LONGEST_WAIT)


# --- the process ---------------------------------------------------------------------------------


def test_workers_of_one_name_are_told_apart():
    assert full_name("nacht").startswith("nacht-")
    assert full_name("nacht") != full_name("nacht")
    assert len(full_name("x" * 300)) <= Job._meta.get_field("worker").max_length


def test_a_worker_ends_with_its_parent():
    assert Signals(parent=1 if os.getppid() != 1 else 2).is_stopping()
    assert not Signals(parent=os.getppid()).is_stopping()


@pytest.mark.django_db
def test_a_worker_says_that_it_lives_and_that_it_ends():
    seen = []

    def look(_seconds: float) -> None:
        seen.append([each.worker for each in selectors.workers()])

    worker = Worker("w", is_stopping=lambda: bool(seen), sleep=look)
    worker.run()
    assert seen == [["w"]]
    assert list(selectors.workers()) == []


@pytest.mark.django_db
def test_a_worker_that_was_killed_is_not_counted_for_long():
    now = timezone.now()
    for name, ago in (("here", 1), ("silent", 5), ("forgotten", 2000)):
        seen = now - timedelta(minutes=ago)
        Presence.objects.create(worker=name, began_at=seen, seen_at=seen)
    assert [each.worker for each in selectors.workers()] == ["here"]
    assert selectors.is_worker_seen(within=timedelta(minutes=2))
    assert not selectors.is_worker_seen(within=timedelta(seconds=30))
    Worker("w").run(Until.NOTHING_DUE)
    assert set(Presence.objects.values_list("worker", flat=True)) == {"here", "silent"}


@pytest.mark.django_db
def test_a_worker_that_is_busy_is_seen_by_its_lease():
    ask(kind="tests.once", by=somebody())
    assert not selectors.is_worker_seen(within=timedelta(hours=1))
    leasing.take(worker="w")
    assert selectors.is_worker_seen(within=timedelta(hours=1))


@pytest.mark.django_db
def test_the_last_job_of_each_kind():
    first, last = (ask(kind="tests.once", by=somebody()) for _ in range(2))
    other = ask(kind="tests.keyed", arguments={"upto": 1}, by=somebody())
    assert selectors.last_of_each(["tests.once", "tests.keyed", "tests.broken"]) == {
        "tests.once": last,
        "tests.keyed": other,
    }
    assert first.asked_at <= last.asked_at
