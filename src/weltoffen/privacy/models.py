"""The terms that the office has chosen, the protocol of deletions, and what must not come back."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from weltoffen.accounts.models import User
from weltoffen.privacy.enums import Cause

MOST_MONTHS = 360
_STAYS = _("Das Löschprotokoll bleibt, wie es ist. Lassen Sie die Zeile stehen.")
_REMAINS = _(
    "Dass etwas auf Verlangen gelöscht wurde, bleibt vermerkt, damit es mit keiner Sicherung "
    "zurückkommt. Lassen Sie die Zeile stehen."
)


class Term(models.Model):
    """How long the office keeps a kind of personal data, where it decided so itself.

    A kind without a row has its usual term, which belongs to the version of the program. Within
    which bounds a term may lie, the registry says per kind.
    """

    PUBLIC_FIELDS: ClassVar[frozenset[str]] = frozenset()
    INTERNAL_FIELDS: ClassVar = frozenset(
        {"id", "kind", "months", "reason", "amended_at", "amended_by"}
    )

    kind = models.SlugField(
        _("Art der Angaben"),
        max_length=60,
        unique=True,
        error_messages={
            "unique": _(
                "Für diese Art ist die Frist schon festgelegt. Ändern Sie, was es schon gibt."
            )
        },
    )
    months = models.PositiveSmallIntegerField(_("Frist in Monaten"))
    reason = models.CharField(_("Grund"), max_length=240)
    amended_at = models.DateTimeField(_("festgelegt"), default=timezone.now)
    amended_by = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("festgelegt von"), related_name="+"
    )

    class Meta:
        verbose_name = _("Aufbewahrungsfrist")
        verbose_name_plural = _("Aufbewahrungsfristen")
        ordering = ("kind",)
        constraints = [
            models.CheckConstraint(
                condition=Q(months__gte=1, months__lte=MOST_MONTHS),
                name="term_lies_between_a_month_and_thirty_years",
                violation_error_code="months",
                violation_error_message=_(
                    "Eine Frist liegt zwischen einem Monat und dreißig Jahren. Geben Sie eine Zahl "
                    "von 1 bis 360 an."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="term_is_chosen_for_a_reason",
                violation_error_code="reason",
                violation_error_message=_(
                    "Es fehlt der Grund. Nennen Sie, worauf sich die Frist stützt, etwa den "
                    "Aufbewahrungsplan der Stadt."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.kind


class Deletion(models.Model):
    """A line of the protocol: on which day how much of a kind went, and by which rule. No names.

    ``months`` is the term that held, None where every row has its own day or somebody asked.
    ``job`` is the number of the run. Lines are added and never changed.
    """

    PUBLIC_FIELDS: ClassVar[frozenset[str]] = frozenset()
    INTERNAL_FIELDS: ClassVar = frozenset(
        {"id", "day", "at", "kind", "cause", "months", "count", "job"}
    )
    HELD_BY_TRIGGERS: ClassVar = {
        "deletion_is_never_changed": ("", _STAYS),
        "deletion_is_never_removed": ("", _STAYS),
        "deletions_are_never_emptied": ("", _STAYS),
        "deletion_is_never_replaced": ("", _STAYS),
    }

    day = models.DateField(pgettext_lazy("im Kalender", "Tag"))
    at = models.DateTimeField(_("Zeitpunkt"), default=timezone.now)
    kind = models.SlugField(_("Art der Angaben"), max_length=60)
    cause = models.CharField(_("Anlass"), max_length=10, choices=Cause)
    months = models.PositiveSmallIntegerField(_("Frist in Monaten"), null=True, blank=True)
    count = models.PositiveIntegerField(_("Anzahl"))
    job = models.BigIntegerField(_("Nummer des Auftrags"), null=True, blank=True)

    class Meta:
        verbose_name = _("Zeile des Löschprotokolls")
        verbose_name_plural = _("Löschprotokoll")
        ordering = ("-id",)
        default_permissions = ("view",)
        indexes = [models.Index(fields=["kind", "-id"], name="deletion_by_kind")]
        constraints = [
            models.CheckConstraint(
                condition=Q(count__gte=1),
                name="deletion_counts_something",
                violation_error_code="count",
                violation_error_message=_(
                    "Eine Zeile des Löschprotokolls zählt, was gelöscht wurde. Schreiben Sie keine "
                    "für nichts."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.kind}: {self.count}"


class Forgotten(models.Model):
    """That a record was emptied because the person asked for it.

    It names the record and nobody: ``about`` is ``room.model:identifier``, and the identifier says
    nothing of the person. A restore keeps these rows, and the next run deletes again what a backup
    brought back.
    """

    PUBLIC_FIELDS: ClassVar[frozenset[str]] = frozenset()
    INTERNAL_FIELDS: ClassVar = frozenset({"id", "about", "on"})
    HELD_BY_TRIGGERS: ClassVar = {
        "forgotten_is_never_changed": ("", _REMAINS),
        "forgotten_is_never_removed": ("", _REMAINS),
        "forgotten_are_never_emptied": ("", _REMAINS),
        "forgotten_is_never_replaced": ("", _REMAINS),
    }

    about = models.CharField(
        _("Eintrag"),
        max_length=160,
        unique=True,
        error_messages={
            "unique": _("Dieser Eintrag ist schon auf Verlangen gelöscht. Es ist nichts zu tun.")
        },
    )
    on = models.DateField(_("gelöscht am"))

    class Meta:
        verbose_name = _("auf Verlangen gelöscht")
        verbose_name_plural = _("auf Verlangen gelöscht")
        ordering = ("id",)

    def __str__(self) -> str:
        return self.about
