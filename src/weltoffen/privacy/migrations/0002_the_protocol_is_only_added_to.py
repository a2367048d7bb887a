"""The database itself refuses to change what was deleted when, on SQLite and on PostgreSQL.

A later migration that rebuilds one of these tables on SQLite must make its triggers again; a test
looks whether they are there.
"""

from django.db import migrations

TABLES = {
    "deletion": ("privacy_deletion", "deletions_are_never_emptied", ("id",)),
    "forgotten": ("privacy_forgotten", "forgotten_are_never_emptied", ("id", "about")),
}


def _hold(apps, schema_editor):
    hold = _on_postgresql if schema_editor.connection.vendor == "postgresql" else _on_sqlite
    for what, (table, emptied, columns) in TABLES.items():
        hold(schema_editor, what, table, emptied, columns)


def _on_postgresql(schema_editor, what, table, emptied, columns):
    for name, on, each in (
        (f"{what}_is_never_changed", "UPDATE", "ROW"),
        (f"{what}_is_never_removed", "DELETE", "ROW"),
        (emptied, "TRUNCATE", "STATEMENT"),
    ):
        schema_editor.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"RAISE EXCEPTION '{name}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
        )
        schema_editor.execute(
            f"CREATE TRIGGER {name} BEFORE {on} ON {table} FOR EACH {each} "
            f"EXECUTE FUNCTION {name}()"
        )


def _on_sqlite(schema_editor, what, table, emptied, columns):
    for name, on in (
        (f"{what}_is_never_changed", "UPDATE"),
        (f"{what}_is_never_removed", "DELETE"),
    ):
        schema_editor.execute(
            f"CREATE TRIGGER {name} BEFORE {on} ON {table} FOR EACH ROW "
            f"BEGIN SELECT RAISE(ABORT, '{name}'); END"
        )
    same = " OR ".join(f"{column} = NEW.{column}" for column in columns)
    there = f"EXISTS (SELECT 1 FROM {table} WHERE {same})"  # noqa: S608 - our own names
    name = f"{what}_is_never_replaced"
    schema_editor.execute(
        f"CREATE TRIGGER {name} BEFORE INSERT ON {table} FOR EACH ROW WHEN {there} "
        f"BEGIN SELECT RAISE(ABORT, '{name}'); END"
    )


def _let_go(apps, schema_editor):
    for what, (_table, emptied, _columns) in TABLES.items():
        if schema_editor.connection.vendor == "postgresql":
            for name in (f"{what}_is_never_changed", f"{what}_is_never_removed", emptied):
                schema_editor.execute(f"DROP FUNCTION {name} CASCADE")
        else:
            for ending in ("changed", "removed", "replaced"):
                schema_editor.execute(f"DROP TRIGGER {what}_is_never_{ending}")


class Migration(migrations.Migration):
    dependencies = [("privacy", "0001_initial")]

    operations = [migrations.RunPython(_hold, _let_go)]
