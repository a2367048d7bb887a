"""How people and organisations are reached, why that may be kept, and until when."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from weltoffen.organisations.enums import ContactKind, ContactPurpose, LegalGround
from weltoffen.organisations.models.organisation import Organisation
from weltoffen.organisations.models.person import Person


class ContactDetail(models.Model):
    """One way to reach a person or an organisation, exactly one of the two; never public.

    ``consent_by`` says by which paper, mail or form consent was given. ``valid`` is an EDTF
    interval. From ``delete_by`` on the row is to be deleted. Whoever looks at what is restricted is
    noted.
    """

    SAME_BY: ClassVar = ("kind", "value", "purpose")

    PUBLIC_FIELDS: ClassVar[frozenset[str]] = frozenset()
    INTERNAL_FIELDS: ClassVar = frozenset(
        {
            "id", "person", "organisation", "kind", "value", "purpose", "legal_ground",
            "consent_on", "consent_by", "consent_withdrawn_on", "valid", "earliest", "latest",
            "delete_by", "is_restricted", "recorded_at",
        }
    )  # fmt: skip

    person = models.ForeignKey(
        Person,
        models.PROTECT,
        verbose_name=_("Person"),
        null=True,
        blank=True,
        related_name="contacts",
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        verbose_name=_("Organisation"),
        null=True,
        blank=True,
        related_name="contacts",
    )
    kind = models.CharField(_("Art"), max_length=8, choices=ContactKind)
    value = models.CharField(_("Angabe"), max_length=300)
    purpose = models.CharField(_("Zweck"), max_length=16, choices=ContactPurpose)
    legal_ground = models.CharField(_("Rechtsgrundlage"), max_length=24, choices=LegalGround)
    consent_on = models.DateField(_("eingewilligt am"), null=True, blank=True)
    consent_by = models.CharField(_("Nachweis der Einwilligung"), max_length=200, blank=True)
    consent_withdrawn_on = models.DateField(_("widerrufen am"), null=True, blank=True)
    valid = models.CharField(_("gültig"), max_length=80, default="../..")
    earliest = models.DateField(editable=False)
    latest = models.DateField(editable=False)
    delete_by = models.DateField(_("löschen am"), null=True, blank=True)
    is_restricted = models.BooleanField(_("eingeschränkt"), default=False)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("Kontakt")
        verbose_name_plural = _("Kontakte")
        ordering = ("kind", "-latest", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, organisation__isnull=True)
                | Q(person__isnull=True, organisation__isnull=False),
                name="a_contact_is_of_one_person_or_organisation",
                violation_error_code="person",
                violation_error_message=_(
                    "Ein Kontakt gehört zu genau einer Person oder einer Organisation. Geben Sie "
                    "eine von beiden an."
                ),
            ),
            models.CheckConstraint(
                condition=Q(earliest__lte=F("latest")),
                name="a_contact_ends_after_it_begins",
                violation_error_code="valid",
                violation_error_message=_(
                    "Der Kontakt endet, bevor er beginnt. Berichtigen Sie Anfang oder Ende."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(legal_ground=LegalGround.CONSENT)
                | (Q(consent_on__isnull=False) & ~Q(consent_by="")),
                name="a_contact_by_consent_has_its_day",
                violation_error_code="consent_on",
                violation_error_message=_(
                    "Wer sich auf eine Einwilligung beruft, muss sie nachweisen. Geben Sie an, an "
                    "welchem Tag und womit sie gegeben wurde, oder wählen Sie eine andere "
                    "Rechtsgrundlage."
                ),
            ),
            models.CheckConstraint(
                condition=Q(consent_withdrawn_on__isnull=True)
                | (
                    Q(consent_on__isnull=False)
                    & Q(consent_withdrawn_on__gte=F("consent_on"))
                    & Q(delete_by__isnull=False)
                ),
                name="a_consent_is_withdrawn_after_it_was_given",
                violation_error_code="consent_withdrawn_on",
                violation_error_message=_(
                    "Widerrufen wird eine Einwilligung, nachdem sie gegeben wurde, und danach wird "
                    "der Kontakt gelöscht. Prüfen Sie die Tage und geben Sie an, wann gelöscht "
                    "wird."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(legal_ground=LegalGround.NOT_PERSONAL) | Q(person__isnull=True),
                name="a_contact_of_a_person_is_personal",
                violation_error_code="legal_ground",
                violation_error_message=_(
                    "Der Kontakt einer Person ist immer eine personenbezogene Angabe. Wählen Sie, "
                    "auf welcher Rechtsgrundlage Sie ihn führen."
                ),
            ),
        ]

    @property
    def owner_record(self) -> Person | Organisation:
        """Return whose contact it is."""
        whose = self.person or self.organisation
        assert whose is not None  # held by a_contact_is_of_one_person_or_organisation
        return whose

    def __str__(self) -> str:
        # Never the value: what is shown or logged by its name must not outlive its deletion.
        return str(self.get_kind_display())
