"""Charters, pledges and resolutions, their text versions and the duties they bring."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from weltoffen.organisations.models import Organisation
from weltoffen.records.models import Record
from weltoffen.relations.enums import InstrumentKind
from weltoffen.sources.models import Passage


class Instrument(Record):
    """A text that a city binds itself to by acceding, signing or resolving."""

    PUBLIC_FIELDS: ClassVar = frozenset(
        {"identifier", "kind", "name", "description", "issuer", "website", "accession_path"}
    )
    INTERNAL_FIELDS: ClassVar = frozenset(
        {"id", "owner", "unit", "review_by", "visibility", "made_from"}
    )

    kind = models.CharField(_("Art"), max_length=16, choices=InstrumentKind)
    name = models.CharField(_("Name"), max_length=200)
    description = models.TextField(_("Worum es geht"), blank=True)
    issuer = models.ForeignKey(
        Organisation,
        models.PROTECT,
        verbose_name=_("getragen von"),
        null=True,
        blank=True,
        related_name="instruments",
    )
    website = models.URLField(_("Webadresse"), blank=True)
    accession_path = models.JSONField(
        _("Schritte des Beitritts"),
        default=list,
        blank=True,
        help_text=_("Arten von Akten in ihrer Reihenfolge; leer, wenn es keinen festen Weg gibt."),
    )

    class Meta:
        verbose_name = _("Charta oder Selbstverpflichtung")
        verbose_name_plural = _("Chartas und Selbstverpflichtungen")
        ordering = ("name", "identifier")

    def __str__(self) -> str:
        return self.name


class InstrumentVersion(models.Model):
    """A dated version of the instrument's text. ``dated`` is EDTF."""

    PUBLIC_FIELDS: ClassVar = frozenset({"instrument", "label", "dated", "passage"})
    INTERNAL_FIELDS: ClassVar = frozenset({"id"})

    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="versions")
    label = models.CharField(_("Fassung"), max_length=120)
    dated = models.CharField(_("Datum"), max_length=40)
    passage = models.ForeignKey(Passage, models.PROTECT, verbose_name=_("Beleg"), related_name="+")

    class Meta:
        verbose_name = _("Textfassung")
        verbose_name_plural = _("Textfassungen")
        ordering = ("instrument", "dated", "id")

    def __str__(self) -> str:
        return self.label


class Duty(models.Model):
    """One thing that the instrument asks of those who accede, in our own words."""

    PUBLIC_FIELDS: ClassVar = frozenset(
        {"instrument", "code", "role", "wording", "position", "passage"}
    )
    INTERNAL_FIELDS: ClassVar = frozenset({"id"})

    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="duties")
    code = models.CharField(_("Kürzel"), max_length=8)
    role = models.CharField(_("Rolle der Stadt"), max_length=80)
    wording = models.TextField(_("Pflicht"))
    position = models.PositiveSmallIntegerField(_("Reihenfolge"))
    passage = models.ForeignKey(Passage, models.PROTECT, verbose_name=_("Beleg"), related_name="+")

    class Meta:
        verbose_name = _("Pflicht")
        verbose_name_plural = _("Pflichten")
        ordering = ("instrument", "position")
        constraints = [
            models.UniqueConstraint(
                fields=["instrument", "code"],
                name="duty_code_is_used_once_per_instrument",
                violation_error_code="code",
                violation_error_message=_(
                    "Dieses Kürzel hat schon eine andere Pflicht der Charta. Wählen Sie ein "
                    "anderes."
                ),
            ),
            models.UniqueConstraint(
                fields=["instrument", "position"],
                name="duty_position_is_used_once_per_instrument",
                violation_error_code="position",
                violation_error_message=_(
                    "An dieser Stelle der Reihenfolge steht schon eine andere Pflicht. Wählen Sie "
                    "einen freien Platz."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.wording}"


class DutyEvidence(models.Model):
    """What a city has done about a duty, with the passage that shows it."""

    PUBLIC_FIELDS: ClassVar = frozenset({"relation", "duty", "measure", "passage"})
    INTERNAL_FIELDS: ClassVar = frozenset({"id", "recorded_at"})

    relation = models.ForeignKey("relations.Relation", models.PROTECT, related_name="duty_evidence")
    duty = models.ForeignKey(Duty, models.PROTECT, related_name="evidence")
    measure = models.TextField(_("Maßnahme"))
    passage = models.ForeignKey(Passage, models.PROTECT, verbose_name=_("Beleg"), related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("Nachweis zu einer Pflicht")
        verbose_name_plural = _("Nachweise zu Pflichten")
        ordering = ("relation", "duty", "id")
        constraints = [
            models.CheckConstraint(
                condition=~Q(measure=""),
                name="duty_evidence_says_what_was_done",
                violation_error_code="measure",
                violation_error_message=_(
                    "Es fehlt, was getan wurde. Beschreiben Sie die Maßnahme in einem Satz."
                ),
            )
        ]

    def __str__(self) -> str:
        return self.measure
