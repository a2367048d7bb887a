"""Work in the background, as the desk shows it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.users.models import UserProfile

import tests.jobs.works  # noqa: F401 - registers work to ask for
from tests.factories import MunicipalityFactory, UserFactory, account, somebody
from weltoffen.accounts.actions import ensure_function_account
from weltoffen.accounts.enums import RoleName
from weltoffen.accounts.models import User
from weltoffen.intake.actions import Upload, begin_run
from weltoffen.intake.work import SURVEY, ask_to_read
from weltoffen.jobs import leasing
from weltoffen.jobs.actions import ask, cancel
from weltoffen.jobs.enums import State
from weltoffen.jobs.handles import Handle
from weltoffen.jobs.models import Job
from weltoffen.jobs.registry import KINDS, Kind
from weltoffen.jobs.scheduling import ACCOUNT
from weltoffen.jobs.working import Until, Worker
from weltoffen.places.models import Municipality

pytestmark = pytest.mark.django_db
LIST = "/desk/jobs/"


def asked(kind: str = "tests.keyed", **arguments: object) -> Job:
    return ask(kind=kind, arguments=arguments or {"upto": 3}, by=somebody())


def sheet(job: Job) -> str:
    return reverse("desk:jobs-sheet", args=[job.pk])


def page(desk: Client, address: str) -> str:
    answer = desk.get(address)
    assert answer.status_code == 200
    return answer.content.decode().split("<main")[1]


def half_done() -> Job:
    """Return a job that is told to be half done."""
    job = asked()
    handle = Handle(leasing.take(worker="w"))
    with handle.step(2, 4, "%(n)d gezählt", n=2):
        pass
    return job


def test_a_running_job_shows_how_far_it_is_and_looks_again_by_itself(desk: Client):
    job = half_done()
    for shown in (page(desk, LIST), page(desk, sheet(job))):
        assert 'value="2" max="4"' in shown
        assert "2 von 4" in shown
        assert "2 gezählt" in shown
        assert 'data-desk-live="yes"' in shown
        assert "<noscript>" in shown
    assert "desk/jobs.js" in desk.get(sheet(job)).content.decode()


def test_a_job_that_is_over_rests_and_leads_to_its_result(desk: Client):
    job = asked("tests.refused", town="Xanten")
    assert "/ergebnis/Xanten/" not in page(desk, sheet(job))
    Worker("w").run(Until.NOTHING_DUE)
    shown = page(desk, sheet(job))
    assert 'href="/ergebnis/Xanten/"' in shown
    assert "„Xanten“ kennen wir nicht." in shown
    assert "gescheitert" in shown
    assert 'data-desk-live="no"' in shown
    assert "Traceback" not in shown
    assert "„Xanten“ kennen wir nicht." in page(desk, LIST)


def test_the_trace_is_for_the_administration(desk: Client, coordinator: User):
    job = asked("tests.broken", heals_at=99)
    Worker("w").run(Until.NOTHING_DUE)
    assert "nur für das Protokoll" not in page(desk, sheet(job))
    User.objects.filter(pk=coordinator.pk).update(is_superuser=True)
    assert "nur für das Protokoll" in page(desk, sheet(job))
    assert "Teil 7" in page(desk, sheet(job))


def test_cancelling_and_trying_again_by_the_buttons(desk: Client, coordinator: User):
    job = asked()
    assert 'value="cancel"' in page(desk, sheet(job))
    answer = desk.post(sheet(job), {"do": "cancel"})
    assert answer["Location"] == sheet(job)
    job.refresh_from_db()
    assert job.state == State.CANCELLED
    assert 'value="again"' in page(desk, LIST)
    answer = desk.post(sheet(job), {"do": "again", "back": "list"})
    assert answer["Location"] == LIST
    job.refresh_from_db()
    assert job.state == State.WAITING


def test_a_button_pressed_too_late_says_so_and_changes_nothing(desk: Client):
    job = asked()
    cancel(job=job, by=somebody())
    shown = desk.post(sheet(job), {"do": "cancel"}, follow=True).content.decode()
    assert "schon beendet (abgebrochen)" in shown
    assert desk.post(sheet(job), {"do": "anything"}).status_code == 302
    job.refresh_from_db()
    assert job.state == State.CANCELLED


def test_a_running_job_says_that_it_is_being_cancelled(desk: Client):
    job = half_done()
    desk.post(sheet(job), {"do": "cancel"})
    shown = page(desk, sheet(job))
    assert "wird abgebrochen" in shown
    assert 'value="cancel"' not in shown


def test_who_may_only_look_gets_no_buttons(onlooker: Client):
    user = account("zaungast", RoleName.CONTRIBUTOR, unit="sportamt")
    job = asked()
    for address in (LIST, sheet(job)):
        assert 'value="cancel"' not in page(onlooker, address)
    assert onlooker.post(sheet(job), {"do": "cancel"}).status_code == 302
    job.refresh_from_db()
    assert job.state == State.WAITING
    own = ask(kind="tests.once", by=user)
    assert 'value="cancel"' in page(onlooker, sheet(own))


def test_who_may_change_jobs_but_not_do_this_work_is_not_offered_to_repeat_it(onlooker: Client):
    account("zaungast", RoleName.ADMINISTRATOR)
    job = ask(kind=SURVEY, arguments={"survey": 1}, by=somebody())
    assert 'value="cancel"' in page(onlooker, sheet(job))
    cancel(job=job, by=somebody())
    assert 'value="again"' not in page(onlooker, sheet(job))
    told = onlooker.post(sheet(job), {"do": "again"}, follow=True).content.decode()
    assert "fehlen Ihrem Konto Rechte" in told
    account("zaungast", RoleName.CONTRIBUTOR, unit="sportamt")
    assert 'value="again"' in page(onlooker, sheet(job))


@pytest.mark.parametrize(("late", "is_told"), [(timedelta(minutes=2), True), (timedelta(), False)])
def test_it_is_told_when_nobody_works(desk: Client, late: timedelta, is_told: bool):
    job = asked()
    Job.objects.update(not_before=timezone.now() - late)
    for address in (LIST, sheet(job)):
        assert ("kein Arbeitsprozess" in page(desk, address)) is is_told


def test_it_is_not_told_while_somebody_works_on_something_else(desk: Client):
    half_done()
    asked()
    Job.objects.filter(state=State.WAITING).update(not_before=timezone.now() - timedelta(days=1))
    assert "kein Arbeitsprozess" not in page(desk, LIST)


def test_a_job_of_a_kind_that_is_gone_is_shown_by_its_name(desk: Client, monkeypatch):
    monkeypatch.setitem(KINDS, "tests.gone", Kind("tests.gone", lambda job: None, "Weg"))
    job = ask(kind="tests.gone", by=somebody())
    monkeypatch.delitem(KINDS, "tests.gone")
    assert "tests.gone" in page(desk, LIST)
    assert "tests.gone" in page(desk, sheet(job))


def test_what_is_done_by_the_clock_says_so_in_words(desk: Client):
    ask(kind="tests.once", by=ensure_function_account(username=ACCOUNT))
    ask(kind="tests.once", by=ensure_function_account(username="intake-reader"))
    shown = page(desk, LIST)
    assert "Zeitplan des Programms" in shown
    assert ">zeitplan<" not in shown
    assert "Programm „intake-reader“" in shown


def reading_in(*names: str, addresses: tuple[str, ...] = (), body: bytes = b"Hallo") -> Job:
    """Return a job that reads files and pages in."""
    files = [Upload(name, body + name.encode()) for name in names]
    home = Municipality.objects.first() or MunicipalityFactory()
    ask_to_read(
        run=begin_run(home=home, by=somebody(), files=files, addresses=addresses), by=somebody()
    )
    return Job.objects.latest("pk")


@pytest.mark.parametrize(
    ("addresses", "names", "told"),
    [
        ((), ("a.pdf",), "a.pdf"),
        ((), ("a.pdf", "b.docx"), "2 Dateien: a.pdf, b.docx"),
        ((), ("a.pdf", "b.docx", "c", "d", "e"), "5 Dateien: a.pdf, b.docx und 3 weitere"),
        (("http://a.example/",), ("b", "c"), "3 Seiten und Dateien: http://a.example/, b und 1 "),
        (("http://a.example/", "http://b.example/"), (), "2 Seiten: http://a.example/, http://b."),
    ],
)
def test_what_is_read_in_is_counted_and_the_first_of_it_named(desk: Client, addresses, names, told):
    job = reading_in(*names, addresses=addresses)
    assert f">{told}" in re.sub(r">\s+", ">", page(desk, LIST))
    assert told in page(desk, sheet(job))


def test_the_list_says_how_many_were_read_and_how_many_failed(desk: Client):
    reading_in("a.txt", "b.txt")
    run = begin_run(
        home=Municipality.objects.get(),
        by=somebody(),
        files=[Upload("c.txt", b"Hallo c"), Upload("leer.txt", b" ")],
    )
    ask_to_read(run=run, by=somebody())
    Worker("w").run(Until.NOTHING_DUE)
    shown = page(desk, LIST)
    assert "2 gelesen." in shown
    assert "1 gelesen, 1 gescheitert." in shown


def test_a_note_that_lacks_a_value_is_shown_as_it_is(desk: Client):
    job = half_done()
    Job.objects.update(note_values={})
    assert "%(n)d gezählt" in page(desk, sheet(job))


def test_the_menu_leads_there_who_may_see_it(desk: Client, onlooker: Client):
    home = reverse("wagtailadmin_home")
    assert f'"{LIST}"' in desk.get(home).content.decode()
    assert f'"{LIST}"' not in onlooker.get(home).content.decode()


def test_the_list_takes_the_same_few_queries_however_long_it_is(
    desk: Client, django_assert_max_num_queries
):
    for name in ("a", "b", "c"):
        ask(kind="tests.once", by=UserFactory(username=name))
    desk.get(LIST)
    with django_assert_max_num_queries(12):
        desk.get(LIST)


def test_the_fault_is_told_in_the_persons_language(desk: Client, coordinator: User):
    job = asked("tests.broken", heals_at=99)
    Worker("w").run(Until.NOTHING_DUE)
    UserProfile.objects.create(user=coordinator, preferred_language="en")
    with translation.override("en"):
        assert "unexpected error" in page(desk, sheet(job))
