"""Counts with their rule, day and members."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _

from weltoffen.ground.dates import FIRST_DAY, LAST_DAY, Certainty, parse_date
from weltoffen.ground.spoken import say_date, say_day
from weltoffen.publication import wording
from weltoffen.publication.selectors.reading import relations_of_home, relations_to_count
from weltoffen.publication.selectors.rows import (
    Held,
    Judge,
    held_acts,
    judge_by,
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
from weltoffen.relations.enums import Axis
from weltoffen.relations.models import Act, Relation
from weltoffen.relations.rules.counting import COUNTING_RULES, counting_rule
from weltoffen.relations.rules.since import SINCE_RULES
from weltoffen.relations.rules.state import deciding_acts, known_acts, state
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
    open_acts = {r.pk: _open_acts(facts.get(r.pk, []), on) for r in relations}
    wanted = {pk for acts in open_acts.values() for pk in acts}
    acts = {act.pk: act for act in Act.objects.filter(pk__in=wanted)}
    return tuple(
        PublishedDoubt(
            relation=relation.identifier,
            act=acts[pk].identifier,
            title=wording.worded(acts[pk], "title", language),
            on_words=say_date(parse_date(acts[pk].on), language),
            term_until_words=say_day(term, language) if term else "",
        )
        for relation in relations
        for pk, term in open_acts[relation.pk].items()
    )


def _open_acts(acts: Iterable[ActFacts], on: date) -> dict[int, date | None]:
    """Return the acts that may decide a day but need not, each with its term if that is why."""
    found: dict[int, date | None] = {}
    held = known_acts(acts)
    for axis in (Axis.PHASE, Axis.BOND, Axis.EXCHANGE):
        for act in deciding_acts(held, axis, on):
            expired = act.term_until is not None and act.term_until <= on
            if act.latest > on:
                found.setdefault(act.id, None)
            elif axis is Axis.BOND and expired:
                found.setdefault(act.id, act.term_until)
    return found


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
        certainty = judge(relation, found)
        if certainty is not Certainty.NO:
            members.append(replace(rows[relation.identifier], certainty=certainty))
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
    turns: dict[date, list[Certainty]] = {until: []}
    for relation in relations:
        if relation.counterpart_kind == kind:
            for day, before, after in _turns(relation, held.of(relation), judge, until):
                turns.setdefault(day, []).extend((before, after))
    steps: list[tuple[date, int, int]] = []
    certain = possible = 0
    for day in sorted(turns):
        befores, afters = turns[day][::2], turns[day][1::2]
        certain += afters.count(Certainty.CERTAIN) - befores.count(Certainty.CERTAIN)
        possible += befores.count(Certainty.NO) - afters.count(Certainty.NO)
        if day == until or not steps or steps[-1][1:] != (certain, possible):
            steps.append((day, certain, possible))
    return tuple(steps)


def _turns(
    relation: Relation, acts: Sequence[ActFacts], judge: Judge, until: date
) -> Iterator[tuple[date, Certainty, Certainty]]:
    """Yield each day on which the answer for one relation changes, with the old and the new one."""
    before = Certainty.NO
    for day in _turning_days(acts, until):
        answer = judge(relation, state(acts, day))
        if answer is not before:
            yield day, before, answer
            before = answer


def _turning_days(acts: Iterable[ActFacts], until: date) -> list[date]:
    """Return the days up to ``until`` on which some answer may change, and ``until`` itself."""
    found = {
        day
        for act in acts
        for day in (act.earliest, act.latest, act.term_until)
        if day is not None and FIRST_DAY < day <= until and day < LAST_DAY
    }
    return sorted(found | {until})
