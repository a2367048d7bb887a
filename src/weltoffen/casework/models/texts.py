"""Blocks of text from which answers are composed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from weltoffen.casework.enums import Language, Topic
from weltoffen.records.models import TAKEN_IDENTIFIER


class TextBlock(models.Model):
    """Words that the office uses again and again, in one language, for one topic.

    ``text`` may hold places such as ``{anrede}``, which are filled from the request.
    """

    PUBLIC_FIELDS: ClassVar[frozenset[str]] = frozenset()
    INTERNAL_FIELDS: ClassVar = frozenset(
        {"id", "identifier", "title", "topic", "language", "text", "is_retired"}
    )

    identifier = models.SlugField(
        _("Kennung"), max_length=96, unique=True, error_messages={"unique": TAKEN_IDENTIFIER}
    )
    title = models.CharField(_("Name"), max_length=120)
    topic = models.CharField(_("Thema"), max_length=12, choices=Topic)
    language = models.CharField(_("Sprache"), max_length=2, choices=Language)
    text = models.TextField(_("Text"))
    is_retired = models.BooleanField(_("gilt nicht mehr"), default=False)

    class Meta:
        verbose_name = _("Textbaustein")
        verbose_name_plural = _("Textbausteine")
        ordering = ("topic", "language", "title")
        constraints = [
            models.UniqueConstraint(
                fields=["language", "topic", "title"],
                name="text_block_has_its_own_name",
                violation_error_code="title",
                violation_error_message=_(
                    "Einen Baustein mit diesem Namen gibt es zu diesem Thema schon. Geben Sie ihm "
                    "einen anderen Namen, oder ändern Sie den vorhandenen."
                ),
            )
        ]

    def __str__(self) -> str:
        return self.title
