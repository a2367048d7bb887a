"""The database itself keeps the words of each entry searchable, whoever writes it.

On SQLite a full-text table that has no text of its own, which three triggers keep like ``terms``;
on PostgreSQL a generated column with an index. Neither splits words nor knows a language: ``terms``
comes ready from our analyser. A later migration that rebuilds ``finding_entry`` on SQLite must make
the triggers again; a test looks whether they are there.
"""

from django.db import migrations

TABLE, WORDS = "finding_entry", "finding_words"
_ADD = f"INSERT INTO {WORDS}(rowid, terms) VALUES (NEW.id, NEW.terms);"  # noqa: S608 - constants
_REMOVE = f"INSERT INTO {WORDS}({WORDS}, rowid, terms) VALUES ('delete', OLD.id, OLD.terms);"  # noqa: S608 - constants


def _keep(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            f"ALTER TABLE {TABLE} ADD COLUMN vector tsvector GENERATED ALWAYS AS "
            "(array_to_tsvector(string_to_array(terms, ' '))) STORED"
        )
        schema_editor.execute(f"CREATE INDEX {WORDS} ON {TABLE} USING gin (vector)")
        return
    schema_editor.execute(
        f"CREATE VIRTUAL TABLE {WORDS} USING fts5(terms, content='{TABLE}', content_rowid='id', "
        "tokenize='ascii', detail='none', columnsize=0, prefix='3 4')"
    )
    for when, does in (
        ("AFTER INSERT", _ADD),
        ("AFTER DELETE", _REMOVE),
        ("AFTER UPDATE OF terms", _REMOVE + " " + _ADD),
    ):
        name = f"{WORDS}_{when.split()[1].lower()}"
        schema_editor.execute(f"CREATE TRIGGER {name} {when} ON {TABLE} BEGIN {does} END")


def _let_go(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"ALTER TABLE {TABLE} DROP COLUMN vector")
        return
    for event in ("insert", "delete", "update"):
        schema_editor.execute(f"DROP TRIGGER {WORDS}_{event}")
    schema_editor.execute(f"DROP TABLE {WORDS}")


class Migration(migrations.Migration):
    dependencies = [("finding", "0001_initial")]
    operations = [migrations.RunPython(_keep, _let_go)]
