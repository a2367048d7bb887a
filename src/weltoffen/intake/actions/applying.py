"""Doing what an intent says, through the actions that people use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from weltoffen.ground.dates import Precision, parse_date
from weltoffen.ground.identifiers import identifier_from
from weltoffen.intake.actions.counterparts import counterpart_for, ensure_relation
from weltoffen.intake.actions.disputing import dispute
from weltoffen.intake.models import Statement
from weltoffen.intake.rules.deciding import Intent, PlannedAct
from weltoffen.intake.types import Found, FoundClaim
from weltoffen.organisations.enums import OrganisationKind
from weltoffen.organisations.models import Organisation
from weltoffen.places.models import Municipality
from weltoffen.records.selectors import free_identifier
from weltoffen.relations.actions import Effects, cite_act, record_act
from weltoffen.relations.enums import Side
from weltoffen.relations.models import Act, Disagreement, Relation
from weltoffen.sources.actions import record_passage
from weltoffen.sources.models import Passage

if TYPE_CHECKING:
    from weltoffen.accounts.models import User


@dataclass(frozen=True, slots=True)
class Applied:
    """What was done: acts and entries of the ledger, each with whether it is new."""

    relation: int | None = None
    acts: tuple[tuple[Act, bool], ...] = ()
    disputes: tuple[tuple[Disagreement, bool], ...] = ()


def apply(
    *, intent: Intent, statement: Statement, found: Found, given: Municipality | None, by: User
) -> Applied:
    """Do what an intent says, with the statement's words as the passage that proves it."""
    if intent.does_nothing:
        return Applied(intent.relation)
    passage = record_passage(
        snapshot=statement.snapshot, quote=statement.quote, start=statement.start, by=by
    )
    if intent.cites is not None:
        act = Act.objects.get(pk=intent.cites)
        cite_act(act=act, passage=passage, by=by)
        return Applied(act.relation_id, ((act, False),))
    if intent.disputes:
        assert not isinstance(found, FoundClaim)  # a claim disputes nothing of one relation
        relation = Relation.objects.get(pk=intent.relation or 0)
        disputes = tuple(
            dispute(relation=relation, name=found.name, difference=each, passage=passage, by=by)
            for each in intent.disputes
        )
        return Applied(relation.pk, disputes=disputes)
    relation = _relation(intent, statement.home, given, by)
    acts = tuple((_record(each, relation, passage, by), True) for each in intent.acts)
    return Applied(relation.pk, acts)


def _relation(intent: Intent, home: Municipality, given: Municipality | None, by: User) -> Relation:
    if intent.relation is not None:
        return Relation.objects.get(pk=intent.relation)
    assert intent.counterpart is not None  # decided so: it is known, or it is new
    counterpart = given or counterpart_for(intent.counterpart, by=by)
    return ensure_relation(home=home, counterpart=counterpart, by=by)


def _record(planned: PlannedAct, relation: Relation, passage: Passage, by: User) -> Act:
    when = parse_date(planned.on)
    year = when.text[:4] if when.precision >= Precision.YEAR else "undated"
    wanted = identifier_from(relation.identifier, year, str(planned.kind))
    corrects = Act.objects.get(pk=planned.replaces) if planned.replaces else None
    body = _council(planned, relation.home)
    citations = [passage]
    if corrects is not None:
        citations += [each.passage for each in corrects.citations.select_related("passage")]
    return record_act(
        identifier=free_identifier(Act, wanted),
        relation=relation,
        kind=planned.kind,
        on=planned.on if when.is_known or corrects is None else corrects.on,
        known_by=planned.known_by,
        title=planned.title,
        effects=Effects(**dict(planned.effects)),  # type: ignore[arg-type]
        side=planned.side,
        body=body or (corrects.body if corrects else None),
        note=_body_as_written(planned) if body is None else None,
        paper_number=planned.paper_number or (corrects.paper_number if corrects else ""),
        corrects=corrects,
        citations=citations,
        by=by,
    )


def _council(planned: PlannedAct, home: Municipality) -> Organisation | None:
    """Return the home's council, where the text names it and says that the home acted."""
    if not planned.body or planned.side is not Side.HOME:
        return None
    return Organisation.objects.filter(kind=OrganisationKind.COUNCIL, municipality=home).first()


def _body_as_written(planned: PlannedAct) -> dict[str, str] | None:
    if not planned.body:
        return None
    return {
        "de": f"Gremium nach der Quelle: {planned.body}",
        "en": f"Body according to the source: {planned.body}",
    }
