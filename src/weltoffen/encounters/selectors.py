"""Reads of this room: encounters with their counts, names that are kept, names that are due."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

from django.db.models import (
    Count,
    Exists,
    IntegerField,
    Max,
    Min,
    OuterRef,
    QuerySet,
    Subquery,
    Sum,
)
from django.db.models.functions import Coalesce

from weltoffen.encounters.enums import Group
from weltoffen.encounters.models import Encounter, EncounterCount, Participant
from weltoffen.encounters.types import KeptNames, Tally
from weltoffen.relations.models import Relation

Rows = TypeVar("Rows", bound=QuerySet[Any])


def with_heads(encounters: Rows) -> Rows:
    """Return encounters, each with ``heads``: how many people its lines count."""
    lines = EncounterCount.objects.filter(encounter=OuterRef("pk")).order_by()
    summed = lines.values("encounter").annotate(all=Sum("heads")).values("all")
    return encounters.annotate(heads=Coalesce(Subquery(summed, output_field=IntegerField()), 0))


def encounters_of(relation: Relation) -> QuerySet[Encounter]:
    """Return the encounters of a relation, the latest first, each with its ``heads``."""
    return with_heads(Encounter.objects.filter(relation_links__relation=relation))


def tallies_of(encounter: Encounter) -> list[Tally]:
    """Return the lines of an encounter's count, by country and group."""
    rows = encounter.counts.select_related("country")
    found = [
        Tally(
            country=row.country.code if row.country else "",
            group=row.group,
            heads=row.heads,
            days=row.days,
            nights=row.nights,
        )
        for row in rows
    ]
    order = list(Group)
    return sorted(
        found,
        key=lambda tally: (tally.country == "", tally.country, order.index(Group(tally.group))),
    )


def kept_names(encounter: Encounter) -> KeptNames | None:
    """Return how many names of an encounter are kept and until when, None where none is."""
    found = encounter.participants.aggregate(
        heads=Count("pk"), first=Min("delete_after"), last=Max("delete_after")
    )
    if not found["heads"]:
        return None
    return KeptNames(found["heads"], found["first"], found["last"])


def names_among(encounter: Encounter, names: Iterable[str]) -> set[str]:
    """Return which of some names an encounter has already, however they are spelled in capitals.

    Whoever shows them notes a look: that a name is there says who takes part.
    """
    known = {each.casefold() for each in encounter.participants.values_list("name", flat=True)}
    return {name for name in names if name.casefold() in known}


def due_to_be_forgotten(on: date) -> QuerySet[Encounter]:
    """Return the encounters of which names are to be deleted on a day: theirs lies before it.

    ``actions.forget_participants`` does it, one encounter at a time; doing it again does nothing.
    """
    due = Participant.objects.filter(encounter=OuterRef("pk"), delete_after__lt=on)
    return Encounter.objects.filter(Exists(due)).order_by("pk")
