"""Which tables a backup holds: all of them, but for what is of the moment or can be made again.

Content types and permissions are saved as they are, with their numbers: a backup is only taken by a
database at the same step, where they are the same but for the numbers, and so everything that
refers to them by number keeps its meaning.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import QuerySet
from django.db.models.functions import Collate

from weltoffen.accounts.models import User
from weltoffen.finding.actions import begin_anew
from weltoffen.operating.backups.columns import BINARY, TEXT, Column, column_of, selected
from weltoffen.operating.backups.manifest import Columns
from weltoffen.records.models import Record

OF_THE_MOMENT = (
    "django_session", "wagtailadmin_editingsession", "jobs_presence", "axes_accessattempt",
    "axes_accessattemptexpiration", "accounts_desksession",
)  # fmt: skip
"""Who is signed in and since when, who has which page open, which worker lives, whose sign-in has
just failed: true on no other day."""
MADE_AGAIN = ("wagtailsearch_", "finding_")
"""Beginnings of the names of tables that are made from others: emptied, and then filled anew."""
STEPS = "django_migrations"
"""How far the tables are: says what a backup fits, and is never put back."""
_AT_ONCE = 500
_AT_ONCE_WITH_BINARY = 4
"""Rows that are fetched at once: a received document may have 100 million bytes."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table that is saved."""

    name: str
    model: type[models.Model]
    columns: tuple[Column, ...]
    key: Column

    @property
    def at_once(self) -> int:
        """Return how many rows are held in memory together."""
        has_binary = any(column.kind == BINARY for column in self.columns)
        return _AT_ONCE_WITH_BINARY if has_binary else _AT_ONCE

    def rows(self, connection: BaseDatabaseWrapper) -> Any:
        """Return an iterator over all rows by their keys, read as the table has them.

        Past every manager of the model: those leave out rows, or swap columns by language.
        """
        key: Any = self.key.attname
        if self.key.kind == TEXT:
            key = Collate(key, "C" if connection.vendor == "postgresql" else "BINARY")
        found: QuerySet[Any] = QuerySet(self.model, using=connection.alias).order_by(key)
        return found.values_list(*map(selected, self.columns)).iterator(chunk_size=self.at_once)


def is_saved(name: str) -> bool:
    """Say whether a table of Django's or ours belongs into a backup."""
    return name not in (*OF_THE_MOMENT, STEPS) and not name.startswith(MADE_AGAIN)


def saved_tables() -> list[Table]:
    """Return every table that is saved, by name."""
    found: dict[str, Table] = {
        model._meta.db_table: _table(model)
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and is_saved(model._meta.db_table)
    }
    return [found[name] for name in sorted(found)]


def _table(model: type[models.Model]) -> Table:
    fields = [field for field in model._meta.local_concrete_fields if not field.generated]
    columns = tuple(column_of(field) for field in fields)
    key = column_of(model._meta.pk)
    return Table(model._meta.db_table, model, columns, key)


def columns_of(tables: Sequence[Table]) -> Columns:
    """Return the columns with their kinds, by table, as a manifest has them."""
    return {
        table.name: tuple((column.name, column.kind) for column in table.columns)
        for table in tables
    }


def emptied_tables(connection: BaseDatabaseWrapper) -> list[str]:
    """Return the tables that are empty before a backup is put back, by name."""
    there = connection.introspection.django_table_names(only_existing=True, include_views=False)
    return sorted(name for name in there if name != STEPS)


def steps(connection: BaseDatabaseWrapper) -> dict[str, tuple[str, ...]]:
    """Return the migrations that a database has seen, by app, of the apps that there are."""
    known = {config.label for config in apps.get_app_configs()}
    found: dict[str, list[str]] = {}
    for app, name in MigrationRecorder(connection).applied_migrations():
        if app in known:
            found.setdefault(app, []).append(name)
    return {app: tuple(sorted(found[app])) for app in sorted(found)}


def missing_steps(connection: BaseDatabaseWrapper) -> list[str]:
    """Return the migrations that this program has and the database has not seen."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{step.app_label}.{step.name}" for step, _is_backwards in plan]


def last_key(table: Table, connection: BaseDatabaseWrapper) -> int | None:
    """Return the last number that a table gave to a row, also one that is gone; None if unknown.

    A number is never given twice: the history names rows by it for ever.
    """
    if not isinstance(table.model._meta.pk, models.AutoField):
        return None
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table.name])
        else:
            cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [table.name, table.key.name])
            (sequence,) = cursor.fetchone()
            # A name from the catalogue, already quoted as it has to be.
            cursor.execute(f"SELECT last_value FROM {sequence} WHERE is_called")  # noqa: S608
        found = cursor.fetchone()
    return int(found[0]) or None if found else None


def go_on_after(table: Table, last: int | None, connection: BaseDatabaseWrapper) -> None:
    """Let a table give numbers after this one, and after all that it has ever given here."""
    ours = last_key(table, connection)
    highest = max(last or 0, ours or 0)
    if not highest:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table.name])
            cursor.execute(
                "INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table.name, highest]
            )
        else:
            # Not undone with the transaction. It only ever rises, so what stands stays right.
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence(%s, %s), %s)",
                [table.name, table.key.name, highest],
            )


def what_is_there(connection: BaseDatabaseWrapper) -> dict[str, int]:
    """Return how much a register would lose if it were replaced, by what it is; mostly nothing.

    Counted are people's accounts, records and files; what ``migrate`` makes is not.
    """
    counted: dict[str, QuerySet[Any]] = {
        str(User._meta.verbose_name_plural): QuerySet(User).filter(is_function=False),
    }
    for model in apps.get_models():
        if issubclass(model, Record) or model._meta.label in _FILES:
            counted[str(model._meta.verbose_name_plural)] = QuerySet(model)
    found = {name: rows.using(connection.alias).count() for name, rows in counted.items()}
    return {name: count for name, count in found.items() if count}


_FILES = ("wagtaildocs.Document", "wagtailimages.Image", "sources.Snapshot")


def make_again() -> None:
    """Fill what is made from other tables, after those were put back."""
    ContentType.objects.clear_cache()
    call_command("update_index", verbosity=0)
    begin_anew()
