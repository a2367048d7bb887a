"""Doing what an intent says, through the actions that people use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from weltoffen.ground.dates import Precision, parse_date
from weltoffen.ground.identifiers import identifier_from
from weltoffen.ground.languages import LANGUAGES, LEADING
from weltoffen.intake.actions.counterparts import counterpart_for, ensure_relation
from weltoffen.intake.actions.disputing import Disputed, dispute
from weltoffen.intake.actions.own_words import keep_own_word
from weltoffen.intake.models import Statement
from weltoffen.intake.rules.deciding import Intent, PlannedAct, rests_on_status
from weltoffen.intake.rules.verdicts import Difference
from weltoffen.intake.types import Found, FoundClaim, FoundRelation
from weltoffen.organisations.enums import OrganisationKind
from weltoffen.organisations.models import Organisation
from weltoffen.organisations.selectors import own_entries
from weltoffen.places.models import Municipality
from weltoffen.records.selectors import free_identifier
from weltoffen.relations.actions import Effects, cite_act, correct_act, record_act
from weltoffen.relations.enums import ActKind, Side
from weltoffen.relations.models import Act, Relation
from weltoffen.sources.actions import record_passage
from weltoffen.sources.models import Passage
from weltoffen.sources.selectors import text_of

if TYPE_CHECKING:
    from weltoffen.accounts.models import User


@dataclass(frozen=True, slots=True)
class OwnWord:
    """What the office knows otherwise than a text: in a sentence, and why it says so, if told."""

    words: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Proofs:
    """The passages that prove what is recorded: the text's words, and the office's own, if any.

    ``status`` are the words of a table's remark that say how the relation stands: they prove that
    alone, and are public with that alone.
    """

    quoted: Passage
    own: Passage | None = None
    reason: str = ""
    named: str = ""
    status: Passage | None = None

    def of(self, planned: PlannedAct) -> list[Passage]:
        """Return the passages that prove an act: a quote proves only what it states."""
        if not planned.is_own:
            return self.with_status() if rests_on_status(planned) else [self.quoted]
        assert self.own is not None  # whoever plans an act of the office's own gives its words
        return [self.own]

    def with_status(self) -> list[Passage]:
        """Return the quote, and what a remark beside it says of how the relation stands."""
        return [self.quoted, *([self.status] if self.status is not None else [])]


@dataclass(frozen=True, slots=True)
class Applied:
    """What was done: acts, each with whether it is new, and entries of the ledger."""

    relation: int | None = None
    acts: tuple[tuple[Act, bool], ...] = ()
    disputes: tuple[Disputed, ...] = ()


def apply(
    *,
    intent: Intent,
    statement: Statement,
    found: Found,
    given: Municipality | None,
    by: User,
    own: OwnWord | None = None,
    named: str = "",
) -> Applied:
    """Do what an intent says, with the statement's words as the passage that proves it.

    ``own`` is what the office knows otherwise; it proves what is its own in the intent. ``named``
    is how the text calls the other side, where it has quite another name.
    """
    if intent.does_nothing:
        return Applied(intent.relation)
    passage = record_passage(
        snapshot=statement.snapshot, quote=statement.quote, start=statement.start, by=by
    )
    proofs = Proofs(
        passage, _own_passage(own, statement.home, found, by), own.reason if own else "", named,
        _status_passage(statement, found, by),
    )  # fmt: skip
    relation = _relation(intent, statement.home, given, by)
    made = [act for each in intent.acts for act in _record(each, relation, proofs, by)]
    disputes = _dispute_all(_now_said(intent, made), relation, found, proofs, by)
    acts = [(act, True) for act in made]
    if intent.cites is not None:  # last: what corrects this act does not take the words along
        act = Act.objects.get(pk=intent.cites)
        for each in [passage] if act.phase else proofs.with_status():
            cite_act(act=act, passage=each, by=by)
        acts.append((act, False))
    return Applied(relation.pk, tuple(acts), disputes)


def _now_said(intent: Intent, made: Sequence[Act]) -> Intent:
    """Return an intent whose differences are with the acts that stand in place of others now."""
    instead = {act.corrects_id: act.pk for act in made if act.corrects_id is not None}

    def now(differences: Iterable[Difference]) -> tuple[Difference, ...]:
        return tuple(replace(each, act=_last(each.act, instead)) for each in differences)

    return replace(intent, disputes=now(intent.disputes), own_disputes=now(intent.own_disputes))


def _last(act: int | None, instead: Mapping[int, int]) -> int | None:
    while act is not None and act in instead:
        act = instead[act]
    return act


def _status_passage(statement: Statement, found: Found, by: User) -> Passage | None:
    """Return the words behind the quote, in the same line, that say how the relation stands."""
    words = "" if isinstance(found, FoundClaim) else found.status_words
    text = (text_of(statement.snapshot) or "") if words else ""
    end_of_line = text.find("\n", statement.end)
    start = text.find(words, statement.end, end_of_line if end_of_line >= 0 else len(text))
    if not words or start < 0:
        return None
    return record_passage(snapshot=statement.snapshot, quote=words, start=start, by=by)


def _own_passage(own: OwnWord | None, home: Municipality, found: Found, by: User) -> Passage | None:
    if own is None:
        return None
    words = f"{own.words} Grund: {own.reason}" if own.reason else own.words
    return keep_own_word(home=home, about=getattr(found, "name", ""), words=words, by=by)


def _is_of_status(difference: Difference, found: Found) -> bool:
    """Say whether what differs is what a remark says of how the relation stands."""
    if not isinstance(found, FoundRelation):
        return True  # the act by which it came to rest or was limited
    if difference.field == "until":
        return (found.until or "")[:4] in found.status_words
    return difference.field in ("status", "status-since")


def _dispute_all(
    intent: Intent, relation: Relation, found: Found, proofs: Proofs, by: User
) -> tuple[Disputed, ...]:
    """Enter each difference with its own proof: the text's words, or the office's."""
    sides = [
        (each, proofs.status if proofs.status and _is_of_status(each, found) else proofs.quoted)
        for each in intent.disputes
    ]
    sides += [(each, proofs.own) for each in intent.own_disputes if proofs.own]
    assert not (sides and isinstance(found, FoundClaim))  # a claim disputes nothing of a relation
    name = getattr(found, "name", "")
    return tuple(
        dispute(relation=relation, name=name, difference=each, passage=passage, by=by)
        for each, passage in sides
    )


def _relation(intent: Intent, home: Municipality, given: Municipality | None, by: User) -> Relation:
    if intent.relation is not None:
        return Relation.objects.get(pk=intent.relation)
    assert intent.counterpart is not None  # decided so: it is known, or it is new
    counterpart = given or counterpart_for(intent.counterpart, home=home, by=by)
    return ensure_relation(home=home, counterpart=counterpart, by=by)


def _record(planned: PlannedAct, relation: Relation, proofs: Proofs, by: User) -> list[Act]:
    """Record an act; where it corrects what the text states, that before it."""
    before = _record(planned.instead, relation, proofs, by) if planned.instead else []
    if planned.replaces is not None:
        act = before[-1] if before else Act.objects.get(pk=planned.replaces)
        return [*before, _record_more_exactly(planned, act, proofs, by)]
    body = _council(planned, relation.home)
    note = _joined(
        _body_as_written(planned) if body is None else None,
        _named(proofs.named),
        _reason(proofs.reason) if planned.is_own else None,
    )
    act = record_act(
        identifier=_identifier(planned, relation),
        relation=relation,
        kind=planned.kind,
        on=planned.on,
        known_by=planned.known_by,
        title=planned.title,
        effects=Effects(
            **dict(planned.effects),
            term_until=planned.term_until,
            planned_for=planned.planned_for,
        ),
        side=planned.side,
        body=body,
        note=note,
        paper_number=planned.paper_number,
        citations=proofs.of(planned),
        corrects=before[-1] if before else None,
        by=by,
    )
    return [*before, act]


def _reason(reason: str) -> dict[str, str] | None:
    """Return why the office says otherwise, as it was typed; nobody has translated it."""
    return {LEADING: f"Grund: {reason}"} if reason else None


def _named(name: str) -> dict[str, str] | None:
    if not name:
        return None
    return {"de": f"Name in der Quelle: „{name}“", "en": f"Name in the source: “{name}”"}


def _joined(*notes: dict[str, str] | None) -> dict[str, str] | None:
    said = [note for note in notes if note]
    languages = dict.fromkeys(language for note in said for language in note)
    return {
        language: "\n".join(note[language] for note in said if note.get(language))
        for language in languages
    } or None


def _identifier(planned: PlannedAct, relation: Relation) -> str:
    when = parse_date(planned.on)
    year = when.text[:4] if when.precision >= Precision.YEAR else "undated"
    wanted = identifier_from(relation.identifier, year, str(planned.kind))
    return free_identifier(Act, wanted)


def _record_more_exactly(planned: PlannedAct, act: Act, proofs: Proofs, by: User) -> Act:
    """Say an act again with a nearer day or its paper number, and all else as it was."""
    said = said_by_act(act)
    if planned.is_own:
        said["title"] = dict(planned.title)
        said["note"] = _joined(said["note"], _reason(proofs.reason))
        _put_own(planned, act, said)
    if parse_date(planned.on).is_known:
        said |= {"on": planned.on, "known_by": None}
    if planned.paper_number:
        said["paper_number"] = planned.paper_number
    if said["body"] is None:
        said["body"] = _council(planned, act.relation.home)
    identifier = _identifier(planned, act.relation)
    passages = [*proofs.of(planned), *said.pop("citations")]
    return correct_act(act=act, identifier=identifier, citations=passages, by=by, **said)


def _put_own(planned: PlannedAct, act: Act, said: dict[str, Any]) -> None:
    """Put what the office knows in the place of what an act says of body, side and term."""
    if "side" in planned.owns:
        said["side"] = planned.side
    if "term_until" in planned.owns and planned.term_until:
        bond = planned.effects.get("bond", said["effects"].bond)
        said["effects"] = replace(said["effects"], bond=bond, term_until=planned.term_until)
    if "body" in planned.owns:
        said["body"] = _council(planned, act.relation.home) or said["body"]
        said["note"] = _joined(said["note"], _body_as_written(planned))


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
            act.phase,
            act.bond,
            act.channel,
            act.exchange,
            act.civil,
            act.term_until,
            act.planned_for,
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
    councils = Organisation.objects.filter(own_entries(), kind=OrganisationKind.COUNCIL)
    return councils.filter(municipality=home).first()


def _body_as_written(planned: PlannedAct) -> dict[str, str] | None:
    if not planned.body:
        return None
    if "body" in planned.owns:
        return {
            "de": f"Gremium nach Kenntnis des Büros: {planned.body}",
            "en": f"Body according to the office: {planned.body}",
        }
    return {
        "de": f"Gremium nach der Quelle: {planned.body}",
        "en": f"Body according to the source: {planned.body}",
    }
