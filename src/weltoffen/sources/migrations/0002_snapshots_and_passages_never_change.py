"""The database itself refuses to change what was received, on SQLite and on PostgreSQL.

Translations of our own rendering (``gist_en``) may be added later; everything else is for ever.
A later migration that rebuilds one of these tables on SQLite must make its trigger again; a test
looks whether it is there.
"""

from django.db import migrations

KEPT = {
    "sources_snapshot": ("source_id", "received_on", "media_type", "sha256", "body"),
    "sources_passage": ("snapshot_id", "quote", "start", "end", "gist_de", "locator"),
}


def _never_change(apps, schema_editor):
    for table, columns in KEPT.items():
        name = f"{table}_never_changes"
        of = ", ".join(f'"{column}"' for column in columns)
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(
                f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ "
                f"BEGIN RAISE EXCEPTION '{name}' USING ERRCODE = 'integrity_constraint_violation'; "
                "END $$"
            )
            schema_editor.execute(
                f"CREATE TRIGGER {name} BEFORE UPDATE OF {of} ON {table} "
                f"FOR EACH ROW EXECUTE FUNCTION {name}()"
            )
        else:
            schema_editor.execute(
                f"CREATE TRIGGER {name} BEFORE UPDATE OF {of} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{name}'); END"
            )


def _may_change(apps, schema_editor):
    for table in KEPT:
        name = f"{table}_never_changes"
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP FUNCTION {name} CASCADE")
        else:
            schema_editor.execute(f"DROP TRIGGER {name}")


class Migration(migrations.Migration):
    dependencies = [("sources", "0001_initial")]

    operations = [migrations.RunPython(_never_change, _may_change)]
