"""Organisations and their names over time."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from weltoffen.organisations.enums import OrganisationKind
from weltoffen.places.models import Municipality
from weltoffen.records.models import Record
from weltoffen.sources.models import Passage


class Organisation(Record):
    """A body that takes part in the city's international relations."""

    PUBLIC_FIELDS: ClassVar = frozenset(
        {
            "identifier", "kind", "municipality", "task", "website", "wikidata_id",
            "street", "postal_code", "locality",
        }
    )  # fmt: skip
    INTERNAL_FIELDS: ClassVar = frozenset(
        {"id", "owner", "unit", "review_by", "visibility", "made_from"}
    )

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

    class Meta:
        verbose_name = _("Organisation")
        verbose_name_plural = _("Organisationen")
        ordering = ("identifier",)


class OrganisationName(models.Model):
    """A name that an organisation bears or bore, with the passage that shows it.

    ``valid`` is an EDTF interval; ``earliest`` and ``latest`` are the first and last day on which
    it may have been borne, for ordering and for asking by day.
    """

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
