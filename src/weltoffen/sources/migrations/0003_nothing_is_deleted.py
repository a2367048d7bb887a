"""Nothing that was received is changed or deleted; whether a body is here can be asked.

The database holds it, on SQLite and on PostgreSQL. Translations of our own rendering (``gist_en``
and whatever language comes later; German, ``gist_de``, is the original) may be added and mended.
The column ``gist`` belongs to modeltranslation, which copies one of the others into it; nothing
reads it. How a source is described may change, what was received of it not; a source is never
deleted, because its permanent address shall lead somewhere.

A later migration that rebuilds one of these tables on SQLite must make its triggers again; a test
looks whether they are there and whether they know every column.
"""

import importlib

from django.db import migrations, models

BEFORE = importlib.import_module(
    "weltoffen.sources.migrations.0002_snapshots_and_passages_never_change"
)
SAID = {
    "snapshot_says_for_ever_what_was_received": (
        "sources_snapshot",
        ("id", *BEFORE.KEPT["sources_snapshot"]),
    ),
    "passage_says_for_ever_what_it_says": (
        "sources_passage",
        ("id", *BEFORE.KEPT["sources_passage"]),
    ),
}
KEPT = {
    "source_is_never_deleted": "sources_source",
    "snapshot_is_never_deleted": "sources_snapshot",
    "passage_is_never_deleted": "sources_passage",
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


def _let_go(schema_editor, names):
    for name in names:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP FUNCTION {name} CASCADE")
        else:
            schema_editor.execute(f"DROP TRIGGER {name}")


def _hold(apps, schema_editor):
    differs = "IS DISTINCT FROM" if schema_editor.connection.vendor == "postgresql" else "IS NOT"
    for name, (table, columns) in SAID.items():
        changed = " OR ".join(f'OLD."{column}" {differs} NEW."{column}"' for column in columns)
        _refuse(schema_editor, name, table, "UPDATE", changed)
    for name, table in KEPT.items():
        _refuse(schema_editor, name, table, "DELETE")


def _hold_no_longer(apps, schema_editor):
    _let_go(schema_editor, (*SAID, *KEPT))


def _drop_old(apps, schema_editor):
    BEFORE._may_change(apps, schema_editor)


def _make_old(apps, schema_editor):
    BEFORE._never_change(apps, schema_editor)


class Migration(migrations.Migration):
    dependencies = [("sources", "0002_snapshots_and_passages_never_change")]

    operations = [
        # On SQLite a table that is rebuilt loses its triggers: they go first and come back last.
        migrations.RunPython(_drop_old, _make_old),
        migrations.AddField(
            model_name="snapshot",
            name="has_body",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Q(("body__isnull", False)),
                output_field=models.BooleanField(),
            ),
        ),
        migrations.AlterField(
            model_name="source",
            name="identifier",
            field=models.SlugField(
                error_messages={
                    "unique": "Diese Kennung ist schon vergeben. Wählen Sie eine andere, oder bearbeiten Sie den vorhandenen Eintrag."
                },
                help_text="Bleibt für immer gleich und ist Teil der öffentlichen Adresse.",
                max_length=96,
                unique=True,
                verbose_name="Kennung",
            ),
        ),
        migrations.AlterConstraint(
            model_name="passage",
            name="passage_quotes_or_renders_something",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("quote", ""), _negated=True),
                    models.Q(("gist", ""), _negated=True),
                    _connector="OR",
                ),
                name="passage_quotes_or_renders_something",
                violation_error_code="quote",
                violation_error_message="Die Textstelle ist leer. Geben Sie den Wortlaut an, oder sinngemäß in eigenen Worten, was die Quelle sagt.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="passage",
            name="passage_starts_before_it_ends",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("end__isnull", True), ("start__isnull", True)),
                    ("start__lt", models.F("end")),
                    _connector="OR",
                ),
                name="passage_starts_before_it_ends",
                violation_error_code="start",
                violation_error_message="Die Textstelle endet, bevor sie beginnt. Berichtigen Sie, ab welchem Zeichen sie steht.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="snapshot",
            name="snapshot_of_a_source_is_kept_once",
            constraint=models.UniqueConstraint(
                fields=("source", "sha256"),
                name="snapshot_of_a_source_is_kept_once",
                violation_error_code="sha256",
                violation_error_message="Diese Fassung der Quelle ist schon aufbewahrt. Verwenden Sie die vorhandene.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="snapshot",
            name="snapshot_with_a_body_has_its_hash",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("body__isnull", True), ("sha256", "")),
                    ("sha256__length", 64),
                    _connector="OR",
                ),
                name="snapshot_with_a_body_has_its_hash",
                violation_error_code="sha256",
                violation_error_message="Die Prüfsumme der Fassung fehlt oder ist unvollständig: SHA-256 hat 64 Zeichen. Lassen Sie sie weg, wenn Sie die Datei hochladen; sie wird dann berechnet.",
            ),
        ),
        migrations.RunPython(_hold, _hold_no_longer),
    ]
