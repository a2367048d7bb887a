"""Which documents belong to a relation, and of which act they are the deed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from weltoffen.documents.models import Document
from weltoffen.relations.models.act import Act
from weltoffen.relations.models.relation import Relation


class RelationDocument(models.Model):
    """That a document belongs to a relation; with an act, that it belongs to that act of it.

    A document belongs to a relation once: rights that are limited to a relation follow this table.
    """

    PUBLIC_FIELDS: ClassVar[frozenset[str]] = frozenset()
    INTERNAL_FIELDS: ClassVar = frozenset({"id", "relation", "act", "document"})

    relation = models.ForeignKey(
        Relation, models.PROTECT, verbose_name=_("Beziehung"), related_name="document_links"
    )
    act = models.ForeignKey(
        Act,
        models.PROTECT,
        verbose_name=_("Akt"),
        null=True,
        blank=True,
        related_name="document_links",
    )
    # The law may ask for a document to be deleted; that it belonged here goes with it.
    document = models.ForeignKey(
        Document, models.CASCADE, verbose_name=_("Dokument"), related_name="relation_links"
    )

    class Meta:
        verbose_name = _("Dokument einer Beziehung")
        verbose_name_plural = _("Dokumente einer Beziehung")
        ordering = ("relation", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["relation", "document"],
                name="document_belongs_to_a_relation_once",
                violation_error_code="document",
                violation_error_message=_(
                    "Dieses Dokument gehört schon zu der Beziehung. Soll es zu einem anderen Akt "
                    "gehören, lösen Sie es zuerst."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.relation}: {self.document}"
