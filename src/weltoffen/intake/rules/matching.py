"""How what a text states stands to the register: the same relation? the same act?

:func:`compare` answers with a verdict for everything that reading finds. It guesses nothing: a name
of several places, or of a country alone, is asked about.
"""

from __future__ import annotations

import re

from weltoffen.ground.dates import EdtfDate, parse_date
from weltoffen.intake.enums import Verdict
from weltoffen.intake.reading.homes import Home
from weltoffen.intake.rules import beginnings
from weltoffen.intake.rules.changing import FALLEN, fallen_by, has_fallen, known_by_another
from weltoffen.intake.rules.claims import compare_claim
from weltoffen.intake.rules.known import KnownAct, KnownRegister, KnownRelation, Spot
from weltoffen.intake.rules.naming import same_body, same_place
from weltoffen.intake.rules.verdicts import Difference, Match
from weltoffen.intake.types import Found, FoundAct, FoundClaim, FoundRelation, Kind, Standing
from weltoffen.places.gazetteer import country_code
from weltoffen.relations.enums import ActKind, Phase, Side, Status

BODIES = (Kind.NETWORK, Kind.CHARTER)
"""Kinds whose counterpart is no place."""
PHASES: dict[Kind, frozenset[str]] = {
    Kind.TWIN: frozenset({Phase.TWIN, Phase.INNER_GERMAN}),
    Kind.FRIENDSHIP: frozenset({Phase.FRIENDSHIP}),
    Kind.PROJECT: frozenset({Phase.PROJECT}),
    Kind.CLIMATE: frozenset({Phase.CLIMATE}),
    Kind.SOLIDARITY: frozenset({Phase.SOLIDARITY}),
    Kind.CONTACT: frozenset({Phase.CONTACT}),
    Kind.NETWORK: frozenset({Phase.MEMBERSHIP, Phase.CONTACT}),
    Kind.CHARTER: frozenset({Phase.COMMITMENT}),
}
"""Which forms of the register a kind of the text means."""
_RANK = (Phase.CONTACT, Phase.PROJECT, Phase.CLIMATE, Phase.SOLIDARITY, Phase.FRIENDSHIP)
_RESTRICTED = frozenset({Status.LIMITED, Status.RESTING, Status.ENDED})


def compare(found: Found, known: KnownRegister, spot: Spot) -> Match:
    """Return how a finding, whose words stand at ``spot``, stands to the register."""
    if isinstance(found, FoundClaim):
        return compare_claim(found, known)
    if not is_ours(found.home, known):
        return Match(Verdict.NOT_OURS)
    relation = counterpart_of(found, known, spot)
    if relation is None:
        return Match(Verdict.UNCLEAR, asks=asks) if (asks := _asks(found)) else Match(Verdict.NEW)
    if isinstance(found, FoundAct):
        return _compare_act(found, relation, spot)
    return _compare_relation(found, relation, spot)


def is_ours(home: str, known: KnownRegister) -> bool:
    """Say whether a statement is about the home municipality, not a district or another city."""
    return any(Home(name).is_meant(home) or Home(home).is_meant(name) for name in known.names)


def counterpart_of(
    found: FoundRelation | FoundAct, known: KnownRegister, spot: Spot
) -> KnownRelation | None:
    """Return the relation that is meant: by its place, its name, or by citing these words."""
    for means in (_by_place, _by_name):
        fitting = [each for each in known.relations if means(found, each)]
        if len(fitting) == 1:
            return fitting[0]
    citing = [each for each in known.relations if _cites(each, spot)]
    close = [each for each in citing if _may_be(found, each)]
    return close[0] if len(close) == 1 else None


def _by_place(found: FoundRelation | FoundAct, relation: KnownRelation) -> bool:
    return found.place is not None and found.place == relation.geonames_id


def _by_name(found: FoundRelation | FoundAct, relation: KnownRelation) -> bool:
    if relation.side != "municipality":
        return any(same_body(found.name, name) for name in relation.names)
    if found.place is not None and relation.geonames_id is not None:
        return False  # two places of one name
    if found.ambiguous and relation.is_dropped:
        return False  # whoever took it back may have chosen the wrong place
    if not relation.is_named:  # "a city in Colombia" is meant where the text says no more either
        return found.place is None and country_code(found.name) == relation.country
    fits = found.country is None or found.country == relation.country
    return fits and any(same_place(found.name, name) for name in relation.names)


def _cites(relation: KnownRelation, spot: Spot) -> bool:
    return any(each.touches(spot) for act in relation.acts for each in act.spots)


def _may_be(found: FoundRelation | FoundAct, relation: KnownRelation) -> bool:
    """Say whether a relation that cites the words can be meant: not if both name a place."""
    if relation.side == "municipality" and relation.is_named:
        return found.place is None and found.country in (None, relation.country)
    return found.place is None


def is_of_a_body(found: FoundRelation | FoundAct) -> bool:
    """Say whether the counterpart is a network or a charter, which has no place."""
    if isinstance(found, FoundAct):
        return found.kind.startswith("accession") and found.place is None
    return found.kind in BODIES


def _asks(found: FoundRelation | FoundAct) -> str:
    """Return what has to be asked before a new relation can be recorded, ``""`` if nothing."""
    if is_of_a_body(found):
        return ""
    if found.place is not None:
        return ""
    return "place" if found.ambiguous or found.country is None else "counterpart"


# --- a relation ----------------------------------------------------------------------------------


def _compare_relation(found: FoundRelation, relation: KnownRelation, spot: Spot) -> Match:
    cited = next((a for a in relation.acts if any(s.touches(spot) for s in a.spots)), None)
    is_stated = cited is not None and cited.facts.kind == ActKind.STATED
    if found.status is not Standing.PLANNED and not is_stated and not _has_form(relation):
        stands_so = found.status in FALLEN and has_fallen(relation, found.status)
        return Match(Verdict.NEW, relation.pk, is_formless=True, stands_so=stands_so)
    goes_on = _goes_on(found, relation)
    if not goes_on:
        found = beginnings.without_day_of_decision(found, relation.acts)
    differences = [] if goes_on else _form(found, relation)
    differences += _status(found, relation)
    if not differences and not goes_on:
        differences += [*_since(found, relation), *_until(found, relation)]
        differences += _status_since(found, relation)
    act = cited.facts.id if cited else proving(found, relation)
    if differences:
        saying = differences[0].act or act
        return Match(
            Verdict.CONTRADICTS, relation.pk, saying, tuple(differences), is_cited=cited is not None
        )
    if goes_on or _has_changed(found, relation):
        return Match(Verdict.NEW, relation.pk)
    if cited is None and _is_beside(found, relation):
        return Match(Verdict.NEW, relation.pk, is_beside=True)
    if cited is None and _is_more_exact(found, relation):
        return Match(Verdict.MORE_EXACT, relation.pk, act)
    return Match(Verdict.AGREES, relation.pk, act, is_cited=cited is not None)


def _has_form(relation: KnownRelation) -> bool:
    """Say whether any act that holds says what kind of relation it is, or that it binds."""
    return any(act.facts.phase or act.facts.bond for act in relation.acts)


def _held(values: frozenset[str]) -> frozenset[str]:
    return values - {"", Status.UNKNOWN}


def _goes_on(found: FoundRelation, relation: KnownRelation) -> bool:
    """Say whether the text tells of what came after: a plan came about, a project became a twin.

    It must name the day, and that of the lower form must not lie certainly after it.
    """
    held = _held(relation.state.phase)
    if found.since is None or found.status is Standing.PLANNED:
        return False
    if _held(relation.state.bond) == {Status.PLANNED}:
        return True  # what was planned has come about
    if found.kind is not Kind.TWIN or not held or held & PHASES[Kind.TWIN]:
        return False
    since = parse_date(found.since)
    setting = [a for a in relation.acts if a.facts.phase in held]
    return held <= set(_RANK) and all(a.facts.earliest <= since.latest for a in setting)


def _is_beside(found: FoundRelation, relation: KnownRelation) -> bool:
    """Say whether the text tells of a form beside the one that holds: a twin, a climate partner."""
    held = _held(relation.state.phase)
    known = any(act.facts.phase in PHASES[found.kind] for act in relation.acts)
    return found.kind in (Kind.CLIMATE, Kind.SOLIDARITY) and bool(held) and not known


def _form(found: FoundRelation, relation: KnownRelation) -> list[Difference]:
    held = _held(relation.state.phase)
    told_of_now = found.status in (Standing.ACTIVE, Standing.LIMITED, Standing.RESTING)
    compatible = found.kind in (*BODIES, Kind.CONTACT, Kind.CLIMATE, Kind.SOLIDARITY)
    told_of_now = told_of_now and found.tells_of_today
    if not held or held & PHASES[found.kind] or compatible or not told_of_now:
        return []
    ours = ",".join(sorted(held))
    return [Difference("form", ours, str(found.kind), _deciding("phase", held, relation))]


def _status(found: FoundRelation, relation: KnownRelation) -> list[Difference]:
    """Find an axis on which the register knows of less than the text shows."""
    state = relation.state
    axes = {"bond": state.bond, "channel": state.channel, "exchange": state.exchange}
    if found.status is Standing.PLANNED:
        held = _held(state.bond)
        beyond = bool(held) and Status.PLANNED not in held
        return [_differs("bond", state.bond, found, relation)] if beyond else []
    if found.status is not Standing.ACTIVE or found.until is not None or not found.tells_of_today:
        return []
    less = [name for name, values in axes.items() if values and values <= _RESTRICTED]
    if not less and state.bond == {Status.PLANNED} and found.since is None:
        less = ["bond"]
    worst = next((name for name in ("bond", "exchange", "channel") if name in less), None)
    return [_differs(worst, axes[worst], found, relation)] if worst else []


def _differs(
    axis: str, values: frozenset[str], found: FoundRelation, relation: KnownRelation
) -> Difference:
    ours = f"{axis}:{','.join(sorted(values))}"
    return Difference("status", ours, str(found.status), _deciding(axis, values, relation))


def _deciding(axis: str, values: frozenset[str], relation: KnownRelation) -> int | None:
    """Return the act by which an axis stands as it does on the day of comparison."""
    by = relation.decided_by.get(axis, ())
    setting = [a.facts.id for a in relation.acts if a.facts.id in by]
    named = {a.facts.id for a in relation.acts if getattr(a.facts, axis) in values}
    return next((pk for pk in reversed(setting) if pk in named), None)


def _since(found: FoundRelation, relation: KnownRelation) -> list[Difference]:
    """Compare the beginning with the city's own word, or where there is none with every rule's.

    Only that of the same form: since when a twin city is a climate partner is another question.
    """
    if found.since is None or not relation.begun or found.status is Standing.PLANNED:
        return []
    if _is_beside(found, relation):
        return []
    since = parse_date(found.since)
    setting = [a.on for a in relation.acts if a.on.is_known and _sets_form(a, found)]
    if any(day.agrees_with(since) for day in setting):
        return []
    word = relation.begun.get("city-word")
    ours = [word] if word else list(relation.begun.values())
    days = [each.on for each in ours if each.on is not None]
    if any(day.agrees_with(since) for day in days):
        return []
    return [Difference("since", days[0].text, found.since, ours[0].acts[0])]


def _until(found: FoundRelation, relation: KnownRelation) -> list[Difference]:
    """Compare the end with the days of the acts that ended the bond."""
    ends = [a for a in relation.acts if a.facts.bond == Status.ENDED and a.on.is_known]
    if found.until is None or not ends:
        return []
    until = parse_date(found.until)
    if any(act.on.agrees_with(until) for act in ends):
        return []
    return [Difference("until", ends[-1].facts.on, found.until, ends[-1].facts.id)]


def _status_since(found: FoundRelation, relation: KnownRelation) -> list[Difference]:
    """Compare since when it rests or is limited with the acts by which it does."""
    if found.status_on is None or found.status not in FALLEN or _has_changed(found, relation):
        return []
    acts = [act for act in fallen_by(relation, found.status) if act.on.is_known]
    if not acts:
        return []
    on = parse_date(found.status_on)
    if any(act.on.agrees_with(on) for act in acts):
        return []
    return [Difference("status-since", acts[-1].facts.on, found.status_on, acts[-1].facts.id)]


def _sets_form(act: KnownAct, found: FoundRelation) -> bool:
    """Say whether an act gave the relation this form; of mere words only the city's own count."""
    is_a_deed = act.facts.kind != ActKind.STATED or act.facts.side == Side.HOME
    return act.facts.phase in PHASES[found.kind] and is_a_deed


def _has_changed(found: FoundRelation, relation: KnownRelation) -> bool:
    """Say whether the text tells of an end, a rest or a restriction that the register lacks.

    What is limited may come to rest, and then end: each of them is news over the one before.
    """
    return found.status in FALLEN and not has_fallen(relation, found.status)


def _is_more_exact(found: FoundRelation, relation: KnownRelation) -> bool:
    if found.status in FALLEN and found.status_on is not None:
        on = parse_date(found.status_on)
        return all(act.on.precision < on.precision for act in fallen_by(relation, found.status))
    if found.since is None or found.status is Standing.PLANNED:
        return False
    since = parse_date(found.since)
    known = [one.on for one in relation.begun.values() if one.on and one.on.agrees_with(since)]
    known += [a.on for a in relation.acts if a.on.is_known and a.on.agrees_with(since)]
    return all(each.precision < since.precision for each in known)


def proving(found: FoundRelation, relation: KnownRelation) -> int | None:
    """Return the act which the words prove once more: the city's word before all others.

    What is said of an end, a rest or a restriction proves an act that says just that.
    """
    acts = list(relation.acts)
    if found.status in FALLEN:
        acts = fallen_by(relation, found.status)
        on = parse_date(found.status_on) if found.status_on else None
        acts = [a for a in acts if on and a.on.is_known and a.on.agrees_with(on)] or acts
    elif found.since is not None:
        since = parse_date(found.since)
        acts = [a for a in acts if a.on.is_known and a.on.agrees_with(since)] or acts

    def worth(act: KnownAct) -> tuple[bool, ...]:
        facts = act.facts
        is_the_citys = facts.kind == ActKind.STATED and facts.side == Side.HOME
        says = facts.phase in PHASES[found.kind]
        return (is_the_citys and facts.on == found.since, says, is_the_citys, bool(facts.bond))

    return max(acts, key=worth).facts.id if acts else None


# --- an act --------------------------------------------------------------------------------------


def _compare_act(found: FoundAct, relation: KnownRelation, spot: Spot) -> Match:
    of_kind = [a for a in relation.acts if a.facts.kind == str(found.kind)]
    cited = next((a for a in of_kind if any(s.touches(spot) for s in a.spots)), None)
    when = parse_date(found.on) if found.on else None
    fitting = cited or next((a for a in of_kind if when is None or _agree(a, when)), None)
    if fitting is not None and not _same_paper(found, fitting):
        difference = Difference(
            "paper-number", fitting.paper_number, found.paper_number, fitting.facts.id
        )
        return Match(Verdict.CONTRADICTS, relation.pk, fitting.facts.id, (difference,))
    if fitting is not None:
        more = cited is None and _adds_to(found, fitting, when)
        verdict = Verdict.MORE_EXACT if more else Verdict.AGREES
        return Match(verdict, relation.pk, fitting.facts.id, is_cited=cited is not None)
    others = [a for a in of_kind if when and _same_year(a, when)]
    if not others and (elsewise := known_by_another(found, relation, spot)) is not None:
        return elsewise
    if not others or when is None:
        return Match(Verdict.NEW, relation.pk)
    other = min(others, key=lambda act: _distance(act, found, when))
    difference = Difference("day", other.on.text, when.text, other.facts.id)
    return Match(Verdict.CONTRADICTS, relation.pk, other.facts.id, (difference,))


def _agree(act: KnownAct, when: EdtfDate) -> bool:
    return not act.on.is_known or act.on.agrees_with(when)


def _same_paper(found: FoundAct, act: KnownAct) -> bool:
    """Say whether the numbers of the papers agree, as far as both are known."""
    ours, theirs = re.findall(r"\d+", act.paper_number), re.findall(r"\d+", found.paper_number)
    return not ours or not theirs or ours == theirs


def _distance(act: KnownAct, found: FoundAct, when: EdtfDate) -> tuple[bool, int]:
    """Return how far an act of ours is from one that is told: by who acted, and then in days."""
    is_of_another = (
        Side.UNKNOWN not in (act.facts.side, found.side) and act.facts.side != found.side
    )
    return is_of_another, abs((act.facts.earliest - when.earliest).days)


def _same_year(act: KnownAct, when: EdtfDate) -> bool:
    return act.on.is_known and act.facts.earliest.year == when.earliest.year


def _adds_to(found: FoundAct, act: KnownAct, when: EdtfDate | None) -> bool:
    is_closer = when is not None and when.precision > act.on.precision
    names_paper = bool(found.paper_number) and not act.paper_number
    return is_closer or names_paper
