"""Asking for pages, files and texts to be read."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.users.models import UserProfile

from tests.desk.reviewing.conftest import TEXT
from tests.factories import SourceFactory, account, somebody
from tests.intake.fetching.serving import CONTACT, Answer, page, serving
from weltoffen.accounts.enums import RoleName
from weltoffen.desk.views import reading, sections
from weltoffen.intake.actions import Upload, begin_run, begin_survey, keep_pages
from weltoffen.intake.actions.runs import MOST
from weltoffen.intake.enums import AttemptState
from weltoffen.intake.models import Attempt, Run, SectionSurvey, Statement
from weltoffen.intake.work import READ, call_off, runs
from weltoffen.jobs.actions import ask_again, cancel
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


@pytest.fixture
def fetching(settings):
    """Pages may be fetched; nobody fetches any before a worker does."""
    settings.WELTOFFEN_FETCH, settings.WELTOFFEN_CONTACT = True, CONTACT


def test_an_address_in_the_field_for_a_text_is_not_read_as_a_text(desk, home, settings):
    address = "https://www.amiens.example/jumelages"
    html = ask(desk, pasted=f" {address}\n", pasted_name="Seite").content.decode()
    assert "Das sind Adressen, kein Text." in html
    assert "ist auf dieser Installation ausgeschaltet" in html
    assert address in html
    settings.WELTOFFEN_FETCH, settings.WELTOFFEN_CONTACT = True, CONTACT
    html = ask(desk, pasted=address).content.decode()
    assert "Tragen Sie sie oben unter „Adressen“ ein" in html
    assert not Run.objects.exists()
    several = f"http://169.254.169.254/, {address}; file:///etc/passwd"
    html = ask(desk, pasted=several).content.decode()
    assert "Das sind Adressen, kein Text." in html
    assert several in html
    assert not Run.objects.exists()
    ask(desk, pasted=f"Siehe {address}", pasted_name="Hinweis")
    assert Run.objects.exists()


def test_files_and_addresses_go_into_one_run_in_their_order(desk, home, fetching):
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
    assert "Es fehlt, was gelesen werden soll. Laden Sie eine Datei hoch oder fügen" in html
    assert 'value="Amt für Partner"' in html
    assert not Run.objects.exists()
    assert not Job.objects.exists()


def test_all_that_is_missing_is_told_at_once(desk, home, settings):
    html = ask(desk, publisher_side="", source_kind="").content.decode()
    faults = html.split("Das ist zu ändern:")[1].split("</ul>")[0]
    assert "Es fehlt, was gelesen werden soll" in faults
    assert "Wählen Sie, wessen Wort es ist." in faults
    assert "Wählen Sie, was es ist." in faults
    assert "Adresse" not in faults
    settings.WELTOFFEN_FETCH, settings.WELTOFFEN_CONTACT = True, CONTACT
    html = ask(desk, publisher_side="", source_kind="").content.decode()
    faults = html.split("Das ist zu ändern:")[1].split("</ul>")[0]
    assert "Geben Sie eine Adresse an, laden Sie" in faults
    assert "Wählen Sie, wessen Wort es ist." in faults
    assert not Run.objects.exists()


def test_without_a_city_the_page_says_what_comes_first(desk, db):
    html = ask(desk, pasted=TEXT).content.decode()
    assert "Legen Sie zuerst Ihre Stadt" in html
    assert "Lyon" in html


def test_a_newer_version_is_one_of_a_single_text(desk, home, fetching):
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


def test_what_ends_while_it_is_called_off_is_told_to_be_over(desk, home, monkeypatch):
    ask(desk, pasted=TEXT)
    url = reverse("desk:runs-sheet", args=[Run.objects.get().pk])

    def too_late(**what):
        as_it_was = Job.objects.get()
        work()
        monkeypatch.setattr(runs, "job_of", lambda _run: as_it_was)
        return call_off(**what)

    monkeypatch.setattr(reading, "call_off", too_late)
    html = desk.post(url, {"cancel": "1"}, follow=True).content.decode()
    assert "schon beendet (fertig)" in html
    assert "Abgebrochen" not in html
    assert Attempt.objects.get().state == AttemptState.READ
    html = desk.post(url, {"cancel": "1"}, follow=True).content.decode()
    assert "Es wartet nichts mehr" in html
    assert "Abgebrochen" not in html


def test_a_job_that_is_cancelled_in_the_background_calls_its_run_off(desk, home, monkeypatch):
    ask(desk, pasted=TEXT)
    run = Run.objects.get()

    def stop(*_told, **_values):
        raise Cancelled

    monkeypatch.setattr(Handle, "progress", stop)
    work()
    run.refresh_from_db()
    assert run.cancelled_at is not None


def test_what_was_called_off_is_named_and_leads_to_reading_it_in_anew(desk, home, fetching):
    files = [SimpleUploadedFile(f"{n}.txt", b"Hallo", "text/plain") for n in range(1, 13)]
    ask(desk, addresses="https://eins.example/", documents=files)
    run, job = Run.objects.get(), Job.objects.get()
    url = reverse("desk:runs-sheet", args=[run.pk])
    html = desk.post(url, {"cancel": "1"}, follow=True).content.decode()
    told = html.split("Nicht gelesen, weil abgebrochen wurde:")[1].split("</div>")[0]
    assert "https://eins.example/, 1.txt, 2.txt" in told
    assert "9.txt und 3 weitere." in " ".join(told.split())
    again = f"{reverse('desk:reading')}?run={run.pk}"
    assert f'href="{again}"' in told
    assert "https://eins.example/</textarea>" in desk.get(again).content.decode()
    there = reverse("desk:jobs-sheet", args=[job.pk])
    assert 'value="again"' not in desk.get(there).content.decode()
    html = desk.post(there, {"do": "again"}, follow=True).content.decode()
    assert "Lesen Sie die fehlenden neu ein" in html
    job.refresh_from_db()
    assert job.state == "cancelled"


def test_a_job_whose_run_was_called_off_is_never_told_as_done(desk, home, monkeypatch):
    files = [SimpleUploadedFile(name, b"Hallo", "text/plain") for name in ("a.txt", "b.txt")]
    ask(desk, documents=files)
    run, job = Run.objects.get(), Job.objects.get()
    carried_out = runs.carry_out

    def called_off_meanwhile(*given, **more):
        for attempt in carried_out(*given, **more):
            yield attempt
            call_off(run=run, by=somebody())

    monkeypatch.setattr(runs, "carry_out", called_off_meanwhile)
    work()
    job.refresh_from_db()
    assert job.state == "cancelled"
    Job.objects.update(state="done")  # as it was kept before
    for url in (reverse("desk:jobs"), reverse("desk:jobs-sheet", args=[job.pk])):
        html = desk.get(url).content.decode().split("<main")[1]
        assert "Abgebrochen: 1 von 2 gelesen" in html
        assert "fertig" not in html.lower()


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


URLSET = b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">%s</urlset>'
SECTION = {"publisher_side": "home", "source_kind": "web-page", "section": "https://a.example/"}


def test_a_section_is_not_searched_where_nothing_may_be_fetched(desk, home):
    url = reverse("desk:reading-section")
    html = desk.post(url, SECTION | {"find": "1"}).content.decode()
    assert "ruft keine Seiten anderer ab" in html
    assert 'value="https://a.example/"' in html
    assert not SectionSurvey.objects.exists()


def found(home, count=2):
    """Return the page of a search that is done."""
    survey = begin_survey(
        home=home,
        section="https://a.example/",
        publisher="Amt",
        source_kind="letter",
        by=somebody(),
    )
    pages = [f"https://a.example/{number}" for number in range(1, count + 1)]
    keep_pages(survey=survey, pages=pages, by=somebody())
    return reverse("desk:reading-pages", args=[survey.pk])


def test_of_the_pages_found_only_those_ticked_are_read(desk, home):
    url = found(home)
    sent = SECTION | {"page": ["https://a.example/2", "https://fremd.example/"], "read": "1"}
    desk.post(url, sent)
    assert [each.address for each in Attempt.objects.all()] == ["https://a.example/2"]


def test_with_no_page_ticked_the_list_stays(desk, home):
    html = desk.post(found(home), SECTION | {"read": "1"}).content.decode()
    assert "keine Seite angekreuzt" in html
    assert 'value="https://a.example/1"' in html
    assert not Run.objects.exists()


def test_what_was_typed_for_a_search_stands_there_when_its_pages_are_chosen(desk, home):
    html = desk.get(found(home)).content.decode()
    assert 'name="section" value="https://a.example/"' in html
    assert 'value="Amt"' in html
    assert 'value="letter" selected' in html


def test_of_more_pages_than_are_read_at_once_the_first_are_shown_and_the_number_told(desk, home):
    html = desk.get(found(home, MOST + 7)).content.decode()
    assert html.count('name="page"') == MOST
    assert f"Es sind {MOST + 7} Seiten; gezeigt werden die ersten {MOST}" in html
    assert f"{MOST + 7} Seiten gefunden" in html


def test_a_search_that_waits_is_shown_and_can_be_called_off(desk, home, settings):
    settings.WELTOFFEN_FETCH, settings.WELTOFFEN_CONTACT = True, CONTACT
    sent = SECTION | {"find": "1"}
    answer = desk.post(reverse("desk:reading-section"), sent, follow=True)
    html = answer.content.decode()
    assert 'data-desk-live="yes"' in html
    assert "Noch einmal nachsehen" in html  # for whoever has no script
    html = desk.post(answer.request["PATH_INFO"], {"cancel": "1"}, follow=True).content.decode()
    assert "Die Suche wurde abgebrochen" in html
    assert 'name="section" value="https://a.example/"' in html
    assert SectionSurvey.objects.get().state == "cancelled"
    assert Job.objects.get().state == "cancelled"


def waiting_search(desk, settings):
    """Return the page of a search that was asked for at the desk and that nobody has begun."""
    settings.WELTOFFEN_FETCH, settings.WELTOFFEN_CONTACT = True, CONTACT
    sent = SECTION | {"find": "1"}
    return desk.post(reverse("desk:reading-section"), sent)["Location"]


def test_who_neither_asked_for_a_search_nor_may_change_jobs_cannot_call_it_off(
    desk, onlooker, home, settings
):
    there = waiting_search(desk, settings)
    account("zaungast", RoleName.CONTRIBUTOR, unit="sportamt")
    assert 'name="cancel"' not in onlooker.get(there).content.decode()
    html = onlooker.post(there, {"cancel": "1"}, follow=True).content.decode()
    assert "Die Suche wird abgebrochen." not in html
    assert SectionSurvey.objects.get().state == "waiting"
    assert Job.objects.get().state == "waiting"


def test_a_search_is_said_to_be_called_off_once(desk, home, settings):
    there, said = waiting_search(desk, settings), "Die Suche wird abgebrochen."
    told = [said in desk.post(there, {"cancel": "1"}, follow=True).content.decode() for _ in "ab"]
    assert told == [True, False]


def test_a_search_that_ends_while_it_is_called_off_is_told_to_be_over(
    desk, home, settings, monkeypatch
):
    there = waiting_search(desk, settings)

    def too_late(**what):
        settings.WELTOFFEN_FETCH = False  # so that the search fails before it asks anybody
        work()
        return cancel(**what)

    monkeypatch.setattr(sections, "cancel", too_late)
    html = desk.post(there, {"cancel": "1"}, follow=True).content.decode()
    assert "schon beendet (gescheitert)" in html
    assert "Die Suche wird abgebrochen." not in html


def test_a_search_that_fails_says_why_on_its_page_and_may_be_tried_again(desk, home, settings):
    with serving({"/international/": page()}) as server:
        settings.WELTOFFEN_FETCH, settings.WELTOFFEN_CONTACT = True, CONTACT
        settings.WELTOFFEN_FETCH_INTERNAL = [("127.0.0.1", server.port)]
        settings.WELTOFFEN_FETCH_PAUSE = 0
        url = reverse("desk:reading-section")
        sent = SECTION | {"section": server.at("/international/"), "find": "1"}
        there = desk.post(url, sent, follow=True).request["PATH_INFO"]
        work()
        job = Job.objects.get()
        assert job.state == "failed"
        html = desk.get(there).content.decode()
        assert html.count("/sitemap.xml gibt es nicht") == 1
        assert 'data-desk-live="no"' in html
        listed = f"<url><loc>{server.at('/international/a')}</loc></url>"
        server.answers["/sitemap.xml"] = page(URLSET % listed.encode())
        ask_again(job=job, by=somebody())
        work()
    html = desk.get(there).content.decode()
    assert "gibt es nicht" not in html
    assert "1 Seite gefunden" in html


def test_a_section_lists_its_pages_and_the_ticked_one_is_read_from_its_server(desk, home, settings):
    answers: dict[str, Answer] = {"/international/partner": page(TEXT.encode())}
    with serving(answers) as server:
        settings.WELTOFFEN_FETCH, settings.WELTOFFEN_CONTACT = True, CONTACT
        settings.WELTOFFEN_FETCH_INTERNAL = [("127.0.0.1", server.port)]
        settings.WELTOFFEN_FETCH_PAUSE = 0
        pages = [server.at(f"/international/{name}") for name in ("partner", "reisen")]
        listed = "".join(f"<url><loc>{each}</loc></url>" for each in [*pages, server.at("/amt/")])
        answers["/sitemap.xml"] = page(URLSET % listed.encode(), "Content-Type: application/xml")
        sent = SECTION | {"section": server.at("/international/")}
        url = reverse("desk:reading-section")
        there = desk.post(url, sent | {"find": "1"}, follow=True).request["PATH_INFO"]
        assert server.targets == []  # nothing is asked of the site while the page is answered
        work()
        html = desk.get(there).content.decode()
        assert [html.count(f'name="page" value="{each}" checked') for each in pages] == [1, 1]
        assert "/amt/" not in html
        assert not Run.objects.exists()
        desk.post(there, sent | {"page": pages[:1], "read": "1"})
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


def test_where_nothing_may_be_fetched_no_address_is_asked_for_and_who_allows_it_is_told(
    desk, home, settings
):
    url, section = reverse("desk:reading"), reverse("desk:reading-section")
    html = desk.get(url).content.decode()
    assert "einschalten kann es, wer weltoffen für Sie betreibt" in html
    assert "outgoing.md" not in html
    assert "gelesen werden soll: Dateien oder einen Text." in html
    assert html.index('name="documents"') < html.index('name="pasted"')
    assert 'name="addresses"' not in html
    assert section not in html
    ask(desk, addresses="https://a.example/")
    assert not Run.objects.exists()
    settings.WELTOFFEN_FETCH, settings.WELTOFFEN_CONTACT = True, CONTACT
    html = desk.get(url).content.decode()
    assert "einschalten kann es" not in html
    assert html.index('name="addresses"') < html.index('name="documents"')
    assert section in html


@pytest.mark.parametrize(
    "typed_",
    ["stadt.example", "https://", "https://stadt", "ftp://a.example", "http://10.0.0.1/"],
)
def test_what_is_no_address_is_refused_on_the_form(desk, home, fetching, typed_):
    answer = ask(desk, addresses=typed_)
    assert typed_ in answer.context["form"].errors["addresses"][0]
    assert not Run.objects.exists()


def test_of_a_list_the_good_addresses_are_taken_and_each_bad_one_says_why(desk, home, fetching):
    bad = ["stadt.example", "http://192.168.0.1/intern"]
    answer = ask(desk, addresses=f"{bad[0]}\nhttps://a.example/\n{bad[1]}", publisher="Amt")
    [first, good, last] = Attempt.objects.order_by("position")
    assert [first.address, last.address] == bad
    assert [first.state, good.state, last.state] == ["failed", "waiting", "failed"]
    html = answer.content.decode()
    assert "beginnt nicht mit https://" in html
    assert "liegt nicht im öffentlichen Netz" in html
    mend = answer.context["mend_url"]
    assert mend.replace("&", "&amp;") in html
    form = desk.get(mend).context["form"]
    assert form["addresses"].value() == "\n".join(bad)
    assert form["publisher"].value() == "Amt"


@pytest.mark.parametrize("number", ["", "x", "0", "9" * 40])
def test_the_form_is_empty_where_no_run_is_named(desk, home, fetching, number):
    form = desk.get(reverse("desk:reading"), {"run": number}).context["form"]
    assert not form["addresses"].value()


@pytest.mark.parametrize("address", ["http://127.0.0.1/", "http://[::1]/", "http://a.internal/"])
@pytest.mark.parametrize("field", ["section", "sitemap"])
def test_a_section_inside_is_refused_at_once_and_stays_in_the_form(
    desk, home, fetching, field, address
):
    sent = SECTION | {field: address, "find": "1"}
    answer = desk.post(reverse("desk:reading-section"), sent)
    assert "öffentlichen Netz" in answer.context["form"].errors[field][0]
    assert f'value="{address}"' in answer.content.decode()
    assert not SectionSurvey.objects.exists()


def test_the_name_given_to_a_text_is_what_its_source_is_called(desk, home):
    ask(desk, pasted=TEXT, pasted_name="Brief aus Lyon")
    ask(desk, pasted=f"{TEXT} Neu.")
    work()
    [named, unnamed] = Attempt.objects.order_by("pk")
    assert named.snapshot.source.title == "Brief aus Lyon"
    assert unnamed.snapshot.source.title == TEXT.splitlines()[0]


def test_a_text_of_which_only_the_beginning_was_read_says_how_much(desk, home):
    long = f"{TEXT}\n{'Und sonst nichts. ' * 20_000}"
    ask(desk, pasted=long)
    work()
    attempt, run = Attempt.objects.get(), Run.objects.get()
    said = "teilweise gelesen: die ersten 200.000 von 360."
    html = desk.get(reverse("desk:runs-sheet", args=[run.pk])).content.decode()
    assert said in html.split("desk-chip--part")[1].split("</span>")[0]
    assert "desk-chip--good" not in html
    warning = html.split("help-warning")[1].split('class="desk-scroll"')[0]
    assert "Zeichen sind nur die ersten 200.000 gelesen" in warning
    assert "mit bis zu 200.000 Zeichen auf" in warning
    assert "0 von 1 ganz gelesen" in html
    assert (
        "Gelesen werden bis zu 200.000 Zeichen"
        in desk.get(reverse("desk:reading")).content.decode()
    )
    assert "1 gelesen, davon 1 nur teilweise" in desk.get(reverse("desk:reading")).content.decode()
    bench = reverse("desk:bench", args=[attempt.snapshot_id])
    assert said in desk.get(bench).content.decode()
    ask(desk, pasted=TEXT)
    work()
    whole = reverse("desk:bench", args=[Attempt.objects.order_by("pk").last().snapshot_id])
    assert "teilweise" not in desk.get(whole).content.decode()


@pytest.mark.parametrize(
    ("page_", "button"), [("desk:reading", "Dateien wählen …"), ("desk:tables", "Datei wählen …")]
)
def test_a_field_for_files_speaks_the_language_of_the_desk(desk, home, page_, button):
    html = desk.get(reverse(page_)).content.decode()
    field = html.split("data-desk-files>")[1].split("</ul>")[0]
    assert 'type="file"' in field
    assert button in field
    assert "desk/files.js" in html


def test_nothing_is_claimed_beforehand_of_what_is_read(desk, home, fetching):
    html = desk.get(reverse("desk:reading")).content.decode()
    for name in ("publisher_side", "source_kind"):
        (chosen,) = re.findall(rf'<select name="{name}".*?</select>', html, re.DOTALL)
        assert 'value="" selected' in chosen


def test_a_pasted_text_is_no_web_page_by_itself(desk, home, fetching):
    html = ask(desk, pasted=TEXT, publisher_side="", source_kind="").content.decode()
    assert "Wählen Sie, wessen Wort es ist." in html
    assert "Wählen Sie, was es ist." in html
    assert TEXT.splitlines()[0] in html
    assert not Run.objects.exists()


def test_what_is_fetched_is_a_web_page_unless_somebody_says_otherwise(desk, home, fetching):
    ask(desk, addresses="https://eins.example/", source_kind="")
    assert Run.objects.get().source_kind == "web-page"


def test_a_text_of_somebody_else_has_a_publisher(desk, home):
    html = ask(desk, pasted=TEXT, publisher_side="counterpart", source_kind="letter")
    assert "Es fehlt der Herausgeber." in html.content.decode()
    assert not Run.objects.exists()


def test_of_a_newer_version_nobody_is_asked_again_whose_word_it_is(desk, home):
    earlier = SourceFactory(
        identifier="brief", publisher_side="counterpart", publisher="Lyon", kind="letter"
    )
    ask(desk, pasted=TEXT, revises="brief", publisher_side="", source_kind="")
    run = Run.objects.get()
    assert run.attempts.get().revises == earlier
    assert (run.publisher_side, run.publisher, run.source_kind) == ("counterpart", "Lyon", "letter")


def test_a_table_under_a_wrong_name_is_told_in_words_and_where_to_take_it(desk, home, coordinator):
    rows = b"Leeds;UK;1969\nAmiens;FR;1960\nNetanya;IL;1981\n"
    ask(desk, documents=[SimpleUploadedFile("liste.txt", rows, "text/plain")])
    work()
    there = reverse("desk:runs-sheet", args=[Run.objects.get().pk])
    html = desk.get(there).content.decode()
    assert "Angekündigt war reiner Text, nach dem Inhalt ist es eine Tabelle (CSV)" in html
    assert "Lesen Sie sie unter „Tabelle einlesen“ ein" in html
    UserProfile.objects.update_or_create(user=coordinator, defaults={"preferred_language": "en"})
    html = desk.get(there).content.decode()
    assert "plain text" in html
    assert "a table (CSV)" in html
