"""Places that a person chose for an ambiguous name, remembered for the source that has the name.

What was chosen once is not asked again: not in the same text, nor in a later version of it. Nothing
of this is stored beside the decision: who takes that back takes the memory back too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from weltoffen.intake.enums import TAKEN, StatementType, Verdict
from weltoffen.intake.models import Statement
from weltoffen.intake.rules.known import KnownRegister, Spot
from weltoffen.intake.rules.matching import compare
from weltoffen.intake.rules.verdicts import Match
from weltoffen.intake.types import Found, FoundClaim
from weltoffen.places.models import Municipality

_Name = tuple[int, int, Any, Any]
"""A source and a home by their keys, and a name with its country as the text has them."""


@dataclass(frozen=True, slots=True)
class ChosenBefore:
    """What a person chose: the place and its relation, and the statement that it was chosen for."""

    municipality: Municipality
    relation: int
    statement: Statement


def chosen_before(statements: Iterable[Statement]) -> dict[int, ChosenBefore]:
    """Return, by statement, the place chosen for its name in its source, the last choice first.

    The statements come with their snapshots; one query. Whoever decided it by the name as the
    register has it chose nothing, and is not among them.
    """
    asked = [each for each in statements if _may_be_asked(each)]
    if not asked:
        return {}
    known: dict[_Name, ChosenBefore] = {}
    several: set[_Name] = set()  # one name for two places: which is meant is asked each time
    decided = (
        Statement.objects.filter(
            snapshot__source__in={each.snapshot.source_id for each in asked},
            status__in=TAKEN,
            type__in=[kind for kind in StatementType if kind != StatementType.CLAIM],
            relation__municipality__isnull=False,
        )
        .select_related("snapshot", "relation__municipality__country")
        .defer("snapshot__body")
        .order_by("-decided_at", "id")  # a decision that was carried over comes after its first
    )
    for each in decided:
        if _may_be_asked(each) and _was_chosen(each):
            relation = each.relation
            assert relation is not None
            assert relation.municipality is not None
            found = ChosenBefore(relation.municipality, relation.pk, each)
            if known.setdefault(_name(each), found).relation != relation.pk:
                several.add(_name(each))
    return {
        each.pk: known[_name(each)]
        for each in asked
        if _name(each) in known and _name(each) not in several
    }


def _may_be_asked(statement: Statement) -> bool:
    return statement.type != StatementType.CLAIM and not statement.proposed.get("place")


def _was_chosen(statement: Statement) -> bool:
    """Say whether a person told which place is meant, or that it is not named yet."""
    assert statement.relation is not None
    assert statement.relation.municipality is not None
    if not statement.relation.municipality.is_named:
        return True
    now, read = statement.values, statement.proposed
    same_name = now.get("name") == read.get("name") and now.get("country") == read.get("country")
    names = ("place", "ambiguous")
    return same_name and any(now.get(name) != read.get(name) for name in names)


def _name(statement: Statement) -> _Name:
    said = statement.proposed
    return statement.snapshot.source_id, statement.home_id, said.get("name"), said.get("country")


def compare_as_chosen(
    found: Found, known: KnownRegister, spot: Spot, chosen: ChosenBefore | None
) -> Match:
    """Return how a finding stands to the register; where it is unclear, as it was chosen before."""
    match = compare(found, known, spot)
    if chosen is None or match.verdict is not Verdict.UNCLEAR or isinstance(found, FoundClaim):
        return match
    only = tuple(each for each in known.relations if each.pk == chosen.relation)
    if not only:
        return match
    nearer = replace(
        found, place=only[0].geonames_id, name=only[0].title, country=None, ambiguous=False
    )
    return compare(nearer, replace(known, relations=only), spot)
