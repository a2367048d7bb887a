"""Two people, or two workers, at the same moment: each has its turn."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from threading import Barrier, BrokenBarrierError, Event

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from tests.factories import somebody
from tests.intake.road.texts import PAGE, at_home, no_network, read
from tests.intake.sheets.samples import described
from weltoffen.ground.problems import Refused
from weltoffen.intake import tabling
from weltoffen.intake.actions import Upload, accept, begin_run, sheets, taking_back
from weltoffen.intake.carrying_out import carry_out
from weltoffen.intake.enums import StatementStatus, Verdict
from weltoffen.intake.models import Statement
from weltoffen.intake.taken_tables import rows_taken
from weltoffen.intake.work import tables
from weltoffen.jobs.models import Job
from weltoffen.records.actions import publish
from weltoffen.records.enums import Visibility
from weltoffen.relations.models import Act, Disagreement, Relation
from weltoffen.sources.models import Snapshot

pytestmark = [
    pytest.mark.skipif(
        settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"),
        reason="SQLite lets one write at a time, and its triggers let no test clear its tables",
    ),
    pytest.mark.django_db(transaction=True),
]


def at_once(*works: Callable[[], object]) -> None:
    """Do several things in threads that begin together."""
    begin = Barrier(len(works))

    def do(work: Callable[[], object]) -> None:
        begin.wait()
        try:
            work()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as threads:
        for done in [threads.submit(do, work) for work in works]:
            done.result()


def test_two_people_accept_the_same_new_partner():
    home = at_home()
    read(home, PAGE)
    read(home, f"Noch eine Seite.\n\n{PAGE}", name="zweite.txt")
    both = list(Statement.objects.filter(proposed__name="Lyon"))
    by = somebody()
    at_once(*[lambda each=each: accept(statement=each, by=by) for each in both])
    assert Relation.objects.count() == Act.objects.count() == 1
    assert Act.objects.get().citations.count() == 2
    taken = Statement.objects.filter(proposed__name="Lyon")
    assert {each.status for each in taken} == {StatementStatus.ACCEPTED}
    assert sorted(each.verdict for each in taken) == [Verdict.AGREES, Verdict.NEW]


def test_two_workers_read_the_same_bytes():
    home, by = at_home(), somebody()
    runs = [begin_run(home=home, by=by, files=[Upload(name, PAGE.encode())]) for name in ("a", "b")]
    at_once(*[lambda run=run: list(carry_out(run, fetch=no_network, by=by)) for run in runs])
    assert Snapshot.objects.count() == 1
    assert Statement.objects.count() == 5


TABLE = b"Stadt;Land;Art;Seit\nLyon;Frankreich;Partnerstadt;1975\n"


def held(home, name: str):
    file = Upload(name, TABLE, "text/csv")
    upload = described(tabling.begin(home=home, file=file, by=somebody()))
    return upload, tabling.preview(upload, timezone.localdate())


def test_a_row_of_a_table_and_a_page_that_contradict_each_other(monkeypatch):
    home, by = at_home(), somebody()
    read(home, "Partnerstädte\n\n- Lyon, Frankreich, seit 1970\n")
    page = Statement.objects.get(proposed__name="Lyon")
    upload = tabling.take(*held(home, "a.csv"), by=by)
    looked, decided = Event(), Event()
    known_register = sheets.known_register

    def look(*asked):
        known = known_register(*asked)
        looked.set()
        decided.wait(2)  # as long as the other could need, if it had not to wait for its turn
        return known

    monkeypatch.setattr(sheets, "known_register", look)

    def at_the_bench() -> None:
        looked.wait(10)
        accept(statement=page, by=by)
        decided.set()

    at_once(lambda: sheets.accept_rows(upload=upload, most=50, by=by), at_the_bench)
    assert Relation.objects.count() == Act.objects.count() == 1
    assert Disagreement.objects.count() == 1


def test_two_tables_of_one_home_do_not_wait_for_each_other():
    home, by = at_home(), somebody()
    both = [held(home, name) for name in ("a.csv", "b.csv")]
    takes = [
        lambda one=one: tabling.go_on(tabling.take(*one, by=by), by=by, seconds=30) for one in both
    ]
    at_once(*takes)
    assert Relation.objects.count() == Act.objects.count() == 1


def test_two_clicks_ask_for_a_table_once(monkeypatch):
    upload, found = held(at_home(), "a.csv")
    by, both_looked, job_taking = somebody(), Barrier(2), tables.job_taking

    def look(*asked):
        known = job_taking(*asked)
        with suppress(BrokenBarrierError):
            both_looked.wait(2)  # as long as the other could need, if it had not to wait
        return known

    monkeypatch.setattr(tables, "job_taking", look)
    asks = partial(tables.ask_to_take, upload=upload, seen=found.seen, by=by)
    at_once(asks, asks)
    assert Job.objects.filter(kind=tables.TAKE).count() == 1


def test_an_act_is_not_published_while_the_row_that_made_it_is_taken_back(monkeypatch):
    home, by = at_home(), somebody()
    upload = tabling.go_on(tabling.take(*held(home, "a.csv"), by=by), by=by, seconds=30)
    act, (row,) = Act.objects.get(), rows_taken(upload.attempt)
    looked, published = Event(), Event()

    def look(*asked):
        rows = rows_taken(*asked)
        looked.set()
        published.wait(2)  # as long as the other could need, if it had not to wait for its turn
        return rows

    monkeypatch.setattr(taking_back, "rows_taken", look)

    def publishes() -> None:
        looked.wait(10)
        with pytest.raises(Refused, match="als Irrtum gekennzeichnet"):
            publish(record=act, by=by)
        published.set()

    at_once(
        lambda: taking_back.take_rows_back(attempt=upload.attempt, starts=[row.start], by=by),
        publishes,
    )
    act.refresh_from_db()
    assert act.visibility == Visibility.INTERNAL
    assert Act.objects.filter(corrects=act).exists()
