"""Reads of this room: acts as the values that rules take, states and counts.

Every reader here names its scope (``home``, ``public_only``), so that nothing reaches the public
by forgetting to ask.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any, TypeVar

from django.db.models import Model, QuerySet, Value
from django.utils import timezone

from weltoffen.records.enums import Visibility
from weltoffen.relations.models import Act, Relation
from weltoffen.relations.rules import counting
from weltoffen.relations.rules.state import state
from weltoffen.relations.types import UNSET, ActFacts, Count, StateOn

_Row = TypeVar("_Row", bound=Model)
FACTS = ActFacts._fields
_UNREAD = {name: Value("") for name in ("recorded_at", "side", "on")}
_FACTS_FOR_STATE = tuple(_UNREAD.get(name, name) for name in FACTS)
"""What ``state`` looks at where all knowledge counts: reading the rest costs as much as judging."""


def end_of_day(day: date) -> datetime:
    """Return the first moment after a day in the office's time zone, for ``known_on``."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def untranslated(rows: QuerySet[_Row]) -> QuerySet[_Row]:
    """Return the same rows without the per-row cost of looking for translated columns."""
    return rows.rewrite(False)  # type: ignore[attr-defined,no-any-return]


def act_rows(relations: Iterable[int] | None = None, *, public_only: bool) -> QuerySet[Act]:
    """Return the acts of relations (all if None), by relation, for ``values_list``."""
    acts = untranslated(Act.objects.order_by("relation_id"))
    if public_only:
        acts = acts.filter(visibility=Visibility.PUBLIC)
    if relations is not None:
        acts = acts.filter(relation_id__in=relations)
    return acts


def acts_by_relation(
    relations: Iterable[int] | None = None, *, public_only: bool
) -> Iterator[tuple[int, list[ActFacts]]]:
    """Yield each relation's primary key with its acts as values, in one query."""
    rows = act_rows(relations, public_only=public_only).values_list("relation_id", *FACTS)
    yield from _by_relation(rows.iterator(chunk_size=5000))


def _by_relation(rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[int, list[ActFacts]]]:
    make = ActFacts._make
    for relation, of_relation in groupby(rows, key=itemgetter(0)):
        yield relation, [make(row[1:]) for row in of_relation]


def states(
    on: date,
    relations: Iterable[int] | None = None,
    *,
    known_on: date | None = None,
    public_only: bool = False,
) -> dict[int, StateOn]:
    """Return the state of relations on a day, by primary key; without acts there is no entry."""
    known_until = None if known_on is None else end_of_day(known_on)
    columns = _FACTS_FOR_STATE if known_until is None else FACTS
    rows = act_rows(relations, public_only=public_only).values_list("relation_id", *columns)
    return {
        relation: state(acts, on, known_until)
        for relation, acts in _by_relation(rows.iterator(chunk_size=5000))
    }


def relations_of(home: str, *, public_only: bool) -> QuerySet[Relation]:
    """Return the relations of a home municipality, by its identifier."""
    relations = Relation.objects.filter(home__identifier=home)
    return relations.filter(visibility=Visibility.PUBLIC) if public_only else relations


def countables(
    home: str, on: date, *, known_on: date | None = None, public_only: bool = False
) -> list[counting.Countable]:
    """Return a home municipality's relations as counting sees them, in two queries."""
    rows = list(
        untranslated(relations_of(home, public_only=public_only))
        .order_by("identifier")
        .values_list("id", "identifier", "municipality__country", "home__country", "network_id")
    )
    found = states(on, [row[0] for row in rows], known_on=known_on, public_only=public_only)
    return [
        counting.Countable(
            identifier=identifier,
            kind="municipality" if country else "network" if network else "instrument",
            abroad=country is not None and country != own,
            state=found.get(pk, UNSET),
        )
        for pk, identifier, country, own, network in rows
    ]


def count(
    rule: str, home: str, on: date, *, known_on: date | None = None, public_only: bool = False
) -> Count:
    """Count a home municipality's relations by a named rule on a day.

    Raises ``Refused`` for a rule that does not exist.
    """
    counting.counting_rule(rule)
    relations = countables(home, on, known_on=known_on, public_only=public_only)
    return counting.count(relations, rule, on)
