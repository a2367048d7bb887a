"""Relations as lines of a list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from django.db.models import Q, QuerySet

from weltoffen.ground.dates import Certainty, EdtfDate, parse_date
from weltoffen.ground.languages import Wording
from weltoffen.organisations.selectors import names_on
from weltoffen.publication import wording
from weltoffen.publication.types import PublishedPage, PublishedRow, PublishedStatus
from weltoffen.records.enums import Visibility
from weltoffen.relations.enums import PARTNERSHIP_PHASES, Axis
from weltoffen.relations.models import Relation
from weltoffen.relations.rules.counting import Countable, counting_rule
from weltoffen.relations.rules.since import since
from weltoffen.relations.rules.state import deciding_acts, known_acts, state
from weltoffen.relations.selectors import acts_by_relation
from weltoffen.relations.types import ActFacts, StateOn

PAGE = 50
"""How many lines a page of a list has."""
_AXES = (Axis.BOND, Axis.CHANNEL, Axis.EXCHANGE, Axis.CIVIL)


def public_relations() -> QuerySet[Relation]:
    """Return the public relations with everything that a line needs, in the order of lists."""
    return (
        Relation.objects.filter(visibility=Visibility.PUBLIC)
        .select_related("home", "municipality__country", "network", "instrument")
        .order_by("sort_name", "id")
    )


def values_of(found: frozenset[str]) -> tuple[str, ...]:
    """Return possible values in a fixed order, "nothing" last."""
    return tuple(sorted(found, key=lambda value: (value == "", value)))


def status_of(
    axis: Axis, found: frozenset[str], acts: Sequence[ActFacts], on: date
) -> PublishedStatus:
    """Return how one axis stands, without the acts' identifiers and the city's own wording."""
    values = values_of(found)
    since_words = ""
    if len(values) == 1 and values[0]:
        began = since_of(deciding_acts(acts, axis, on))
        since_words = wording.since_words(began) if began else ""
    return PublishedStatus(
        axis=str(axis),
        axis_label=str(axis.label),
        values=values,
        label=wording.status_label(axis, values),
        sentence=wording.status_sentence(axis, values),
        wording=Wording("", "de"),
        since_words=since_words,
        acts=(),
    )


def since_of(acts: Iterable[ActFacts]) -> EdtfDate | None:
    """Return the date of the earliest of some acts."""
    first = min(acts, key=lambda a: (a.latest, a.earliest, a.id), default=None)
    return parse_date(first.on) if first else None


def phase_since(acts: Sequence[ActFacts], on: date) -> EdtfDate | None:
    """Return since when the present form holds: the city's word for a partnership, else the act.

    The city's word counts for partner cities, because that is what its pages say and what people
    look for; the other rules stand beside it on the relation's own page.
    """
    begun = deciding_acts(acts, Axis.PHASE, on)
    if any(a.phase in PARTNERSHIP_PHASES for a in begun):
        stated = since(acts, "city-word").on
        if stated is not None:
            return stated
    return since_of(begun)


def row_of(
    relation: Relation, acts: Sequence[ActFacts], on: date, language: str, name: Wording,
    certainty: Certainty, found: StateOn,
) -> PublishedRow:  # fmt: skip
    """Turn a relation and its acts (those that hold) into a line."""
    city = relation.municipality
    phases = values_of(found.phase)
    began = phase_since(acts, on)
    statuses = {axis: status_of(axis, getattr(found, axis), acts, on) for axis in _AXES}
    return PublishedRow(
        identifier=relation.identifier,
        kind=relation.counterpart_kind,
        name=name,
        written=city.endonym if city else "",
        country=wording.worded(city.country, "label", language) if city else Wording("", language),
        country_code=city.country.code if city else "",
        region=city.region if city else "",
        is_named=city.is_named if city else True,
        latitude=city.latitude if city else None,
        longitude=city.longitude if city else None,
        home=relation.home.identifier,
        home_name=wording.worded(relation.home, "name", language),
        phase=phases[0] if len(phases) == 1 else "uncertain",
        phase_label=wording.phase_label(phases),
        since=began,
        since_words=wording.since_words(began) if began else "",
        certainty=certainty,
        bond=statuses[Axis.BOND],
        channel=statuses[Axis.CHANNEL],
        exchange=statuses[Axis.EXCHANGE],
        civil=statuses[Axis.CIVIL],
    )


def names_of(relations: Iterable[Relation], on: date, language: str) -> dict[int, Wording]:
    """Return the counterpart's name per relation; one query where there are networks."""
    relations = list(relations)
    networks = names_on([r.network_id for r in relations if r.network_id], on)
    found = {}
    for relation in relations:
        if relation.network_id:
            name = networks.get(relation.network_id)
            found[relation.pk] = (
                wording.worded(name, "name", language)
                if name
                else Wording(relation.identifier, language)
            )
        else:
            found[relation.pk] = wording.worded(relation.counterpart, "name", language)
    return found


Judge = Callable[[Relation, StateOn], Certainty]


def judge_by(rule: str) -> Judge:
    """Return how a named counting rule judges a relation in a state."""
    chosen = counting_rule(rule)

    def judge(relation: Relation, found: StateOn) -> Certainty:
        kind = relation.counterpart_kind
        if kind != chosen.kind:
            return Certainty.NO
        city = relation.municipality
        abroad = city is not None and city.country_id != relation.home.country_id
        return chosen.judge(Countable(relation.identifier, kind, abroad, found))

    return judge


def _everything(relation: Relation, found: StateOn) -> Certainty:
    return Certainty.CERTAIN


def rows_from(
    relations: Sequence[Relation], on: date, language: str, judge: Judge = _everything
) -> list[PublishedRow]:
    """Turn relations into the lines of those that the judge lets in; two or three queries."""
    by_relation = dict(acts_by_relation([r.pk for r in relations], public_only=True))
    names = names_of(relations, on, language)
    rows = []
    with wording.speaking(language):
        for relation in relations:
            acts = known_acts(by_relation.get(relation.pk, []))
            found = state(acts, on)
            certainty = judge(relation, found)
            if certainty is not Certainty.NO:
                name = names[relation.pk]
                rows.append(row_of(relation, acts, on, language, name, certainty, found))
    return rows


def published_rows(
    home: str, on: date, language: str, *, rule: str | None = None
) -> tuple[PublishedRow, ...]:
    """Return the public relations of a home municipality on a day, by name.

    ``rule`` keeps those that a counting rule counts, certainly or possibly. Three queries.
    """
    relations = list(public_relations().filter(home__identifier=home))
    return tuple(rows_from(relations, on, language, judge_by(rule) if rule else _everything))


def published_page(
    on: date,
    language: str,
    *,
    home: str | None = None,
    rule: str = "partner-cities",
    country: str = "",
    after: str = "",
    size: int = PAGE,
) -> PublishedPage:
    """Return one page of the relations that a rule counts, however many there are.

    ``home`` None means those of all homes. ``country`` is an ISO code. ``after`` is the cursor that
    the page before gave. Work and queries depend on the page's size, not on the register's.
    """
    judge = judge_by(rule)
    wanted = _wanted(home, country)
    cursor = _cursor(after)
    rows: list[PublishedRow] = []
    while len(rows) <= size:
        batch = list(wanted.filter(cursor)[: size + 1 - len(rows) + 8])
        rows += rows_from(batch, on, language, judge)
        if not batch:
            break
        cursor = _behind(batch[-1].sort_name, batch[-1].identifier)
    shown = rows[:size]
    more = len(rows) > size
    return PublishedPage(tuple(shown), shown[-1].identifier if more else "")


def _wanted(home: str | None, country: str) -> QuerySet[Relation]:
    wanted = public_relations().order_by("sort_name", "identifier")
    wanted = wanted.filter(municipality__isnull=False)
    if home is not None:
        wanted = wanted.filter(home__identifier=home)
    if country:
        wanted = wanted.filter(municipality__country__code=country.upper())
    return wanted


def _behind(sort_name: str, identifier: str) -> Q:
    return Q(sort_name__gt=sort_name) | Q(sort_name=sort_name, identifier__gt=identifier)


def _cursor(after: str) -> Q:
    if not after:
        return Q()
    last = Relation.objects.filter(identifier=after, visibility=Visibility.PUBLIC).first()
    return _behind(last.sort_name, last.identifier) if last else Q()
