"""The database itself keeps what was received and what acts say, on both databases."""

from __future__ import annotations

import importlib
from collections.abc import Iterator

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from tests.factories import ActFactory, PassageFactory, RelationFactory, somebody
from weltoffen.relations.models import Act
from weltoffen.sources.models import Passage

pytestmark = pytest.mark.django_db

ACTS = importlib.import_module("weltoffen.relations.migrations.0002_acts_never_change")
SOURCES = importlib.import_module(
    "weltoffen.sources.migrations.0002_snapshots_and_passages_never_change"
)
NAMES = {ACTS.NEVER, ACTS.WITHIN, *(f"{table}_never_changes" for table in SOURCES.KEPT)}


def triggers() -> set[str]:
    """Return the names of the triggers that the database has."""
    queries = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }
    with connection.cursor() as cursor:
        cursor.execute(queries[connection.vendor])
        return {name for (name,) in cursor.fetchall()}


def test_triggers_are_there():
    """A migration that rebuilds a table on SQLite loses them without a word."""
    assert triggers() >= NAMES


def kept_columns() -> Iterator[tuple[str, str]]:
    """Yield each table and column that must never change."""
    yield from ((ACTS.TABLE, column) for column in ACTS.SAID)
    yield from ((table, column) for table, columns in SOURCES.KEPT.items() for column in columns)


def write(table: str, column: str) -> None:
    """Write a column of all rows, around every action and model."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f'UPDATE {table} SET "{column}" = "{column}"')
        assert cursor.rowcount, "there is no row to write"


@pytest.mark.parametrize(("table", "column"), list(kept_columns()))
def test_column_cannot_be_written_again(table, column):
    ActFactory()
    with pytest.raises(IntegrityError, match=r"never_changes|for_ever"):
        write(table, column)


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("relations_act", "visibility"),
        ("relations_act", "title_en"),
        ("relations_act", "review_by"),
        ("sources_passage", "gist_en"),
    ],
)
def test_what_may_change_can_be_written(table, column):
    ActFactory()
    write(table, column)


def test_a_value_that_would_change_stays_as_it_was():
    act = ActFactory(on="1977-07-04")
    with pytest.raises(IntegrityError), transaction.atomic():
        Act.objects.filter(pk=act.pk).update(on="1978-07-04")
    with pytest.raises(IntegrityError), transaction.atomic():
        Passage.objects.update(quote="anders")
    act.refresh_from_db()
    assert act.on == "1977-07-04"


def copied(act: Act, **changes: object) -> Act:
    """Return a further row like an act, made without any action."""
    values = {
        field.attname: getattr(act, field.attname)
        for field in Act._meta.concrete_fields
        if not field.primary_key
    }
    fresh = {"identifier": f"{act.identifier}-b", "recorded_at": timezone.now()}
    return Act(**(values | fresh | {"recorded_by": somebody()} | changes))


def test_database_refuses_a_correction_across_relations():
    mistaken = ActFactory()
    elsewhere = RelationFactory()
    with pytest.raises(IntegrityError, match=ACTS.WITHIN), transaction.atomic():
        copied(mistaken, relation_id=elsewhere.pk, corrects_id=mistaken.pk).save()
    copied(mistaken, corrects_id=mistaken.pk).save()
    assert Act.objects.get(corrects=mistaken).relation == mistaken.relation


def test_same_words_again_are_the_same_passage():
    passage = PassageFactory(quote="Worte")
    assert PassageFactory(snapshot=passage.snapshot, quote="Worte") == passage
