"""What to do with a statement if somebody accepts it: values that say it, nothing is written.

The text is a source's word. So what a page says of a relation becomes an act of kind *stated* on
the day it names, and only a text that tells of an act (a decision, a signature) gives that act.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from weltoffen.ground.dates import LAST_DAY, Precision, parse_date
from weltoffen.intake.enums import Verdict
from weltoffen.intake.reading.networks import kind_of_body
from weltoffen.intake.rules import wording
from weltoffen.intake.rules.matching import is_of_a_body
from weltoffen.intake.rules.place_names import names_of
from weltoffen.intake.rules.verdicts import Difference, Match
from weltoffen.intake.types import Found, FoundAct, FoundClaim, FoundRelation, Kind, Standing
from weltoffen.relations.enums import ActKind, Phase, Side, Status

CERTAIN = 0.9
"""From this confidence on a statement may be accepted together with others. On the example pages
nine in ten of those at or above it are right in every field; see docs/reading.md."""

_PHASE: dict[Kind, Phase] = {
    Kind.TWIN: Phase.TWIN,
    Kind.FRIENDSHIP: Phase.FRIENDSHIP,
    Kind.PROJECT: Phase.PROJECT,
    Kind.CLIMATE: Phase.CLIMATE,
    Kind.SOLIDARITY: Phase.SOLIDARITY,
    Kind.CONTACT: Phase.CONTACT,
    Kind.NETWORK: Phase.MEMBERSHIP,
    Kind.CHARTER: Phase.COMMITMENT,
}
_SIDES = {Kind.NETWORK: "network", Kind.CHARTER: "instrument"}
BINDING = (Kind.TWIN, Kind.FRIENDSHIP, Kind.NETWORK, Kind.CHARTER)
"""What binds by the city's own word. A project binds only by an agreement that is in evidence."""
_NOW: dict[Standing, Mapping[str, str]] = {
    Standing.LIMITED: {"channel": Status.LIMITED},
    Standing.RESTING: {"exchange": Status.RESTING},
    Standing.ENDED: {"bond": Status.ENDED},
    Standing.PLANNED: {"bond": Status.PLANNED},
}
_DOES: dict[str, Mapping[str, str]] = {
    ActKind.LIMITATION: {"channel": Status.LIMITED},
    ActKind.SUSPENSION: {"exchange": Status.RESTING},
    ActKind.RESUMPTION: {"exchange": Status.ACTIVE},
    ActKind.END: {"bond": Status.ENDED},
    ActKind.ACCESSION: {"bond": Status.ACTIVE},
    ActKind.ACCESSION_SIGNED: {"bond": Status.ACTIVE},
}
UNDATED = "XXXX"


@dataclass(frozen=True, slots=True)
class Heard:
    """Whose word a text is, and when: what an act needs beside the words.

    ``publisher`` names who speaks, ``""`` for the home municipality. ``by`` is the day by which
    what the text tells of had happened. ``language`` is that of the text, ``""`` if not known.
    """

    side: Side
    publisher: str
    by: date
    home_country: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class PlannedAct:
    """An act to be recorded. ``effects`` are by axis, ``replaces`` the act that it corrects.

    ``term_until`` is the first day on which what was agreed no longer holds; ``planned_for`` is
    EDTF: for when the bond is planned, ``""`` where the text does not say. ``is_own`` says that
    the office knows it so and the text does not state it: then the office's own word proves it.
    ``instead`` is what the text states, recorded first with its words, and corrected by this;
    ``owns`` are the fields in which the office knows otherwise.
    """

    kind: ActKind
    on: str
    title: Mapping[str, str]
    effects: Mapping[str, str] = field(default_factory=dict)
    known_by: date | None = None
    side: Side = Side.UNKNOWN
    body: str = ""
    paper_number: str = ""
    term_until: date | None = None
    planned_for: str = ""
    replaces: int | None = None
    is_own: bool = False
    instead: PlannedAct | None = None
    owns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NewCounterpart:
    """The other side of a relation that the register does not have yet.

    ``side`` is ``"municipality"``, ``"network"`` or ``"instrument"``; ``place`` the GeoNames id;
    ``language`` that of the text in which it bears ``name``, ``""`` if not known.
    """

    side: str
    name: str
    country: str | None = None
    place: int | None = None
    language: str = ""


@dataclass(frozen=True, slots=True)
class Intent:
    """What accepting does. ``cites`` is the act that gets a further citation.

    ``relation`` is where the acts go; where it is None, ``counterpart`` says whom it is with.
    ``disputes`` are the differences that go to the ledger, ``own_disputes`` those in which the
    other side is what the office knows and no text states.
    """

    relation: int | None = None
    counterpart: NewCounterpart | None = None
    acts: tuple[PlannedAct, ...] = ()
    cites: int | None = None
    disputes: tuple[Difference, ...] = ()
    own_disputes: tuple[Difference, ...] = ()

    @property
    def does_nothing(self) -> bool:
        """Say whether the register stays as it is: the decision alone is kept."""
        return not (self.acts or self.cites or self.disputes or self.own_disputes)


def decide(found: Found, match: Match, heard: Heard) -> Intent:
    """Return what accepting a statement does to the register.

    A claim changes nothing there: that it was seen and found right, the statement itself keeps.
    """
    if isinstance(found, FoundClaim) or match.verdict in (Verdict.NOT_OURS, Verdict.UNCLEAR):
        return Intent()
    if match.verdict is Verdict.CONTRADICTS:
        return Intent(relation=match.relation, disputes=match.differences)
    if match.verdict is Verdict.AGREES:
        return Intent(relation=match.relation, cites=None if match.is_cited else match.act)
    known = match.relation is not None
    return Intent(
        relation=match.relation,
        counterpart=None if known else _counterpart(found, heard),
        acts=acts_of(found, match, heard),
    )


def _counterpart(found: FoundRelation | FoundAct, heard: Heard) -> NewCounterpart:
    kind = _joined(found) if isinstance(found, FoundAct) else found.kind
    side = _SIDES.get(kind, "municipality") if kind else "municipality"
    return NewCounterpart(side, found.name, found.country, found.place, heard.language)


def _joined(found: FoundAct) -> Kind | None:
    """Return what an accession joins, a network or a charter; None for other acts."""
    return kind_of_body(found.name) if found.kind.startswith("accession") else None


def acts_of(found: FoundRelation | FoundAct, match: Match, heard: Heard) -> tuple[PlannedAct, ...]:
    """Return the acts that a statement gives, which is new or more exact than the register."""
    if isinstance(found, FoundAct):
        told = _told(found, match, heard)
        return (_begun(_named(found), match, heard), told) if _is_new(found, match) else (told,)
    begun = _begun(found, match, heard)
    if found.status is Standing.ACTIVE and found.until is None:
        return (begun,)
    now = _stands(found, heard)
    is_first = match.relation is None or match.is_formless
    if match.verdict is not Verdict.NEW or not is_first or found.status is Standing.PLANNED:
        return (now,)
    return (begun,) if match.stands_so else (begun, now)


def _is_new(found: FoundAct, match: Match) -> bool:
    """Say whether the passage of an act is also the first that tells of its relation."""
    return match.relation is None and found.form is not None


def _named(found: FoundAct) -> FoundRelation:
    """Return what the passage of an act says of its relation: that it is one, and of which kind."""
    return FoundRelation(
        home=found.home, name=found.name, country=found.country, kind=Kind(found.form or ""),
        since=None, until=None, status=Standing.ACTIVE, quote=found.quote, rule=found.rule,
        confidence=found.confidence, place=found.place, ambiguous=found.ambiguous,
    )  # fmt: skip


def _dated(day: str | None, heard: Heard) -> dict[str, object]:
    """Return the day of an act; of one without, that the text tells of it as done."""
    return {"on": day} if day else {"on": UNDATED, "known_by": heard.by}


def _begun(found: FoundRelation, match: Match, heard: Heard) -> PlannedAct:
    effects: dict[str, str] = {}
    if match.verdict is Verdict.NEW and not match.is_beside:
        effects["phase"] = _phase(found, heard)
        if found.kind in BINDING:
            effects["bond"] = Status.ACTIVE
    return PlannedAct(
        kind=ActKind.STATED,
        title=wording.names_partner(_names(found, heard), found.kind, found.since, heard.publisher),
        effects=effects,
        side=heard.side,
        **_dated(found.since, heard),  # type: ignore[arg-type]
    )


def _phase(found: FoundRelation, heard: Heard) -> Phase:
    at_home = found.country == heard.home_country == "DE"
    return Phase.INNER_GERMAN if found.kind is Kind.TWIN and at_home else _PHASE[found.kind]


def _names(found: FoundRelation | FoundAct, heard: Heard) -> Mapping[str, str]:
    return names_of(found.name, found.place, heard.language)


def _stands(found: FoundRelation, heard: Heard) -> PlannedAct:
    """Return the act by which a source tells how the relation stands, or that it ended."""
    standing = Standing.ENDED if found.status is Standing.ACTIVE else found.status
    day = (found.until if standing is Standing.ENDED else None) or found.status_on
    is_ahead = standing is Standing.PLANNED  # known since now, whenever it is to be
    return PlannedAct(
        kind=ActKind.STATED,
        title=wording.tells_standing(
            _names(found, heard), standing, found.status_on, heard.publisher
        ),
        effects=_NOW[standing],
        side=heard.side,
        planned_for=(found.status_on or "") if is_ahead else "",
        **_dated(None if is_ahead else day, heard),  # type: ignore[arg-type]
    )


def rests_on_status(act: PlannedAct) -> bool:
    """Say whether a planned act is proved by the words for how a relation stands."""
    return tells_standing(act) or act.kind in (ActKind.LIMITATION, ActKind.SUSPENSION)


def tells_standing(act: PlannedAct) -> bool:
    """Say whether a planned act says how a relation stands, and not that it is one."""
    return act.kind is ActKind.STATED and dict(act.effects) in [
        dict(each) for each in _NOW.values()
    ]


def _told(found: FoundAct, match: Match, heard: Heard) -> PlannedAct:
    kind = ActKind(found.kind.value)
    return PlannedAct(
        kind=kind,
        title=wording.names_act(_names(found, heard), kind),
        effects=_effects(found, kind),
        side=Side(found.side.value),
        body=found.body,
        paper_number=found.paper_number,
        term_until=_term(found),
        replaces=match.act if match.verdict is Verdict.MORE_EXACT else None,
        **_dated(found.on, heard),  # type: ignore[arg-type]
    )


def _effects(found: FoundAct, kind: ActKind) -> Mapping[str, str]:
    """Return what an act sets; what was agreed for a time binds for that time."""
    joined = _joined(found)
    form = {"phase": _PHASE[joined]} if joined else {}
    bound = {"bond": Status.ACTIVE} if _term(found) else {}
    return form | bound | dict(_DOES.get(kind, {}))


def _term(found: FoundAct) -> date | None:
    """Return the first day on which what was agreed no longer holds; None where no end is told."""
    if found.term_until is None or found.on is None:
        return None
    until = parse_date(found.term_until)
    if until.latest >= LAST_DAY:
        return None
    ends = until.earliest if until.precision is Precision.DAY else until.latest + timedelta(days=1)
    return ends if ends > parse_date(found.on).latest else None


def is_certain(found: Found, match: Match) -> bool:
    """Say whether a statement may be accepted together with others, unread one by one.

    It says nothing against the register, nothing has to be asked about it, and the rule that found
    it is as good as sure. Claims are never among them: they change nothing, but somebody has to
    look at the page.
    """
    if isinstance(found, FoundClaim):
        return match.verdict is Verdict.AGREES
    if match.verdict not in (Verdict.AGREES, Verdict.NEW, Verdict.MORE_EXACT):
        return False
    if isinstance(found, FoundRelation) and _ends_before_it_begins(found):
        return False
    if match.verdict is not Verdict.AGREES and _tells_of_a_rest_or_plan(found):
        return False
    is_placed = match.relation is not None or found.place is not None or is_of_a_body(found)
    return is_placed and not found.ambiguous and found.confidence >= CERTAIN


def _tells_of_a_rest_or_plan(found: FoundRelation | FoundAct) -> bool:
    """Say whether a text tells with a date that something rests, is limited or planned.

    What it is that rests, the bond or an exchange of pupils, only a person can say for sure.
    """
    if isinstance(found, FoundAct):
        return str(found.kind) in (ActKind.SUSPENSION, ActKind.LIMITATION)
    return found.status_on is not None


def _ends_before_it_begins(found: FoundRelation) -> bool:
    if found.since is None or found.until is None:
        return False
    return parse_date(found.until).latest < parse_date(found.since).earliest
