"""What the history tells of accounts and of the roles that they have."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter
from wagtail.models import ModelLogEntry

from weltoffen.accounts.enums import RoleName

OF_ACCOUNTS: dict[str, tuple[Any, Any]] = {
    "accounts.user.create": (
        _("Funktionskonto angelegt"),
        _("Das Funktionskonto „%(function)s“ wurde angelegt."),
    ),
    "accounts.user.open": (
        _("Konto geöffnet"),
        _("Das Konto „%(username)s“ darf am Schreibtisch arbeiten und hat ein neues Passwort."),
    ),
    "accounts.user.forget": (
        _("Angaben zum Konto gelöscht"),
        _("Wem das Konto gehörte, ist gelöscht; was damit getan wurde, bleibt stehen."),
    ),
    "accounts.user.invite": (
        _("Konto angelegt"),
        _("Das Konto „%(username)s“ wurde angelegt und die Person eingeladen."),
    ),
    "accounts.user.reinvite": (_("Neu eingeladen"), _("Die Person bekam eine neue Einladung.")),
    "accounts.user.uninvite": (
        _("Einladung zurückgezogen"),
        _("Die offene Einladung wurde zurückgezogen."),
    ),
    "accounts.user.end-sessions": (
        _("Sitzungen beendet"),
        _("Alle Sitzungen des Kontos wurden beendet."),
    ),
    "accounts.group.give": (
        _("Rechte gegeben"),
        _("Die Gruppe „%(group)s“ bekam Rechte, die mit dieser Fassung neu sind: %(of)s."),
    ),
}
"""Per action its name in lists of actions and its sentence; ``%(key)s`` takes the entry's data."""


def _role(log_entry: ModelLogEntry) -> str:
    """Return the role an entry is about, with the department or relation it is limited to."""
    data = log_entry.data
    role = str(dict(RoleName.choices).get(data.get("role", ""), data.get("role", "?")))
    limit = data.get("unit") or data.get("relation")
    return f"{role}, {limit}" if limit else role


def _because(sentence: str, log_entry: ModelLogEntry) -> str:
    """Return a sentence with the reason that was given, if any."""
    reason = str(log_entry.data.get("reason") or "")
    if not reason:
        return sentence
    return gettext("%(sentence)s Grund: %(reason)s") % {"sentence": sentence, "reason": reason}


def _until(log_entry: ModelLogEntry) -> str:
    """Return a role with its last day, where it has one."""
    day = str(log_entry.data.get("until") or "")
    role = _role(log_entry)
    if not day:
        return role
    said = date_format(date.fromisoformat(day), "SHORT_DATE_FORMAT")
    return gettext("%(role)s, bis %(day)s") % {"role": role, "day": said}


class RoleGiven(LogFormatter):
    """Tells which role an account was given."""

    label = _("Rolle gegeben")

    def format_message(self, log_entry: ModelLogEntry) -> str:
        """Return a sentence; who signs in by a service may have got the role from there."""
        if log_entry.data.get("by_claims"):
            return gettext("Rolle vom Anmeldedienst übernommen: %(role)s.") % {
                "role": _role(log_entry)
            }
        said = gettext("Rolle gegeben: %(role)s.") % {"role": _until(log_entry)}
        return _because(said, log_entry)


class RoleTaken(LogFormatter):
    """Tells which role an account lost."""

    label = _("Rolle genommen")

    def format_message(self, log_entry: ModelLogEntry) -> str:
        """Return a sentence."""
        said = gettext("Rolle genommen: %(role)s.") % {"role": _role(log_entry)}
        return _because(said, log_entry)


class RoleLapsed(LogFormatter):
    """Tells which role of an account reached its last day."""

    label = _("Rolle abgelaufen")

    def format_message(self, log_entry: ModelLogEntry) -> str:
        """Return a sentence."""
        return gettext("Rolle abgelaufen: %(role)s.") % {"role": _until(log_entry)}


class Closed(LogFormatter):
    """Tells that an account was closed, and why."""

    label = _("Konto geschlossen")

    def format_message(self, log_entry: ModelLogEntry) -> str:
        """Return a sentence."""
        return _because(gettext("Das Konto wurde geschlossen."), log_entry)


class Reopened(LogFormatter):
    """Tells that an account was opened again, and why."""

    label = _("Konto wieder geöffnet")

    def format_message(self, log_entry: ModelLogEntry) -> str:
        """Return a sentence."""
        return _because(gettext("Das Konto wurde wieder geöffnet."), log_entry)


class FactorsReset(LogFormatter):
    """Tells that second factors were removed for somebody, and why."""

    label = _("Zweite Faktoren entfernt")

    def format_message(self, log_entry: ModelLogEntry) -> str:
        """Return a sentence."""
        return _because(gettext("Die zweiten Faktoren des Kontos wurden entfernt."), log_entry)


class Accepted(LogFormatter):
    """Tells that somebody came to their account by an invitation, and how."""

    label = _("Einladung angenommen")

    def format_message(self, log_entry: ModelLogEntry) -> str:
        """Return a sentence."""
        if log_entry.data.get("way") == "service":
            return gettext("Einladung angenommen: Anmeldung über den Dienst der Stadt.")
        return gettext("Einladung angenommen: Die Person hat ihr Passwort gesetzt.")


ROLES_TOLD: dict[str, type[LogFormatter]] = {
    "accounts.role.give": RoleGiven,
    "accounts.role.take": RoleTaken,
    "accounts.role.lapse": RoleLapsed,
    "accounts.user.close": Closed,
    "accounts.user.reopen": Reopened,
    "accounts.user.reset-factors": FactorsReset,
    "accounts.user.accept": Accepted,
}
"""Per action what tells of it."""
