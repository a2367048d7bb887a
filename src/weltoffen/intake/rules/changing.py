"""Since when a relation rests, is limited or has ended, and whether the register knows of it.

A table says "rests since 2022"; the register has the resolution by which it came to rest. That is
one thing said twice, not two acts. But that it is limited is not that it rests, and a decision that
tells who took it, on which day, under which number, says more than that it rests since some year.
"""

from __future__ import annotations

from weltoffen.ground.dates import EdtfDate, parse_date
from weltoffen.intake.enums import Verdict
from weltoffen.intake.rules.known import KnownAct, KnownRelation, Spot
from weltoffen.intake.rules.verdicts import Difference, Match
from weltoffen.intake.types import ActKind, FoundAct, Standing
from weltoffen.intake.types import Side as Actor
from weltoffen.relations.enums import ActKind as Kind
from weltoffen.relations.enums import Side, Status

FALLEN: dict[Standing, tuple[str, Status]] = {
    Standing.LIMITED: ("channel", Status.LIMITED),
    Standing.RESTING: ("exchange", Status.RESTING),
    Standing.ENDED: ("bond", Status.ENDED),
}
"""How a relation stands that is not what it was: on which axis, and with which status."""
_BRINGS: dict[ActKind, Standing] = {
    ActKind.LIMITATION: Standing.LIMITED,
    ActKind.SUSPENSION: Standing.RESTING,
    ActKind.END: Standing.ENDED,
}


def has_fallen(relation: KnownRelation, standing: Standing) -> bool:
    """Say whether, by the register, a relation stands so on the day of comparison."""
    axis, status = FALLEN[standing]
    return status in getattr(relation.state, axis)


def fallen_by(relation: KnownRelation, standing: Standing) -> list[KnownAct]:
    """Return the acts by which a relation came to stand so, whatever they are called."""
    axis, status = FALLEN[standing]
    return [each for each in relation.acts if getattr(each.facts, axis) == status]


def known_by_another(found: FoundAct, relation: KnownRelation, spot: Spot) -> Match | None:
    """Return how a change stands to an act of another kind that brought it about.

    None where no act with a day did, where the relation does not stand so any more, or where what
    is found says more than the register has: then the change is news, or one of earlier times.
    """
    standing = _BRINGS.get(found.kind)
    if standing is None or not has_fallen(relation, standing):
        return None
    acts = [each for each in fallen_by(relation, standing) if each.on.is_known]
    if not acts:
        return None
    when = parse_date(found.on) if found.on else None
    fitting = [a for a in acts if when is None or a.on.agrees_with(when)]
    if not fitting:
        last = acts[-1]
        difference = Difference("day", last.on.text, found.on or "", last.facts.id)
        return Match(Verdict.CONTRADICTS, relation.pk, last.facts.id, (difference,))
    cited = [a for a in fitting if any(each.touches(spot) for each in a.spots)]
    saying = cited or [a for a in fitting if not _says_more(found, when, a)]
    if not saying:
        return None
    return Match(Verdict.AGREES, relation.pk, saying[-1].facts.id, is_cited=bool(cited))


def _says_more(found: FoundAct, when: EdtfDate | None, act: KnownAct) -> bool:
    """Say whether a text tells of a change what an act does not have: who, under what, which day.

    The side of a mere statement is who speaks, not who acted.
    """
    acted = Side.UNKNOWN if act.facts.kind == Kind.STATED else act.facts.side
    return (
        (when is not None and when.precision > act.on.precision)
        or (bool(found.body) and not act.body)
        or (bool(found.paper_number) and not act.paper_number)
        or (found.side != Actor.UNKNOWN and acted == Side.UNKNOWN)
    )
