"""Organisations and their names over time."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from weltoffen.ground.problems import N_, Problem
from weltoffen.organisations.enums import OrganisationKind
from weltoffen.places.models import Municipality
from weltoffen.records.models import Record
from weltoffen.sources.models import Passage

_IS_MERGED = N_(
    "Diese Organisation ist mit einer anderen zusammengeführt und leitet nur noch zu ihr. "
    "Veröffentlichen Sie jene."
)


class Organisation(Record):
    """A body that takes part in the city's international relations.

    ``active_since`` and ``last_sign`` are EDTF dates, ``""`` where nobody noted one: they are never
    computed. ``last_sign_latest`` is the last day that ``last_sign`` may mean, for asking by day.
    An organisation that was found to be another one stays as an entry that leads there
    (``merged_into``); its identifier is never given away.
    """

    PUBLIC_FIELDS: ClassVar = frozenset(
        {
            "identifier", "kind", "municipality", "task", "website", "wikidata_id",
            "street", "postal_code", "locality",
        }
    )  # fmt: skip
    INTERNAL_FIELDS: ClassVar = frozenset(
        {
            "id", "owner", "unit", "review_by", "visibility", "made_from", "district",
            "active_since", "last_sign", "last_sign_latest", "last_sign_what", "merged_into",
        }
    )  # fmt: skip

    kind = models.CharField(_("Art"), max_length=20, choices=OrganisationKind)
    municipality = models.ForeignKey(
        Municipality,
        models.PROTECT,
        verbose_name=_("Stadt"),
        null=True,
        blank=True,
        related_name="organisations",
    )
    task = models.TextField(_("Aufgabe"), blank=True)
    website = models.URLField(_("Webadresse"), blank=True)
    wikidata_id = models.CharField("Wikidata", max_length=16, blank=True)
    street = models.CharField(_("Straße und Hausnummer"), max_length=120, blank=True)
    postal_code = models.CharField(_("Postleitzahl"), max_length=12, blank=True)
    locality = models.CharField(_("Ort"), max_length=80, blank=True)
    district = models.CharField(_("Stadtbezirk"), max_length=80, blank=True)
    active_since = models.CharField(_("aktiv seit"), max_length=40, blank=True)
    last_sign = models.CharField(_("letztes Lebenszeichen"), max_length=40, blank=True)
    last_sign_latest = models.DateField(null=True, blank=True, editable=False)
    last_sign_what = models.CharField(_("was es war"), max_length=200, blank=True)
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("zusammengeführt mit"),
        null=True,
        blank=True,
        editable=False,
        related_name="merged_from",
    )

    class Meta:
        verbose_name = _("Organisation")
        verbose_name_plural = _("Organisationen")
        ordering = ("identifier",)
        constraints = [
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
                name="organisation_does_not_lead_to_itself",
                violation_error_code="merged_into",
                violation_error_message=_(
                    "Eine Organisation lässt sich nicht mit sich selbst zusammenführen. Wählen Sie "
                    "eine andere."
                ),
            ),
            models.CheckConstraint(
                condition=(Q(last_sign="") & Q(last_sign_latest__isnull=True))
                | (~Q(last_sign="") & Q(last_sign_latest__isnull=False) & ~Q(last_sign_what="")),
                name="organisation_says_what_its_last_sign_was",
                violation_error_code="last_sign_what",
                violation_error_message=_(
                    "Zu einem Lebenszeichen gehört, wann es war und was es war. Geben Sie beides "
                    "an, oder lassen Sie beides leer."
                ),
            ),
        ]

    def problems_of_publishing(self) -> list[Problem]:
        """Refuse to publish an entry that only leads to another."""
        return [Problem("", _IS_MERGED)] if self.merged_into_id else []


class OrganisationName(models.Model):
    """A name that an organisation bears or bore, with the passage that shows it.

    ``valid`` is an EDTF interval; ``earliest`` and ``latest`` are the first and last day on which
    it may have been borne, for ordering and for asking by day.
    """

    SAME_BY: ClassVar = ("name_de", "valid")

    PUBLIC_FIELDS: ClassVar = frozenset({"organisation", "name", "valid", "passage"})
    INTERNAL_FIELDS: ClassVar = frozenset({"id", "earliest", "latest", "recorded_at", "made_from"})

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name=_("Organisation"), related_name="names"
    )
    name = models.CharField(_("Name"), max_length=200)
    valid = models.CharField(_("gültig"), max_length=80, default="../..")
    earliest = models.DateField(editable=False)
    latest = models.DateField(editable=False)
    passage = models.ForeignKey(
        Passage, models.PROTECT, verbose_name=_("Beleg"), null=True, blank=True, related_name="+"
    )
    recorded_at = models.DateTimeField(auto_now_add=True)
    made_from = models.JSONField(
        default=dict,
        blank=True,
        editable=False,
        help_text="Per translated column, the fingerprint of the German text it was made from.",
    )

    class Meta:
        verbose_name = _("Name einer Organisation")
        verbose_name_plural = _("Namen einer Organisation")
        ordering = ("organisation", "-latest", "-earliest", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(earliest__lte=F("latest")),
                name="organisation_name_ends_after_it_begins",
                violation_error_code="valid",
                violation_error_message=_(
                    "Die Zeit, in der der Name gilt, endet, bevor sie beginnt. Berichtigen Sie "
                    "Anfang oder Ende."
                ),
            )
        ]

    def __str__(self) -> str:
        return self.name
