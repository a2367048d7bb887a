"""The list of encounters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from weltoffen.desk.columns import title, visibility
from weltoffen.desk.encounter_filters import EncounterFilters
from weltoffen.desk.encounter_words import relation_titles, when_words
from weltoffen.desk.kinds import ENCOUNTERS
from weltoffen.desk.views.record_list import RecordList
from weltoffen.encounters.models import Encounter
from weltoffen.encounters.selectors import with_heads


class EncounterList(RecordList):
    """Encounters, the latest first, with how many people each counts."""

    kind = ENCOUNTERS
    nothing = _("Noch ist keine Begegnung erfasst.")
    filterset_class = EncounterFilters
    default_ordering = "-earliest"
    columns = [
        title(ENCOUNTERS, "title_de"),
        Column("desk_on", label=_("Wann"), sort_key="earliest"),
        Column("get_kind_display", label=_("Art"), sort_key="kind"),
        Column("get_direction_display", label=_("Richtung"), sort_key="direction"),
        Column("desk_relations", label=_("Beziehungen")),
        Column("desk_heads", label=_("Personen"), sort_key="heads"),
        visibility(),
    ]
    related = ("municipality",)
    further = [
        Column("valid", label=_("Tage (EDTF)"), sort_key="earliest"),
        Column("withdrawn_because", label=_("Abgesagt, weil")),
    ]

    def get_base_queryset(self) -> QuerySet[Encounter]:
        """Count the people of each too."""
        return with_heads(super().get_base_queryset())

    def prepare(self, lines: Sequence[Any]) -> None:
        """Add the days and the relations in words, of all lines at once."""
        super().prepare(lines)
        relations = relation_titles(lines, self.request.user)
        for line in lines:
            line.desk_on = when_words(line)
            if line.withdrawn_because:
                line.desk_on = gettext("%(when)s, abgesagt") % {"when": line.desk_on}
            line.desk_relations = relations[line.pk]
            line.desk_heads = line.heads or "–"


LISTS = {EncounterList.kind.name: EncounterList}
