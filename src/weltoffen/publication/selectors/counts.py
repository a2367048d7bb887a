"""Counts with their rule, day and members."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext

from weltoffen.ground.dates import FIRST_DAY, LAST_DAY, Certainty
from weltoffen.publication import wording
from weltoffen.publication.selectors.rows import judge_by, public_relations, rows_from
from weltoffen.publication.types import PublishedCount, PublishedRow
from weltoffen.relations.models import Relation
from weltoffen.relations.rules.counting import COUNTING_RULES, counting_rule
from weltoffen.relations.rules.state import known_acts, state
from weltoffen.relations.selectors import acts_by_relation
from weltoffen.relations.types import StateOn


def _count(rule: str, on: date, rows: Iterable[PublishedRow]) -> PublishedCount:
    chosen = counting_rule(rule)
    return PublishedCount(rule, gettext(chosen.title), gettext(chosen.meaning), on, tuple(rows))


def published_count(rule: str, home: str, on: date, language: str) -> PublishedCount:
    """Return a count of a home municipality's public relations; ``Refused`` without such a rule."""
    relations = list(public_relations().filter(home__identifier=home))
    with wording.speaking(language):
        return _count(rule, on, rows_from(relations, on, language, judge_by(rule)))


def published_counts(home: str, on: date, language: str) -> tuple[PublishedCount, ...]:
    """Return the counts by all rules, in the queries of one."""
    relations = list(public_relations().filter(home__identifier=home))
    facts = {
        pk: state(known_acts(acts), on)
        for pk, acts in acts_by_relation([r.pk for r in relations], public_only=True)
    }
    with wording.speaking(language):
        rows = {row.identifier: row for row in rows_from(relations, on, language)}
        return tuple(
            _count(rule, on, _members(rule, relations, facts, rows)) for rule in COUNTING_RULES
        )


def _members(
    rule: str, relations: list[Relation], facts: dict[int, StateOn], rows: dict[str, PublishedRow]
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
    relations = list(public_relations().filter(home__identifier=home))
    judge = judge_by(rule)
    acts = {
        pk: known_acts(found)
        for pk, found in acts_by_relation([r.pk for r in relations], public_only=True)
    }
    of_kind = [r for r in relations if r.counterpart_kind == counting_rule(rule).kind]
    bounds = {
        day
        for relation in of_kind
        for act in acts.get(relation.pk, [])
        for day in (act.earliest, act.latest, act.term_until)
        if day is not None and FIRST_DAY < day <= until and day < LAST_DAY
    }
    steps: list[tuple[date, int, int]] = []
    for day in sorted(bounds | {until}):
        answers = [judge(r, state(acts.get(r.pk, []), day)) for r in of_kind]
        certain = sum(a is Certainty.CERTAIN for a in answers)
        possible = certain + sum(a is Certainty.POSSIBLE for a in answers)
        if not steps or steps[-1][1:] != (certain, possible) or day == until:
            steps.append((day, certain, possible))
    return tuple(steps)
