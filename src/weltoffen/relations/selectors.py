"""Reads of this room: acts as the values that rules take, states and counts.

Every reader here names its scope (``home``, ``public_only``), so that nothing reaches the public
by forgetting to ask.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any, TypeVar

from django.db.models import (
    BigIntegerField,
    BooleanField,
    Exists,
    Expression,
    F,
    Func,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models import Count as NumberOf
from django.utils import timezone

from weltoffen.records.enums import Visibility
from weltoffen.relations.enums import ActKind
from weltoffen.relations.models import Act, Relation
from weltoffen.relations.rules import counting
from weltoffen.relations.rules.corrections import seen_by_public
from weltoffen.relations.rules.state import state
from weltoffen.relations.types import UNSET, ActFacts, Count, StateOn

_Row = TypeVar("_Row", bound=Model)
FACTS = ActFacts._fields
_UNREAD = {name: Value("") for name in ("recorded_at", "side", "on", "planned_for")}
_FACTS_FOR_STATE = tuple(_UNREAD.get(name, name) for name in FACTS)
"""What ``state`` looks at where all knowledge counts: reading the rest costs as much as judging."""
_FACTS_AND_KIND = tuple(name if name == "kind" else _UNREAD.get(name, name) for name in FACTS)


def end_of_day(day: date) -> datetime:
    """Return the first moment after a day in the office's time zone, for ``known_on``."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def untranslated(rows: QuerySet[_Row]) -> QuerySet[_Row]:
    """Return the same rows without the per-row cost of looking for translated columns."""
    return rows.rewrite(False)  # type: ignore[attr-defined,no-any-return]


class AnyOf(Expression):
    """Primary keys as one value of a query, however many: ``filter(pk__in=AnyOf(keys))``.

    One variable each meets the limit of SQLite with long lists, and is another query per length.
    ``keys`` may be a text that stands for keys which come later (``written`` makes them).
    """

    def __init__(self, keys: Iterable[int] | str) -> None:
        super().__init__(output_field=BigIntegerField())
        self.keys = keys if isinstance(keys, str) else tuple(keys)

    @staticmethod
    def written(keys: Iterable[int] | str, vendor: str) -> object:
        """Return keys as the database's driver takes them."""
        if isinstance(keys, str):
            return keys
        written = json.dumps(list(keys))
        # PostgreSQL's driver writes lists out one by one; many thousands take longer than to search
        return written if vendor == "sqlite" else f"{{{written[1:-1]}}}"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """Return the list as a subquery over an array."""
        return "(SELECT unnest(%s::bigint[]))", (self.written(self.keys, connection.vendor),)

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """Return the list as a subquery over a JSON text: SQLite has no arrays."""
        return "(SELECT value FROM json_each(%s))", (self.written(self.keys, connection.vendor),)


class IsOneOf(Func):
    """Whether the primary key is one of these, where they may be most of a table.

    PostgreSQL then looks each row up in the list; ``AnyOf`` would let it look each key up in the
    table, which is right for the keys of a page and slow for twenty thousand.
    """

    def __init__(self, keys: Iterable[int]) -> None:
        self.keys = tuple(keys)
        super().__init__(F("pk"), output_field=BooleanField())

    def as_sql(
        self, compiler: Any, connection: Any, *_args: Any, **_more: Any
    ) -> tuple[str, tuple[Any, ...]]:
        """Return the condition."""
        among = "IN (SELECT value FROM json_each(%s))"
        if connection.vendor == "postgresql":
            among = "= ANY(%s::bigint[])"
        key, parameters = compiler.compile(self.get_source_expressions()[0])
        return f"{key} {among}", (*parameters, AnyOf.written(self.keys, connection.vendor))


def act_rows(relations: Iterable[int] | AnyOf | None = None) -> QuerySet[Act]:
    """Return the acts of relations (all if None), by relation, for ``values_list``."""
    acts = untranslated(Act.objects.order_by("relation_id"))
    if relations is None:
        return acts
    keys = relations if isinstance(relations, AnyOf) else AnyOf(relations)
    return acts.filter(relation_id__in=keys)


def public_act_rows(relations: Iterable[int] | AnyOf | None = None) -> QuerySet[Act]:
    """Return the public acts of relations and the internal links of their chains of corrections.

    Whoever reads them reads ``visibility`` too and keeps what ``rules.corrections`` lets through.
    """
    links = Q(visibility=Visibility.PUBLIC) | Q(corrects__isnull=False)
    return act_rows(relations).filter(links)


def acts_by_relation(
    relations: Iterable[int] | None = None, *, public_only: bool
) -> Iterator[tuple[int, list[ActFacts]]]:
    """Yield each relation's primary key with its acts as values, in one query.

    With ``public_only`` an act corrects the nearest public one before it.
    """
    yield from _by_relation(relations, FACTS, public_only=public_only)


def _by_relation(
    relations: Iterable[int] | None, columns: Iterable[Any], *, public_only: bool
) -> Iterator[tuple[int, list[ActFacts]]]:
    make = ActFacts._make
    if not public_only:
        rows = act_rows(relations).values_list("relation_id", *columns)
        for relation, of_relation in groupby(rows.iterator(chunk_size=5000), key=itemgetter(0)):
            yield relation, [make(row[1:]) for row in of_relation]
        return
    rows = public_act_rows(relations).values_list("relation_id", *columns, "visibility")
    for relation, of_relation in groupby(rows.iterator(chunk_size=5000), key=itemgetter(0)):
        lines = list(of_relation)
        internal = {row[1] for row in lines if row[-1] != Visibility.PUBLIC}
        acts = seen_by_public([make(row[1:-1]) for row in lines], internal)
        if acts:
            yield relation, acts


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
    return {
        relation: state(acts, on, known_until)
        for relation, acts in _by_relation(relations, columns, public_only=public_only)
    }


def dropped(relations: Iterable[int]) -> frozenset[int]:
    """Return those relations of which acts were recorded and none holds: all were taken back."""
    acts = Act.objects.filter(relation__in=list(relations))
    told = acts.exclude(kind=ActKind.RETRACTION)
    held = told.filter(corrected_by__isnull=True).values_list("relation_id", flat=True)
    return frozenset(acts.values_list("relation_id", flat=True)) - frozenset(held)


def states_and_counts(
    on: date, relations: Iterable[int], among: Q | None = None
) -> Iterator[tuple[int, StateOn, int]]:
    """Yield of relations with acts their state on a day and how many acts hold, read at once.

    It is 0 where all were taken back. What only marks an act as a mistake is none that holds.
    ``among`` is which acts count, where somebody does not see all of them.
    """
    rows = act_rows(relations) if among is None else act_rows(relations).filter(among)
    told = rows.values_list("relation_id", *_FACTS_AND_KIND)
    for relation, of_relation in groupby(told.iterator(chunk_size=5000), key=itemgetter(0)):
        acts = [ActFacts._make(row[1:]) for row in of_relation]
        replaced = {act.corrects for act in acts}
        held = [act for act in acts if act.id not in replaced and act.kind != ActKind.RETRACTION]
        yield relation, state(acts, on, None), len(held)


def to_be_published() -> QuerySet[Relation]:
    """Return the relations that are internal and of which something could be told.

    Of those whose acts were all taken back there is nothing to publish.
    """
    told = Act.objects.filter(relation=OuterRef("pk"))
    held = told.filter(corrected_by__isnull=True).exclude(kind=ActKind.RETRACTION)
    internal = Relation.objects.filter(visibility=Visibility.INTERNAL)
    return internal.filter(~Exists(told) | Exists(held))


def tells_something() -> Q:
    """Return which acts hold, but for a taking back of what was never public: that says nothing."""
    silent = Q(kind=ActKind.RETRACTION) & ~Q(corrects__visibility=Visibility.PUBLIC)
    return Q(corrected_by__isnull=True) & ~silent


def shown_to_public(before: str = "") -> Q:
    """Return which relations the public sees: those that are public with both their sides.

    A relation names its home and its counterpart; where one of them is internal, it tells what
    nobody has published. ``before`` leads to the relation: ``"relation__"``. This is the one place
    that says it.
    """
    public = Visibility.PUBLIC
    sides = {
        f"{before}{side}__visibility": public for side in ("municipality", "network", "instrument")
    }
    both = Q(**{f"{before}visibility": public, f"{before}home__visibility": public})
    return both & Q(*sides.items(), _connector=Q.OR)


def asked_in_public(before: str = "", shown: Callable[[str], Q] = shown_to_public) -> Q:
    """Return which disagreements the public sees: public ones, not about a hidden relation.

    A question names the relation that it is about. ``before`` leads to the disagreement:
    ``"disagreement__"``. ``shown`` says which relations are seen, should others be supposed.
    """
    of_nothing_hidden = Q(**{f"{before}relation__isnull": True})
    of_nothing_hidden |= shown(f"{before}relation__")
    return Q(**{f"{before}visibility": Visibility.PUBLIC}) & of_nothing_hidden


def relations_of(home: str, *, public_only: bool) -> QuerySet[Relation]:
    """Return the relations of a home municipality, by its identifier."""
    relations = Relation.objects.filter(home__identifier=home)
    return relations.filter(shown_to_public()) if public_only else relations


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


# What follows remembers how all relations stand today, as long as no act was recorded since. To
# narrow a list by a state, the states of all its relations must be known: with 25,000 of them that
# takes seconds. Acts never change, so what was judged once holds until an act is added or the day
# is over; then only the relations of new acts are judged anew.


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the table of acts looked like: nothing was added or taken away if it looks so again."""

    newest: int
    count: int
    recorded_at: datetime | None


@dataclass(frozen=True, slots=True)
class _Remembered:
    on: date
    seen: _Seen
    states: Mapping[int, StateOn]


_lock = threading.Lock()
_remembered: _Remembered | None = None


def states_now(on: date) -> Mapping[int, StateOn]:
    """Return the states of all relations on a day, by primary key; it is meant to be today.

    One query where nothing changed. The mapping is shared: nobody writes to it.
    """
    global _remembered
    with _lock:
        seen = _look()
        known = _remembered
        if known is None or known.on != on:
            known = _Remembered(on, seen, _equal_ones_once(states(on)))
        elif known.seen != seen:
            known = _Remembered(on, seen, _caught_up(known, seen))
        _remembered = known
        return known.states


def forget_states() -> None:
    """Forget what is remembered: tests take back what they wrote, which nothing else does."""
    global _remembered
    with _lock:
        _remembered = None


def _look() -> _Seen:
    # One aggregate over all three would read every act as a whole, and not an index.
    every = Act.objects.order_by().annotate(one=Value(1)).values("one")
    count = Subquery(every.annotate(n=NumberOf("pk")).values("n"))
    found = Act.objects.order_by("-pk").annotate(n=count).values_list("pk", "n", "recorded_at")
    return _Seen(*(found.first() or (0, 0, None)))


def _caught_up(known: _Remembered, seen: _Seen) -> Mapping[int, StateOn]:
    """Judge the relations of new acts; all of them where acts were taken away."""
    added = Act.objects.filter(pk__gt=known.seen.newest)
    of_added = list(added.order_by().values_list("relation_id", flat=True))
    if known.seen.count + len(of_added) != seen.count:
        return _equal_ones_once(states(known.on))
    judged = states(known.on, set(of_added))
    return {**known.states, **judged}


def _equal_ones_once(found: Mapping[int, StateOn]) -> dict[int, StateOn]:
    """Keep equal states as one value: among many relations there are few different ones."""
    kept: dict[StateOn, StateOn] = {}
    return {relation: kept.setdefault(state, state) for relation, state in found.items()}
