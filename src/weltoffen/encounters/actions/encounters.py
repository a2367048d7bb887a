"""Recording encounters and counting who took part."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.db import transaction

from weltoffen.encounters.enums import Direction, EncounterKind, Group, Side
from weltoffen.encounters.models import (
    Encounter,
    EncounterBody,
    EncounterCount,
    EncounterRelation,
)
from weltoffen.encounters.rules.days import day_columns
from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.organisations.models import Organisation
from weltoffen.places.models import Country
from weltoffen.records.actions import Texts, amend, keep, log, put_wording
from weltoffen.records.enums import Visibility
from weltoffen.relations.models import Relation

if TYPE_CHECKING:
    from weltoffen.accounts.models import User

_CHANGEABLE = {"kind", "direction", "municipality", "venue", "theme", "outcome", "follow_ups"}
_NOT_CHANGEABLE = N_("„%(field)s“ kann nicht geändert werden. Nehmen Sie diese Angabe heraus.")
_NO_RELATION = N_("Es fehlt, mit wem die Begegnung ist. Wählen Sie mindestens eine Beziehung.")
_NO_REASON = N_("Es fehlt, warum die Begegnung nicht stattfand. Ein Satz genügt.")


@transaction.atomic
def record_encounter(
    *,
    identifier: str,
    relations: Iterable[Relation],
    kind: EncounterKind,
    direction: Direction,
    title: Texts,
    valid: str,
    by: User,
    bodies: Mapping[Side, Iterable[Organisation]] | None = None,
    visibility: Visibility = Visibility.INTERNAL,
    **facts: Any,
) -> Encounter:
    """Record that both sides met or will; ``valid`` is an EDTF date or interval.

    ``facts`` are ``municipality``, ``venue``, ``theme``, ``outcome``, ``follow_ups``, ``owner``,
    ``unit`` and ``review_by``.
    """
    _refuse_others(facts, _CHANGEABLE - {"kind", "direction"} | {"owner", "unit", "review_by"})
    among = list(dict.fromkeys(relations))
    if not among:
        raise Refused(Problem("relations", _NO_RELATION))
    encounter = Encounter(
        identifier=identifier,
        kind=kind,
        direction=direction,
        visibility=visibility,
        **day_columns(valid),
        **facts,
    )
    put_wording(encounter, title=title)
    keep(encounter)
    for relation in among:
        keep(EncounterRelation(encounter=encounter, relation=relation))
    for side, organisations in (bodies or {}).items():
        for organisation in organisations:
            keep(EncounterBody(encounter=encounter, organisation=organisation, side=side))
    log(
        "encounters.encounter.record",
        encounter,
        by=by,
        data={"relations": [relation.identifier for relation in among]},
    )
    return encounter


@transaction.atomic
def amend_encounter(
    *,
    encounter: Encounter,
    by: User,
    valid: str | None = None,
    title: Texts = None,
    **changes: Any,
) -> Encounter:
    """Change what is said of an encounter; the history keeps what stood there before."""
    _refuse_others(changes, _CHANGEABLE)
    days = {} if valid is None else day_columns(valid)
    amend(
        encounter,
        action="encounters.encounter.amend",
        by=by,
        wording={"title": title},
        **changes,
        **days,
    )
    return encounter


@transaction.atomic
def call_off(*, encounter: Encounter, because: str, by: User) -> Encounter:
    """Say that an encounter did not take place; it stays in the register."""
    if not because.strip():
        raise Refused(Problem("withdrawn_because", _NO_REASON))
    amend(
        encounter,
        action="encounters.encounter.call-off",
        by=by,
        withdrawn_because=because.strip(),
    )
    return encounter


@transaction.atomic
def count_people(
    *,
    encounter: Encounter,
    group: Group,
    heads: int,
    by: User,
    country: Country | None = None,
    days: int | None = None,
) -> EncounterCount:
    """Say how many of a group came from a country, and for how many days.

    Refuses a number that is smaller than that of the names which are deleted already.
    """
    locked = Encounter.objects.select_for_update().get(pk=encounter.pk)
    row = locked.counts.filter(group=group, country=country).first()
    before = [row.heads, row.days] if row else None
    row = row or EncounterCount(encounter=locked, group=group, country=country)
    if before == [heads, days]:
        return row
    row.heads, row.days = heads, days
    keep(row)
    log(
        "encounters.encounter.count",
        encounter,
        by=by,
        data={
            "group": str(group),
            "country": country.code if country else "",
            "before": before,
            "after": [heads, days],
        },
    )
    return row


def _refuse_others(given: Mapping[str, Any], known: set[str]) -> None:
    others = sorted(set(given) - known)
    if others:
        raise Refused(*(Problem(field, _NOT_CHANGEABLE, {"field": field}) for field in others))
