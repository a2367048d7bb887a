"""Which department a record belongs to, beside the function that answers for it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("sources", "0008_what_the_office_knows_itself"),
    ]

    operations = [
        migrations.AddField(
            model_name="source",
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
