"""What reminds people: the daily mail, and calendars of deadlines."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from weltoffen.accounts.models import User


class DigestWish(models.Model):
    """That an account wants the daily mail. Nobody gets it unasked."""

    PUBLIC_FIELDS: ClassVar[frozenset[str]] = frozenset()
    INTERNAL_FIELDS: ClassVar = frozenset({"id", "account", "is_wanted"})

    account = models.OneToOneField(
        User,
        models.PROTECT,
        verbose_name=_("Konto"),
        related_name="digest_wish",
        error_messages={
            "unique": _("Für dieses Konto ist das schon festgelegt. Ändern Sie, was da ist.")
        },
    )
    is_wanted = models.BooleanField(_("tägliche E-Mail"), default=False)

    class Meta:
        verbose_name = _("Wunsch nach der täglichen E-Mail")
        verbose_name_plural = _("Wünsche nach der täglichen E-Mail")

    def __str__(self) -> str:
        return str(self.account)


class DigestSent(models.Model):
    """That the mail of a day was begun for an account, so that it never goes twice.

    Written before the mail server is spoken to. ``count`` is how many lines it had; none means that
    there was nothing to tell, and no mail.
    """

    PUBLIC_FIELDS: ClassVar[frozenset[str]] = frozenset()
    INTERNAL_FIELDS: ClassVar = frozenset({"id", "account", "day", "count", "begun_at", "sent_at"})

    account = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("Konto"), related_name="digests"
    )
    day = models.DateField(pgettext_lazy("im Kalender", "Tag"))
    count = models.PositiveIntegerField(_("Zeilen"), default=0)
    begun_at = models.DateTimeField(_("begonnen"), default=timezone.now)
    sent_at = models.DateTimeField(_("verschickt"), null=True, blank=True)

    class Meta:
        verbose_name = _("tägliche E-Mail")
        verbose_name_plural = _("tägliche E-Mails")
        constraints = [
            models.UniqueConstraint(
                fields=["account", "day"],
                name="digest_goes_once_a_day",
                violation_error_code="day",
                violation_error_message=_(
                    "Die E-Mail dieses Tages ging schon hinaus. Warten Sie bis morgen."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.day}"


class Feed(models.Model):
    """A calendar of deadlines at a secret address, which one account made for itself.

    Of the address only a hash is kept: it is shown once, when it is made. It tells what that
    account may see, as long as it may.
    """

    PUBLIC_FIELDS: ClassVar[frozenset[str]] = frozenset()
    INTERNAL_FIELDS: ClassVar = frozenset(
        {"id", "account", "name", "token_hash", "made_at", "revoked_at", "last_fetched_on"}
    )

    account = models.ForeignKey(User, models.PROTECT, verbose_name=_("Konto"), related_name="feeds")
    name = models.CharField(_("Wofür"), max_length=80)
    token_hash = models.CharField(
        _("Prüfsumme der Adresse"),
        max_length=64,
        unique=True,
        error_messages={
            "unique": _("Diese Adresse gibt es schon. Legen Sie den Kalender noch einmal an.")
        },
    )
    made_at = models.DateTimeField(_("angelegt"), default=timezone.now)
    revoked_at = models.DateTimeField(_("widerrufen"), null=True, blank=True)
    last_fetched_on = models.DateField(_("zuletzt abgerufen"), null=True, blank=True)

    class Meta:
        verbose_name = _("Kalenderadresse")
        verbose_name_plural = _("Kalenderadressen")
        ordering = ("-made_at", "-id")
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True) | Q(revoked_at__gte=F("made_at")),
                name="feed_is_revoked_after_it_was_made",
                violation_error_code="revoked_at",
                violation_error_message=_(
                    "Eine Adresse wird widerrufen, nachdem es sie gibt. Laden Sie die Seite neu."
                ),
            )
        ]

    def __str__(self) -> str:
        return self.name
