"""Two people, or two workers, at the same moment: each has its turn."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.conf import settings
from django.db import connection

from tests.factories import somebody
from tests.intake.road.texts import PAGE, at_home, no_network, read
from weltoffen.intake.actions import Upload, accept, begin_run
from weltoffen.intake.carrying_out import carry_out
from weltoffen.intake.enums import StatementStatus, Verdict
from weltoffen.intake.models import Statement
from weltoffen.relations.models import Act, Relation
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
