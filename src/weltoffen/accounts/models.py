"""Accounts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac
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
    sessions_ended_at = models.DateTimeField(
        _("alle Sitzungen beendet"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("Sitzungen, die davor begannen, gelten nicht mehr."),
    )

    class Meta:
        verbose_name = _("Konto")
        verbose_name_plural = _("Konten")

    def get_session_auth_hash(self) -> str:
        """Return what Django compares with a session, at every request, before it lets it in.

        With the moment at which all sessions were ended in it, none that began before fits any
        more, wherever it is kept.
        """
        return self._of_these_sessions(super().get_session_auth_hash())

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """Return the same for keys of the installation that are being replaced."""
        yield from map(self._of_these_sessions, super().get_session_auth_fallback_hash())

    def _of_these_sessions(self, found: str) -> str:
        if self.sessions_ended_at is None:
            return found
        said = f"{found} {self.sessions_ended_at.timestamp()}"
        return str(salted_hmac("accounts.User.sessions", said, algorithm="sha256").hexdigest())


class Assignment(models.Model):
    """That an account has a role, from when to when, and who gave it.

    ``unit`` and ``relation`` name records by their permanent identifiers, because both lie on
    higher floors; records are never deleted and never change their identifier. A row is never
    deleted either: a role that was taken has an ``ended_at``. One with a ``last_day`` holds until
    the end of that day: that is computed wherever rights are asked for, and no clock has to run.
    """

    PUBLIC_FIELDS: ClassVar[frozenset[str]] = frozenset()
    INTERNAL_FIELDS: ClassVar = frozenset(
        {
            "id", "user", "role", "unit", "relation", "is_by_claims", "given_at", "given_by",
            "last_day", "ended_at", "ended_by",
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
    last_day = models.DateField(
        _("letzter Tag"),
        null=True,
        blank=True,
        help_text=_("Danach gilt die Rolle nicht mehr, auch wenn niemand sie nimmt."),
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


class Invitation(models.Model):
    """That somebody may set the password of an account, once, by a link with a secret.

    Of the secret only a hash is kept: it is shown once, to whoever made it.
    """

    PUBLIC_FIELDS: ClassVar[frozenset[str]] = frozenset()
    INTERNAL_FIELDS: ClassVar = frozenset(
        {
            "id", "account", "token_hash", "made_at", "made_by", "expires_at", "used_at",
            "withdrawn_at",
        }
    )  # fmt: skip

    account = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("Konto"), related_name="invitations"
    )
    token_hash = models.CharField(
        _("Prüfsumme des Links"),
        max_length=64,
        unique=True,
        error_messages={
            "unique": _("Diesen Link gibt es schon. Laden Sie noch einmal ein, dann klappt es.")
        },
    )
    made_at = models.DateTimeField(_("eingeladen"), default=timezone.now)
    made_by = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("eingeladen von"), related_name="+"
    )
    expires_at = models.DateTimeField(_("gilt bis"))
    used_at = models.DateTimeField(_("benutzt"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("zurückgezogen"), null=True, blank=True)

    class Meta:
        verbose_name = _("Einladung")
        verbose_name_plural = _("Einladungen")
        ordering = ("-made_at", "-id")
        constraints = [
            models.UniqueConstraint(
                fields=["account"],
                condition=models.Q(used_at__isnull=True, withdrawn_at__isnull=True),
                name="account_has_one_open_invitation_at_a_time",
                violation_error_code="account",
                violation_error_message=_(
                    "Das Konto hat schon eine offene Einladung. Laden Sie die Seite neu."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("made_at")),
                name="invitation_holds_for_some_time",
                violation_error_code="expires_at",
                violation_error_message=_(
                    "Eine Einladung endet, nachdem sie ausgesprochen wurde. Prüfen Sie die Uhr "
                    "des Servers."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(used_at__isnull=True)
                | models.Q(
                    used_at__gte=models.F("made_at"),
                    used_at__lt=models.F("expires_at"),
                    withdrawn_at__isnull=True,
                ),
                name="invitation_is_used_while_it_holds",
                violation_error_code="used_at",
                violation_error_message=_(
                    "Benutzt wird eine Einladung, solange sie gilt. Bitten Sie um eine neue."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account}: {self.made_at}"


class DeskSession(models.Model):
    """That somebody was at the desk, from one sign-in until they left, and with what.

    ``device`` says browser and system in two words, so that people know their own again; nothing
    is kept of the network. The row opens nothing: it holds no key of a session.
    """

    PUBLIC_FIELDS: ClassVar[frozenset[str]] = frozenset()
    INTERNAL_FIELDS: ClassVar = frozenset(
        {"id", "account", "device", "began_at", "seen_at", "ended_at"}
    )

    account = models.ForeignKey(
        User, models.CASCADE, verbose_name=_("Konto"), related_name="desk_sessions"
    )
    device = models.CharField(_("womit"), max_length=60, blank=True)
    began_at = models.DateTimeField(_("begonnen"))
    seen_at = models.DateTimeField(_("zuletzt da"))
    ended_at = models.DateTimeField(_("beendet"), null=True, blank=True)

    class Meta:
        verbose_name = _("Sitzung")
        verbose_name_plural = _("Sitzungen")
        ordering = ("-seen_at", "-id")
        indexes = [models.Index(fields=["account", "-seen_at"], name="sessions_of_an_account")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(seen_at__gte=models.F("began_at"))
                & (models.Q(ended_at__isnull=True) | models.Q(ended_at__gte=models.F("began_at"))),
                name="session_goes_on_after_it_began",
                violation_error_code="seen_at",
                violation_error_message=_(
                    "Eine Sitzung geht weiter, nachdem sie begann. Prüfen Sie die Uhr des Servers."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.account}: {self.began_at}"
