"""That two entries were found to be one and the same, and what moved."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from weltoffen.organisations.enums import MergeOf


class Merge(models.Model):
    """What one merge moved, so that it can be put back exactly.

    The two records are told by their identifiers, which last for ever and say no name. ``moved``
    lists rows as ``[model, field, [keys]]``, ``filled`` the fields that the survivor took over
    because it had nothing there. No value of a field is kept here.
    """

    PUBLIC_FIELDS: ClassVar[frozenset[str]] = frozenset()
    INTERNAL_FIELDS: ClassVar = frozenset(
        {
            "id", "of", "survivor", "merged", "moved", "filled", "merged_at", "merged_by",
            "undone_at", "undone_by",
        }
    )  # fmt: skip

    of = models.CharField(max_length=12, choices=MergeOf)
    survivor = models.SlugField(_("bleibt"), max_length=96)
    merged = models.SlugField(_("geht auf"), max_length=96)
    moved = models.JSONField(default=list, blank=True)
    filled = models.JSONField(default=list, blank=True)
    merged_at = models.DateTimeField(auto_now_add=True)
    merged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )

    class Meta:
        verbose_name = _("Zusammenführung")
        verbose_name_plural = _("Zusammenführungen")
        ordering = ("-merged_at", "-id")
        constraints = [
            models.CheckConstraint(
                condition=~Q(survivor=F("merged")),
                name="a_merge_is_of_two_entries",
                violation_error_code="merged",
                violation_error_message=_(
                    "Ein Eintrag lässt sich nicht mit sich selbst zusammenführen. Wählen Sie einen "
                    "anderen."
                ),
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="a_merge_is_undone_by_somebody",
                violation_error_code="undone_by",
                violation_error_message=_(
                    "Es fehlt, wer die Zusammenführung zurücknimmt. Melden Sie sich an und "
                    "versuchen Sie es noch einmal."
                ),
            ),
            models.UniqueConstraint(
                fields=["of", "merged"],
                condition=Q(undone_at__isnull=True),
                name="an_entry_is_merged_away_once",
                violation_error_code="merged",
                violation_error_message=_(
                    "Dieser Eintrag ist schon mit einem anderen zusammengeführt. Nehmen Sie das "
                    "zuerst zurück, oder arbeiten Sie mit dem anderen Eintrag weiter."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.merged} → {self.survivor}"
