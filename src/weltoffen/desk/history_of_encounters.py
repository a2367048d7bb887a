"""What the history tells of encounters: of participants how many, never who."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from weltoffen.desk.history_of_casework import NAME_TAKEN_OUT

OF_ENCOUNTERS: dict[str, tuple[Any, Any]] = {
    "encounters.encounter.record": (_("Begegnung erfasst"), _("Die Begegnung wurde erfasst.")),
    "encounters.encounter.forget-name": NAME_TAKEN_OUT,
    "encounters.encounter.set-relations": (
        _("Beziehungen der Begegnung geändert"),
        _("Beziehungen: „%(before)s“ → „%(after)s“."),
    ),
    "encounters.encounter.set-host": (
        _("Gastgebende geändert"),
        _("Gastgebende Organisationen: „%(before)s“ → „%(after)s“."),
    ),
    "encounters.encounter.set-guest": (
        _("Gäste geändert"),
        _("Organisationen zu Gast: „%(before)s“ → „%(after)s“."),
    ),
    "encounters.encounter.count": (
        _("Teilnehmende gezählt"),
        _("Gezählte Personen: %(heads_before)s → %(heads)s."),
    ),
    "encounters.encounter.invite": (
        _("Teilnehmende benannt"),
        _("Neu benannte Teilnehmende: %(heads)s."),
    ),
    "encounters.encounter.keep-until": (
        _("Löschtag von Namen geändert"),
        _("Namen, die jetzt bis %(day)s bleiben: %(heads)s."),
    ),
    "encounters.encounter.delete-participant": (
        _("Angaben zu einer Person gelöscht"),
        _("Die Angaben zu einer teilnehmenden Person wurden von Hand gelöscht."),
    ),
    "encounters.encounter.forget": (
        _("Namen von Teilnehmenden gelöscht"),
        _("Der Tag war gekommen. Gelöschte Namen: %(heads)s. Die Zahlen bleiben."),
    ),
}
"""Per action its name in lists of actions and its sentence; ``%(key)s`` takes the entry's data."""

AMENDED_ENCOUNTERS: dict[str, Any] = {
    "encounters.encounter.amend": _("Begegnung geändert"),
    "encounters.encounter.call-off": _("Begegnung abgesagt"),
    "encounters.encounter.resume": _("Absage zurückgenommen"),
}
"""Actions whose entry keeps, per changed field, what was there before and after."""

UNTOLD_PARTICIPANTS: dict[str, Any] = {
    "encounters.encounter.amend-participant": _("Angaben zu einer Person geändert"),
}
"""Actions whose entry names the fields that changed and keeps nothing of what stood in them."""
