"""What runs when next, and how it went last."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from tests.factories import somebody
from weltoffen.desk.views.schedule import rhythm
from weltoffen.jobs import registry
from weltoffen.jobs.actions import ask, cancel
from weltoffen.jobs.models import Presence, Schedule
from weltoffen.jobs.working import Until, Worker

pytestmark = pytest.mark.django_db
PAGE = "/desk/jobs/schedule/"
NOW = datetime(2026, 7, 4, 12, tzinfo=ZoneInfo("Europe/Berlin"))


def main_of(desk: Client, address: str = PAGE) -> str:
    answer = desk.get(address)
    assert answer.status_code == 200
    return answer.content.decode().split("<main")[1]


@pytest.fixture
def nightly(monkeypatch):
    """One kind of work that comes every day, and nothing else."""
    kind = registry.Kind(
        "tests.nightly", lambda job: None, "Nachts aufräumen", every=timedelta(days=1)
    )
    monkeypatch.setattr("weltoffen.desk.views.schedule.KINDS", {kind.name: kind})
    monkeypatch.setitem(registry.KINDS, kind.name, kind)
    return kind


def test_work_that_never_ran_says_when_it_will(desk, nightly):
    shown = main_of(desk)
    assert "Nachts aufräumen" in shown
    assert "täglich" in shown
    assert "sobald ein Arbeitsprozess läuft" in shown
    assert "noch nie" in shown
    assert "Es meldet sich keiner" in shown


def test_it_says_when_it_comes_next_and_how_it_went(desk, nightly):
    with time_machine.travel(NOW, tick=False):
        Schedule.objects.create(kind=nightly.name, due=timezone.now() + timedelta(hours=14))
        job = ask(kind=nightly.name, by=somebody())
        Worker("w").run(Until.ONE_DONE)
        Presence.objects.create(worker="rathaus-1", began_at=NOW, seen_at=NOW)
        shown = main_of(desk)
    assert "05.07.2026 02:00" in shown
    assert f'<a href="/desk/jobs/{job.pk}/">04.07.2026 12:00: fertig</a>' in shown
    assert "rathaus-1" in shown
    assert "Es meldet sich keiner" not in shown


def test_the_last_time_is_the_one_that_is_told(desk, nightly):
    ask(kind=nightly.name, by=somebody())
    Worker("w").run(Until.NOTHING_DUE)
    cancel(job=ask(kind=nightly.name, by=somebody()), by=somebody())
    shown = main_of(desk)
    assert "abgebrochen" in shown
    assert "fertig" not in shown


def test_the_list_of_jobs_leads_there_and_it_is_for_those_who_may_see_jobs(desk, onlooker):
    assert f'href="{PAGE}"' in desk.get("/desk/jobs/").content.decode()
    assert onlooker.get(PAGE).status_code == 302


def test_the_page_asks_as_often_however_many_jobs_there_were(desk, nightly):
    ask(kind=nightly.name, by=somebody())
    main_of(desk)
    with CaptureQueriesContext(connection) as few:
        main_of(desk)
    for _time in range(5):
        ask(kind=nightly.name, by=somebody())
    with CaptureQueriesContext(connection) as many:
        main_of(desk)
    assert len(many) == len(few)


@pytest.mark.parametrize(
    ("every", "german", "english"),
    [(timedelta(days=1), "täglich", "daily"), (timedelta(days=7), "alle 7 Tage", "every 7 days"),
     (timedelta(hours=1), "stündlich", "hourly"),
     (timedelta(hours=36), "alle 36 Stunden", "every 36 hours"),
     (timedelta(minutes=90), "alle 90 Minuten", "every 90 minutes"),
     (timedelta(minutes=1), "jede Minute", "every minute"),
     (timedelta(seconds=5), "jede Minute", "every minute")],
)  # fmt: skip
def test_a_rhythm_in_words(every, german, english):
    assert rhythm(every) == german
    with translation.override("en"):
        assert rhythm(every) == english
