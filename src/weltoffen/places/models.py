"""Municipalities and countries."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

from weltoffen.records.models import Record

models.CharField.register_lookup(Length)


class Country(models.Model):
    """A country under the label that the city's policy gives it.

    ``code`` is ISO 3166-1 alpha-2. Where the policy differs from the common name ("Palästina"),
    ``policy`` says why.
    """

    PUBLIC_FIELDS: ClassVar = frozenset({"code", "label", "policy"})
    INTERNAL_FIELDS: ClassVar = frozenset({"id"})

    code = models.CharField(
        _("ISO-Code"),
        max_length=2,
        unique=True,
        error_messages={
            "unique": _("Dieses Land gibt es schon. Wählen Sie es aus, oder bearbeiten Sie es.")
        },
    )
    label = models.CharField(_("Bezeichnung"), max_length=80)
    policy = models.CharField(
        _("Regel der Stadt"),
        max_length=300,
        blank=True,
        help_text=_("Warum die Bezeichnung so lautet, wenn sie von der üblichen abweicht."),
    )

    class Meta:
        verbose_name = _("Land")
        verbose_name_plural = _("Länder")
        ordering = ("code",)
        constraints = [
            models.CheckConstraint(
                condition=Q(code__length=2),
                name="country_code_has_two_letters",
                violation_error_code="code",
                violation_error_message=_(
                    "Der ISO-Code eines Landes hat zwei Buchstaben, etwa DE. Berichtigen Sie ihn."
                ),
            )
        ]

    def __str__(self) -> str:
        return self.label


class Municipality(Record):
    """A city, town or district that can have relations.

    ``is_named`` is false for "a city in Colombia, not yet named": unknown is kept as unknown.
    Coordinates are WGS 84 degrees. Identifiers of other registers (GeoNames, Wikidata, the German
    Amtlicher Gemeindeschlüssel) are empty when not known.
    """

    PUBLIC_FIELDS: ClassVar = frozenset(
        {
            "identifier", "name", "endonym", "script", "country", "region", "is_named",
            "geonames_id", "wikidata_id", "ags", "latitude", "longitude",
        }
    )  # fmt: skip
    INTERNAL_FIELDS: ClassVar = frozenset(
        {"id", "owner", "unit", "review_by", "visibility", "made_from"}
    )

    name = models.CharField(_("Name"), max_length=120)
    endonym = models.CharField(_("Eigenname"), max_length=120, blank=True)
    script = models.CharField(
        _("Sprache des Eigennamens"),
        max_length=12,
        blank=True,
        help_text=_("Kürzel nach BCP 47, etwa uk oder zh-Hans; Vorleseprogramme brauchen es."),
    )
    country = models.ForeignKey(Country, models.PROTECT, verbose_name=_("Land"), related_name="+")
    region = models.CharField(_("Region oder Bundesstaat"), max_length=80, blank=True)
    is_named = models.BooleanField(
        _("Ort ist benannt"),
        default=True,
        help_text=_("Nein, wenn nur das Land feststeht und noch keine Stadt."),
    )
    geonames_id = models.PositiveBigIntegerField(
        "GeoNames",
        null=True,
        blank=True,
        unique=True,
        error_messages={
            "unique": _(
                "Diese GeoNames-Kennung hat schon ein anderer Ort. Prüfen Sie sie, oder bearbeiten "
                "Sie den vorhandenen Ort."
            )
        },
    )
    wikidata_id = models.CharField(
        "Wikidata",
        max_length=16,
        blank=True,
        validators=[
            RegexValidator(
                r"^Q[1-9][0-9]*\Z",
                _("Eine Wikidata-Kennung ist ein Q und eine Zahl, etwa Q1295. Prüfen Sie sie."),
            )
        ],
    )
    ags = models.CharField(
        _("Gemeindeschlüssel (AGS)"),
        max_length=8,
        blank=True,
        validators=[
            RegexValidator(
                r"^[0-9]{8}\Z",
                _(
                    "Ein Amtlicher Gemeindeschlüssel hat acht Ziffern, etwa 05913000. Prüfen Sie "
                    "ihn."
                ),
            )
        ],
    )
    latitude = models.FloatField(
        _("Breite"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.FloatField(
        _("Länge"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )

    class Meta:
        verbose_name = _("Ort")
        verbose_name_plural = _("Orte")
        ordering = ("name", "identifier")
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(
                    # Said outright: to a check, a comparison with nothing is no failure.
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                ),
                name="municipality_has_both_coordinates_on_earth_or_none",
                violation_error_code="latitude",
                violation_error_message=_(
                    "Breite und Länge gehören zusammen und liegen auf der Erde: Breite von -90 bis "
                    "90, Länge von -180 bis 180. Geben Sie beide an, oder keine von beiden."
                ),
            ),
            models.UniqueConstraint(
                fields=["wikidata_id"],
                condition=~Q(wikidata_id=""),
                name="municipality_wikidata_id_is_used_once",
                violation_error_code="wikidata_id",
                violation_error_message=_(
                    "Diese Wikidata-Kennung hat schon ein anderer Ort. Prüfen Sie sie, oder "
                    "bearbeiten Sie den vorhandenen Ort."
                ),
            ),
            models.UniqueConstraint(
                fields=["ags"],
                condition=~Q(ags=""),
                name="municipality_ags_is_used_once",
                violation_error_code="ags",
                violation_error_message=_(
                    "Diesen Gemeindeschlüssel hat schon ein anderer Ort. Prüfen Sie ihn, oder "
                    "bearbeiten Sie den vorhandenen Ort."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name
