"""Relations and their themes."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from weltoffen.organisations.models import Organisation
from weltoffen.places.models import Municipality
from weltoffen.records.models import TAKEN_IDENTIFIER, Record
from weltoffen.relations.enums import Phase, ThemeKind
from weltoffen.relations.models.instrument import Instrument
from weltoffen.sources.models import Passage

_COUNTERPARTS = ("municipality", "network", "instrument")


def _only(given: str) -> Q:
    return Q(**{f"{name}__isnull": name != given for name in _COUNTERPARTS})


class Relation(Record):
    """What binds a home municipality to one counterpart, through all its phases.

    The counterpart is a municipality, a network or an instrument: exactly one, held by the
    database. Everything that changes over time is told by the relation's acts; this row has no
    year, no status and no count. ``sort_name`` is the counterpart's name folded for ordering.
    """

    PUBLIC_FIELDS: ClassVar = frozenset(
        {
            "identifier", "home", "municipality", "network", "instrument", "summary",
            "lead", "themes", "sort_name",
        }
    )  # fmt: skip
    RELATION_PATH: ClassVar = "identifier"
    INTERNAL_FIELDS: ClassVar = frozenset(
        {"id", "owner", "unit", "review_by", "visibility", "made_from", "open_question"}
    )

    home = models.ForeignKey(
        Municipality, models.PROTECT, verbose_name=_("diese Stadt"), related_name="relations"
    )
    municipality = models.ForeignKey(
        Municipality,
        models.PROTECT,
        verbose_name=_("Partnerort"),
        null=True,
        blank=True,
        related_name="relations_from_elsewhere",
    )
    network = models.ForeignKey(
        Organisation,
        models.PROTECT,
        verbose_name=_("Netzwerk"),
        null=True,
        blank=True,
        related_name="memberships",
    )
    instrument = models.ForeignKey(
        Instrument,
        models.PROTECT,
        verbose_name=_("Charta oder Selbstverpflichtung"),
        null=True,
        blank=True,
        related_name="accessions",
    )
    lead = models.ForeignKey(
        Organisation,
        models.PROTECT,
        verbose_name=_("federführend"),
        null=True,
        blank=True,
        related_name="leads",
    )
    summary = models.TextField(
        _("Kurzbeschreibung"), blank=True, help_text=_("Ein bis drei Sätze für die Öffentlichkeit.")
    )
    open_question = models.TextField(
        _("offene Frage"), blank=True, help_text=_("Was das Büro noch klären muss.")
    )
    sort_name = models.CharField(max_length=200, editable=False)
    themes = models.ManyToManyField("relations.Theme", through="relations.RelationTheme")

    class Meta:
        verbose_name = _("Beziehung")
        verbose_name_plural = _("Beziehungen")
        ordering = ("sort_name", "identifier")
        indexes = [
            models.Index(fields=["visibility", "sort_name", "id"], name="relation_public_by_name"),
            models.Index(fields=["home", "sort_name"], name="relation_of_home_by_name"),
            models.Index(fields=["sort_name", "id"], name="relation_by_name"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=_only("municipality") | _only("network") | _only("instrument"),
                name="relation_has_exactly_one_counterpart",
                violation_error_code="municipality",
                violation_error_message=_(
                    "Eine Beziehung hat genau eine andere Seite. Geben Sie entweder einen Ort, ein "
                    "Netzwerk oder eine Charta an."
                ),
            ),
            models.CheckConstraint(
                condition=Q(municipality__isnull=True) | ~Q(municipality=models.F("home")),
                name="relation_is_not_with_oneself",
                violation_error_code="municipality",
                violation_error_message=_(
                    "Eine Stadt hat keine Beziehung mit sich selbst. Wählen Sie einen anderen Ort."
                ),
            ),
            *(
                models.UniqueConstraint(
                    fields=["home", name],
                    name=f"relation_of_home_with_{name}_is_one",
                    violation_error_code=name,
                    violation_error_message=_(
                        "Diese Beziehung gibt es schon: Beide Seiten sind im Register verbunden. "
                        "Öffnen Sie die vorhandene Beziehung und ergänzen Sie sie."
                    ),
                )
                for name in _COUNTERPARTS
            ),
        ]

    @property
    def counterpart(self) -> Municipality | Organisation | Instrument:
        """Return the one counterpart."""
        counterpart = self.municipality or self.network or self.instrument
        assert counterpart is not None  # held by relation_has_exactly_one_counterpart
        return counterpart

    @property
    def counterpart_kind(self) -> str:
        """Return ``"municipality"``, ``"network"`` or ``"instrument"``."""
        return next(name for name in _COUNTERPARTS if getattr(self, f"{name}_id") is not None)


class Theme(models.Model):
    """A field of cooperation, or one of the 17 goals: reference data, always public (ADR 0009).

    ``said_of`` is set where a source names the theme for all relations of one phase together,
    not for one of them.
    """

    PUBLIC_FIELDS: ClassVar = frozenset(
        {"identifier", "kind", "number", "label", "description", "said_of", "passage"}
    )
    INTERNAL_FIELDS: ClassVar = frozenset({"id"})

    identifier = models.SlugField(
        _("Kennung"), max_length=96, unique=True, error_messages={"unique": TAKEN_IDENTIFIER}
    )
    kind = models.CharField(_("Art"), max_length=8, choices=ThemeKind)
    number = models.PositiveSmallIntegerField(_("Nummer"), null=True, blank=True)
    label = models.CharField(_("Bezeichnung"), max_length=120)
    description = models.TextField(_("Worum es geht"), blank=True)
    said_of = models.CharField(_("allgemein gesagt von"), max_length=16, choices=Phase, blank=True)
    passage = models.ForeignKey(
        Passage, models.PROTECT, verbose_name=_("Beleg"), null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("Thema")
        verbose_name_plural = _("Themen")
        ordering = ("kind", "number", "label")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=ThemeKind.SDG, number__range=(1, 17))
                | Q(kind=ThemeKind.FIELD, number__isnull=True),
                name="theme_is_a_field_or_one_of_the_seventeen_goals",
                violation_error_code="number",
                violation_error_message=_(
                    "Ein Ziel für nachhaltige Entwicklung hat eine Nummer von 1 bis 17, ein Feld "
                    "der Zusammenarbeit keine. Berichtigen Sie Art oder Nummer."
                ),
            ),
            models.CheckConstraint(
                condition=Q(said_of="") | Q(passage__isnull=False),
                name="theme_said_of_a_phase_has_a_passage",
                violation_error_code="passage",
                violation_error_message=_(
                    "Es fehlt der Beleg dafür, dass das Thema für alle Beziehungen dieser Form "
                    "gilt. Geben Sie die Textstelle an."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.label


class RelationTheme(models.Model):
    """That a relation is about a theme, with the passage that says so."""

    PUBLIC_FIELDS: ClassVar = frozenset({"relation", "theme", "passage"})
    INTERNAL_FIELDS: ClassVar = frozenset({"id"})

    relation = models.ForeignKey(Relation, models.PROTECT, related_name="theme_links")
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="relation_links")
    passage = models.ForeignKey(Passage, models.PROTECT, verbose_name=_("Beleg"), related_name="+")

    class Meta:
        verbose_name = _("Thema einer Beziehung")
        verbose_name_plural = _("Themen einer Beziehung")
        ordering = ("relation", "theme")
        constraints = [
            models.UniqueConstraint(
                fields=["relation", "theme", "passage"],
                name="relation_theme_is_proved_once_each",
                violation_error_code="theme",
                violation_error_message=_(
                    "Dieses Thema ist der Beziehung mit dieser Textstelle schon zugeordnet. Geben "
                    "Sie eine andere Textstelle an, oder lassen Sie es dabei."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.relation}: {self.theme}"
