"""Recording relations by the thousand, when a whole register is loaded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from weltoffen.ground.dates import EdtfDate
from weltoffen.places.models import Municipality
from weltoffen.records.actions import log, put_wording
from weltoffen.records.bulk import keep_many
from weltoffen.records.enums import Visibility
from weltoffen.records.selectors import leading_text
from weltoffen.relations.actions.acts import Effects
from weltoffen.relations.actions.relations import sort_name_of
from weltoffen.relations.enums import ActKind, Side
from weltoffen.relations.models import Act, Citation, Relation
from weltoffen.sources.models import Passage

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser


@dataclass(frozen=True, slots=True)
class NewCityRelation:
    """A relation of a home municipality with another one, not yet recorded."""

    identifier: str
    home: Municipality
    municipality: Municipality


@dataclass(frozen=True, slots=True)
class NewAct:
    """An act of a relation, not yet recorded; ``known_by`` bounds an unknown date."""

    identifier: str
    relation: Relation
    kind: ActKind
    on: EdtfDate
    title: Mapping[str, str]
    effects: Effects
    side: Side = Side.THIRD
    known_by: date | None = None


@transaction.atomic
def record_city_relations(
    *,
    relations: Sequence[NewCityRelation],
    by: AbstractBaseUser,
    visibility: Visibility = Visibility.INTERNAL,
) -> list[Relation]:
    """Record relations between cities together: all or none, one entry in the first's history."""
    rows = [
        Relation(
            identifier=new.identifier,
            home=new.home,
            municipality=new.municipality,
            visibility=visibility,
            sort_name=sort_name_of(new.municipality),
        )
        for new in relations
    ]
    kept = keep_many(rows)
    if kept:
        identifiers = [row.identifier for row in kept]
        log("relations.relation.record", kept[0], by=by, data={"identifiers": identifiers})
    return kept


@transaction.atomic
def record_acts(
    *,
    acts: Sequence[NewAct],
    citation: Passage,
    by: AbstractBaseUser,
    visibility: Visibility = Visibility.INTERNAL,
) -> list[Act]:
    """Record acts together that one and the same passage proves: all or none.

    None of them corrects another; corrections are made one by one.
    """
    now = timezone.now()
    rows = [_row(new, visibility) for new in acts]
    for row in rows:
        row.recorded_at = now
        row.recorded_by = by  # type: ignore[assignment]
    kept = keep_many(rows)
    Citation.objects.bulk_create([Citation(act=act, passage=citation) for act in kept])
    if kept:
        identifiers = [row.identifier for row in kept]
        data = {"title": leading_text(kept[0], "title"), "identifiers": identifiers}
        log("relations.act.record", kept[0], by=by, data=data)
    return kept


def _row(new: NewAct, visibility: Visibility) -> Act:
    row = Act(
        identifier=new.identifier,
        relation=new.relation,
        kind=new.kind,
        on=new.on.text,
        known_by=new.known_by,
        earliest=new.on.earliest,
        latest=min(new.on.latest, new.known_by) if new.known_by else new.on.latest,
        side=new.side,
        visibility=visibility,
        **asdict(new.effects),
    )
    put_wording(row, title=new.title)
    return row
