"""``weltoffen work``."""

from __future__ import annotations

import logging
import signal
from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.factories import somebody
from tests.jobs.works import written
from weltoffen.jobs.actions import ask
from weltoffen.jobs.enums import State
from weltoffen.jobs.models import Job


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    """Undo what the command does to its process."""
    kept = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    level = logging.getLogger("weltoffen.jobs").level
    yield
    for number, handler in kept.items():
        signal.signal(number, handler)
    logging.getLogger("weltoffen.jobs").setLevel(level)


def work(**options: object) -> None:
    call_command("work", stdout=StringIO(), **options)


@pytest.mark.django_db
def test_drain_does_all_that_is_due_and_says_so_in_lines(table: None, caplog):
    jobs = [ask(kind="tests.once", by=somebody()) for _ in range(3)]
    work(drain=True, name="nacht")
    assert [len(written(job.pk)) for job in jobs] == [1, 1, 1]
    done = [m for m in caplog.messages if m.startswith("event=done ")]
    assert len(done) == 3
    assert f"job={jobs[0].pk} kind=tests.once attempt=1" in done[0]
    assert " worker=nacht-" in done[0]


@pytest.mark.django_db
def test_once_does_one_and_quietly_where_asked(table: None, caplog):
    for _ in range(2):
        ask(kind="tests.once", by=somebody())
    work(once=True, verbosity=0)
    assert Job.objects.filter(state=State.DONE).count() == 1
    assert caplog.messages == []


@pytest.mark.django_db
def test_a_database_that_is_not_up_to_date_is_not_worked_on(monkeypatch):
    monkeypatch.setattr(
        "django.db.migrations.executor.MigrationExecutor.migration_plan", lambda *_: ["missing"]
    )
    with pytest.raises(CommandError, match="weltoffen migrate"):
        work(drain=True)
