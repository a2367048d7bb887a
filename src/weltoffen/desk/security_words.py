"""The security log in words: what an event was about, and what it says besides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.apps import apps
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from weltoffen.accounts.enums import RoleName
from weltoffen.audit.types import Finding

MOST_NAMED = 5
"""How many of several things a line of the list names; the export has them all."""
KEYS: Mapping[str, Any] = {
    "rights": _("Rechte"),
    "changed": _("geändert"),
    "is_active": _("darf sich anmelden"),
    "is_superuser": _("hat alle Rechte"),
    "is_staff": _("darf in die Verwaltung"),
    "is_function": _("Programm"),
    "username": _("Name"),
    "email": _("E-Mail-Adresse"),
    "event": _("Ereignis"),
    "person": _("Person"),
    "at_from": _("ab"),
    "at_to": _("bis"),
    "p": _("Blatt"),
    "export": _("Format"),
    "by": _("auf welchem Weg"),
    "command": _("Befehl auf dem Server"),
    "events": _("Ereignisse"),
    "removed": _("davor entfernt"),
    "faults": _("Auffälligkeiten"),
    "first": _("erstes"),
    "last": _("letztes"),
    "count": _("Anzahl"),
    "role": _("Rolle"),
    "unit": _("Fachbereich"),
    "relation": _("Beziehung"),
    "by_claims": _("vom Anmeldedienst"),
    "what": _("was"),
    "row": _("was"),
    "encounters.participant": _("Namen von Teilnehmenden"),
    "participants": _("Namen von Teilnehmenden"),
    "heads": _("Personen"),
    "rule": _("warum"),
    "delete_after": _("Löschtag erreicht"),
    "by hand": _("von Hand"),
    "until": _("bis"),
    "password": _("mit Passwort"),
    "service": _("über den Anmeldedienst"),
    "rows": _("Zeilen"),
    "files": _("Dateien"),
    "made_at": _("Stand"),
    "kind": _("Art"),
    "months": _("Monate"),
    "reason": _("Grund"),
}
"""What stands in the data of events, by its name there. What is not here is shown as it is."""
UNTOLD = frozenset({"hash", "upto"})
"""What is there for machines."""


_ROLES: Mapping[str, Any] = {role.value: role.label for role in RoleName}


def about_in_words(about: str) -> str:
    """Name the thing an event was about: its kind in words, and how it is called."""
    kind, colon, name = about.partition(":")
    if not colon:
        return about
    try:
        said = capfirst(str(apps.get_model(kind)._meta.verbose_name))
    except (LookupError, ValueError):
        return about
    return gettext("%(kind)s „%(name)s“") % {"kind": said, "name": name}


def data_in_words(data: Mapping[str, Any]) -> str:
    """Say what an event tells besides."""
    return "; ".join(_said(data))


def _said(data: Mapping[str, Any]) -> Iterator[str]:
    for key, value in data.items():
        said = value
        if key == "changed" and isinstance(value, list):  # what it is now is told by itself
            said = [name for name in value if name not in data]
        if key not in UNTOLD and said not in ([], ""):
            yield f"{KEYS.get(key, key)}: {_value(said)}"


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return gettext("ja") if value else gettext("nein")
    if isinstance(value, list):
        named = ", ".join(_value(each) for each in value[:MOST_NAMED])
        rest = len(value) - MOST_NAMED
        return named if rest <= 0 else gettext("%(named)s und %(rest)d weitere") % {
            "named": named, "rest": rest,
        }  # fmt: skip
    text = str(_ROLES.get(str(value), value))
    return str(KEYS.get(text, about_in_words(text)))


def findings_in_words(found: Finding) -> list[str]:
    """Return what is wrong with the chain, a sentence each."""
    return [str(fault.kind.label) % {"number": fault.number} for fault in found.faults]
