"""Accounts."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from weltoffen.accounts.enums import RoleName


class User(AbstractUser):
    """Somebody, or some function, that acts in the register.

    A function account (a loader, later a reader of pages) acts under its own name, so that the
    history never blames a person for what a machine did; it cannot sign in.
    """

    is_function = models.BooleanField(
        _("Funktionskonto"),
        default=False,
        help_text=_("Ein Programm, keine Person; kann sich nicht anmelden."),
    )

    class Meta:
        verbose_name = _("Konto")
        verbose_name_plural = _("Konten")


class Assignment(models.Model):
    """That an account has a role, from when to when, and who gave it.

    ``unit`` and ``relation`` name records by their permanent identifiers, because both lie on
    higher floors; records are never deleted and never change their identifier. A row is never
    deleted either: a role that was taken has an ``ended_at``.
    """

    PUBLIC_FIELDS: ClassVar[frozenset[str]] = frozenset()
    INTERNAL_FIELDS: ClassVar = frozenset(
        {
            "id", "user", "role", "unit", "relation", "is_by_claims", "given_at", "given_by",
            "ended_at", "ended_by",
        }
    )  # fmt: skip

    user = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("Konto"), related_name="assignments"
    )
    role = models.CharField(_("Rolle"), max_length=16, choices=RoleName)
    unit = models.CharField(_("Fachbereich"), max_length=96, blank=True, default="")
    relation = models.CharField(_("Beziehung"), max_length=96, blank=True, default="")
    is_by_claims = models.BooleanField(
        _("bei der Anmeldung übernommen"),
        default=False,
        help_text=_("Gegeben nach dem, was der Anmeldedienst sagt; er nimmt sie auch wieder."),
    )
    given_at = models.DateTimeField(_("gegeben"), default=timezone.now)
    given_by = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("gegeben von"), related_name="+"
    )
    ended_at = models.DateTimeField(_("genommen"), null=True, blank=True)
    ended_by = models.ForeignKey(
        User,
        models.PROTECT,
        verbose_name=_("genommen von"),
        related_name="+",
        null=True,
        blank=True,
    )

    class Meta:
        verbose_name = _("Rolle eines Kontos")
        verbose_name_plural = _("Rollen von Konten")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "unit", "relation"],
                condition=models.Q(ended_at__isnull=True),
                name="account_has_a_role_once_at_a_time",
                violation_error_code="role",
                violation_error_message=_("Diese Rolle hat das Konto schon."),
            ),
            models.CheckConstraint(
                condition=models.Q(models.Q(role=RoleName.CONTRIBUTOR), ~models.Q(unit=""))
                | models.Q(~models.Q(role=RoleName.CONTRIBUTOR), unit=""),
                name="contributors_role_names_a_department_and_no_other_does",
                violation_error_code="unit",
                violation_error_message=_(
                    "Wer für einen Fachbereich beiträgt, braucht einen Fachbereich, und nur diese "
                    "Rolle hat einen. Wählen Sie einen, oder lassen Sie das Feld leer."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(models.Q(role=RoleName.GUEST), ~models.Q(relation=""))
                | models.Q(~models.Q(role=RoleName.GUEST), relation=""),
                name="guests_role_names_a_relation_and_no_other_does",
                violation_error_code="relation",
                violation_error_message=_(
                    "Ein Gast braucht die Beziehung, die er sieht, und nur diese Rolle hat eine. "
                    "Wählen Sie eine, oder lassen Sie das Feld leer."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True, ended_by__isnull=True)
                | models.Q(ended_at__gte=models.F("given_at"), ended_by__isnull=False),
                name="role_ends_after_it_was_given_and_by_somebody",
                violation_error_code="ended_at",
                violation_error_message=_(
                    "Eine Rolle endet, nachdem sie gegeben wurde, und jemand nimmt sie."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"


class Visit(models.Model):
    """When an account was last at the desk, so that it is told what changed since.

    No history of visits: one row per account, overwritten. ``before`` is when the visit before
    this one ended, empty during the first.
    """

    PUBLIC_FIELDS: ClassVar[frozenset[str]] = frozenset()
    INTERNAL_FIELDS: ClassVar = frozenset({"id", "user", "seen_at", "before"})

    user = models.OneToOneField(
        User,
        models.CASCADE,
        verbose_name=_("Konto"),
        related_name="visit",
        error_messages={"unique": _("Zu diesem Konto ist schon ein Besuch vermerkt.")},
    )
    seen_at = models.DateTimeField(_("zuletzt da"))
    before = models.DateTimeField(_("davor zuletzt da"), null=True, blank=True)

    class Meta:
        verbose_name = _("Besuch am Schreibtisch")
        verbose_name_plural = _("Besuche am Schreibtisch")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(before__isnull=True) | models.Q(before__lt=models.F("seen_at")),
                name="visit_comes_after_the_one_before",
                violation_error_code="before",
                violation_error_message=_("Ein Besuch liegt nach dem davor."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.seen_at}"
