"""The database itself holds what acts promise, on SQLite and on PostgreSQL.

What an act says never changes; who may see it and its translations may. A correction stands within
its own relation. A later migration that rebuilds the table on SQLite must make these triggers
again; a test looks whether they are there.
"""

from django.db import migrations

TABLE = "relations_act"
NEVER = "act_says_for_ever_what_it_says"
WITHIN = "act_corrects_an_act_of_its_own_relation"
SAID = (
    "identifier", "relation_id", "kind", "on", "known_by", "earliest", "latest", "side", "phase",
    "bond", "channel", "exchange", "civil", "term_until", "corrects_id", "title_de", "note_de",
    "wording_de", "body_id", "place_id", "paper_number", "recorded_at", "recorded_by_id",
)  # fmt: skip
OTHERS = f"(SELECT relation_id FROM {TABLE} WHERE id = NEW.corrects_id)"  # noqa: S608 - a constant


def _on_postgresql(schema_editor, of):
    fault = "USING ERRCODE = 'integrity_constraint_violation'"
    schema_editor.execute(
        f"CREATE FUNCTION {NEVER}() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN RAISE EXCEPTION '{NEVER}' {fault}; END $$"
    )
    schema_editor.execute(
        f"CREATE TRIGGER {NEVER} BEFORE UPDATE OF {of} ON {TABLE} "
        f"FOR EACH ROW EXECUTE FUNCTION {NEVER}()"
    )
    schema_editor.execute(
        f"CREATE FUNCTION {WITHIN}() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN IF {OTHERS} IS DISTINCT FROM NEW.relation_id THEN "
        f"RAISE EXCEPTION '{WITHIN}' {fault}; END IF; RETURN NEW; END $$"
    )
    schema_editor.execute(
        f"CREATE TRIGGER {WITHIN} BEFORE INSERT ON {TABLE} FOR EACH ROW "
        f"WHEN (NEW.corrects_id IS NOT NULL) EXECUTE FUNCTION {WITHIN}()"
    )


def _on_sqlite(schema_editor, of):
    schema_editor.execute(
        f"CREATE TRIGGER {NEVER} BEFORE UPDATE OF {of} ON {TABLE} "
        f"BEGIN SELECT RAISE(ABORT, '{NEVER}'); END"
    )
    schema_editor.execute(
        f"CREATE TRIGGER {WITHIN} BEFORE INSERT ON {TABLE} "
        f"WHEN NEW.corrects_id IS NOT NULL AND {OTHERS} IS NOT NEW.relation_id "
        f"BEGIN SELECT RAISE(ABORT, '{WITHIN}'); END"
    )


def _hold(apps, schema_editor):
    of = ", ".join(f'"{column}"' for column in SAID)
    if schema_editor.connection.vendor == "postgresql":
        _on_postgresql(schema_editor, of)
    else:
        _on_sqlite(schema_editor, of)


def _let_go(apps, schema_editor):
    for name in (NEVER, WITHIN):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP FUNCTION {name} CASCADE")
        else:
            schema_editor.execute(f"DROP TRIGGER {name}")


class Migration(migrations.Migration):
    dependencies = [("relations", "0001_initial")]

    operations = [migrations.RunPython(_hold, _let_go)]
