"""Counts with their rule, day and members."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain

from django.utils.translation import gettext as _

from weltoffen.ground.dates import Certainty, parse_date
from weltoffen.ground.spoken import say_date
from weltoffen.publication import wording
from weltoffen.publication.rules.counted import (
    Judge,
    Turn,
    judge_by,
    open_acts,
    steps_through,
    turning_days,
)
from weltoffen.publication.selectors.reading import relations_of_home, relations_to_count
from weltoffen.publication.selectors.rows import (
    Held,
    countable_of,
    held_acts,
    names_of,
    rows_from,
    rows_of,
)
from weltoffen.publication.types import (
    PublishedCount,
    PublishedDoubt,
    PublishedRow,
    PublishedRule,
)
from weltoffen.relations.models import Act, Relation
from weltoffen.relations.rules.counting import COUNTING_RULES, counting_rule
from weltoffen.relations.rules.since import SINCE_RULES
from weltoffen.relations.rules.state import known_acts, state
from weltoffen.relations.selectors import acts_by_relation
from weltoffen.relations.types import ActFacts, StateOn


def published_counting_rules(language: str) -> tuple[PublishedRule, ...]:
    """Return the rules by which relations are counted, without counting. No query."""
    with wording.speaking(language):
        return tuple(
            PublishedRule(rule.name, _(rule.title), _(rule.meaning))
            for rule in COUNTING_RULES.values()
        )


def published_since_rules(language: str) -> tuple[PublishedRule, ...]:
    """Return the rules by which "since when" is answered. No query."""
    with wording.speaking(language):
        return tuple(
            PublishedRule(rule.name, _(rule.title), _(rule.meaning))
            for rule in SINCE_RULES.values()
        )


def _count(rule: str, on: date, rows: Iterable[PublishedRow]) -> PublishedCount:
    chosen = counting_rule(rule)
    return PublishedCount(rule, _(chosen.title), _(chosen.meaning), on, tuple(rows))


def published_count(rule: str, home: str, on: date, language: str) -> PublishedCount:
    """Return a count of a home municipality's public relations, and why some are doubtful.

    Raises ``Refused`` where there is no such rule. Three queries, five where there is doubt.
    """
    judge = judge_by(rule)
    relations = relations_to_count(rule, home, on)
    with wording.speaking(language):
        counted = _count(rule, on, rows_from(relations, on, language, judge))
        doubtful = {row.identifier for row in counted.doubtful}
        if not doubtful:
            return counted
        in_doubt = [relation for relation in relations if relation.identifier in doubtful]
        return replace(counted, doubts=_doubts(in_doubt, on, language))


def _doubts(relations: Sequence[Relation], on: date, language: str) -> tuple[PublishedDoubt, ...]:
    """Return the acts that leave it open how some relations stand on a day."""
    facts = dict(acts_by_relation([r.pk for r in relations], public_only=True))
    doubtful = {r.pk: open_acts(known_acts(facts.get(r.pk, [])), on) for r in relations}
    wanted = {pk for acts in doubtful.values() for pk in acts}
    acts = {act.pk: act for act in Act.objects.filter(pk__in=wanted)}
    return tuple(
        PublishedDoubt(
            relation=relation.identifier,
            act=acts[pk].identifier,
            title=wording.worded(acts[pk], "title", language),
            on_words=say_date(parse_date(acts[pk].on), language),
            term_over_words=wording.last_day_words(term, language) if term else "",
        )
        for relation in relations
        for pk, term in doubtful[relation.pk].items()
    )


def published_counts(home: str, on: date, language: str) -> tuple[PublishedCount, ...]:
    """Return the counts by all rules, in the queries of one."""
    relations = relations_of_home(home)
    held = held_acts(relations)
    with wording.speaking(language):
        names = names_of(relations, on, language)
        return counts_of(relations, held, rows_of(relations, held, names, on, language), on)


def counts_of(
    relations: Sequence[Relation],
    held: Held,
    rows: Sequence[PublishedRow],
    on: date,
) -> tuple[PublishedCount, ...]:
    """Count relations that are read already, by all rules."""
    facts = {pk: state(acts, on) for pk, acts in held.acts.items()}
    lines = {row.identifier: row for row in rows}
    return tuple(
        _count(rule, on, _members(rule, relations, facts, lines)) for rule in COUNTING_RULES
    )


def _members(
    rule: str,
    relations: Sequence[Relation],
    facts: Mapping[int, StateOn],
    rows: Mapping[str, PublishedRow],
) -> list[PublishedRow]:
    judge = judge_by(rule)
    members = []
    for relation in relations:
        found = facts.get(relation.pk)
        if found is None:
            continue
        certainty = judge(countable_of(relation, found))
        if certainty is not Certainty.NO:
            row = rows[relation.identifier]
            if row.certainty is not certainty:  # most are certain; copying costs more than judging
                row = replace(row, certainty=certainty)
            members.append(row)
    return members


def yearly_counts(rule: str, home: str, until: date) -> tuple[tuple[date, int, int], ...]:
    """Return (day, certain, possible) for each day on which a count changes, up to ``until``.

    Days are those on which some act begins or is certain to have begun, so the steps are exact.
    """
    relations = relations_of_home(home)
    return steps_of(rule, relations, held_acts(relations), until)


def steps_of(
    rule: str,
    relations: Sequence[Relation],
    held: Held,
    until: date,
) -> tuple[tuple[date, int, int], ...]:
    """Return the same of relations that are read already."""
    judge = judge_by(rule)
    kind = counting_rule(rule).kind
    turns = (
        _turns(relation, held.of(relation), judge, until)
        for relation in relations
        if relation.counterpart_kind == kind
    )
    return tuple(steps_through(chain.from_iterable(turns), until))


def _turns(
    relation: Relation, acts: Sequence[ActFacts], judge: Judge, until: date
) -> Iterator[Turn]:
    """Yield each day on which the answer for one relation changes, with the old and the new one."""
    before = Certainty.NO
    for day in turning_days(acts, until):
        answer = judge(countable_of(relation, state(acts, day)))
        if answer is not before:
            yield day, before, answer
            before = answer
