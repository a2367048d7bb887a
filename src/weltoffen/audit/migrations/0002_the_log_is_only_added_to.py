"""The database itself refuses to change the security log, on SQLite and on PostgreSQL.

An event goes only where a seal covers it, and a seal never goes. A later migration that rebuilds
one of these tables on SQLite must make its triggers again; a test looks whether they are there.
"""

from django.db import migrations

EVENTS, SEALS = "audit_auditevent", "audit_auditseal"
REFUSED = {
    "audit_event_is_never_changed": (EVENTS, "UPDATE"),
    "audit_seal_is_never_changed": (SEALS, "UPDATE"),
    "audit_seal_is_never_deleted": (SEALS, "DELETE"),
}
BY_RULE = "audit_event_is_removed_by_rule_only"
COVERED = f"EXISTS (SELECT 1 FROM {SEALS} WHERE OLD.number BETWEEN first AND last)"  # noqa: S608 - our own names
EMPTIED = {
    "audit_events_are_never_emptied": EVENTS,
    "audit_seals_are_never_emptied": SEALS,
}
"""SQLite has no TRUNCATE: there DELETE without a condition asks the triggers row by row."""
REPLACED = {
    "audit_event_is_never_replaced": (EVENTS, ("number", "previous", "hash")),
    "audit_seal_is_never_replaced": (SEALS, ("id", "first", "last")),
}
"""SQLite's INSERT OR REPLACE takes a row away without asking the triggers of DELETE."""


def _hold(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        _hold_on_postgresql(schema_editor)
    else:
        _hold_on_sqlite(schema_editor)


def _hold_on_postgresql(schema_editor):
    refuse = "RAISE EXCEPTION '{}' USING ERRCODE = 'integrity_constraint_violation';"
    for name, (table, on) in REFUSED.items():
        _function(schema_editor, name, refuse.format(name))
        schema_editor.execute(
            f"CREATE TRIGGER {name} BEFORE {on} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
        )
    _function(
        schema_editor,
        BY_RULE,
        f"IF {COVERED} THEN RETURN OLD; END IF; {refuse.format(BY_RULE)}",
    )
    schema_editor.execute(
        f"CREATE TRIGGER {BY_RULE} BEFORE DELETE ON {EVENTS} "
        f"FOR EACH ROW EXECUTE FUNCTION {BY_RULE}()"
    )
    for name, table in EMPTIED.items():
        _function(schema_editor, name, refuse.format(name))
        schema_editor.execute(
            f"CREATE TRIGGER {name} BEFORE TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
        )


def _function(schema_editor, name, body):
    schema_editor.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$"
    )


def _hold_on_sqlite(schema_editor):
    for name, (table, on) in REFUSED.items():
        schema_editor.execute(
            f"CREATE TRIGGER {name} BEFORE {on} ON {table} FOR EACH ROW "
            f"BEGIN SELECT RAISE(ABORT, '{name}'); END"
        )
    schema_editor.execute(
        f"CREATE TRIGGER {BY_RULE} BEFORE DELETE ON {EVENTS} FOR EACH ROW WHEN NOT {COVERED} "
        f"BEGIN SELECT RAISE(ABORT, '{BY_RULE}'); END"
    )
    for name, (table, columns) in REPLACED.items():
        same = " OR ".join(f"{column} = NEW.{column}" for column in columns)
        there = f"EXISTS (SELECT 1 FROM {table} WHERE {same})"  # noqa: S608 - our own names
        schema_editor.execute(
            f"CREATE TRIGGER {name} BEFORE INSERT ON {table} FOR EACH ROW WHEN {there} "
            f"BEGIN SELECT RAISE(ABORT, '{name}'); END"
        )


def _let_go(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for name in (*REFUSED, BY_RULE, *EMPTIED):
            schema_editor.execute(f"DROP FUNCTION {name} CASCADE")
    else:
        for name in (*REFUSED, BY_RULE, *REPLACED):
            schema_editor.execute(f"DROP TRIGGER {name}")


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunPython(_hold, _let_go)]
