"""The abstract record. Each room's models inherit it; it has no table of its own."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from weltoffen.ground.problems import Problem
from weltoffen.records.enums import Role, Visibility

TAKEN_IDENTIFIER = _(
    "Diese Kennung ist schon vergeben. Wählen Sie eine andere, oder bearbeiten Sie den vorhandenen "
    "Eintrag."
)


class Record(models.Model):
    """Something that the office keeps, answers for and may publish.

    Subclasses name in ``PUBLIC_FIELDS`` what the publication window may show of a public record,
    and in ``INTERNAL_FIELDS`` everything else; a test fails for a field that is in neither.
    """

    PUBLIC_FIELDS: ClassVar[frozenset[str]]
    INTERNAL_FIELDS: ClassVar[frozenset[str]]
    RELATION_PATH: ClassVar[str] = ""
    """Where a query finds the identifier of the relation that a record belongs to; ``""`` where
    records of the kind belong to none. Rights that are limited to a relation follow it."""

    identifier = models.SlugField(
        _("Kennung"),
        max_length=96,
        unique=True,
        help_text=_("Bleibt für immer gleich und ist Teil der öffentlichen Adresse."),
        error_messages={"unique": TAKEN_IDENTIFIER},
    )
    owner = models.CharField(_("zuständig"), max_length=16, choices=Role, default=Role.COORDINATION)
    unit = models.CharField(
        _("Fachbereich"),
        max_length=96,
        # No department is NULL and never "": a column that may be missing is added to tables with
        # triggers without rebuilding them.
        null=True,
        blank=True,
        help_text=_("Wessen Leute den Eintrag auch dann sehen, wenn er eingeschränkt ist."),
    )
    review_by = models.DateField(_("prüfen bis"), null=True, blank=True)
    visibility = models.CharField(
        _("Sichtbarkeit"), max_length=10, choices=Visibility, default=Visibility.INTERNAL
    )

    made_from = models.JSONField(
        default=dict,
        blank=True,
        editable=False,
        help_text="Per translated column, the fingerprint of the German text it was made from.",
    )

    class Meta:
        abstract = True

    def problems_of_publishing(self) -> list[Problem]:
        """Return what speaks against making this record public; mostly nothing."""
        return []

    def problems_of_withdrawing(self) -> list[Problem]:
        """Return what speaks against taking this record back from the public; mostly nothing."""
        return []

    def problems_of_showing(self, to: Visibility) -> list[Problem]:
        """Return what speaks against letting just these see this record; mostly nothing."""
        return []

    def __str__(self) -> str:
        return self.identifier
