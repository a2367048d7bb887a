"""Looking for pages and reading once more, by workers that are killed: once, and none is lost."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from django.conf import LazySettings
from wagtail.models import ModelLogEntry

from tests.factories import CountryFactory, MunicipalityFactory, somebody
from tests.intake.asking.serving import endpoint, says
from tests.intake.fetching.serving import CONTACT, Served, page, serving
from tests.intake.road.texts import PAGE, at_home, read
from tests.jobs.conftest import Start, ended, wait_until
from weltoffen.intake.actions import begin_survey
from weltoffen.intake.enums import SurveyState
from weltoffen.intake.models import Reading, SectionSurvey, Statement
from weltoffen.intake.work import (
    READ_AGAIN,
    SURVEY,
    ask_for_pages,
    ask_to_read_again,
    job_of_reading_again,
    job_of_survey,
    read_once_more,
)
from weltoffen.jobs.actions import cancel
from weltoffen.jobs.enums import State
from weltoffen.jobs.handles import Handle
from weltoffen.jobs.models import Job
from weltoffen.jobs.registry import KINDS
from weltoffen.jobs.working import Until, Worker
from weltoffen.sources.models import Snapshot

MAPS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
NOTHING = {"relations": [], "acts": []}


@pytest.fixture(autouse=True)
def _leases_are_soon_over(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (SURVEY, READ_AGAIN):
        monkeypatch.setitem(KINDS, name, replace(KINDS[name], lease=timedelta(seconds=1)))


@pytest.fixture
def site(settings: LazySettings) -> Iterator[Served]:
    """Serve a site with two maps of a page each, which this installation may fetch."""
    with serving({}) as server:
        settings.WELTOFFEN_FETCH, settings.WELTOFFEN_CONTACT = True, CONTACT
        settings.WELTOFFEN_FETCH_INTERNAL = [("127.0.0.1", server.port)]
        settings.WELTOFFEN_FETCH_PAUSE = 0
        maps = "".join(f"<sitemap><loc>{server.at(f'/{n}.xml')}</loc></sitemap>" for n in (1, 2))
        server.answers["/sitemap.xml"] = page(
            f"<sitemapindex {MAPS}>{maps}</sitemapindex>".encode()
        )
        for n in (1, 2):
            listed = f"<url><loc>{server.at(f'/seiten/{n}')}</loc></url>"
            server.answers[f"/{n}.xml"] = page(f"<urlset {MAPS}>{listed}</urlset>".encode())
        yield server


def asked_for(site: Served) -> SectionSurvey:
    survey = begin_survey(home=at_home(), section=site.at("/seiten/"), by=somebody())
    ask_for_pages(survey=survey, by=somebody())
    return survey


def is_over(job: Job | None) -> bool:
    return job is not None and job.ended_at is not None


def test_a_killed_search_is_made_by_another_worker_and_its_result_kept_once(
    start: Start, site: Served
):
    goes_on, whole = threading.Event(), site.answers["/2.xml"]

    def answers_later(sock):
        goes_on.wait(10)
        sock.sendall(whole)

    site.answers["/2.xml"] = answers_later
    survey = asked_for(site)
    first = start()
    wait_until(lambda: "/2.xml" in site.targets)
    os.kill(first, signal.SIGKILL)
    assert ended(first) == -signal.SIGKILL
    goes_on.set()
    start()
    wait_until(lambda: is_over(job_of_survey(survey)))
    job = job_of_survey(survey)
    assert job is not None
    survey.refresh_from_db()
    assert (job.state, job.attempts, job.done, job.total) == (State.DONE, 2, 3, 3)
    assert (survey.state, survey.count, survey.is_complete) == (SurveyState.DONE, 2, True)
    assert survey.pages == [site.at("/seiten/1"), site.at("/seiten/2")]
    assert ModelLogEntry.objects.filter(action="intake.survey.done").count() == 1


def test_a_search_is_called_off_while_it_waits_out_of_politeness(
    start: Start, site: Served, settings: LazySettings
):
    settings.WELTOFFEN_FETCH_PAUSE = 600
    survey = asked_for(site)
    start()
    wait_until(lambda: "/sitemap.xml" in site.targets)
    job = job_of_survey(survey)
    assert job is not None
    cancel(job=job, by=somebody())
    wait_until(lambda: is_over(job_of_survey(survey)))
    survey.refresh_from_db()
    job.refresh_from_db()
    assert (job.state, job.attempts) == (State.CANCELLED, 1)
    assert survey.state == SurveyState.CANCELLED
    assert "/1.xml" not in site.targets


def test_a_text_that_is_read_again_with_the_model_survives_a_kill(
    start: Start, settings: LazySettings
):
    long = PAGE + "\n".join(f"Absatz {n}: Hier steht nichts von Belang." for n in range(600))
    home = at_home()
    snapshot = read(home, long).snapshot
    assert snapshot is not None
    before, goes_on = Statement.objects.count(), threading.Event()

    def reply(handler, request):
        if len(asked.requests) == 2:
            goes_on.wait(10)
        says(NOTHING)(handler, request)

    with endpoint(reply) as asked:
        settings.WELTOFFEN_MODEL, settings.WELTOFFEN_MODEL_NAME = True, "klein"
        settings.WELTOFFEN_MODEL_ADDRESS = f"http://127.0.0.1:{asked.port}/v1"
        ask_to_read_again(snapshot=snapshot, home=home, by=somebody())
        first = start()
        wait_until(lambda: len(asked.requests) == 2)
        os.kill(first, signal.SIGKILL)
        assert ended(first) == -signal.SIGKILL
        goes_on.set()
        start()
        wait_until(lambda: is_over(job_of_reading_again(snapshot, home)))
        job = job_of_reading_again(snapshot, home)
        assert job is not None
        assert (job.state, job.attempts) == (State.DONE, 2)
        assert "finden nichts anderes" in job.note
        assert Reading.objects.filter(snapshot=snapshot).count() == 2
        assert Statement.objects.count() == before
        told = len(asked.requests)
        # As after a kill between the last step and the word that it is done.
        read_once_more(Handle(job), snapshot=snapshot.pk, home=home.pk)
        assert len(asked.requests) == told


@pytest.mark.django_db
def test_why_the_model_did_not_read_is_told(settings: LazySettings):
    home = at_home()
    read(home, PAGE)
    snapshot = Snapshot.objects.get()
    with endpoint(says("", status=500)) as asked:
        settings.WELTOFFEN_MODEL, settings.WELTOFFEN_MODEL_NAME = True, "klein"
        settings.WELTOFFEN_MODEL_ADDRESS = f"http://127.0.0.1:{asked.port}/v1"
        ask_to_read_again(snapshot=snapshot, home=home, by=somebody())
        Worker("tests").run(Until.NOTHING_DUE)
    job = job_of_reading_again(snapshot, home)
    assert job is not None
    assert job.state == State.DONE
    assert job.note_values == {"status": 500}


@pytest.mark.django_db
def test_a_page_that_states_something_of_two_cities_is_read_again_for_each():
    first = at_home()
    second = MunicipalityFactory(
        identifier="gdynia", name={"de": "Gdynia"}, country=CountryFactory(code="PL")
    )
    snapshot = read(first, PAGE).snapshot
    assert snapshot is not None
    for home in (first, second, first):
        ask_to_read_again(snapshot=snapshot, home=home, by=somebody())
    asked = [job_of_reading_again(snapshot, home) for home in (first, second)]
    assert list(Job.objects.order_by("pk")) == asked
    Worker("tests").run(Until.NOTHING_DUE)
    assert set(Job.objects.values_list("state", flat=True)) == {State.DONE}
    assert set(Reading.objects.values_list("home", flat=True)) == {first.pk, second.pk}
