"""Making room in the database, past what guards its rows, within the transaction of a restore.

Triggers hold that acts, snapshots and entries of the log are never changed or deleted. A restore
does not change what was said, it puts a whole register in place of another: so they are put aside
and come back in the same transaction, exactly as they were. If it is undone, so is this.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

_LONGEST_WAIT = "30s"
"""How long PostgreSQL waits for others who use the tables, before the restore gives up."""
_ENABLED = {"O": "ENABLE", "A": "ENABLE ALWAYS", "R": "ENABLE REPLICA"}


@contextmanager
def emptied(tables: Sequence[str], connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Give the block empty tables without triggers; all foreign keys are judged at its end."""
    on = {"postgresql": _on_postgresql, "sqlite": _on_sqlite}[connection.vendor]
    with connection.cursor() as cursor, on(tables, cursor, connection):
        yield


@contextmanager
def _on_postgresql(
    tables: Sequence[str], cursor: CursorWrapper, connection: BaseDatabaseWrapper
) -> Iterator[None]:
    quoted = connection.ops.quote_name
    cursor.execute(f"SET LOCAL lock_timeout = '{_LONGEST_WAIT}'")
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with open questions is not altered
    cursor.execute(
        "SELECT relname, tgname, tgenabled FROM pg_trigger JOIN pg_class ON tgrelid = pg_class.oid "
        "WHERE NOT tgisinternal AND tgenabled <> 'D' AND relname = ANY(%s) "
        "AND relnamespace = current_schema()::regnamespace",
        [list(tables)],
    )
    triggers = cursor.fetchall()
    for table, name, _enabled in triggers:
        cursor.execute(f"ALTER TABLE {quoted(table)} DISABLE TRIGGER {quoted(name)}")
    cursor.execute(f"TRUNCATE {', '.join(map(quoted, tables))}")
    cursor.execute(
        "SET CONSTRAINTS ALL DEFERRED"
    )  # rows come table by table, not by who needs whom
    yield
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for table, name, enabled in triggers:
        verb = _ENABLED[enabled if isinstance(enabled, str) else enabled.decode()]
        cursor.execute(f"ALTER TABLE {quoted(table)} {verb} TRIGGER {quoted(name)}")


@contextmanager
def _on_sqlite(
    tables: Sequence[str], cursor: CursorWrapper, connection: BaseDatabaseWrapper
) -> Iterator[None]:
    cursor.execute("PRAGMA defer_foreign_keys = ON")  # until this transaction's end
    cursor.execute("SELECT name, sql, tbl_name FROM sqlite_master WHERE type = 'trigger'")
    triggers = cursor.fetchall()
    cursor.execute("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE%%'")
    virtual = {name for (name,) in cursor.fetchall()}
    guarded = {table for _name, _sql, table in triggers} - set(_filling(triggers, virtual))
    for name, _sql, table in triggers:
        if table in guarded:
            cursor.execute(f"DROP TRIGGER {connection.ops.quote_name(name)}")
    for table in tables:
        if table not in virtual:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")  # noqa: S608 - ours
    yield
    for _name, sql, table in triggers:
        if table in guarded:
            cursor.execute(sql)
    connection.check_constraints()


def _filling(triggers: Sequence[tuple[str, str, str]], virtual: set[str]) -> Iterator[str]:
    """Yield the tables whose triggers keep an index for searching: those go on doing so."""
    for _name, sql, table in triggers:
        if any(index in sql for index in virtual):
            yield table
