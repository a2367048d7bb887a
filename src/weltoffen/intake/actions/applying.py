"""Doing what an intent says, through the actions that people use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from weltoffen.ground.dates import Precision, parse_date
from weltoffen.ground.identifiers import identifier_from
from weltoffen.ground.languages import LANGUAGES
from weltoffen.intake.actions.counterparts import counterpart_for, ensure_relation
from weltoffen.intake.actions.disputing import dispute
from weltoffen.intake.models import Statement
from weltoffen.intake.rules.deciding import Intent, PlannedAct
from weltoffen.intake.types import Found, FoundClaim
from weltoffen.organisations.enums import OrganisationKind
from weltoffen.organisations.models import Organisation
from weltoffen.places.models import Municipality
from weltoffen.records.selectors import free_identifier
from weltoffen.relations.actions import Effects, cite_act, correct_act, record_act
from weltoffen.relations.enums import ActKind, Side
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
    counterpart = given or counterpart_for(intent.counterpart, home=home, by=by)
    return ensure_relation(home=home, counterpart=counterpart, by=by)


def _record(planned: PlannedAct, relation: Relation, passage: Passage, by: User) -> Act:
    if planned.replaces is not None:
        return _record_more_exactly(planned, Act.objects.get(pk=planned.replaces), passage, by)
    body = _council(planned, relation.home)
    return record_act(
        identifier=_identifier(planned, relation),
        relation=relation,
        kind=planned.kind,
        on=planned.on,
        known_by=planned.known_by,
        title=planned.title,
        effects=Effects(**dict(planned.effects), term_until=planned.term_until),
        side=planned.side,
        body=body,
        note=_body_as_written(planned) if body is None else None,
        paper_number=planned.paper_number,
        citations=[passage],
        by=by,
    )


def _identifier(planned: PlannedAct, relation: Relation) -> str:
    when = parse_date(planned.on)
    year = when.text[:4] if when.precision >= Precision.YEAR else "undated"
    wanted = identifier_from(relation.identifier, year, str(planned.kind))
    return free_identifier(Act, wanted)


def _record_more_exactly(planned: PlannedAct, act: Act, passage: Passage, by: User) -> Act:
    """Say an act again with a nearer day or its paper number, and all else as it was."""
    said = said_by_act(act)
    if parse_date(planned.on).is_known:
        said |= {"on": planned.on, "known_by": None}
    if planned.paper_number:
        said["paper_number"] = planned.paper_number
    if said["body"] is None:
        said["body"] = _council(planned, act.relation.home)
    identifier = _identifier(planned, act.relation)
    passages = [passage, *said.pop("citations")]
    return correct_act(act=act, identifier=identifier, citations=passages, by=by, **said)


def said_by_act(act: Act) -> dict[str, Any]:
    """Return everything that an act says, as :func:`record_act` takes it."""
    worded = {
        field: {code: getattr(act, f"{field}_{code}") for code in LANGUAGES}
        for field in ("title", "note", "wording")
    }
    return worded | {
        "kind": ActKind(act.kind),
        "on": act.on,
        "known_by": act.known_by,
        "effects": Effects(
            act.phase, act.bond, act.channel, act.exchange, act.civil, act.term_until
        ),
        "side": Side(act.side),
        "body": act.body,
        "place": act.place,
        "paper_number": act.paper_number,
        "signatories": [
            (Side(each.side), {code: getattr(each, f"office_{code}") or "" for code in LANGUAGES})
            for each in act.signatories.order_by("position")
        ],
        "citations": [
            each.passage for each in act.citations.select_related("passage").order_by("id")
        ],
    }


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
