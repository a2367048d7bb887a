"""What may come back of encounters: what is said of them, and nothing of those who took part.

Days, relations and counts belong together with others and change on their own pages.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from weltoffen.accounts.models import User
from weltoffen.encounters.actions import amend_encounter
from weltoffen.encounters.enums import Direction, EncounterKind
from weltoffen.encounters.models import Encounter
from weltoffen.lists.enums import CellKind
from weltoffen.lists.fields.entrusting import ENTRUSTED, change_by, choice, worded
from weltoffen.lists.types import Field, FieldsOfKind
from weltoffen.places.models import Municipality

_amend_encounter = change_by(amend_encounter, "encounter", "title")


def _change_encounter(*, record: Any, values: dict[str, Any], by: User) -> None:
    """Change an encounter; the place is named by its identifier."""
    if "municipality" in values:
        found = Municipality.objects.filter(identifier=values["municipality"]).first()
        values = {**values, "municipality": found}
    _amend_encounter(record=record, values=values, by=by)


ENCOUNTERS = FieldsOfKind(
    "encounters",
    Encounter,
    (
        *worded("title", _("Titel"), is_long=False),
        choice("kind", _("Art"), EncounterKind),
        choice("direction", _("Richtung"), Direction),
        Field("municipality", _("Ort"), CellKind.RECORD, of="municipalities"),
        Field("venue", _("Stätte")),
        Field("theme", _("Thema"), suits_many=True),
        Field("languages", _("Sprachen")),
        Field("first_timers", _("Zum ersten Mal dabei"), CellKind.WHOLE),
        Field("outcome", _("Ergebnis"), CellKind.LONG),
        *ENTRUSTED,
    ),
    _change_encounter,
    related=("municipality",),
)
