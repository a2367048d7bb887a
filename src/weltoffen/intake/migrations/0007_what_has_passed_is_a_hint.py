from django.db import migrations, models


def tell_hints_from_contradictions(apps, schema_editor):
    """What a page announces although it is over contradicts nothing in the register."""
    statements = apps.get_model("intake", "Statement").objects.filter(type="claim")
    passed = statements.filter(verdict="contradicts", proposed__what="announced")
    passed.update(verdict="passed")


def tell_contradictions_again(apps, schema_editor):
    """Undo it: before this migration there was no such verdict."""
    apps.get_model("intake", "Statement").objects.filter(verdict="passed").update(
        verdict="contradicts"
    )


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0006_what_is_known_asks_for_nothing"),
    ]

    operations = [
        migrations.AlterField(
            model_name="statement",
            name="verdict",
            field=models.CharField(
                choices=[
                    ("agrees", "bekannt, stimmt überein"),
                    ("new", "neu"),
                    ("more-exact", "genauer als das Register"),
                    ("contradicts", "widerspricht"),
                    ("unclear", "unklar: welcher Ort?"),
                    ("passed", "angekündigt, aber schon vorbei"),
                    ("unchecked", "nicht prüfbar"),
                    ("not-ours", "nicht unsere Beziehung"),
                ],
                max_length=12,
                verbose_name="Vergleich",
            ),
        ),
        migrations.RunPython(tell_hints_from_contradictions, tell_contradictions_again),
    ]
