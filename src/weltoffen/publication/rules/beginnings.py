"""Since when something holds: the act that began it, and the city's own word for a partnership."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from weltoffen.ground.dates import EdtfDate, parse_date
from weltoffen.publication.rules.spans import POSITION
from weltoffen.relations.enums import PARTNERSHIP_PHASES, Axis
from weltoffen.relations.rules.since import since
from weltoffen.relations.rules.state import deciding
from weltoffen.relations.types import ActFacts


class Began(NamedTuple):
    """Since when the present form holds, by which rule, and the acts that say so."""

    on: EdtfDate | None
    rule: str = ""
    acts: tuple[int, ...] = ()


def began_to_hold(acts: Sequence[ActFacts], axis: Axis, value: str, on: date) -> ActFacts | None:
    """Return the act since which an axis has held a value without a break, or None.

    ``acts`` are those that hold. A later act that only confirms the value begins nothing, unless
    the term of the one before it had run out by then.
    """
    at = POSITION[axis.value]
    course = sorted((a for a in acts if a[at] and a.earliest <= on), key=_order, reverse=True)
    began: ActFacts | None = None
    for act in course:
        if act[at] != value or (began and axis is Axis.BOND and _ran_out(act, began)):
            break
        began = act
    return began


def phase_began(acts: Sequence[ActFacts], on: date) -> Began:
    """Return since when the present form holds: the city's word for a partnership, else the act.

    ``acts`` are those that hold. The city's word counts for partner cities, because that is what
    its pages say and what people look for; the other rules stand beside it on the relation's own
    page.
    """
    return began_by(deciding(acts, Axis.PHASE, on), acts, on)


def began_by(begun: Sequence[ActFacts], acts: Sequence[ActFacts], on: date) -> Began:
    """Return the same where it is known already which acts decide the form."""
    if any(a.phase in PARTNERSHIP_PHASES for a in begun):
        stated = since([a for a in acts if a.earliest <= on], "city-word")
        if stated.on is not None:
            return Began(stated.on, stated.rule, stated.acts)
    values = {a.phase for a in begun}
    whole = began_to_hold(acts, Axis.PHASE, values.pop(), on) if len(values) == 1 else None
    first = whole or _earliest(begun)
    return Began(parse_date(first.on), "first-act", (first.id,)) if first else Began(None)


def _ran_out(act: ActFacts, before: ActFacts) -> bool:
    return act.term_until is not None and act.term_until <= before.earliest


def _earliest(acts: Iterable[ActFacts]) -> ActFacts | None:
    return min(acts, key=_order, default=None)


def _order(act: ActFacts) -> tuple[date, date, int]:
    return act.latest, act.earliest, act.id
