"""Which department a record belongs to, beside the function that answers for it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0003_names_remember_what_translations_were_made_from"),
    ]

    operations = [
        migrations.AddField(
            model_name="organisation",
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
