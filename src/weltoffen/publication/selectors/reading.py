"""What the public pages read of relations: queries worked out once, rows as light tuples."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from weltoffen.organisations.models import OrganisationName
from weltoffen.organisations.selectors import borne_on
from weltoffen.places.models import Municipality
from weltoffen.publication.selectors import shapes
from weltoffen.publication.selectors.prepared import Prepared
from weltoffen.records.enums import Visibility
from weltoffen.relations.enums import PARTNERSHIP_PHASES, Phase
from weltoffen.relations.models import Act, Relation
from weltoffen.relations.rules.corrections import seen_by_public
from weltoffen.relations.rules.counting import counting_rule
from weltoffen.relations.selectors import (
    FACTS,
    public_act_rows,
    shown_to_public,
    untranslated,
)
from weltoffen.relations.types import ActFacts

_PHASES = {
    "partner-cities": PARTNERSHIP_PHASES,
    "partner-cities-abroad": PARTNERSHIP_PHASES,
    "partner-cities-exchange-active": PARTNERSHIP_PHASES,
    "project-partnerships": (Phase.PROJECT,),
}
"""Which form a relation must once have had for a rule to count it."""
ACT_COLUMNS = ("visibility", *(name for name in FACTS if name != "recorded_at"))
"""What is read of acts beside what they belong to; :func:`acts_in` takes it."""
_RECORDED_AT = FACTS.index("recorded_at")
_NOT_ASKED = datetime.max
"""Public pages say what is known now; when it was recorded is not read."""


def _relations() -> QuerySet[Relation]:
    return untranslated(Relation.objects.filter(shown_to_public()).order_by("sort_name", "id"))


def _relation_rows(rows: Iterable[Sequence[Any]]) -> list[Any]:
    return [shapes.RELATION.read(row) for row in rows]


def may_count(rule: str, on: Any) -> Q:
    """Return which relations a rule may count on a day; the rule itself judges them.

    That leaves out, inside the database, all that never had the form that the rule asks for.
    """
    kind = counting_rule(rule).kind
    wanted = Q(**{f"{kind}__isnull": False})
    if rule not in _PHASES:
        return wanted
    begun = Act.objects.filter(
        visibility=Visibility.PUBLIC,
        relation=OuterRef("pk"),
        phase__in=_PHASES[rule],
        earliest__lte=on,
    )
    return wanted & Q(Exists(begun))


def _day(rule: str, on: date) -> dict[str, date]:
    """Return the day for a query of those that a rule may count, which not every rule asks for."""
    return {"on": on} if rule in _PHASES else {}


_OF_HOME = Prepared(
    lambda home: _relations().filter(home__identifier=home).values_list(*shapes.RELATION.paths())
)
_ONE = Prepared(
    lambda identifier: (
        _relations()
        .filter(identifier=identifier)
        .values_list(*shapes.RELATION.paths(), "lead__visibility")
    )
)


@lru_cache(maxsize=16)
def _counted(rule: str) -> Prepared:
    return Prepared(
        lambda home, on=None: (
            _relations()
            .filter(may_count(rule, on), home__identifier=home)
            .values_list(*shapes.RELATION.paths())
        )
    )


@lru_cache(maxsize=64)
def _page(rule: str, size: int, of_home: bool, of_country: bool, behind: bool) -> Prepared:
    def build(on: date | None = None, **given: Any) -> QuerySet[Any, Any]:
        found = _relations().filter(may_count(rule, on))
        if of_home:
            found = found.filter(home__identifier=given["home"])
        if of_country:
            found = found.filter(municipality__country__code=given["country"])
        if behind:
            name = given["name"]
            found = found.filter(Q(sort_name__gt=name) | Q(sort_name=name, id__gt=given["key"]))
        return found.values_list(*shapes.RELATION.paths())[:size]

    return Prepared(build)


def relations_of_home(home: str) -> list[Any]:
    """Return the public relations of a home municipality, by name; one query."""
    return _relation_rows(_OF_HOME.rows(home=home))


def relations_to_count(rule: str, home: str, on: date) -> list[Any]:
    """Return those that a rule may count on a day; one query. Refuses a rule that is none."""
    return _relation_rows(_counted(rule).rows(home=home, **_day(rule, on)))


def one_relation(identifier: str) -> tuple[Any, bool] | None:
    """Return a public relation, and whether the organisation that leads may be named."""
    rows = _ONE.rows(identifier=identifier)
    if not rows:
        return None
    return shapes.RELATION.read(rows[0]), rows[0][-1] == Visibility.PUBLIC


def relations_behind(
    last: Any | None, rule: str, on: date, size: int, *, home: str = "", country: str = ""
) -> list[Any]:
    """Return the next public relations behind one, by name, of those a rule may count."""
    given: dict[str, Any] = _day(rule, on)
    if home:
        given["home"] = home
    if country:
        given["country"] = country.upper()
    if last is not None:
        given |= {"name": last.sort_name, "key": last.pk}
    query = _page(rule, size, bool(home), bool(country), last is not None)
    return _relation_rows(query.rows(**given))


_ACTS = Prepared(
    lambda relations: public_act_rows(relations).values_list(
        "relation_id", "identifier", *ACT_COLUMNS
    )
)


def acts_in(rows: Iterable[Sequence[Any]], at: int) -> list[ActFacts]:
    """Return the public acts among rows of ``public_act_rows``, as the rules want them.

    ``at`` is where the ``ACT_COLUMNS`` begin. Each act corrects the nearest public one before it.
    """
    internal = set()
    acts = []
    for row in rows:
        if row[at] != Visibility.PUBLIC:
            internal.add(row[at + 1])
        acts.append(_facts_of(row[at + 1 :]))
    return seen_by_public(acts, internal)


def _facts_of(columns: Sequence[Any]) -> ActFacts:
    return ActFacts._make([*columns[:_RECORDED_AT], _NOT_ASKED, *columns[_RECORDED_AT:]])


def public_acts(relations: Iterable[int]) -> list[tuple[int, str, ActFacts]]:
    """Return (relation, identifier, facts) of the public acts of relations; one query."""
    keys = list(relations)
    rows = _ACTS.rows(relations=keys) if keys else []
    known_as = {row[3]: (row[0], row[1]) for row in rows}
    return [(*known_as[act.id], act) for act in acts_in(rows, 2)]


_NAMES = Prepared(
    lambda organisations: (
        untranslated(OrganisationName.objects.all())
        .filter(organisation_id__in=organisations)
        .order_by("organisation_id", "-latest", "-earliest", "id")
        .values_list(*shapes.NAME.paths())
    )
)


def names_borne(organisations: Iterable[int], on: date) -> dict[int, Any]:
    """Return the name each organisation bore on a day, by primary key; one query."""
    keys = sorted(set(organisations))
    if not keys:
        return {}
    return borne_on((shapes.NAME.read(row) for row in _NAMES.rows(organisations=keys)), on)


_HOME = Prepared(
    lambda home: (
        untranslated(Municipality.objects.all())
        .filter(identifier=home, visibility=Visibility.PUBLIC)
        .values_list(*shapes.HOME.paths())
    )
)


def home_place(home: str) -> Any | None:
    """Return a public municipality as a home, or None; one query."""
    rows = _HOME.rows(home=home)
    return shapes.HOME.read(rows[0]) if rows else None
