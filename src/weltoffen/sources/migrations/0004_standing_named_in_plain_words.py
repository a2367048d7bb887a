"""How well a source is known is said in other words; the values are the same."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("sources", "0003_nothing_is_deleted")]

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
                ],
                max_length=10,
                verbose_name="Kenntnis",
            ),
        ),
    ]
