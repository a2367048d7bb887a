"""What the history tells of encounters: of participants how many, never who."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

OF_ENCOUNTERS: dict[str, tuple[Any, Any]] = {
    "encounters.encounter.record": (_("Begegnung erfasst"), _("Die Begegnung wurde erfasst.")),
    "encounters.encounter.count": (
        _("Teilnehmende gezählt"),
        _("Wie viele teilnahmen, wurde neu angegeben."),
    ),
    "encounters.encounter.invite": (
        _("Teilnehmende benannt"),
        _("Neu benannte Teilnehmende: %(heads)s."),
    ),
    "encounters.encounter.answer": (
        _("Antwort auf Einladung vermerkt"),
        _("Jemand hat auf die Einladung geantwortet."),
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
}
"""Actions whose entry keeps, per changed field, what was there before and after."""
