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
from weltoffen.records.actions import put_wording
from weltoffen.records.bulk import keep_many, log_many
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
    """Record relations between cities together: all or none, each with its entry in the history."""
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
    log_many("relations.relation.record", [(row, {}) for row in kept], by=by)
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

    Each has its entry in its own history and in its relation's, as if it were recorded alone. None
    of them corrects another; corrections are made one by one.
    """
    now = timezone.now()
    rows = [_row(new, visibility) for new in acts]
    for row in rows:
        row.recorded_at = now
        row.recorded_by = by  # type: ignore[assignment]
    kept = keep_many(rows)
    Citation.objects.bulk_create([Citation(act=act, passage=citation) for act in kept])
    log_many("relations.act.record", [(act, _entry(act)) for act in kept], by=by)
    log_many("relations.relation.record-act", [(act.relation, _entry(act)) for act in kept], by=by)
    return kept


def _entry(act: Act) -> dict[str, str]:
    return {"act": act.identifier, "on": act.on, "title": leading_text(act, "title")}


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
