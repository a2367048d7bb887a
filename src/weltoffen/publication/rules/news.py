"""Which acts are news."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import islice

from weltoffen.ground.dates import Precision, parse_date
from weltoffen.relations.enums import ActKind
from weltoffen.relations.types import ActFacts


def _events(acts: Sequence[ActFacts]) -> list[ActFacts]:
    """Return what happened in one relation.

    A statement tells of an event only where its word is all there is for a new form of it.
    """
    return [
        act for act in acts
        if (_alone_tells_of_a_form(act, acts) if act.kind == ActKind.STATED
            else act.kind != ActKind.RETRACTION)
    ]  # fmt: skip


def _alone_tells_of_a_form(stated: ActFacts, acts: Sequence[ActFacts]) -> bool:
    others = (act for act in acts if act.id != stated.id and act.phase == stated.phase)
    return bool(stated.phase) and all(
        act.kind == ActKind.STATED and (act.latest, act.id) > (stated.latest, stated.id)
        for act in others
    )


def newest_first(relations: Iterable[Sequence[ActFacts]], on: date, most: int) -> list[int]:
    """Return the ids of the newest acts that had certainly happened by a day, at most so many.

    ``relations`` are the acts of each that hold. What a source merely says of how things stand is
    no event, unless its word is all there is for a new form; what is not dated to the year at
    least, or only about, has no place in the order.
    """
    done = [act for acts in relations for act in _events(acts) if act.latest <= on]
    done.sort(key=lambda act: (-act.earliest.toordinal(), -act.latest.toordinal(), act.id))
    return list(islice((act.id for act in done if _is_dated(act)), most))


def _is_dated(act: ActFacts) -> bool:
    on = parse_date(act.on)
    return on.precision >= Precision.YEAR and not on.approximate
