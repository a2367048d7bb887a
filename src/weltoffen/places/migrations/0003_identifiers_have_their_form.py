"""Numbers of Wikidata and of German municipalities are refused where they cannot be one."""

from django.core.validators import RegexValidator
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("places", "0002_told_in_sentences")]

    operations = [
        migrations.AlterField(
            model_name="municipality",
            name="ags",
            field=models.CharField(
                blank=True,
                max_length=8,
                validators=[
                    RegexValidator(
                        "^[0-9]{8}\\Z",
                        "Ein Amtlicher Gemeindeschlüssel hat acht Ziffern, etwa 05913000. Prüfen "
                        "Sie ihn.",
                    )
                ],
                verbose_name="Gemeindeschlüssel (AGS)",
            ),
        ),
        migrations.AlterField(
            model_name="municipality",
            name="wikidata_id",
            field=models.CharField(
                blank=True,
                max_length=16,
                validators=[
                    RegexValidator(
                        "^Q[1-9][0-9]*\\Z",
                        "Eine Wikidata-Kennung ist ein Q und eine Zahl, etwa Q1295. Prüfen Sie sie.",
                    )
                ],
                verbose_name="Wikidata",
            ),
        ),
    ]
