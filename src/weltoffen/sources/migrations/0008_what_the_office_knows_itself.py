"""A source may be what the office knows itself, of which there is no text."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("sources", "0007_seen_again_once_a_day")]

    operations = [
        migrations.AlterField(
            model_name="source",
            name="standing",
            field=models.CharField(
                choices=[
                    ("read", "im Wortlaut: der Text selbst wurde gelesen"),
                    (
                        "reported",
                        "berichtet: nur sinngemäß bekannt, der Text selbst wurde nicht gelesen",
                    ),
                    (
                        "own",
                        "Wissen des Büros: das Büro hat es selbst festgehalten, einen Text gibt es nicht",
                    ),
                ],
                max_length=10,
                verbose_name="Kenntnis",
            ),
        ),
    ]
