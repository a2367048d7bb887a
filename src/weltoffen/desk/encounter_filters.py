"""What the list of encounters can be narrowed to."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from weltoffen.accounts.selectors import within_reach
from weltoffen.desk.filters import ALL, one_of, review, visibility
from weltoffen.desk.naming import titles_of
from weltoffen.encounters.enums import Direction, EncounterKind
from weltoffen.encounters.models import Encounter, EncounterCount, EncounterRelation
from weltoffen.relations.models import Relation

MOST_RELATIONS = 100
"""Among so many relations one can choose; of more only the one that the address names."""


class EncounterFilters(WagtailFilterSet):
    """Narrowing encounters."""

    time = one_of(
        _("Wann"),
        [
            ("ahead", _("steht bevor")),
            ("now", _("läuft")),
            ("year", _("in diesem Jahr")),
            ("before", _("vorbei")),
            ("off", _("abgesagt")),
        ],
        method="in_time",
    )
    kind = one_of(_("Art"), EncounterKind.choices)
    direction = one_of(_("Richtung"), Direction.choices)
    relation = django_filters.ChoiceFilter(
        label=_("Beziehung"), empty_label=ALL, method="of_relation"
    )
    todo = one_of(
        _("Zu tun"),
        [("count", _("vorbei und nicht gezählt")), ("outcome", _("vorbei und ohne Ergebnis"))],
        method="to_do",
    )
    visibility = visibility()
    review = review()

    class Meta:
        model = Encounter
        fields = ("time", "kind", "direction", "relation", "todo", "visibility", "review")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = self._relations()
        if choices:
            self.filters["relation"].extra["choices"] = choices
        else:
            del self.filters["relation"]

    def _relations(self) -> list[tuple[str, str]]:
        """Return the relations with encounters that the person may see, by name."""
        linked = EncounterRelation.objects.filter(relation=OuterRef("pk"))
        user = getattr(self.request, "user", None)
        seen = within_reach(Relation.objects.filter(Exists(linked)), user)
        among = seen.select_related("home", "municipality", "network", "instrument")
        found = list(among.order_by("sort_name")[: MOST_RELATIONS + 1])
        if len(found) > MOST_RELATIONS:
            found = list(among.filter(identifier=self.data.get("relation", "")))
        titles = titles_of(found)
        return [(each.identifier, titles[each.pk]) for each in found]

    def of_relation(self, found: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep the encounters of one relation."""
        links = EncounterRelation.objects.filter(
            encounter=OuterRef("pk"), relation__identifier=value
        )
        return found.filter(Exists(links))

    def in_time(self, found: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep those that lie so to today; what was called off only where it is asked for."""
        if value == "off":
            return found.exclude(withdrawn_because="")
        today = timezone.localdate()
        taking_place = found.filter(withdrawn_because="")
        if value == "ahead":
            return taking_place.filter(earliest__gt=today)
        if value == "before":
            return taking_place.filter(latest__lt=today)
        if value == "year":
            first, last = today.replace(month=1, day=1), today.replace(month=12, day=31)
            return taking_place.filter(earliest__lte=last, latest__gte=first)
        return taking_place.filter(earliest__lte=today, latest__gte=today)

    def to_do(self, found: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep those that are over and of which something is still to be written down."""
        over = found.filter(withdrawn_because="", latest__lt=timezone.localdate())
        if value == "outcome":
            return over.filter(outcome="")
        return over.filter(~Exists(EncounterCount.objects.filter(encounter=OuterRef("pk"))))
