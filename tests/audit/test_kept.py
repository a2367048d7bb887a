"""The log in its tables: what is noted follows what was noted, and the database keeps it."""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys

import pytest
import time_machine
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from tests.conftest import EMPTIED
from tests.factories import UserFactory, somebody
from weltoffen.audit.actions import note, seal_old, verify_and_note
from weltoffen.audit.enums import EventName, FaultKind
from weltoffen.audit.models import AuditEvent, AuditSeal
from weltoffen.audit.selectors import entries, noted, tip, verified
from weltoffen.audit.types import BEGINNING, START
from weltoffen.ground.problems import Refused

ON_POSTGRESQL = not settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")
only_postgresql = pytest.mark.skipif(not ON_POSTGRESQL, reason="SQLite has no TRUNCATE")
only_sqlite = pytest.mark.skipif(ON_POSTGRESQL, reason="PostgreSQL has no INSERT OR REPLACE")
OLD = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)


def some(count: int = 3) -> list[AuditEvent]:
    return [note("audit.log.view", by=None, data={"page": n}) for n in range(count)]


@pytest.mark.django_db
def test_an_empty_log_is_whole():
    found = verified()
    assert found.is_whole
    assert (found.events, found.anchor) == (0, BEGINNING)


@pytest.mark.django_db
def test_events_follow_each_other_from_one_without_a_gap():
    first, second, third = some()
    assert [each.number for each in (first, second, third)] == [1, 2, 3]
    assert [each.previous for each in (first, second, third)] == [START, first.hash, second.hash]
    assert tip().hash == third.hash
    assert verified().is_whole
    assert [each.number for each in entries()] == [1, 2, 3]


@pytest.mark.django_db
def test_who_did_it_is_noted_by_number_and_name_and_stays_when_the_account_goes():
    user = UserFactory(username="kommt-und-geht")
    key = user.pk
    event = note("accounts.session.open", by=user, about="a.b:c", data={"n": [1, None, "ä"]})
    user.delete()
    event.refresh_from_db()
    assert (event.by_key, event.by_name, event.about) == (key, "kommt-und-geht", "a.b:c")
    assert event.details == {"n": [1, None, "ä"]}
    assert verified().is_whole


@pytest.mark.django_db
def test_what_was_noted_goes_with_the_transaction_that_is_undone():
    some(1)
    with transaction.atomic():
        note("audit.log.view", by=None)
        transaction.set_rollback(True)
    some(1)
    assert [each.number for each in entries()] == [1, 2]
    assert verified().is_whole


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["null\x00zeichen", "zeile\nzwei", "x" * 900])
def test_whatever_a_name_contains_is_kept_on_both_databases(text):
    event = note("audit.log.view", by=None, about=text, data={"typed": text})
    event.refresh_from_db()
    assert event.about.isprintable()
    assert event.details == {"typed": text}
    assert verified().is_whole


def run(statement: str, *values: object) -> int:
    """Run a statement around every action and model; return how many rows it met."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)


def seal_all() -> AuditSeal:
    seal = seal_old(before=timezone.now() + dt.timedelta(days=1), by=None)
    assert seal is not None
    return seal


COLUMNS = [
    (model, field.column)
    for model in (AuditEvent, AuditSeal)
    for field in model._meta.local_concrete_fields
]


@pytest.mark.django_db
@pytest.mark.parametrize(("model", "column"), COLUMNS)
def test_nothing_that_was_noted_can_be_changed(model, column):
    some()
    seal_all()
    with pytest.raises(IntegrityError, match="is_never_changed"):
        run(f'UPDATE {model._meta.db_table} SET "{column}" = "{column}"')


@pytest.mark.django_db
def test_no_event_can_be_deleted_without_a_seal_and_no_seal_at_all():
    some()
    with pytest.raises(IntegrityError, match="audit_event_is_removed_by_rule_only"):
        run("DELETE FROM audit_auditevent WHERE number = 3")
    with pytest.raises(IntegrityError, match="audit_event_is_removed_by_rule_only"):
        run("DELETE FROM audit_auditevent")
    seal_all()
    with pytest.raises(IntegrityError, match="audit_seal_is_never_deleted"):
        run("DELETE FROM audit_auditseal")
    with pytest.raises(IntegrityError, match="audit_event_is_removed_by_rule_only"):
        run("DELETE FROM audit_auditevent")


@only_postgresql
@pytest.mark.django_db
@pytest.mark.parametrize(("table", "trigger"), EMPTIED)
def test_the_log_cannot_be_emptied(table, trigger):
    some()
    run(f"ALTER TABLE {table} ENABLE TRIGGER {trigger}")
    with pytest.raises(IntegrityError, match=trigger):
        run(f"TRUNCATE {table}")


@only_sqlite
@pytest.mark.django_db
@pytest.mark.parametrize("table", ["auditevent", "auditseal"])
def test_no_row_can_be_replaced(table):
    some()
    seal_all()
    with pytest.raises(IntegrityError, match="is_never_replaced"):
        run(f"INSERT OR REPLACE INTO audit_{table} SELECT * FROM audit_{table}")


@pytest.mark.django_db
@pytest.mark.parametrize("taken", ["number", "previous", "hash"])
def test_the_chain_cannot_fork(taken):
    first = some()[0]
    fresh = {"number": 99, "previous": "a" * 64, "hash": "b" * 64}
    values = fresh | {taken: getattr(first, taken)}
    with pytest.raises(IntegrityError), transaction.atomic():
        AuditEvent.objects.create(at=timezone.now(), event="audit.log.view", **values)


# --- removing by rule ----------------------------------------------------------------------------


@pytest.mark.django_db
def test_what_is_old_goes_and_the_chain_goes_on_from_its_seal():
    with time_machine.travel(OLD, tick=False):
        old = some(4)
    young = some(2)
    by = somebody()
    before_it = tip()
    seal = seal_old(before=OLD + dt.timedelta(days=1), by=by)
    assert seal is not None
    assert (seal.first, seal.last, seal.count, seal.last_hash) == (1, 4, 4, old[3].hash)
    assert AuditEvent.objects.order_by("number").first() == young[0]
    entry = AuditEvent.objects.first()
    assert (entry.event, entry.by_name) == (EventName.LOG_SEALED, by.get_username())
    assert entry.details == {"first": 1, "last": 4, "count": 4, "hash": old[3].hash}
    found = verified(anchor=before_it)
    assert found.is_whole
    assert found.removed == 4
    assert seal_old(before=OLD + dt.timedelta(days=1), by=by) is None


@pytest.mark.django_db
def test_it_is_removed_again_and_again_and_all_seals_join():
    for _round in range(3):
        some(2)
        seal_all()
    assert verified().is_whole
    bounds = list(AuditSeal.objects.values_list("first", "last", "count"))
    assert bounds == [(1, 2, 2), (3, 5, 3), (6, 8, 3)]
    assert AuditEvent.objects.count() == 1  # that something was removed is never removed with it


@pytest.mark.django_db
def test_only_what_lies_unbroken_at_the_beginning_goes():
    """A clock that was wrong for a while must not tear a hole."""
    some(1)
    with time_machine.travel(OLD, tick=False):
        some(1)
    assert seal_old(before=OLD + dt.timedelta(days=1), by=None) is None
    assert verified().is_whole


def hold_nothing(table: str) -> None:
    """Take the triggers off a table, as somebody may who owns the database."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            return
        cursor.execute("SELECT name FROM sqlite_master WHERE type='trigger' AND tbl_name=%s",
                       [table])  # fmt: skip
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP TRIGGER {name}")


@pytest.mark.django_db
def test_what_the_owner_of_the_database_changes_is_found_and_nothing_is_removed_then():
    some(5)
    anchor = tip()
    hold_nothing("audit_auditevent")
    assert run("UPDATE audit_auditevent SET about = 'anders' WHERE number = 2") == 1
    found = verified()
    assert [(f.kind, f.number) for f in found.faults] == [(FaultKind.CHANGED, 2)]
    with pytest.raises(Refused, match="nicht unversehrt"):
        seal_all()
    assert not AuditSeal.objects.exists()
    run("UPDATE audit_auditevent SET about = '' WHERE number = 2")
    assert verified(anchor=anchor).is_whole
    run("DELETE FROM audit_auditevent WHERE number = 5")
    assert verified().is_whole  # the end can be cut unseen …
    assert [f.kind for f in verified(anchor=anchor).faults] == [FaultKind.SHORTER]  # … by no anchor


@pytest.mark.django_db
def test_that_somebody_verified_is_noted_with_what_was_found():
    some(2)
    found = verify_and_note(by=somebody())
    event = AuditEvent.objects.first()
    assert event.event == EventName.LOG_VERIFIED
    assert event.details["upto"] == str(found.anchor)
    assert event.details["faults"] == 0
    assert verified(anchor=found.anchor).is_whole


@pytest.mark.django_db
def test_events_are_found_by_day_and_area():
    with time_machine.travel(OLD, tick=False):
        note("accounts.session.open", by=None)
    note("audit.log.view", by=None)
    assert [each.event for each in noted(since=OLD + dt.timedelta(days=1))] == ["audit.log.view"]
    assert [each.event for each in noted(prefix="accounts.")] == ["accounts.session.open"]
    assert noted(until=OLD).count() == 0
    assert noted().count() == 2


# --- several at once -----------------------------------------------------------------------------

WRITER = """
import sys
import django
django.setup()
from django.db import connection, transaction
connection.settings_dict["NAME"] = sys.argv[1]
from weltoffen.audit.actions import note
for n in range(int(sys.argv[2])):
    with transaction.atomic():
        note("audit.log.view", by=None, data={"writer": sys.argv[3], "n": n})
"""


@pytest.mark.skipif(not ON_POSTGRESQL, reason="SQLite's database of the tests is in memory")
@pytest.mark.django_db(transaction=True)
def test_several_processes_never_fork_the_chain():
    writers, each = 4, 25
    name = str(connection.settings_dict["NAME"])
    started = [
        subprocess.Popen([sys.executable, "-c", WRITER, name, str(each), str(n)], env=os.environ)
        for n in range(writers)
    ]
    assert [process.wait() for process in started] == [0] * writers
    numbers = [entry.number for entry in entries()]
    assert numbers == list(range(1, writers * each + 1))
    assert verified().is_whole
    by_writer = [json.loads(entry.data)["writer"] for entry in entries()]
    assert {writer: by_writer.count(writer) for writer in by_writer} == {
        str(n): each for n in range(writers)
    }


@only_sqlite
def test_several_processes_never_fork_the_chain_on_sqlite(tmp_path):
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "weltoffen.config.settings.testing",
        "WELTOFFEN_EMBEDDED_DATABASE_URL": f"sqlite:///{tmp_path / 'log.sqlite3'}",
    }
    file = str(tmp_path / "log.sqlite3")
    made = [sys.executable, "-m", "django", "migrate", "audit", "--verbosity", "0"]
    assert subprocess.run(made, env=environment, check=False).returncode == 0
    started = [
        subprocess.Popen([sys.executable, "-c", WRITER, file, "15", str(n)], env=environment)
        for n in range(3)
    ]
    assert [process.wait() for process in started] == [0] * 3
    look = (
        "import django; django.setup(); from weltoffen.audit.selectors import verified; "
        "found = verified(); print(found.events, found.is_whole)"
    )
    done = subprocess.run(
        [sys.executable, "-c", look], env=environment, check=True, capture_output=True, text=True
    )
    assert done.stdout.split() == ["45", "True"]
