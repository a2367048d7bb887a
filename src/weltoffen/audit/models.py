"""The events of the security log, and what is left of those removed by rule."""

from __future__ import annotations

import json
from typing import Any, ClassVar, cast

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from weltoffen.audit.enums import EventName
from weltoffen.audit.types import Anchor, Entry, Stub

HASH = 64
"""Characters of a SHA-256 in hexadecimal digits."""
_NEVER_CHANGES = _("Ein Ereignis des Sicherheitsprotokolls ändert sich nie. Lassen Sie es stehen.")
_GOES_BY_RULE = _(
    "Ein Ereignis des Sicherheitsprotokolls geht nur nach der Aufbewahrungsfrist. Lassen Sie "
    "„weltoffen audit seal“ die alten entfernen."
)
_STUB_STAYS = _(
    "Der Vermerk über entfernte Ereignisse bleibt für immer, wie er ist. Lassen Sie ihn stehen."
)


class AuditEvent(models.Model):
    """Something that matters for safety, once done, noted for as long as the setting says.

    It names the account by number and by its name at that time, in text: no foreign key, so that
    an account can be deleted and the log still says who it was. That name is personal data. It is
    kept for ``WELTOFFEN_AUDIT_YEARS`` years, three if nobody says otherwise, and then removed
    (:func:`weltoffen.audit.actions.seal_old`); see ADR 0017.
    """

    PUBLIC_FIELDS: ClassVar[frozenset[str]] = frozenset()
    INTERNAL_FIELDS: ClassVar = frozenset(
        {"number", "at", "event", "by_key", "by_name", "about", "data", "previous", "hash"}
    )
    HELD_BY_TRIGGERS: ClassVar = {
        "audit_event_is_never_changed": ("", _NEVER_CHANGES),
        "audit_event_is_removed_by_rule_only": ("", _GOES_BY_RULE),
        "audit_events_are_never_emptied": ("", _GOES_BY_RULE),
        "audit_event_is_never_replaced": ("", _NEVER_CHANGES),
    }

    number = models.BigIntegerField(_("Nummer"), primary_key=True)
    at = models.DateTimeField(_("Wann"))
    event = models.CharField(_("Ereignis"), max_length=80)
    by_key = models.BigIntegerField(_("Nummer des Kontos"), null=True, blank=True)
    by_name = models.CharField(_("Wer"), max_length=150, blank=True)
    about = models.CharField(_("Woran"), max_length=300, blank=True)
    data = models.TextField(_("Näheres"), default="{}")
    previous = models.CharField(
        _("Prüfsumme davor"),
        max_length=HASH,
        unique=True,
        error_messages={
            "unique": _(
                "Auf dieses Ereignis folgt schon ein anderes. Versuchen Sie es noch einmal."
            )
        },
    )
    hash = models.CharField(
        _("Prüfsumme"),
        max_length=HASH,
        unique=True,
        error_messages={
            "unique": _("Dieses Ereignis ist schon vermerkt. Versuchen Sie es noch einmal.")
        },
    )

    class Meta:
        verbose_name = _("Ereignis des Sicherheitsprotokolls")
        verbose_name_plural = _("Ereignisse des Sicherheitsprotokolls")
        ordering = ("-number",)
        default_permissions = ("view",)
        indexes = [
            models.Index(fields=["event", "-number"], name="audit_by_event"),
            models.Index(fields=["by_name", "-number"], name="audit_by_person"),
            models.Index(fields=["at"], name="audit_by_time"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(number__gte=1),
                name="audit_events_are_counted_from_one",
                violation_error_code="number",
                violation_error_message=_(
                    "Ereignisse werden ab eins gezählt. Vermerken Sie es unter der nächsten Nummer."
                ),
            ),
            models.CheckConstraint(
                condition=Q(hash__length=HASH, previous__length=HASH),
                name="audit_event_has_its_hash_and_the_one_before",
                violation_error_code="hash",
                violation_error_message=_(
                    "Einem Ereignis fehlt die Prüfsumme. Vermerken Sie es über das Programm."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.event}"

    def as_entry(self) -> Entry:
        """Return the event as a value."""
        return Entry(
            number=self.number,
            at=self.at,
            event=self.event,
            by_key=self.by_key,
            by_name=self.by_name,
            about=self.about,
            data=self.data,
            previous=self.previous,
            hash=self.hash,
        )

    @property
    def event_label(self) -> str:
        """Return what happened in words, or the event's own name where this version knows none."""
        words = {str(name): name.label for name in EventName}
        return str(words.get(self.event, self.event))

    @property
    def details(self) -> dict[str, Any]:
        """Return the data; empty where somebody made it unreadable, which verifying tells."""
        try:
            found = json.loads(self.data)
        except ValueError:
            return {}
        return cast(dict[str, Any], found) if isinstance(found, dict) else {}


class AuditSeal(models.Model):
    """What is left of events that were removed by rule: from which to which, and the last hash.

    The chain goes on from here, so it can still be verified; the database removes only events that
    such a row covers. It names nobody.
    """

    PUBLIC_FIELDS: ClassVar[frozenset[str]] = frozenset()
    INTERNAL_FIELDS: ClassVar = frozenset({"id", "first", "last", "count", "last_hash", "at"})
    HELD_BY_TRIGGERS: ClassVar = {
        "audit_seal_is_never_changed": ("", _STUB_STAYS),
        "audit_seal_is_never_deleted": ("", _STUB_STAYS),
        "audit_seals_are_never_emptied": ("", _STUB_STAYS),
        "audit_seal_is_never_replaced": ("", _STUB_STAYS),
    }

    first = models.BigIntegerField(
        _("erste Nummer"),
        unique=True,
        error_messages={
            "unique": _("Ab dieser Nummer ist schon entfernt. Beginnen Sie bei der nächsten.")
        },
    )
    last = models.BigIntegerField(
        _("letzte Nummer"),
        unique=True,
        error_messages={
            "unique": _("Bis zu dieser Nummer ist schon entfernt. Nehmen Sie eine spätere.")
        },
    )
    count = models.BigIntegerField(_("Anzahl"))
    last_hash = models.CharField(_("letzte Prüfsumme"), max_length=HASH)
    at = models.DateTimeField(_("entfernt"))

    class Meta:
        verbose_name = _("Vermerk über entfernte Ereignisse")
        verbose_name_plural = _("Vermerke über entfernte Ereignisse")
        ordering = ("last",)
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(
                condition=Q(first__gte=1, last__gte=F("first"), count=F("last") - F("first") + 1),
                name="audit_seal_counts_what_it_covers",
                violation_error_code="count",
                violation_error_message=_(
                    "Der Vermerk zählt nicht, was er umfasst. Prüfen Sie erste und letzte Nummer."
                ),
            ),
            models.CheckConstraint(
                condition=Q(last_hash__length=HASH),
                name="audit_seal_keeps_the_last_hash",
                violation_error_code="last_hash",
                violation_error_message=_(
                    "Dem Vermerk fehlt die letzte Prüfsumme. Geben Sie sie mit 64 Zeichen an."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first}–{self.last}"

    def as_stub(self) -> Stub:
        """Return the seal as a value."""
        return Stub(self.first, self.last, self.last_hash)

    def as_anchor(self) -> Anchor:
        """Return the end of what it covers."""
        return Anchor(self.last, self.last_hash)
