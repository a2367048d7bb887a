"""Which documents belong to a relation, and to which of its acts."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0001_initial"),
        ("relations", "0006_whose_department"),
    ]

    operations = [
        migrations.CreateModel(
            name="RelationDocument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "act",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="document_links",
                        to="relations.act",
                        verbose_name="Akt",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="relation_links",
                        to="documents.document",
                        verbose_name="Dokument",
                    ),
                ),
                (
                    "relation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="document_links",
                        to="relations.relation",
                        verbose_name="Beziehung",
                    ),
                ),
            ],
            options={
                "verbose_name": "Dokument einer Beziehung",
                "verbose_name_plural": "Dokumente einer Beziehung",
                "ordering": ("relation", "id"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("relation", "document"),
                        name="document_belongs_to_a_relation_once",
                        violation_error_code="document",
                        violation_error_message="Dieses Dokument gehört schon zu der Beziehung. Soll es zu einem anderen Akt gehören, lösen Sie es zuerst.",
                    )
                ],
            },
        ),
    ]
