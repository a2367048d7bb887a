"""For when a bond is planned; it never changes either, and the database holds it.

On SQLite the table is rebuilt and loses its triggers: they go first and come back last.
"""

import importlib

from django.db import migrations, models

KEPT = importlib.import_module("weltoffen.relations.migrations.0003_nothing_is_deleted")
SAYS = "act_says_for_ever_what_it_says"
STAYS = "act_is_never_deleted"


def _let_go(apps, schema_editor):
    KEPT._let_go(schema_editor, (SAYS, STAYS, KEPT.BEFORE.WITHIN))


def _hold_with(columns, schema_editor):
    table, _columns = KEPT.SAID[SAYS]
    differs = "IS DISTINCT FROM" if schema_editor.connection.vendor == "postgresql" else "IS NOT"
    changed = " OR ".join(f'OLD."{column}" {differs} NEW."{column}"' for column in columns)
    KEPT._refuse(schema_editor, SAYS, table, "UPDATE", changed)
    KEPT._refuse(schema_editor, STAYS, table, "DELETE")
    KEPT._hold_within(schema_editor)


def _hold(apps, schema_editor):
    _hold_with((*KEPT.SAID[SAYS][1], "planned_for"), schema_editor)


def _hold_as_before(apps, schema_editor):
    _hold_with(KEPT.SAID[SAYS][1], schema_editor)


class Migration(migrations.Migration):
    dependencies = [("relations", "0004_answers_that_were_taken_back")]

    operations = [
        migrations.RunPython(_let_go, _hold_as_before),
        migrations.AddField(
            model_name="act",
            name="planned_for",
            field=models.CharField(
                blank=True,
                default="",
                help_text="Nur bei einer geplanten Bindung: für wann, so genau wie bekannt.",
                max_length=40,
                verbose_name="geplant für",
            ),
        ),
        migrations.AddConstraint(
            model_name="act",
            constraint=models.CheckConstraint(
                condition=models.Q(("planned_for", ""), ("bond", "planned"), _connector="OR"),
                name="act_names_a_time_ahead_only_of_what_is_planned",
                violation_error_code="planned_for",
                violation_error_message="Für wann geplant ist, kann nur bei einer geplanten Bindung stehen. Wählen Sie als förmliche Bindung „geplant“, oder lassen Sie die Zeit weg.",
            ),
        ),
        migrations.RunPython(_hold, _let_go),
    ]
