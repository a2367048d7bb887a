"""From acts to stretches of time, for the drawn time line and the list of phases."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from weltoffen.ground.dates import FIRST_DAY, LAST_DAY
from weltoffen.relations.enums import Status
from weltoffen.relations.types import ActFacts

POSITION = {"phase": 3, "bond": 4, "channel": 5, "exchange": 6, "civil": 7}


@dataclass(frozen=True, slots=True)
class Span:
    """A value of an axis and between which days it began and ended; the ends are exclusive."""

    axis: str
    value: str
    from_earliest: date
    from_latest: date
    until_earliest: date | None
    until_latest: date | None
    began_by: int


def spans(acts: Iterable[ActFacts], axis: str) -> list[Span]:
    """Return how an axis went through its values, in order of their beginning.

    ``acts`` are those that hold. An act that sets the value that already held begins nothing new;
    acts are ordered by their latest possible day, as a reader of a list would order them.
    """
    at = POSITION[axis]
    setting = sorted(
        (a for a in acts if a[at]), key=lambda a: (min(a.latest, LAST_DAY), a.earliest, a.id)
    )
    found: list[Span] = []
    for act in setting:
        if found and found[-1].value == act[at]:
            continue
        if found:
            last = found[-1]
            found[-1] = Span(
                last.axis, last.value, last.from_earliest, last.from_latest,
                act.earliest, act.latest, last.began_by,
            )  # fmt: skip
        found.append(Span(axis, str(act[at]), act.earliest, act.latest, None, None, act.id))
    return found


def ended_with(phases: Sequence[Span], bonds: Sequence[Span]) -> Span | None:
    """Return the end of the bond that is that of the last form too; None where it is none.

    An end of which no day is known has no place on a time line.
    """
    if not phases or not bonds or bonds[-1].value != Status.ENDED:
        return None
    over = bonds[-1]
    is_dated = over.from_earliest > FIRST_DAY
    return over if is_dated and phases[-1].from_latest <= over.from_earliest else None
