"""Runs against a real server and real files: what is kept, what is told, what goes on."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.factories import somebody
from tests.intake.asking.serving import endpoint, says
from tests.intake.fetching.serving import Answer, Served, leading_to, page, serving
from tests.intake.road.texts import PAGE, at_home, no_network, read, statements
from weltoffen.ground.problems import Refused
from weltoffen.intake.actions import Upload, begin_run, cancel_run, propose, reject, undo
from weltoffen.intake.actions.accepting import accept, accept_all
from weltoffen.intake.asking import Model
from weltoffen.intake.carrying_out import Fetch, carry_out, read_again
from weltoffen.intake.enums import AttemptState, StatementStatus, Verdict
from weltoffen.intake.fetching import fetch
from weltoffen.intake.models import Attempt, Reading, Run, Statement
from weltoffen.intake.reading.findings import findings_in
from weltoffen.intake.said import fault_in_words
from weltoffen.intake.versions import reader
from weltoffen.relations.enums import ActKind
from weltoffen.relations.models import Act
from weltoffen.sources.models import Rendering, Snapshot, Source
from weltoffen.sources.selectors import newest_of, text_of

pytestmark = pytest.mark.django_db
HTML = """<!doctype html><html lang="de"><head><title>Unsere Partner</title></head><body>
<h1>Partnerstädte</h1><ul><li>Lyon, Frankreich (seit 1970)</li></ul></body></html>"""


@pytest.fixture
def home():
    return at_home()


def fetching_from(server: Served) -> Fetch:
    return lambda address, known: fetch(address, known=known, policy=server.policy)


def tried(home, server: Served, *targets: str) -> list[Attempt]:
    run = begin_run(home=home, by=somebody(), addresses=[server.at(each) for each in targets])
    return list(carry_out(run, fetch=fetching_from(server), by=somebody()))


def test_a_page_becomes_a_snapshot_with_its_text_and_statements(home):
    with serving({"/partner": page(HTML.encode(), "Content-Type: text/html")}) as server:
        [attempt] = tried(home, server, "/partner")
    assert (attempt.state, attempt.found, attempt.fresh) == ("read", 1, 1)
    snapshot = Snapshot.objects.get()
    assert bytes(snapshot.body) == HTML.encode()
    assert (snapshot.media_type, snapshot.fetched_from) == ("text/html", server.at("/partner"))
    assert snapshot.source.title == "Unsere Partner"
    assert snapshot.source.address == server.at("/partner")
    [statement] = statements()
    assert Rendering.objects.get().text[statement.start : statement.end] == statement.quote


def test_the_same_bytes_again_add_nothing(home):
    with serving({"/a": page(HTML.encode()), "/b": page(HTML.encode())}) as server:
        first = tried(home, server, "/a")
        again = tried(home, server, "/a", "/b")
    assert [each.fresh for each in first + again] == [1, 0, 0]
    assert Snapshot.objects.count() == Statement.objects.count() == Source.objects.count() == 1


def test_a_server_may_say_that_nothing_changed(home):
    answers: dict[str, Answer] = {"/a": page(HTML.encode(), 'ETag: "eins"')}
    with serving(answers) as server:
        tried(home, server, "/a")
        answers["/a"] = page(status="304 Not Modified")
        [again] = tried(home, server, "/a")
        assert server.headers("/a")["if-none-match"] == '"eins"'
    assert (again.state, again.snapshot) == (AttemptState.UNCHANGED, Snapshot.objects.get())


def test_a_changed_page_follows_on_the_one_before_and_keeps_decisions(home):
    more = "- Gdynia, Polen, seit 1973\n"
    answers: dict[str, Answer] = {"/": page(PAGE.encode())}
    with serving(answers) as server:
        tried(home, server, "/")
        accept(statement=Statement.objects.get(proposed__name="Lyon"), by=somebody())
        gone = Statement.objects.get(proposed__name="Gdynia")
        reject(statement=gone, by=somebody(), reason="nur Kontakt")
        changed = "Neu gestaltet\n\n" + PAGE.replace("seit 1981", "seit 1982")
        assert more in changed
        answers["/"] = page(changed.encode())
        tried(home, server, "/")
    first, second = Snapshot.objects.order_by("id")
    assert (second.follows, second.source) == (first, first.source)
    status = {
        each.proposed.get("name"): (each.status, each.carried_from and each.carried_from.snapshot)
        for each in statements().filter(snapshot=second)
    }
    assert status["Lyon"] == (StatementStatus.ACCEPTED, first)
    assert status["Gdynia"] == (StatementStatus.REJECTED, first)
    assert status["Zadar"] == (StatementStatus.WAITING, None)


def test_a_decision_that_was_carried_over_is_taken_back_where_it_was_made(home):
    read(home, PAGE)
    source = Source.objects.get()
    accept(statement=Statement.objects.get(proposed__name="Lyon"), by=somebody())
    read(home, f"Neu.\n\n{PAGE}", revises=source)
    earlier, carried = Statement.objects.filter(proposed__name="Lyon").order_by("id")
    assert (carried.carried_from, carried.status) == (earlier, StatementStatus.ACCEPTED)
    undo(statement=carried, by=somebody())
    earlier.refresh_from_db()
    carried.refresh_from_db()
    assert (earlier.status, carried.status) == ("superseded", "waiting")
    assert Act.objects.filter(kind=ActKind.RETRACTION).count() == 1
    assert carried.verdict == Verdict.NEW


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (page(b""), "leer"),
        (page(b"\x00\x01\x02" * 100), "nicht zu entziffern"),
        (page(status="404 Not Found"), "404"),
        (leading_to("http://192.168.0.1/"), "192.168.0.1"),
        (page(b"%PDF-1.4 kaputt", "Content-Type: text/html"), "PDF"),
    ],
)
def test_what_cannot_be_read_is_told_and_the_rest_goes_on(home, answer, told):
    with serving({"/bad": answer, "/good": page(HTML.encode())}) as server:
        bad, good = tried(home, server, "/bad", "/good")
    assert (bad.state, good.state) == (AttemptState.FAILED, AttemptState.READ)
    assert told in fault_in_words(bad.fault)
    assert bad.snapshot is None
    assert Snapshot.objects.count() == 1


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/",
        "http://169.254.169.254/latest",
        "file:///etc/passwd",
        "ftp://a.example/",
    ],
)
def test_addresses_that_are_not_for_us(home, address):
    with serving({}) as server:
        run = begin_run(home=home, by=somebody(), addresses=[address])
        [attempt] = carry_out(run, fetch=fetching_from(server), by=somebody())
    assert attempt.state == AttemptState.FAILED
    assert fault_in_words(attempt.fault).endswith(".")
    assert Snapshot.objects.count() == 0


def test_an_error_of_ours_ends_its_attempt_only(home, caplog):
    def broken(address: str, known: object) -> None:
        raise ZeroDivisionError

    run = begin_run(
        home=home, by=somebody(), addresses=["http://a.example/"], files=[Upload("s.txt", b"Text")]
    )
    bad, good = carry_out(run, fetch=broken, by=somebody())  # type: ignore[arg-type]
    assert (bad.state, good.state) == (AttemptState.FAILED, AttemptState.READ)
    assert "ZeroDivisionError" in fault_in_words(bad.fault)
    assert "division" not in fault_in_words(bad.fault)
    assert "reading http://a.example/ failed" in caplog.text


def test_an_upload_keeps_its_bytes_only_until_it_is_read(home):
    files = [Upload("a.txt", PAGE.encode()), Upload("b.txt", b"")]
    run = begin_run(home=home, by=somebody(), files=files)
    assert [bytes(each.pending) for each in run.attempts.all()] == [PAGE.encode(), b""]
    list(carry_out(run, fetch=no_network, by=somebody()))
    assert [each.pending for each in run.attempts.all()] == [None, None]


def test_a_run_that_is_called_off_leaves_what_it_read(home):
    files = [Upload("a.txt", PAGE.encode()), Upload("b.txt", b"Noch ein Text")]
    run = begin_run(home=home, by=somebody(), files=files)
    steps = carry_out(run, fetch=no_network, by=somebody())
    next(steps)
    cancel_run(run=run, by=somebody())
    assert list(steps) == []
    assert [each.state for each in run.attempts.all()] == ["read", "cancelled"]
    assert run.attempts.get(position=2).pending is None


def test_a_run_that_stopped_goes_on_where_it_was(home):
    files = [Upload(f"{number}.txt", f"{PAGE}{number}".encode()) for number in range(3)]
    run = begin_run(home=home, by=somebody(), files=files)
    next(carry_out(run, fetch=no_network, by=somebody()))
    list(carry_out(run, fetch=no_network, by=somebody()))
    assert [each.state for each in run.attempts.all()] == ["read"] * 3
    assert Statement.objects.count() == 15
    assert list(carry_out(run, fetch=no_network, by=somebody())) == []


def test_too_much_at_once_is_refused(home):
    with pytest.raises(Refused, match="bis zu 500"):
        begin_run(home=home, by=somebody(), addresses=[f"http://a.example/{n}" for n in range(501)])
    with pytest.raises(Refused, match="Es fehlt"):
        begin_run(home=home, by=somebody(), addresses=["  "])
    assert Run.objects.count() == 0


def test_other_rules_show_only_what_changed(home):
    read(home, PAGE)
    snapshot = Snapshot.objects.get()
    found = [each for each in findings_in(PAGE, "Bielefeld") if each.quote.words]
    kept = found[:-1]
    propose(snapshot=snapshot, home=home, found=kept, reader="rules/newer", by=somebody())
    assert Reading.objects.count() == 2
    assert Statement.objects.count() == len(found)
    [gone] = Statement.objects.filter(status=StatementStatus.SUPERSEDED)
    assert gone.end == max(each.quote.end for each in found)


def test_reading_again_with_the_same_rules_finds_nothing_new(home):
    read(home, PAGE)
    snapshot = Snapshot.objects.get()
    again = read_again(snapshot, home=home, by=somebody())
    assert again is not None
    assert again.found
    fresh = propose(
        snapshot=snapshot, home=home, found=again.found, reader=again.reader, by=somebody()
    )
    assert fresh == []
    assert Reading.objects.count() == 1


def test_a_newer_version_of_a_file_is_handed_in_as_such(home):
    read(home, PAGE)
    source = Source.objects.get()
    read(home, PAGE + "Mehr Text.\n", revises=source)
    read(home, PAGE + "Ganz anderer Text.\n")
    assert source.snapshots.count() == 2
    assert Source.objects.count() == 2


def test_verdicts_are_those_of_the_day_on_which_it_was_read(home):
    read(home, PAGE)
    verdicts = {each.values.get("name"): each.verdict for each in statements()}
    assert verdicts == {
        "": Verdict.UNCHECKED, "Lyon": Verdict.NEW, "Gdynia": Verdict.NEW,
        "Zadar": Verdict.NEW, "Bondo": Verdict.UNCLEAR,
    }  # fmt: skip


def test_a_language_model_reads_beside_the_rules_and_only_what_stands_there_counts(home):
    text = PAGE + "\nMit dem polnischen Danzig singen wir seit 1990 gemeinsam.\n"
    said = {
        "relations": [
            {"name": "Danzig", "kind": "friendship", "status": "active", "country": "PL",
             "since": "1990", "quote": "Mit dem polnischen Danzig singen wir seit 1990"},
            {"name": "Oslo", "kind": "twin", "status": "active", "country": "NO",
             "since": "1950", "quote": "Oslo ist seit 1950 Partnerstadt"},
        ],
        "counts": [],
    }  # fmt: skip
    run = begin_run(home=home, by=somebody(), files=[Upload("a.txt", text.encode())])
    with endpoint(says(said)) as asked:
        list(carry_out(run, fetch=no_network, by=somebody(), model=asked.model()))
    found = {each.values["name"]: each for each in statements() if each.values["name"]}
    assert set(found) == {"Lyon", "Gdynia", "Zadar", "Bondo", "Danzig"}
    assert (found["Danzig"].rule, found["Danzig"].confidence) == ("model:klein/1", 0.6)
    taken = accept_all(statements=statements(), by=somebody())
    assert {each.values["name"] for each in taken} == {"Lyon", "Gdynia", "Zadar", ""}


def test_a_model_that_fails_is_noted_and_the_rules_stand(home):
    run = begin_run(home=home, by=somebody(), files=[Upload("a.txt", PAGE.encode())])
    with endpoint(says("nothing of use", status=500)) as asked:
        [attempt] = carry_out(run, fetch=no_network, by=somebody(), model=asked.model())
    assert (attempt.state, attempt.found) == (AttemptState.READ, 5)
    [note] = attempt.notes
    assert "500" in fault_in_words(note)


def test_a_new_month_reads_again_because_what_is_announced_passes():
    june, july = dt.date(2026, 6, 30), dt.date(2026, 7, 1)
    assert reader(june) == reader(june.replace(day=1)) != reader(july)
    assert reader(june) != reader(june, Model("http://127.0.0.1/v1", "klein"))


def test_a_page_that_goes_back_and_forth_is_what_it_said_last(home):
    one, two = PAGE, PAGE.replace("Zadar", "Split")
    with serving({"/seite": page(one.encode())}) as server:
        for said in (one, two, one, two):
            server.answers["/seite"] = page(said.encode())
            tried(home, server, "/seite")
            source = Source.objects.get()
            newest = newest_of(source)
            assert newest is not None
            assert text_of(newest) == said
            waits = Statement.objects.filter(status=StatementStatus.WAITING)
            assert set(waits.values_list("snapshot", flat=True)) == {newest.pk}
            assert waits.filter(proposed__name="Zadar").exists() == (said == one)
        assert Snapshot.objects.count() == 2
        server.answers["/seite"] = page((PAGE + "Neu.\n").encode())
        tried(home, server, "/seite")
    last = newest_of(source)
    assert last is not None
    assert last.follows == newest


def test_the_same_bytes_at_another_address_say_nothing_of_the_first(home):
    with serving({"/a": page(PAGE.encode()), "/b": page(PAGE.encode())}) as server:
        tried(home, server, "/a")
        source = Source.objects.get()
        server.answers["/a"] = page((PAGE + "Neu.\n").encode())
        tried(home, server, "/a")
        tried(home, server, "/b")
    newest = newest_of(source)
    assert newest is not None
    assert text_of(newest) == PAGE + "Neu.\n"


def test_an_old_file_handed_in_once_more_is_no_newer_version_unless_it_is_said_to_be(home):
    newer = PAGE.replace("Zadar", "Split")
    read(home, PAGE, "alt.txt")
    source = Source.objects.get()
    read(home, newer, "neu.txt", revises=source)
    waits = Statement.objects.filter(status=StatementStatus.WAITING)
    for revises, said in ((None, newer), (source, PAGE)):
        read(home, PAGE, "nochmal.txt", revises=revises)
        newest = newest_of(source)
        assert newest is not None
        assert text_of(newest) == said
        assert set(waits.values_list("snapshot", flat=True)) == {newest.pk}
        assert waits.count() == 5
