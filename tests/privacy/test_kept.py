"""The protocol of deletions is only added to, and the terms are sane: the database holds it."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from tests.factories import somebody
from weltoffen.ground.problems import Refused
from weltoffen.privacy.enums import Cause
from weltoffen.privacy.models import Deletion, Forgotten, Term
from weltoffen.records.actions import keep, refusing

pytestmark = pytest.mark.django_db
ON_POSTGRESQL = not settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")


@pytest.fixture(autouse=True)
def _a_line_of_each() -> None:
    keep(Deletion(day=timezone.localdate(), kind="contacts", cause=Cause.RULE, count=3))
    keep(Forgotten(about="organisations.person:person-x", on=timezone.localdate()))


def execute(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize(
    ("statement", "trigger"),
    [
        ("UPDATE privacy_deletion SET count = 9", "deletion_is_never_changed"),
        ("DELETE FROM privacy_deletion", "deletion_is_never_removed"),
        ("UPDATE privacy_forgotten SET about = 'x'", "forgotten_is_never_changed"),
        ("DELETE FROM privacy_forgotten", "forgotten_is_never_removed"),
    ],
)
def test_no_line_is_changed_or_removed(statement: str, trigger: str) -> None:
    with pytest.raises(IntegrityError, match=trigger):
        execute(statement)
    assert Deletion.objects.get().count == 3
    assert Forgotten.objects.exists()


@pytest.mark.skipif(ON_POSTGRESQL, reason="PostgreSQL has no INSERT OR REPLACE")
def test_no_line_is_replaced() -> None:
    copied = "INSERT OR REPLACE INTO privacy_{0} SELECT * FROM privacy_{0}"
    for table, trigger in (("deletion", "deletion_is"), ("forgotten", "forgotten_is")):
        with pytest.raises(IntegrityError, match=f"{trigger}_never_replaced"):
            execute(copied.format(table))


@pytest.mark.skipif(not ON_POSTGRESQL, reason="SQLite has no TRUNCATE")
def test_no_protocol_is_emptied() -> None:
    for table, trigger in (
        ("privacy_deletion", "deletions_are_never_emptied"),
        ("privacy_forgotten", "forgotten_are_never_emptied"),
    ):
        with transaction.atomic():
            execute(f"ALTER TABLE {table} ENABLE TRIGGER {trigger}")  # off for other tests
            with pytest.raises(IntegrityError, match=trigger):
                execute(f"TRUNCATE {table}")
            transaction.set_rollback(True)


def test_what_the_triggers_refuse_is_told_in_a_sentence() -> None:
    with pytest.raises(Refused, match="Das Löschprotokoll bleibt"), refusing(Deletion):
        Deletion.objects.all().delete()


def test_a_line_for_nothing_is_refused() -> None:
    with pytest.raises(IntegrityError, match="deletion_counts_something"), transaction.atomic():
        Deletion.objects.create(
            day=timezone.localdate(), kind="contacts", cause=Cause.RULE, count=0
        )


@pytest.mark.parametrize(
    ("months", "reason", "name"),
    [(0, "x", "term_lies_between"), (361, "x", "term_lies_between"), (1, "", "term_is_chosen")],
)
def test_no_term_is_beyond_reason(months: int, reason: str, name: str) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Term.objects.create(kind="x", months=months, reason=reason, amended_by=somebody())
