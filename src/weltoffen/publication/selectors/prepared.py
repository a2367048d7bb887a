"""Queries whose SQL is worked out once, and their rows as light tuples.

Django needs longer to build a query with eight joins, and a model instance per joined table of each
row, than the database needs to answer it. Here the query is still written with the ORM, but built
and compiled once per process; afterwards only its values are filled in. Rows come as named tuples
that look like the models they stand for, so whatever reads an attribute reads both.

A list of primary keys is one value (``relations.selectors.AnyOf``), so one compiled form serves
any length. A value that Django works into the query's text, and so cannot be filled in later, is
refused when the query is compiled.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import QuerySet
from django.db.models.query import ValuesListIterable

from weltoffen.relations.selectors import AnyOf

Value = int | str | date | Sequence[int]
_FIRST_BLANK = 8_000_000_000_000_000_000
"""Blanks for whole numbers count on from here: beyond any key, within 64 bits."""


class Shape:
    """Which columns of a table are read, and the tuple that its rows become.

    The first column is never null where there is a row, so that a missing joined row is ``None``.
    ``also`` adds properties; ``joined`` are the shapes of tables that foreign keys lead to.
    """

    def __init__(self, *columns: str, also: type | None = None, **joined: Shape) -> None:
        tuples = namedtuple("tuples", [*columns, *joined])  # type: ignore[misc]
        self.row = type("Row", (also, tuples), {"__slots__": ()}) if also else tuples
        self.columns = columns
        self.joined = joined
        self.width: int = len(columns) + sum(shape.width for shape in joined.values())

    def paths(self, before: str = "") -> list[str]:
        """Return the columns as ``values_list`` wants them."""
        found = [f"{before}{column}" for column in self.columns]
        for name, shape in self.joined.items():
            found += shape.paths(f"{before}{name}__")
        return found

    def read(self, values: Sequence[Any], at: int = 0) -> Any:
        """Return the row whose columns begin at a place, or None where there is none."""
        if values[at] is None:
            return None
        end = at + len(self.columns)
        own = values[at:end]
        if not self.joined:
            return self.row(*own)
        others = []
        for shape in self.joined.values():
            others.append(shape.read(values, end))
            end += shape.width
        return self.row(*own, *others)


@dataclass(frozen=True, slots=True)
class _Plan:
    """Compiled SQL, where each value goes, and what turns columns into Python values."""

    sql: str
    parameters: tuple[Any, ...]
    places: tuple[tuple[int, str], ...]
    converters: tuple[tuple[int, tuple[Callable[..., Any], ...], Any], ...]
    width: int


class Prepared:
    """A query that is built once; ``build`` takes the values by name and gives a ``values_list``.

    Only the values that are named may differ between calls, and only in what they are, not in
    whether they are there; each must end up as a value of the query. Values are whole numbers,
    texts, days and lists of primary keys; such a list comes as what ``__in`` takes.
    Translated columns are named one by one: modeltranslation's own lists come in another order.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]]) -> None:
        self._build = build
        self._plans: dict[str, _Plan] = {}

    def rows(self, **values: Value) -> list[Sequence[Any]]:
        """Ask the query with these values; one query.

        Raises ``TypeError`` for a query that is no plain ``values_list`` or does not take a value.
        """
        connection = connections[DEFAULT_DB_ALIAS]
        plan = self._plans.get(connection.vendor)
        if plan is None:
            plan = self._plans[connection.vendor] = _plan(self._build, values, connection)
        parameters = list(plan.parameters)
        for place, name in plan.places:
            parameters[place] = _written(values[name], connection)
        with connection.cursor() as cursor:
            cursor.execute(plan.sql, parameters)
            found = cursor.fetchall()
        if found and len(found[0]) > plan.width:  # columns that are there for the order only
            found = [row[: plan.width] for row in found]
        return _converted(found, plan, connection) if plan.converters else found


def _plan(
    build: Callable[..., QuerySet[Any, Any]],
    given: dict[str, Value],
    connection: BaseDatabaseWrapper,
) -> _Plan:
    """Compile the query with blanks for values, and note where each blank came to stand."""
    blanks = {name: _blank(value, number) for number, (name, value) in enumerate(given.items())}
    queryset = build(
        **{name: blank if _is_one(given[name]) else AnyOf(blank) for name, blank in blanks.items()}
    )
    if queryset._iterable_class is not ValuesListIterable:
        raise TypeError("a prepared query is a plain values_list; see relations.untranslated")
    compiler = queryset.query.get_compiler(connection=connection)
    sql, parameters = compiler.as_sql()
    names = {_written(blank, connection): name for name, blank in blanks.items()}
    places = tuple((at, names[value]) for at, value in enumerate(parameters) if value in names)
    lost = sorted(set(given) - {name for _at, name in places})
    if lost:
        raise TypeError(f"the query does not take these as values: {', '.join(lost)}")
    expressions = [column[0] for column in compiler.select[: compiler.col_count]]
    return _Plan(
        sql,
        tuple(parameters),
        places,
        tuple(
            (at, tuple(steps), expression)
            for at, (steps, expression) in compiler.get_converters(expressions).items()
        ),
        compiler.col_count,
    )


def _is_one(value: Value) -> bool:
    return isinstance(value, int | str | date)


def _blank(value: Value, number: int) -> Any:
    """Return a value of the same kind that stands in no query by itself; a text for a list."""
    if isinstance(value, date):
        return date(9000, 1, 1) + timedelta(days=number)
    return _FIRST_BLANK + number if isinstance(value, int) else f"\ue000{number}\ue000"


def _written(value: Any, connection: BaseDatabaseWrapper) -> Any:
    """Return a value as the database's driver takes it."""
    if isinstance(value, int | str):
        return value
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    return AnyOf.written(value, connection.vendor)


def _converted(
    rows: Iterable[Sequence[Any]], plan: _Plan, connection: BaseDatabaseWrapper
) -> list[Sequence[Any]]:
    found: list[Sequence[Any]] = []
    for row in rows:
        values = list(row)
        for at, steps, expression in plan.converters:
            for step in steps:
                values[at] = step(values[at], expression, connection)
        found.append(values)
    return found
