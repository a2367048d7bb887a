"""Which events there are, and what can be wrong with the chain."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class EventName(models.TextChoices):
    """Every event that is noted, ``area.noun.verb``, with its name for people.

    A test reads every name that any room notes out of the source code; a new one goes here too.
    """

    SIGN_IN = "accounts.session.open", _("angemeldet")
    SIGN_IN_REFUSED = "accounts.session.refuse", _("Anmeldung abgewiesen")
    LOCKED_OUT = "accounts.session.lock", _("Anmeldung nach vielen Fehlversuchen gesperrt")
    FACTOR_ADDED = "accounts.factor.add", _("zweiten Faktor eingerichtet")
    FACTOR_REMOVED = "accounts.factor.remove", _("zweiten Faktor entfernt")
    SIGN_OUT = "accounts.session.close", _("abgemeldet")
    SESSIONS_ENDED = "accounts.session.end", _("alle Sitzungen beendet")
    PASSWORD = "accounts.password.change", _("Passwort geändert")
    ACCOUNT_CREATED = "accounts.user.create", _("Konto angelegt")
    ACCOUNT_OPENED = "accounts.user.open", _("Konto für den Schreibtisch geöffnet")
    ACCOUNT_AMENDED = "accounts.user.amend", _("Konto geändert")
    ACCOUNT_DELETED = "accounts.user.delete", _("Konto gelöscht")
    ACCOUNT_SEEN = "accounts.user.view", _("Konto angesehen")
    INVITED = "accounts.invitation.make", _("eingeladen")
    INVITATION_WITHDRAWN = "accounts.invitation.withdraw", _("Einladung zurückgezogen")
    INVITATION_USED = "accounts.invitation.use", _("Einladung angenommen")
    RIGHTS_GIVEN = "accounts.rights.give", _("Rechte gegeben")
    RIGHTS_TAKEN = "accounts.rights.take", _("Rechte genommen")
    BACKED_UP = "operating.register.save", _("Sicherung geschrieben")
    RESTORED = "operating.register.restore", _("Sicherung wiederhergestellt")
    RESTRICTED_SEEN = "records.restricted.view", _("geschützte Angaben angesehen")
    LIST_EXPORTED = "lists.list.export", _("Liste ausgegeben")
    ERASED = "records.record.erase", _("endgültig gelöscht")
    REDACTED = "records.history.redact", _("Angaben zur Person aus dem Verlauf genommen")
    DISCLOSED = "privacy.person.disclose", _("Auskunft über eine Person zusammengestellt")
    LOOKED_UP = "privacy.person.look", _("nachgesehen, was über eine Person gespeichert ist")
    FORGOTTEN = "privacy.person.forget", _("Angaben über eine Person auf Verlangen gelöscht")
    TERM_CHOSEN = "privacy.term.choose", _("Aufbewahrungsfrist festgelegt")
    LOG_SEEN = "audit.log.view", _("Sicherheitsprotokoll angesehen")
    LOG_VERIFIED = "audit.log.verify", _("Sicherheitsprotokoll geprüft")
    LOG_EXPORTED = "audit.log.export", _("Sicherheitsprotokoll ausgegeben")
    LOG_SEALED = "audit.log.seal", _("alte Ereignisse entfernt")


class FaultKind(models.TextChoices):
    """What can be wrong with the chain; ``%(number)d`` is where."""

    CHANGED = "changed", _("Das Ereignis %(number)d wurde verändert: Seine Prüfsumme passt nicht.")
    MISSING = "missing", _("Vor dem Ereignis %(number)d fehlt etwas: Die Nummern haben eine Lücke.")
    UNLINKED = (
        "unlinked",
        _("Das Ereignis %(number)d schließt nicht an das davor an: Davor wurde etwas ersetzt."),
    )
    STUB = (
        "stub",
        _("Der Vermerk über entfernte Ereignisse bis %(number)d passt nicht zu dem davor."),
    )
    SHORTER = (
        "shorter",
        _("Am Ende fehlt etwas: Das Protokoll reichte schon einmal bis zum Ereignis %(number)d."),
    )
    REWRITTEN = (
        "rewritten",
        _(
            "Das Protokoll wurde umgeschrieben: Das Ereignis %(number)d hatte eine andere "
            "Prüfsumme, als der Anker entstand."
        ),
    )
    ANCHOR_REMOVED = (
        "anchor-removed",
        _(
            "Das Ereignis %(number)d, zu dem der Anker gehört, ist nach der Aufbewahrungsfrist "
            "entfernt; an diesem Anker lässt sich nichts mehr prüfen. Nehmen Sie einen jüngeren."
        ),
    )
