"""What was done with a request and what was said to a record is neither changed nor deleted.

The database holds it, on SQLite and on PostgreSQL. Of a step the text may be emptied, which happens
on the day on which the sender's data have to go; it can never read otherwise. Of a comment may
change who sees it, its answer, and that it was withdrawn.

A later migration that rebuilds one of these tables on SQLite must make its triggers again; a test
looks whether they are there and whether they know every column.
"""

from django.db import migrations

STEP = ("id", "request_id", "kind", "on", "at", "by_id", "passed_to", "outcome")
COMMENT = ("id", "identifier", "about", "relation_id", "text", "written_by_id", "written_at")
KEPT = {
    "requeststep_is_never_deleted": "casework_requeststep",
    "comment_is_never_deleted": "casework_comment",
}


def _refuse(schema_editor, name, table, on, when=""):
    """Make a trigger that refuses; ``on`` is ``UPDATE`` or ``DELETE``."""
    when = f"WHEN ({when}) " if when else ""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ "
            f"BEGIN RAISE EXCEPTION '{name}' USING ERRCODE = 'integrity_constraint_violation'; "
            "END $$"
        )
        schema_editor.execute(
            f"CREATE TRIGGER {name} BEFORE {on} ON {table} FOR EACH ROW {when}"
            f"EXECUTE FUNCTION {name}()"
        )
    else:
        schema_editor.execute(
            f"CREATE TRIGGER {name} BEFORE {on} ON {table} FOR EACH ROW {when}"
            f"BEGIN SELECT RAISE(ABORT, '{name}'); END"
        )


def _hold(apps, schema_editor):
    differs = "IS DISTINCT FROM" if schema_editor.connection.vendor == "postgresql" else "IS NOT"

    def changed(columns):
        return " OR ".join(f'OLD."{column}" {differs} NEW."{column}"' for column in columns)

    emptied = f'(OLD."text" {differs} NEW."text" AND NEW."text" <> \'\')'
    _refuse(
        schema_editor,
        "requeststep_says_for_ever_what_was_done",
        "casework_requeststep",
        "UPDATE",
        f"{changed(STEP)} OR {emptied}",
    )
    _refuse(
        schema_editor,
        "comment_says_for_ever_what_it_says",
        "casework_comment",
        "UPDATE",
        changed(COMMENT),
    )
    for name, table in KEPT.items():
        _refuse(schema_editor, name, table, "DELETE")


def _let_go(apps, schema_editor):
    names = (
        "requeststep_says_for_ever_what_was_done",
        "comment_says_for_ever_what_it_says",
        *KEPT,
    )
    for name in names:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP FUNCTION {name} CASCADE")
        else:
            schema_editor.execute(f"DROP TRIGGER {name}")


class Migration(migrations.Migration):
    dependencies = [("casework", "0001_initial")]

    operations = [migrations.RunPython(_hold, _let_go)]
