"""Reads of this room: the register as matching sees it, and what waits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from weltoffen.ground.languages import LANGUAGES
from weltoffen.intake.enums import (
    CONTESTED,
    OPEN,
    STANDING,
    StatementStatus,
    StatementType,
    Verdict,
)
from weltoffen.intake.models import Statement
from weltoffen.intake.rules.known import (
    KnownAct,
    KnownCount,
    KnownName,
    KnownRegister,
    KnownRelation,
    Spot,
)
from weltoffen.jobs.enums import OVER
from weltoffen.jobs.models import Job
from weltoffen.organisations.enums import OrganisationKind
from weltoffen.organisations.models import OrganisationName
from weltoffen.places.models import Municipality
from weltoffen.relations.enums import Axis, ThemeKind
from weltoffen.relations.models import Act, Citation, Relation, Theme
from weltoffen.relations.rules.since import SINCE_RULES, since
from weltoffen.relations.rules.state import deciding, known_acts, state
from weltoffen.relations.selectors import FACTS, count
from weltoffen.relations.types import ActFacts, Since

TAKE = "intake.take"
"""The kind of job that takes the rows of an uploaded table."""
TAKE_BACK = "intake.take-back"
"""The kind of job that takes a whole table back."""
_COUNTED = ("partner-cities", "project-partnerships")
_OFFICES = (OrganisationKind.OFFICE, OrganisationKind.DEPARTMENT)


def known_register(home: Municipality, on: date) -> KnownRegister:
    """Return what the register holds of a home municipality on a day, for matching.

    Internal records are among its relations: the office knows them. Its counts are those of the
    portal, as soon as there are any. Its number of queries does not grow with the register.
    """
    relations = list(_with_names(Relation.objects.filter(home=home)))
    acts = _acts_of([relation.pk for relation in relations])
    return KnownRegister(
        names=frozenset(_wordings(home, "name") | {home.endonym} - {""}),
        country=home.country.code,
        on=on,
        relations=tuple(_known(relation, acts.get(relation.pk), on) for relation in relations),
        counts={rule: _counted(rule, home, on) for rule in _COUNTED},
        goals=_goals(),
        offices=tuple(_offices(home, on)),
    )


def with_relation(known: KnownRegister, relation: int, on: date) -> tuple[KnownRelation, ...]:
    """Return the relations of a register with one of them, new or known, as it is now."""
    fresh = _with_names(Relation.objects.filter(pk=relation)).get()
    others = tuple(each for each in known.relations if each.pk != relation)
    return (*others, _known(fresh, _acts_of([relation]).get(relation), on))


def _with_names(relations: QuerySet[Relation]) -> QuerySet[Relation]:
    return relations.select_related("municipality__country", "instrument").prefetch_related(
        "network__names"
    )


def _wordings(record: object, field: str) -> set[str]:
    return set(_by_language(record, field).values())


def _by_language(record: object, field: str) -> dict[str, str]:
    said = {language: getattr(record, f"{field}_{language}") for language in LANGUAGES}
    return {language: text for language, text in said.items() if text}


def _known(relation: Relation, held: list[KnownAct] | None, on: date) -> KnownRelation:
    """Return a relation with the acts that hold; None where none was ever recorded."""
    acts, place = held or [], relation.municipality
    facts = [act.facts for act in acts]
    return KnownRelation(
        pk=relation.pk,
        identifier=relation.identifier,
        side=relation.counterpart_kind,
        title=min(_names_of(relation), default=relation.identifier, key=len),
        names=frozenset(_names_of(relation)),
        geonames_id=place.geonames_id if place else None,
        country=place.country.code if place else None,
        is_named=place.is_named if place else True,
        acts=tuple(acts),
        state=state(facts, on),
        begun=_begun(facts),
        decided_by={str(axis): tuple(a.id for a in deciding(facts, axis, on)) for axis in Axis},
        is_dropped=held is not None and not held,
    )


def _names_of(relation: Relation) -> set[str]:
    if relation.municipality is not None:
        place = relation.municipality
        return _wordings(place, "name") | {place.endonym} - {""}
    if relation.network is not None:
        return {said for name in relation.network.names.all() for said in _wordings(name, "name")}
    return _wordings(relation.instrument, "name")


def _begun(facts: list[ActFacts]) -> dict[str, Since]:
    found = {rule: since(facts, rule) for rule in SINCE_RULES}
    return {rule: each for rule, each in found.items() if each.on is not None and each.on.is_known}


def _acts_of(relations: Iterable[int]) -> dict[int, list[KnownAct]]:
    """Return the acts that hold, by relation, in their order in time."""
    wanted = list(relations)
    spots: dict[int, list[Spot]] = defaultdict(list)
    cited = Citation.objects.filter(act__relation__in=wanted, passage__start__isnull=False)
    for act, snapshot, start, end in cited.values_list(
        "act_id", "passage__snapshot_id", "passage__start", "passage__end"
    ):
        spots[act].append(Spot(snapshot, start or 0, end or 0))
    rows = Act.objects.filter(relation__in=wanted).prefetch_related("body__names")
    rows_of: dict[int, dict[int, Act]] = defaultdict(dict)
    for row in rows.order_by("relation_id", "earliest", "latest", "id"):
        rows_of[row.relation_id][row.pk] = row
    found: dict[int, list[KnownAct]] = defaultdict(list)
    for relation, of_relation in rows_of.items():
        held = known_acts([_facts(row) for row in of_relation.values()])
        found[relation] = [
            _known_act(of_relation[each.id], each, tuple(spots[each.id])) for each in held
        ]
    return found


def _facts(row: Act) -> ActFacts:
    attribute = {"corrects": "corrects_id"}
    return ActFacts._make(getattr(row, attribute.get(name, name)) for name in FACTS)


def _known_act(row: Act, facts: ActFacts, spots: tuple[Spot, ...]) -> KnownAct:
    body = row.body.names.first() if row.body else None
    return KnownAct(
        facts=facts,
        identifier=row.identifier,
        title=row.title,
        body=body.name if body else "",
        paper_number=row.paper_number,
        spots=spots,
    )


def _counted(rule: str, home: Municipality, on: date) -> KnownCount:
    """Count as the portal does; where nothing is public yet, what the office knows."""
    seen = count(rule, home.identifier, on, public_only=True)
    known = count(rule, home.identifier, on)
    hidden = {each.identifier for each in known.members} - {e.identifier for e in seen.members}
    ours = seen if seen.possible else known
    return KnownCount(rule, ours.count, ours.possible, len(hidden), is_public=bool(seen.possible))


def _goals() -> dict[int, tuple[str, ...]]:
    themes = Theme.objects.filter(kind=ThemeKind.SDG)
    return {theme.number or 0: tuple(_by_language(theme, "label").values()) for theme in themes}


def _offices(home: Municipality, on: date) -> Iterator[KnownName]:
    names = OrganisationName.objects.filter(
        organisation__municipality=home,
        organisation__kind__in=_OFFICES,
        organisation__merged_into__isnull=True,
    ).select_related("organisation")
    for name in names:
        for language, said in _by_language(name, "name").items():
            current = name.earliest <= on <= name.latest
            yield KnownName(said, current, name.organisation.identifier, language)


def waiting(home: Municipality) -> QuerySet[Statement]:
    """Return the statements about which nobody has decided yet, page by page in their order.

    What is known by itself is not among them: nobody is asked about it.
    """
    return undecided(home).filter(status__in=OPEN)


def count_open(statements: Iterable[Statement]) -> int:
    """Return how many of several statements somebody still has to decide: what a page tells."""
    return sum(each.status in OPEN for each in statements)


def undecided(home: Municipality) -> QuerySet[Statement]:
    """Return what waits and what is known by itself: how it stands follows from the register."""
    return (
        Statement.objects.filter(home=home, status__in=STANDING)
        .select_related("snapshot__source", "relation")
        .defer("snapshot__body")  # whole pages, of which only their source and day are asked
        .order_by("snapshot_id", "start", "id")
    )


def decided_otherwise(statements: Iterable[Statement]) -> dict[int, Statement]:
    """Return, by statement, one about the same partner in the same words that was not taken as it
    stood: rejected, or amended. One query.

    What somebody has doubts about does not come in by another door unread, nor by the same one
    when other rules read it otherwise.
    """
    asked = [each for each in statements if each.type != StatementType.CLAIM]
    doubted = Statement.objects.filter(
        snapshot__in={each.snapshot_id for each in asked},
        status__in=(StatementStatus.REJECTED, StatementStatus.AMENDED),
    ).exclude(type=StatementType.CLAIM)
    by_text: dict[tuple[int, int], list[Statement]] = defaultdict(list)
    for each in doubted.order_by("-decided_at", "-id"):
        by_text[each.snapshot_id, each.home_id].append(each)
    found = {}
    for statement in asked:
        near = by_text.get((statement.snapshot_id, statement.home_id), ())
        sibling = next((each for each in near if _is_sibling(statement, each)), None)
        if sibling is not None:
            found[statement.pk] = sibling
    return found


def contested(statements: Iterable[Statement]) -> frozenset[int]:
    """Return the keys of those beside which, in the same words, something open is contested.

    A row of a table, or a sentence, is one proof: where one half of it contradicts the register or
    has to be looked at, the other half is not taken unread. One query.
    """
    asked = [each for each in statements if each.type != StatementType.CLAIM]
    beside = Statement.objects.filter(
        snapshot__in={each.snapshot_id for each in asked}, status__in=OPEN, verdict__in=CONTESTED
    ).exclude(type=StatementType.CLAIM)
    by_text: dict[tuple[int, int], list[Statement]] = defaultdict(list)
    for each in beside:
        by_text[each.snapshot_id, each.home_id].append(each)
    return frozenset(
        each.pk
        for each in asked
        for other in by_text.get((each.snapshot_id, each.home_id), ())
        if each.pk != other.pk and shares_words(each, other)
    )


def _is_sibling(one: Statement, other: Statement) -> bool:
    """Say whether two statements of a text say it of one partner, as proposed, in shared words."""
    return one.pk != other.pk and shares_words(one, other)


def shares_words(one: Statement, other: Statement) -> bool:
    """Say whether two statements say something of one partner, as proposed, in shared words."""
    is_same = all(one.proposed.get(name) == other.proposed.get(name) for name in ("home", "name"))
    return is_same and Spot(one.snapshot_id, one.start, one.end).touches(
        Spot(other.snapshot_id, other.start, other.end)
    )


def waiting_by_snapshot(home: Municipality) -> QuerySet[Statement, Any]:
    """Return, per snapshot with open statements, how many there are and how they stand."""
    standing = {verdict.name.lower(): Count("id", filter=Q(verdict=verdict)) for verdict in Verdict}
    return (
        Statement.objects.filter(home=home, status__in=OPEN)
        .values("snapshot", "snapshot__source__title", "snapshot__received_on")
        .annotate(open=Count("id"), **standing)
        .order_by("-snapshot__received_on", "-snapshot")
    )


def tables_under_way() -> set[int]:
    """Return the keys of the uploaded tables whose rows a worker takes, or will take."""
    under_way = Job.objects.filter(kind=TAKE).exclude(state__in=OVER)
    return {arguments["upload"] for arguments in under_way.values_list("arguments", flat=True)}
