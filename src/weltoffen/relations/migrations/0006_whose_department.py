"""Which department a record belongs to, beside the function that answers for it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("relations", "0005_for_when_it_is_planned"),
    ]

    operations = [
        migrations.AddField(
            model_name="act",
            name="unit",
            field=models.CharField(
                blank=True,
                help_text="Wessen Leute den Eintrag auch dann sehen, wenn er eingeschränkt ist.",
                max_length=96,
                null=True,
                verbose_name="Fachbereich",
            ),
        ),
        migrations.AddField(
            model_name="disagreement",
            name="unit",
            field=models.CharField(
                blank=True,
                help_text="Wessen Leute den Eintrag auch dann sehen, wenn er eingeschränkt ist.",
                max_length=96,
                null=True,
                verbose_name="Fachbereich",
            ),
        ),
        migrations.AddField(
            model_name="instrument",
            name="unit",
            field=models.CharField(
                blank=True,
                help_text="Wessen Leute den Eintrag auch dann sehen, wenn er eingeschränkt ist.",
                max_length=96,
                null=True,
                verbose_name="Fachbereich",
            ),
        ),
        migrations.AddField(
            model_name="relation",
            name="unit",
            field=models.CharField(
                blank=True,
                help_text="Wessen Leute den Eintrag auch dann sehen, wenn er eingeschränkt ist.",
                max_length=96,
                null=True,
                verbose_name="Fachbereich",
            ),
        ),
    ]
