"""What the history tells of accounts and of the roles that they have."""

from __future__ import annotations

from typing import Any

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


class RoleGiven(LogFormatter):
    """Tells which role an account was given."""

    label = _("Rolle gegeben")

    def format_message(self, log_entry: ModelLogEntry) -> str:
        """Return a sentence; who signs in by a service may have got the role from there."""
        if log_entry.data.get("by_claims"):
            return gettext("Rolle vom Anmeldedienst übernommen: %(role)s.") % {
                "role": _role(log_entry)
            }
        return gettext("Rolle gegeben: %(role)s.") % {"role": _role(log_entry)}


class RoleTaken(LogFormatter):
    """Tells which role an account lost."""

    label = _("Rolle genommen")

    def format_message(self, log_entry: ModelLogEntry) -> str:
        """Return a sentence."""
        return gettext("Rolle genommen: %(role)s.") % {"role": _role(log_entry)}


ROLES_TOLD: dict[str, type[LogFormatter]] = {
    "accounts.role.give": RoleGiven,
    "accounts.role.take": RoleTaken,
}
"""Per action what tells of it."""
