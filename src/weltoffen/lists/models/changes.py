"""Many changes at once, each cell of them looked at before."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from weltoffen.accounts.models import User
from weltoffen.lists.enums import Origin, Outcome, Stage, Stand


class BulkChange(models.Model):
    """Changes of several records of one kind, chosen in a list or brought back in a table.

    ``rows`` is how many records were looked at, ``ignored`` are headings of the table that nobody
    knew. What was brought is deleted after a while (``lists.work``): the records' own histories
    keep what changed.
    """

    PUBLIC_FIELDS: ClassVar = frozenset[str]()
    INTERNAL_FIELDS: ClassVar = frozenset(
        {
            "id", "kind", "origin", "file_name", "rows", "ignored", "by", "begun_at", "stage",
            "ended_at",
        }
    )  # fmt: skip

    kind = models.SlugField(_("Liste"), max_length=40)
    origin = models.CharField(_("Herkunft"), max_length=5, choices=Origin)
    file_name = models.CharField(_("Datei"), max_length=200, blank=True)
    rows = models.PositiveIntegerField(_("Zeilen"))
    ignored = models.JSONField(default=list, blank=True)
    by = models.ForeignKey(User, models.PROTECT, verbose_name=_("von"), related_name="+")
    begun_at = models.DateTimeField(_("begonnen"), auto_now_add=True)
    stage = models.CharField(_("Stand"), max_length=9, choices=Stage, default=Stage.OPEN)
    ended_at = models.DateTimeField(_("beendet"), null=True, blank=True)

    class Meta:
        verbose_name = _("Sammeländerung")
        verbose_name_plural = _("Sammeländerungen")
        ordering = ("-id",)
        constraints = [
            models.CheckConstraint(
                condition=Q(stage__in=[Stage.TAKEN, Stage.RETURNED], ended_at__isnull=False)
                | Q(stage__in=[Stage.OPEN, Stage.TAKING, Stage.RETURNING], ended_at__isnull=True),
                name="bulk_change_that_ended_says_when",
                violation_error_code="ended_at",
                violation_error_message=_(
                    "Eine Sammeländerung, die fertig ist, sagt, wann. Laden Sie die Seite neu."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.file_name or str(self.get_origin_display())


class CellChange(models.Model):
    """One cell of one record: what it says, what it is to say, and what became of that.

    ``before`` and ``after`` are in the one form of :mod:`weltoffen.lists.rules.cells`. ``field`` is
    ``""`` where a fault concerns the whole row.
    """

    PUBLIC_FIELDS: ClassVar = frozenset[str]()
    INTERNAL_FIELDS: ClassVar = frozenset(
        {
            "id", "bulk", "line", "letter", "identifier", "field", "before", "after", "typed",
            "stand", "problem", "is_chosen", "outcome",
        }
    )  # fmt: skip

    bulk = models.ForeignKey(BulkChange, models.CASCADE, related_name="cells")
    line = models.PositiveIntegerField(_("Zeile"))
    letter = models.CharField(_("Spalte"), max_length=3, blank=True)
    identifier = models.CharField(_("Kennung"), max_length=200, blank=True)
    field = models.CharField(_("Angabe"), max_length=40, blank=True)
    before = models.TextField(_("bisher"), blank=True)
    after = models.TextField(_("künftig"), blank=True)
    typed = models.TextField(blank=True)
    stand = models.CharField(max_length=8, choices=Stand)
    problem = models.JSONField(default=dict, blank=True)
    is_chosen = models.BooleanField(_("übernehmen"))
    outcome = models.CharField(max_length=9, choices=Outcome, default=Outcome.WAITING, blank=True)

    class Meta:
        verbose_name = _("geänderte Zelle")
        verbose_name_plural = _("geänderte Zellen")
        ordering = ("line", "id")
        indexes = [models.Index(fields=["bulk", "line", "id"], name="cell_change_in_order")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(stand=Stand.FAULT) | Q(is_chosen=False, outcome=""),
                name="faulty_cell_is_never_taken",
                violation_error_code="is_chosen",
                violation_error_message=_(
                    "Eine Zelle mit Fehler kann nicht übernommen werden. Berichtigen Sie sie in "
                    "der Tabelle, und laden Sie diese noch einmal hoch."
                ),
            ),
            models.UniqueConstraint(
                fields=["bulk", "identifier", "field"],
                condition=~Q(stand=Stand.FAULT),
                name="cell_of_a_record_is_changed_once",
                violation_error_code="field",
                violation_error_message=_(
                    "Diese Angabe steht schon in der Sammeländerung. Laden Sie die Seite neu."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.identifier}: {self.field}"
