"""Nothing that was said is changed or deleted; a retraction changes nothing itself.

The database holds it, on SQLite and on PostgreSQL. Acts, citations and signatories cannot be
deleted, and what they say cannot be changed. What may change is named nowhere here, it is what is
left: who may see an act, who looks after it, and translations. German is the original
(``title_de``); ``title_en`` and whatever language comes later may be added and mended. The column
without a language (``title``) belongs to modeltranslation, which copies one of the others into it;
nothing reads it.

A later migration that rebuilds one of these tables on SQLite must make its triggers again; a test
looks whether they are there and whether they know every column.
"""

import importlib

from django.db import migrations, models

BEFORE = importlib.import_module("weltoffen.relations.migrations.0002_acts_never_change")
SAID = {
    "act_says_for_ever_what_it_says": ("relations_act", ("id", *BEFORE.SAID)),
    "citation_says_for_ever_what_it_proves": (
        "relations_citation",
        ("id", "act_id", "passage_id"),
    ),
    "signatory_says_for_ever_who_signed": (
        "relations_signatory",
        ("id", "act_id", "side", "office_de", "position"),
    ),
}
KEPT = {
    "act_is_never_deleted": "relations_act",
    "citation_is_never_deleted": "relations_citation",
    "signatory_is_never_deleted": "relations_signatory",
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
    _hold_within(schema_editor)


def _hold_within(schema_editor):
    """A correction stands within its own relation: the trigger of 0002, made again."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            f"CREATE FUNCTION {BEFORE.WITHIN}() RETURNS trigger LANGUAGE plpgsql AS $$ "
            f"BEGIN IF {BEFORE.OTHERS} IS DISTINCT FROM NEW.relation_id THEN "
            f"RAISE EXCEPTION '{BEFORE.WITHIN}' "
            "USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$"
        )
        schema_editor.execute(
            f"CREATE TRIGGER {BEFORE.WITHIN} BEFORE INSERT ON {BEFORE.TABLE} FOR EACH ROW "
            f"WHEN (NEW.corrects_id IS NOT NULL) EXECUTE FUNCTION {BEFORE.WITHIN}()"
        )
    else:
        schema_editor.execute(
            f"CREATE TRIGGER {BEFORE.WITHIN} BEFORE INSERT ON {BEFORE.TABLE} "
            f"WHEN NEW.corrects_id IS NOT NULL AND {BEFORE.OTHERS} IS NOT NEW.relation_id "
            f"BEGIN SELECT RAISE(ABORT, '{BEFORE.WITHIN}'); END"
        )


def _hold_no_longer(apps, schema_editor):
    _let_go(schema_editor, (*SAID, *KEPT, BEFORE.WITHIN))


def _drop_old(apps, schema_editor):
    BEFORE._let_go(apps, schema_editor)


def _make_old(apps, schema_editor):
    BEFORE._hold(apps, schema_editor)


class Migration(migrations.Migration):
    dependencies = [("relations", "0002_acts_never_change")]

    operations = [
        # On SQLite a table that is rebuilt loses its triggers: they go first and come back last.
        migrations.RunPython(_drop_old, _make_old),
        migrations.AlterField(
            model_name="act",
            name="corrects",
            field=models.OneToOneField(
                blank=True,
                error_messages={
                    "unique": "Dieser Akt ist schon berichtigt. Berichtigen Sie den Akt, der an seine Stelle getreten ist."
                },
                null=True,
                on_delete=models.PROTECT,
                related_name="corrected_by",
                to="relations.act",
                verbose_name="berichtigt",
            ),
        ),
        migrations.AlterField(
            model_name="act",
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
        migrations.AlterField(
            model_name="disagreement",
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
        migrations.AlterField(
            model_name="instrument",
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
        migrations.AlterField(
            model_name="relation",
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
        migrations.AlterField(
            model_name="theme",
            name="identifier",
            field=models.SlugField(
                error_messages={
                    "unique": "Diese Kennung ist schon vergeben. Wählen Sie eine andere, oder bearbeiten Sie den vorhandenen Eintrag."
                },
                max_length=96,
                unique=True,
                verbose_name="Kennung",
            ),
        ),
        migrations.AddConstraint(
            model_name="act",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "retraction"), _negated=True),
                    models.Q(
                        ("bond", ""),
                        ("channel", ""),
                        ("civil", ""),
                        ("exchange", ""),
                        ("phase", ""),
                        ("term_until__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="act_that_retracts_changes_nothing_itself",
                violation_error_code="kind",
                violation_error_message="Eine Rücknahme ändert selbst nichts. Lassen Sie weg, was der Akt ändern soll, oder berichtigen Sie ihn stattdessen.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="act",
            name="act_ends_after_it_begins",
            constraint=models.CheckConstraint(
                condition=models.Q(("earliest__lte", models.F("latest"))),
                name="act_ends_after_it_begins",
                violation_error_code="on",
                violation_error_message="Der Akt liegt nach dem Tag, bis zu dem er geschehen sein soll. Berichtigen Sie eines von beiden.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="act",
            name="act_term_ends_after_the_act",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("term_until__isnull", True),
                    ("term_until__gt", models.F("earliest")),
                    _connector="OR",
                ),
                name="act_term_ends_after_the_act",
                violation_error_code="term_until",
                violation_error_message="Die Befristung endet, bevor der Akt beginnt. Geben Sie einen späteren Tag an.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="act",
            name="act_does_not_correct_itself",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("corrects__isnull", True),
                    models.Q(("corrects", models.F("id")), _negated=True),
                    _connector="OR",
                ),
                name="act_does_not_correct_itself",
                violation_error_code="corrects",
                violation_error_message="Ein Akt kann sich nicht selbst berichtigen. Wählen Sie den Akt, an dessen Stelle dieser tritt.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="act",
            name="act_that_retracts_names_what_it_retracts",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "retraction"), _negated=True),
                    ("corrects__isnull", False),
                    _connector="OR",
                ),
                name="act_that_retracts_names_what_it_retracts",
                violation_error_code="corrects",
                violation_error_message="Es fehlt, welcher Akt zurückgenommen wird. Wählen Sie den Akt, der nicht stattgefunden hat.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="citation",
            name="citation_is_made_once",
            constraint=models.UniqueConstraint(
                fields=("act", "passage"),
                name="citation_is_made_once",
                violation_error_code="passage",
                violation_error_message="Diese Textstelle belegt den Akt schon. Lassen Sie sie einmal stehen, oder geben Sie eine andere an.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="duty",
            name="duty_code_is_used_once_per_instrument",
            constraint=models.UniqueConstraint(
                fields=("instrument", "code"),
                name="duty_code_is_used_once_per_instrument",
                violation_error_code="code",
                violation_error_message="Dieses Kürzel hat schon eine andere Pflicht der Charta. Wählen Sie ein anderes.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="duty",
            name="duty_position_is_used_once_per_instrument",
            constraint=models.UniqueConstraint(
                fields=("instrument", "position"),
                name="duty_position_is_used_once_per_instrument",
                violation_error_code="position",
                violation_error_message="An dieser Stelle der Reihenfolge steht schon eine andere Pflicht. Wählen Sie einen freien Platz.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="dutyevidence",
            name="duty_evidence_says_what_was_done",
            constraint=models.CheckConstraint(
                condition=models.Q(("measure", ""), _negated=True),
                name="duty_evidence_says_what_was_done",
                violation_error_code="measure",
                violation_error_message="Es fehlt, was getan wurde. Beschreiben Sie die Maßnahme in einem Satz.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="position",
            name="disagreement_uses_one_answer_at_most",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_used", True)),
                fields=("disagreement",),
                name="disagreement_uses_one_answer_at_most",
                violation_error_code="is_used",
                violation_error_message="Die Stadt kann nur eine Antwort verwenden. Lassen Sie das Kennzeichen nur bei einer stehen.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="position",
            name="position_in_a_disagreement_is_used_once",
            constraint=models.UniqueConstraint(
                fields=("disagreement", "position"),
                name="position_in_a_disagreement_is_used_once",
                violation_error_code="position",
                violation_error_message="An dieser Stelle der Reihenfolge steht schon eine andere Antwort. Wählen Sie einen freien Platz.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="relation",
            name="relation_has_exactly_one_counterpart",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("instrument__isnull", True),
                        ("municipality__isnull", False),
                        ("network__isnull", True),
                    ),
                    models.Q(
                        ("instrument__isnull", True),
                        ("municipality__isnull", True),
                        ("network__isnull", False),
                    ),
                    models.Q(
                        ("instrument__isnull", False),
                        ("municipality__isnull", True),
                        ("network__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="relation_has_exactly_one_counterpart",
                violation_error_code="municipality",
                violation_error_message="Eine Beziehung hat genau eine andere Seite. Geben Sie entweder einen Ort, ein Netzwerk oder eine Charta an.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="relation",
            name="relation_is_not_with_oneself",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("municipality__isnull", True),
                    models.Q(("municipality", models.F("home")), _negated=True),
                    _connector="OR",
                ),
                name="relation_is_not_with_oneself",
                violation_error_code="municipality",
                violation_error_message="Eine Stadt hat keine Beziehung mit sich selbst. Wählen Sie einen anderen Ort.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="relation",
            name="relation_of_home_with_municipality_is_one",
            constraint=models.UniqueConstraint(
                fields=("home", "municipality"),
                name="relation_of_home_with_municipality_is_one",
                violation_error_code="municipality",
                violation_error_message="Diese Beziehung gibt es schon: Beide Seiten sind im Register verbunden. Öffnen Sie die vorhandene Beziehung und ergänzen Sie sie.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="relation",
            name="relation_of_home_with_network_is_one",
            constraint=models.UniqueConstraint(
                fields=("home", "network"),
                name="relation_of_home_with_network_is_one",
                violation_error_code="network",
                violation_error_message="Diese Beziehung gibt es schon: Beide Seiten sind im Register verbunden. Öffnen Sie die vorhandene Beziehung und ergänzen Sie sie.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="relation",
            name="relation_of_home_with_instrument_is_one",
            constraint=models.UniqueConstraint(
                fields=("home", "instrument"),
                name="relation_of_home_with_instrument_is_one",
                violation_error_code="instrument",
                violation_error_message="Diese Beziehung gibt es schon: Beide Seiten sind im Register verbunden. Öffnen Sie die vorhandene Beziehung und ergänzen Sie sie.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="relationtheme",
            name="relation_theme_is_proved_once_each",
            constraint=models.UniqueConstraint(
                fields=("relation", "theme", "passage"),
                name="relation_theme_is_proved_once_each",
                violation_error_code="theme",
                violation_error_message="Dieses Thema ist der Beziehung mit dieser Textstelle schon zugeordnet. Geben Sie eine andere Textstelle an, oder lassen Sie es dabei.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="signatory",
            name="signatory_position_is_used_once_per_act",
            constraint=models.UniqueConstraint(
                fields=("act", "position"),
                name="signatory_position_is_used_once_per_act",
                violation_error_code="position",
                violation_error_message="An dieser Stelle der Reihenfolge steht schon jemand. Geben Sie jeder unterzeichnenden Stelle einen eigenen Platz.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="theme",
            name="theme_is_a_field_or_one_of_the_seventeen_goals",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "sdg"), ("number__range", (1, 17))),
                    models.Q(("kind", "field"), ("number__isnull", True)),
                    _connector="OR",
                ),
                name="theme_is_a_field_or_one_of_the_seventeen_goals",
                violation_error_code="number",
                violation_error_message="Ein Ziel für nachhaltige Entwicklung hat eine Nummer von 1 bis 17, ein Feld der Zusammenarbeit keine. Berichtigen Sie Art oder Nummer.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="theme",
            name="theme_said_of_a_phase_has_a_passage",
            constraint=models.CheckConstraint(
                condition=models.Q(("said_of", ""), ("passage__isnull", False), _connector="OR"),
                name="theme_said_of_a_phase_has_a_passage",
                violation_error_code="passage",
                violation_error_message="Es fehlt der Beleg dafür, dass das Thema für alle Beziehungen dieser Form gilt. Geben Sie die Textstelle an.",
            ),
        ),
        migrations.RunPython(_hold, _hold_no_longer),
    ]
