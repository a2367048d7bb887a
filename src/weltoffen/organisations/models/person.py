"""People, and the offices that they hold from one day until another."""

from __future__ import annotations

import secrets
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from weltoffen.ground.problems import N_, Problem
from weltoffen.organisations.enums import Salutation
from weltoffen.organisations.models.organisation import Organisation
from weltoffen.places.models import Municipality
from weltoffen.records.enums import Visibility
from weltoffen.records.models import Record
from weltoffen.sources.models import Passage

_NOT_TO_BE_NAMED = _(
    "Diese Person soll nicht genannt werden und kann darum nicht öffentlich sein. Lassen Sie den "
    "Eintrag intern, oder heben Sie den Schutz des Namens zuerst auf."
)
_IS_MERGED = N_(
    "Dieser Eintrag ist mit einem anderen zusammengeführt und leitet nur noch zu ihm. "
    "Veröffentlichen Sie jenen."
)
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def fresh_person_identifier() -> str:
    """Return an identifier that says nothing of the person: it outlives the name."""
    return "person-" + "".join(secrets.choice(_LETTERS) for _ in range(8))


class Person(Record):
    """Somebody with whom the office works, or who holds an office.

    Whoever must not be named (``do_not_name``: partners at risk in their country) is nowhere called
    by name but on the one page that notes who looked. ``sort_key`` orders lists; it follows from
    the name, and is empty where that is protected, so that a place in a list tells nothing.
    The identifier is drawn by lot: the history keeps it when the name is long deleted. Of whom
    nothing is kept any more (``forgotten_on``), the row stays and says nothing.
    """

    PUBLIC_FIELDS: ClassVar[frozenset[str]] = frozenset()
    INTERNAL_FIELDS: ClassVar = frozenset(
        {
            "id", "identifier", "owner", "unit", "review_by", "visibility", "made_from",
            "given_name", "family_name", "academic_title", "salutation", "pronouns", "sort_as",
            "sort_key", "do_not_name", "merged_into", "forgotten_on",
        }
    )  # fmt: skip

    given_name = models.CharField(_("Vorname"), max_length=120, blank=True)
    family_name = models.CharField(_("Familienname"), max_length=120, blank=True)
    academic_title = models.CharField(_("akademischer Grad"), max_length=60, blank=True)
    salutation = models.CharField(
        _("Anrede"), max_length=10, choices=Salutation, default=Salutation.NEUTRAL
    )
    pronouns = models.CharField(_("Pronomen"), max_length=40, blank=True)
    sort_as = models.CharField(_("einordnen unter"), max_length=120, blank=True)
    sort_key = models.CharField(max_length=240, blank=True, editable=False)
    do_not_name = models.BooleanField(_("nicht nennen"), default=False)
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("zusammengeführt mit"),
        null=True,
        blank=True,
        editable=False,
        related_name="merged_from",
    )
    forgotten_on = models.DateField(_("gelöscht am"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("Person")
        verbose_name_plural = _("Personen")
        ordering = ("sort_key", "identifier")
        indexes = [models.Index(fields=["sort_key", "identifier"], name="person_by_name")]
        constraints = [
            models.CheckConstraint(
                condition=Q(do_not_name=False) | ~Q(visibility=Visibility.PUBLIC),
                name="person_not_to_be_named_is_not_public",
                violation_error_code="visibility",
                violation_error_message=_NOT_TO_BE_NAMED,
            ),
            models.CheckConstraint(
                condition=Q(do_not_name=False) | Q(sort_key=""),
                name="person_not_to_be_named_has_no_place_in_lists",
                violation_error_code="do_not_name",
                violation_error_message=_(
                    "Der Platz in der Liste würde den geschützten Namen verraten. Speichern Sie "
                    "den Eintrag noch einmal; er wird dann ohne Namen eingeordnet."
                ),
            ),
            models.CheckConstraint(
                condition=Q(
                    forgotten_on__isnull=False,
                    given_name="",
                    family_name="",
                    academic_title="",
                    pronouns="",
                    sort_as="",
                    sort_key="",
                )
                | Q(forgotten_on__isnull=True) & ~Q(family_name=""),
                name="person_has_a_name_until_it_is_forgotten",
                violation_error_code="family_name",
                violation_error_message=_(
                    "Es fehlt der Familienname, oder die Angaben zu dieser Person sind gelöscht "
                    "und bleiben es. Tragen Sie einen Namen ein, oder legen Sie die Person neu an."
                ),
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
                name="person_does_not_lead_to_itself",
                violation_error_code="merged_into",
                violation_error_message=_(
                    "Eine Person lässt sich nicht mit sich selbst zusammenführen. Wählen Sie eine "
                    "andere."
                ),
            ),
        ]

    def problems_of_publishing(self) -> list[Problem]:
        """Refuse to publish who must not be named, and what only leads to another entry."""
        now = type(self)._default_manager.only("do_not_name", "merged_into").get(pk=self.pk)
        problems = []
        if now.do_not_name:
            problems.append(Problem("visibility", str(_NOT_TO_BE_NAMED)))
        if now.merged_into_id:
            problems.append(Problem("", _IS_MERGED))
        return problems


class Office(models.Model):
    """That a person held an office in a body, from one day until another.

    The body is an organisation, or a municipality where the office is the municipality's own (its
    mayor): exactly one, held by the database. ``valid`` is an EDTF interval; ``earliest`` and
    ``latest`` follow from it. One person may hold several offices at once.
    """

    SAME_BY: ClassVar = ("title_de", "valid", "organisation_id", "municipality_id")

    PUBLIC_FIELDS: ClassVar[frozenset[str]] = frozenset()
    INTERNAL_FIELDS: ClassVar = frozenset(
        {
            "id", "person", "organisation", "municipality", "title", "valid", "earliest", "latest",
            "passage", "recorded_at", "made_from",
        }
    )  # fmt: skip

    person = models.ForeignKey(
        Person, models.PROTECT, verbose_name=_("Person"), related_name="offices"
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        verbose_name=_("Organisation"),
        null=True,
        blank=True,
        related_name="offices",
    )
    municipality = models.ForeignKey(
        Municipality,
        models.PROTECT,
        verbose_name=_("Stadt"),
        null=True,
        blank=True,
        related_name="offices",
    )
    title = models.CharField(_("Amt"), max_length=160)
    valid = models.CharField(_("im Amt"), max_length=80, default="../..")
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
        verbose_name = _("Amt")
        verbose_name_plural = _("Ämter")
        ordering = ("-latest", "-earliest", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(earliest__lte=F("latest")),
                name="an_office_ends_after_it_begins",
                violation_error_code="valid",
                violation_error_message=_(
                    "Das Amt endet, bevor es beginnt. Berichtigen Sie Anfang oder Ende."
                ),
            ),
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, municipality__isnull=True)
                | Q(organisation__isnull=True, municipality__isnull=False),
                name="an_office_is_held_in_one_body",
                violation_error_code="organisation",
                violation_error_message=_(
                    "Ein Amt hat man in einer Organisation oder unmittelbar in einer Stadt. Geben "
                    "Sie genau eine von beiden an."
                ),
            ),
        ]

    @property
    def body(self) -> Organisation | Municipality:
        """Return where the office is held."""
        body = self.organisation or self.municipality
        assert body is not None  # held by an_office_is_held_in_one_body
        return body

    def __str__(self) -> str:
        return self.title
