"""Asking for pages, files and texts to be read."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.desk.reviewing.conftest import TEXT
from tests.factories import SourceFactory, somebody
from tests.intake.fetching.serving import CONTACT, Answer, page, serving
from weltoffen.intake.actions import Upload, begin_run
from weltoffen.intake.enums import AttemptState
from weltoffen.intake.models import Attempt, Run, Statement
from weltoffen.intake.work import READ
from weltoffen.jobs.handles import Cancelled, Handle
from weltoffen.jobs.models import Job
from weltoffen.jobs.working import Until, Worker


def typed(**more):
    return {
        "addresses": "", "pasted": "", "pasted_name": "", "publisher": "", "revises": "",
        "publisher_side": "home", "source_kind": "web-page",
    } | more  # fmt: skip


def ask(desk, **more):
    return desk.post(reverse("desk:reading"), typed(**more), follow=True)


def work():
    Worker("tests").run(Until.NOTHING_DUE)


def test_a_pasted_text_is_read_in_the_background(desk, home):
    answer = ask(desk, pasted=TEXT, pasted_name="Brief aus Lyon")
    run = Run.objects.get()
    assert answer.redirect_chain[-1][0] == reverse("desk:runs-sheet", args=[run.pk])
    assert 'data-desk-live="yes"' in answer.content.decode()
    assert Job.objects.get().kind == READ
    work()
    html = desk.get(reverse("desk:runs-sheet", args=[run.pk])).content.decode()
    assert 'data-desk-live="no"' in html
    assert "Brief aus Lyon" in html
    assert f"{Statement.objects.count()} neue Vorschläge liegen bereit" in html


def test_files_and_addresses_go_into_one_run_in_their_order(desk, home):
    files = [SimpleUploadedFile(name, b"Hallo", "text/plain") for name in ("a.txt", "b.txt")]
    ask(desk, addresses="https://eins.example/\n\n https://zwei.example/ ", documents=files)
    assert [str(each) for each in Attempt.objects.order_by("position")] == [
        "https://eins.example/", "https://zwei.example/", "a.txt", "b.txt",
    ]  # fmt: skip


def test_a_fault_ends_its_file_and_the_page_tells_why(desk, home):
    empty = SimpleUploadedFile("leer.txt", b"   ", "text/plain")
    ask(desk, documents=[empty], pasted=TEXT)
    run = Run.objects.get()
    work()
    html = desk.get(reverse("desk:runs-sheet", args=[run.pk])).content.decode()
    assert "gescheitert" in html
    assert "Die Datei ist leer" in html
    assert "neue Vorschläge" in html


def test_nothing_to_read_is_told_and_everything_typed_stays(desk, home):
    html = ask(desk, publisher="Amt für Partner").content.decode()
    assert "Es fehlt, was gelesen werden soll" in html
    assert 'value="Amt für Partner"' in html
    assert not Run.objects.exists()
    assert not Job.objects.exists()


def test_without_a_city_the_page_says_what_comes_first(desk, db):
    html = ask(desk, pasted=TEXT).content.decode()
    assert "Legen Sie zuerst Ihre Stadt" in html
    assert "Lyon" in html


def test_a_newer_version_is_one_of_a_single_text(desk, home):
    source = SourceFactory(identifier="seite", title="Unsere Seite")
    html = ask(desk, pasted=TEXT, addresses="https://eins.example/", revises="seite")
    assert Run.objects.count() == 1
    assert Attempt.objects.get(position=2).revises == source
    file = SimpleUploadedFile("a.txt", b"Hallo", "text/plain")
    html = ask(desk, pasted=TEXT, documents=[file], revises="seite").content.decode()
    assert "gibt es genau eine neue" in html
    assert "wählen Sie bitte noch einmal aus" in html
    assert Run.objects.count() == 1


def test_what_waits_can_be_called_off_and_stays_so(desk, home):
    ask(desk, pasted=TEXT)
    run = Run.objects.get()
    url = reverse("desk:runs-sheet", args=[run.pk])
    html = desk.post(url, {"cancel": "1"}, follow=True).content.decode()
    assert "Abgebrochen: 0 von 1 gelesen" in html
    assert Attempt.objects.get().state == AttemptState.CANCELLED
    assert Job.objects.get().state == "cancelled"


def test_a_job_that_is_cancelled_in_the_background_calls_its_run_off(desk, home, monkeypatch):
    ask(desk, pasted=TEXT)
    run = Run.objects.get()

    def stop(*_told, **_values):
        raise Cancelled

    monkeypatch.setattr(Handle, "progress", stop)
    work()
    run.refresh_from_db()
    assert run.cancelled_at is not None


def test_a_run_without_a_job_can_be_gone_on_with_and_only_once(desk, home):
    run = begin_run(home=home, by=somebody(), files=[Upload("a.txt", TEXT.encode())])
    url = reverse("desk:runs-sheet", args=[run.pk])
    assert "Weiterlesen" in desk.get(url).content.decode()
    for _ in range(2):
        desk.post(url, {"go-on": "1"})
    assert Job.objects.count() == 1
    assert "Weiterlesen" not in desk.get(url).content.decode()


def test_the_form_shows_what_was_read_last(desk, home):
    ask(desk, pasted=TEXT, pasted_name="Brief aus Lyon")
    assert "Brief aus Lyon" in desk.get(reverse("desk:reading")).content.decode()


SECTION = {"publisher_side": "home", "source_kind": "web-page", "section": "https://a.example/"}


def test_a_section_is_not_searched_where_nothing_may_be_fetched(desk, home):
    url = reverse("desk:reading-section")
    html = desk.post(url, SECTION | {"find": "1"}).content.decode()
    assert "ruft keine Seiten anderer ab" in html
    assert 'value="https://a.example/"' in html


def test_of_the_pages_found_only_those_ticked_are_read(desk, home):
    found = ["https://a.example/1", "https://a.example/2"]
    sent = SECTION | {"found": found, "page": [found[1], "https://fremd.example/"], "read": "1"}
    desk.post(reverse("desk:reading-section"), sent)
    assert [each.address for each in Attempt.objects.all()] == [found[1]]


def test_with_no_page_ticked_the_list_stays(desk, home):
    sent = SECTION | {"found": ["https://a.example/1"], "read": "1"}
    html = desk.post(reverse("desk:reading-section"), sent).content.decode()
    assert "keine Seite angekreuzt" in html
    assert 'value="https://a.example/1"' in html
    assert not Run.objects.exists()


def test_a_section_lists_its_pages_and_the_ticked_one_is_read_from_its_server(desk, home, settings):
    answers: dict[str, Answer] = {"/international/partner": page(TEXT.encode())}
    with serving(answers) as server:
        settings.WELTOFFEN_FETCH, settings.WELTOFFEN_CONTACT = True, CONTACT
        settings.WELTOFFEN_FETCH_INTERNAL = [("127.0.0.1", server.port)]
        settings.WELTOFFEN_FETCH_PAUSE = 0
        pages = [server.at(f"/international/{name}") for name in ("partner", "reisen")]
        listed = "".join(f"<url><loc>{each}</loc></url>" for each in [*pages, server.at("/amt/")])
        answers["/sitemap.xml"] = page(
            f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{listed}</urlset>'.encode(),
            "Content-Type: application/xml",
        )
        sent = SECTION | {"section": server.at("/international/")}
        url = reverse("desk:reading-section")
        html = desk.post(url, sent | {"find": "1"}).content.decode()
        assert [html.count(f'name="page" value="{each}" checked') for each in pages] == [1, 1]
        assert "/amt/" not in html
        assert not Run.objects.exists()
        desk.post(url, sent | {"found": pages, "page": pages[:1], "read": "1"})
        work()
    assert Attempt.objects.get().state == AttemptState.READ
    assert Statement.objects.filter(proposed__name="Lyon").exists()


def test_what_failed_is_said_wherever_the_run_is_named(desk, home):
    empty = SimpleUploadedFile("leer.txt", b"   ", "text/plain")
    ask(desk, documents=[empty], pasted=TEXT)
    work()
    run, job = Run.objects.get(), Job.objects.get()
    said = "1 gelesen, 1 gescheitert"
    for url in (
        reverse("desk:runs-sheet", args=[run.pk]),
        reverse("desk:reading"),
        reverse("desk:jobs-sheet", args=[job.pk]),
    ):
        assert said in desk.get(url).content.decode(), url
    html = desk.get(reverse("desk:runs-sheet", args=[run.pk])).content.decode()
    assert 'value="1" max="2"' in html
    assert "Fertig" not in html
    today = desk.get(reverse("wagtailadmin_home")).content.decode()
    assert "Seite oder Datei beim letzten Einlesen gescheitert" in today
    ask(desk, pasted=f"{TEXT} Neu.")
    work()
    assert "gescheitert" not in desk.get(reverse("wagtailadmin_home")).content.decode()


def test_where_nothing_may_be_fetched_the_form_says_so_and_puts_files_first(desk, home, settings):
    url, section = reverse("desk:reading"), reverse("desk:reading-section")
    html = desk.get(url).content.decode()
    assert "Diese Installation darf keine Seiten abrufen" in html
    assert html.index('name="documents"') < html.index('name="pasted"')
    assert html.index('name="pasted"') < html.index('name="addresses"')
    assert section not in html
    settings.WELTOFFEN_FETCH, settings.WELTOFFEN_CONTACT = True, CONTACT
    html = desk.get(url).content.decode()
    assert "Diese Installation darf keine Seiten abrufen" not in html
    assert html.index('name="addresses"') < html.index('name="documents"')
    assert section in html


@pytest.mark.parametrize(
    "typed_", ["stadt.example", "https://", "https://stadt", "ftp://a.example"]
)
def test_what_is_no_address_is_refused_on_the_form(desk, home, typed_):
    answer = ask(desk, addresses=f"https://a.example/\n{typed_}")
    assert typed_ in answer.context["form"].errors["addresses"][0]
    assert not Run.objects.exists()
