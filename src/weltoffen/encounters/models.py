"""Encounters, what is counted of them, and the people who are named in them for a while."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from weltoffen.encounters.enums import (
    Answer,
    Direction,
    EncounterKind,
    Group,
    PhotoConsent,
    Side,
)
from weltoffen.organisations.models import Organisation
from weltoffen.places.models import Country, Municipality
from weltoffen.records.models import Record
from weltoffen.relations.models import Relation


class Encounter(Record):
    """That people of both sides met, or will. ``valid`` is an EDTF interval in days."""

    RELATION_PATH: ClassVar = "relation_links__relation__identifier"
    PUBLIC_FIELDS: ClassVar[frozenset[str]] = frozenset()
    INTERNAL_FIELDS: ClassVar = frozenset(
        {
            "id", "identifier", "owner", "unit", "review_by", "visibility", "made_from", "kind",
            "direction", "valid", "earliest", "latest", "municipality", "venue", "title", "theme",
            "programme", "languages", "first_timers", "returns", "outcome", "follow_ups",
            "withdrawn_because", "recorded_at",
        }
    )  # fmt: skip

    kind = models.CharField(_("Art"), max_length=12, choices=EncounterKind)
    direction = models.CharField(_("Richtung"), max_length=10, choices=Direction)
    title = models.CharField(_("Titel"), max_length=200)
    valid = models.CharField(_("von–bis"), max_length=80)
    earliest = models.DateField(editable=False)
    latest = models.DateField(editable=False)
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, verbose_name=_("Ort"), null=True, blank=True, related_name="+"
    )
    venue = models.CharField(_("Stätte"), max_length=200, blank=True)
    theme = models.CharField(_("Thema"), max_length=200, blank=True)
    programme = models.TextField(_("Programm"), blank=True)
    languages = models.CharField(_("Sprachen"), max_length=200, blank=True)
    first_timers = models.PositiveIntegerField(_("zum ersten Mal dabei"), null=True, blank=True)
    returns = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("Gegenbesuch zu"), null=True, blank=True,
        related_name="returned_by",
    )  # fmt: skip
    outcome = models.TextField(_("Ergebnis"), blank=True)
    follow_ups = models.TextField(_("Wie es weitergeht"), blank=True)
    withdrawn_because = models.CharField(_("fand nicht statt, weil"), max_length=200, blank=True)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("Begegnung")
        verbose_name_plural = _("Begegnungen")
        ordering = ("-earliest", "-id")
        constraints = [
            models.CheckConstraint(
                condition=Q(earliest__lte=F("latest")),
                name="an_encounter_ends_after_it_begins",
                violation_error_code="valid",
                violation_error_message=_(
                    "Die Begegnung endet, bevor sie beginnt. Berichtigen Sie Anfang oder Ende."
                ),
            ),
            models.CheckConstraint(
                condition=Q(returns__isnull=True) | ~Q(returns=F("id")),
                name="an_encounter_does_not_return_itself",
                violation_error_code="returns",
                violation_error_message=_(
                    "Eine Begegnung kann nicht ihr eigener Gegenbesuch sein. Wählen Sie eine "
                    "andere."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class EncounterRelation(models.Model):
    """Which relation an encounter belongs to; it may belong to several."""

    PUBLIC_FIELDS: ClassVar[frozenset[str]] = frozenset()
    INTERNAL_FIELDS: ClassVar = frozenset({"id", "encounter", "relation"})

    encounter = models.ForeignKey(Encounter, models.PROTECT, related_name="relation_links")
    relation = models.ForeignKey(
        Relation, models.PROTECT, verbose_name=_("Beziehung"), related_name="encounter_links"
    )

    class Meta:
        verbose_name = _("Beziehung einer Begegnung")
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["encounter", "relation"],
                name="an_encounter_belongs_to_a_relation_once",
                violation_error_code="relation",
                violation_error_message=_(
                    "Die Begegnung gehört schon zu dieser Beziehung. Nennen Sie sie nur einmal."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.encounter_id}: {self.relation_id}"


class EncounterBody(models.Model):
    """Which organisation was the host or the guest of an encounter."""

    PUBLIC_FIELDS: ClassVar[frozenset[str]] = frozenset()
    INTERNAL_FIELDS: ClassVar = frozenset({"id", "encounter", "organisation", "side"})

    encounter = models.ForeignKey(Encounter, models.PROTECT, related_name="bodies")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name=_("Organisation"), related_name="+"
    )
    side = models.CharField(_("Seite"), max_length=5, choices=Side)

    class Meta:
        verbose_name = _("Organisation einer Begegnung")
        ordering = ("side", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["encounter", "organisation", "side"],
                name="a_body_takes_part_once_on_a_side",
                violation_error_code="organisation",
                violation_error_message=_(
                    "Diese Organisation steht schon auf dieser Seite. Nennen Sie sie nur einmal."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.get_side_display()}"


class EncounterCount(models.Model):
    """How many people of a group came from a country, for how many days and nights each.

    ``forgotten`` of the ``heads`` were named here once; their names are deleted.
    """

    PUBLIC_FIELDS: ClassVar[frozenset[str]] = frozenset()
    INTERNAL_FIELDS: ClassVar = frozenset(
        {"id", "encounter", "country", "group", "heads", "days", "nights", "forgotten"}
    )

    encounter = models.ForeignKey(Encounter, models.PROTECT, related_name="counts")
    country = models.ForeignKey(
        Country, models.PROTECT, verbose_name=_("Land"), null=True, blank=True, related_name="+"
    )
    group = models.CharField(_("Gruppe"), max_length=12, choices=Group)
    heads = models.PositiveIntegerField(_("Personen"))
    days = models.PositiveSmallIntegerField(_("Tage"), null=True, blank=True)
    nights = models.PositiveSmallIntegerField(_("Nächte"), null=True, blank=True)
    forgotten = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("Zählung")
        ordering = ("group", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["encounter", "country", "group"],
                name="a_group_of_a_country_is_counted_once",
                violation_error_code="group",
                violation_error_message=_(
                    "Diese Gruppe ist für dieses Land schon gezählt. Ändern Sie die vorhandene "
                    "Zahl."
                ),
            ),
            models.UniqueConstraint(
                fields=["encounter", "group"],
                condition=Q(country__isnull=True),
                name="a_group_without_a_country_is_counted_once",
                violation_error_code="group",
                violation_error_message=_(
                    "Diese Gruppe ist ohne Land schon gezählt. Ändern Sie die vorhandene Zahl."
                ),
            ),
            models.CheckConstraint(
                condition=Q(forgotten__lte=F("heads")),
                name="deleted_names_stay_counted",
                violation_error_code="heads",
                violation_error_message=_(
                    "Die Zahl ist kleiner als die der Personen, deren Namen schon gelöscht sind. "
                    "Geben Sie mindestens diese an."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.heads} {self.get_group_display()}"


class Participant(models.Model):
    """Somebody who is invited to an encounter: restricted, and deleted after a day set before.

    Nothing of it goes into the history, which would outlive the deletion; a look is noted in the
    security log.
    """

    PUBLIC_FIELDS: ClassVar[frozenset[str]] = frozenset()
    INTERNAL_FIELDS: ClassVar = frozenset(
        {
            "id", "encounter", "name", "function", "born_on", "purpose", "delete_after", "country",
            "group", "needs", "answer", "photo_consent", "recorded_on",
        }
    )  # fmt: skip

    encounter = models.ForeignKey(Encounter, models.PROTECT, related_name="participants")
    name = models.CharField(_("Name"), max_length=160)
    function = models.CharField(_("Funktion"), max_length=160, blank=True)
    born_on = models.DateField(_("geboren am"), null=True, blank=True)
    purpose = models.CharField(_("Zweck"), max_length=160)
    delete_after = models.DateField(_("löschen nach"))
    country = models.ForeignKey(
        Country, models.PROTECT, verbose_name=_("Land"), null=True, blank=True, related_name="+"
    )
    group = models.CharField(_("Gruppe"), max_length=12, choices=Group, default=Group.ADULT)
    needs = models.CharField(_("Kost und Zugang"), max_length=200, blank=True)
    answer = models.CharField(_("Antwort"), max_length=8, choices=Answer, default=Answer.OPEN)
    photo_consent = models.CharField(
        _("Fotos"), max_length=10, choices=PhotoConsent, default=PhotoConsent.NOT_ASKED
    )
    recorded_on = models.DateField(default=timezone.localdate, editable=False)

    class Meta:
        verbose_name = _("Teilnehmende Person")
        verbose_name_plural = _("Teilnehmende")
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(
                condition=~Q(purpose=""),
                name="a_participant_is_named_for_a_purpose",
                violation_error_code="purpose",
                violation_error_message=_(
                    "Es fehlt, wozu der Name gebraucht wird. Geben Sie es an."
                ),
            ),
            models.CheckConstraint(
                condition=Q(delete_after__gte=F("recorded_on")),
                name="a_participant_is_deleted_after_being_recorded",
                violation_error_code="delete_after",
                violation_error_message=_(
                    "Der Tag der Löschung ist schon vorbei. Wählen Sie einen, der noch kommt."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
