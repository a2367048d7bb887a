"""What taking a row of a table writes: one answer for those who show it and those who do it.

A row tells of a relation and, beside it, of a decision and of how it came to rest. Each of them is
a statement of its own: where an act tells of the rest, that act alone brings it, and the relation
is compared and taken for its beginning. But the row is one proof: where the register knows all it
says, the row is cited once, by the act that it names most exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from weltoffen.ground.dates import Precision, parse_date
from weltoffen.intake.enums import Verdict
from weltoffen.intake.rules.deciding import CERTAIN, Heard, Intent, decide, is_certain
from weltoffen.intake.rules.known import KnownRegister, KnownRelation, Spot
from weltoffen.intake.rules.matching import compare, counterpart_of, proving
from weltoffen.intake.rules.verdicts import Match
from weltoffen.intake.types import ActKind, FoundAct, FoundRelation, Standing
from weltoffen.relations.enums import Status

Finding = FoundRelation | FoundAct
_GRAVITY = (
    Verdict.NOT_OURS, Verdict.UNCLEAR, Verdict.CONTRADICTS, Verdict.UNCHECKED, Verdict.NEW,
    Verdict.MORE_EXACT, Verdict.AGREES,
)  # fmt: skip
"""Which verdict speaks for a row of several findings: the first of these that any of them has."""
_TAKEN = (Verdict.NEW, Verdict.MORE_EXACT, Verdict.AGREES)
"""What may be taken without a person looking at the row alone."""
_CHANGES = (ActKind.LIMITATION, ActKind.SUSPENSION, ActKind.END)
_LESS = frozenset({Status.LIMITED, Status.RESTING, Status.ENDED})


@dataclass(frozen=True, slots=True)
class Step:
    """One finding of a row: how it stands to the register, and what accepting it does."""

    found: Finding
    match: Match
    intent: Intent


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a row does; the first step is its relation.

    One that is not good is not taken as it is: each of its steps waits as a proposal.
    """

    steps: tuple[Step, ...]
    is_good: bool

    @property
    def verdict(self) -> Verdict:
        """Return how the row as a whole stands to the register."""
        return min((step.match.verdict for step in self.steps), key=_GRAVITY.index)

    @property
    def intents(self) -> tuple[Intent, ...]:
        """Return what the row does, in its order, without what changes nothing."""
        return tuple(step.intent for step in self.steps if not step.intent.does_nothing)

    @property
    def adds_acts(self) -> bool:
        """Say whether the relation is another one afterwards, so that it has to be read anew."""
        return any(intent.acts for intent in self.intents)


def outcome(
    findings: Sequence[Finding],
    known: KnownRegister,
    spot: Spot,
    heard: Heard,
    *,
    as_written: bool = False,
) -> Outcome:
    """Return what taking a row does to a register: its relation first, then the acts beside it.

    ``as_written`` says that a person wants a new place of the name where none is known.
    """
    relation, *acts = findings
    if isinstance(relation, FoundRelation) and _changes(acts):
        relation = as_begun(relation)
        findings = [relation, *acts]
    match = _compared(relation, acts, known, spot)
    makes_new = as_written and match.relation is None and match.asks == "counterpart"
    if makes_new:
        match = Match(Verdict.NEW)
    good = (makes_new and relation.confidence >= CERTAIN) or is_certain(relation, match)
    matches = [_proved_at_its_beginning(relation, match, known, spot)]
    matches += [compare(act, known, spot) if match.relation else _as_new(match) for act in acts]
    matches = _cited_once(findings, matches)
    good = good and all(each.verdict in _TAKEN for each in matches)
    return Outcome(
        tuple(
            Step(found, each, decide(found, each, heard))
            for found, each in zip(findings, matches, strict=True)
        ),
        good,
    )


def as_begun(found: FoundRelation) -> FoundRelation:
    """Return what a row says of its relation beside how it stands, which its change tells."""
    return replace(found, status=Standing.ACTIVE, status_on=None)


def _changes(acts: Sequence[Finding]) -> bool:
    return any(isinstance(each, FoundAct) and each.kind in _CHANGES for each in acts)


def _compared(
    relation: Finding, acts: Sequence[Finding], known: KnownRegister, spot: Spot
) -> Match:
    """Compare the relation of a row; where its change tells of a rest, not with how it stands."""
    ours = counterpart_of(relation, known, spot) if _changes(acts) else None
    if ours is not None:
        relations = (_as_begun(each) if each is ours else each for each in known.relations)
        known = replace(known, relations=tuple(relations))
    return compare(relation, known, spot)


def _as_begun(relation: KnownRelation) -> KnownRelation:
    state = relation.state
    stands = {axis: getattr(state, axis) - _LESS for axis in ("bond", "channel", "exchange")}
    return replace(relation, state=state._replace(**stands))


def _as_new(match: Match) -> Match:
    """Return how an act stands whose relation the register does not have: as that one does."""
    return Match(match.verdict, asks=match.asks)


def _proved_at_its_beginning(
    found: Finding, match: Match, known: KnownRegister, spot: Spot
) -> Match:
    """Let a row that says since when prove the beginning, though it says too that it rests now."""
    if match.verdict is not Verdict.AGREES or match.is_cited:
        return match
    if not isinstance(found, FoundRelation) or found.since is None or found.until is not None:
        return match
    if found.status not in (Standing.LIMITED, Standing.RESTING):
        return match
    relation = counterpart_of(found, known, spot)
    if relation is None:
        return match
    return replace(match, act=proving(replace(found, status=Standing.ACTIVE), relation))


def _cited_once(findings: Sequence[Finding], matches: Sequence[Match]) -> list[Match]:
    """Leave one citation to a row: of the decision that it names, else of its beginning, if told.

    Words that an act cites already prove nothing once more.
    """
    agreeing = [n for n, each in enumerate(matches) if each.verdict is Verdict.AGREES]
    if any(matches[n].is_cited for n in agreeing):
        kept = None
    else:
        kept = min(agreeing, key=lambda n: _order_of_proof(findings[n]), default=None)
    return [
        replace(each, is_cited=True) if n in agreeing and n != kept else each
        for n, each in enumerate(matches)
    ]


def _order_of_proof(found: Finding) -> int:
    if isinstance(found, FoundAct):
        return 2 if found.kind in _CHANGES else 0
    return 3 if found.since is None else 1


def exact_day(found: Finding, ways: Sequence[str], known: KnownRegister, spot: Spot) -> str:
    """Return the one of several readings of a day that the register has of this relation.

    ``""`` where it has none of them, or several, or only years.
    """
    relation = counterpart_of(found, known, spot)
    if relation is None:
        return ""
    days = {a.facts.on for a in relation.acts}
    there = [way for way in ways if way in days and parse_date(way).precision is Precision.DAY]
    return there[0] if len(there) == 1 else ""
