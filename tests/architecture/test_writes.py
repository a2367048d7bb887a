"""What stands above the register's rooms writes through their actions and in no other way."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.reading import SOURCE

ABOVE = ("demo", "desk", "portal", "publication", "bench", "operating", "config")
WRITES = {"save", "create", "bulk_create", "update", "bulk_update", "delete", "get_or_create",
          "update_or_create", "_raw_delete"}  # fmt: skip
WRITES |= {f"a{name}" for name in WRITES}
STATEMENTS = ("insert ", "update ", "delete ", "replace ", "truncate ", "alter ", "drop trigger")
EXCEPTIONS = {
    # The benchmark signs in as a browser would, in a database of its own.
    ("bench/desk_lists.py", "session.create"),
    # What SQLite counted wrongly of its own tables, and no row of ours.
    (
        "demo/world_writing.py",
        "cursor.execute(\"DELETE FROM sqlite_stat1 WHERE idx LIKE 'sqlite_autoindex_%'"
        " AND stat NOT LIKE '% 1'\")",
    ),
    # Editorial pages are Wagtail's, not the register's: so are their languages, rights and site.
    ("portal/actions.py", "Locale.objects.get_or_create"),
    ("portal/actions.py", "GroupPagePermission.objects.create"),
    ("portal/actions.py", "site.save"),
    ("portal/actions.py", "welcome.delete"),
    # A restore puts a whole register in place of another. No room's action could: each holds that
    # what was said is not changed. It is one transaction, and the rows are those of a backup.
    (
        "operating/backups/emptying.py",
        "cursor.execute(f\"TRUNCATE {', '.join(map(quoted, tables))}\")",
    ),
    (
        "operating/backups/emptying.py",
        "cursor.execute(f'ALTER TABLE {quoted(table)} DISABLE TRIGGER {quoted(name)}')",
    ),
    (
        "operating/backups/emptying.py",
        "cursor.execute(f'ALTER TABLE {quoted(table)} {verb} TRIGGER {quoted(name)}')",
    ),
    (
        "operating/backups/emptying.py",
        "cursor.execute(f'DELETE FROM {connection.ops.quote_name(table)}')",
    ),
    (
        "operating/backups/emptying.py",
        "cursor.execute(f'DROP TRIGGER {connection.ops.quote_name(name)}')",
    ),
    (
        "operating/backups/tables.py",
        "cursor.execute('DELETE FROM sqlite_sequence WHERE name = %s', [table.name])",
    ),
    (
        "operating/backups/tables.py",
        "cursor.execute('INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)', "
        "[table.name, highest])",
    ),
    # Hashes.
    ("operating/backups/archive.py", "digest.update"),
    ("operating/backups/placing.py", "digest.update"),
    # Dictionaries.
    ("bench/pages.py", "answered.update"),
    ("portal/jinja.py", "env.globals.update"),
    ("portal/jinja.py", "env.filters.update"),
    ("demo/shelf.py", "self._records.setdefault(kind, {}).update"),
}


def writes_in(source: str) -> Iterator[str]:
    """Yield every expression in a file's code that can write to a table.

    Attributes and not only calls, so that ``save = row.save`` does not slip through; and the SQL
    that is handed to a cursor.
    """
    for node in ast.walk(ast.parse(source)):
        if (isinstance(node, ast.Attribute) and node.attr in WRITES) or (
            isinstance(node, ast.Call) and _executes_a_write(node)
        ):
            yield ast.unparse(node)


def _executes_a_write(call: ast.Call) -> bool:
    if not isinstance(call.func, ast.Attribute) or not call.func.attr.startswith("execute"):
        return False
    return any(statement in ast.unparse(call).lower() for statement in STATEMENTS)


def writes_above() -> set[tuple[str, str]]:
    """Return file and expression of everything above the rooms that can write."""
    return {
        (path.relative_to(SOURCE).as_posix(), expression)
        for room in ABOVE
        for path in (SOURCE / room).rglob("*.py")
        if "migrations" not in path.parts
        for expression in writes_in(path.read_text(encoding="utf-8"))
    }


def test_rooms_above_write_through_actions_only():
    """A write that is missing here belongs into a room's action; an exception needs its reason."""
    assert writes_above() == EXCEPTIONS


@pytest.mark.parametrize(
    "code",
    [
        "act.save()",
        "Act.objects.create(kind=1)",
        "Act.objects.filter(pk=1).update(kind=1)",
        "acts.update(kind=1)",
        "write = act.delete",
        "await Act.objects.aupdate_or_create()",
        "cursor.execute('DELETE FROM relations_act')",
        "cursor.execute(f'update {table} set x = 1')",
    ],
)
def test_a_write_is_found(code):
    assert list(writes_in(f"async def look():\n    {code}"))


@pytest.mark.parametrize(
    "code", ["page.save_revision()", "known |= {}", "cursor.execute('ANALYZE')"]
)
def test_what_writes_nothing_is_left_alone(code):
    assert not list(writes_in(code))
