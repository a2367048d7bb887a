"""Which acts are news."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import islice

from weltoffen.ground.dates import Precision, parse_date
from weltoffen.relations.enums import ActKind
from weltoffen.relations.types import ActFacts


def _is_event(act: ActFacts) -> bool:
    """Return whether something happened: a statement tells of it only where the form changed."""
    if act.kind == ActKind.STATED:
        return bool(act.phase)
    return act.kind != ActKind.RETRACTION


def newest_first(acts: Iterable[ActFacts], on: date, most: int) -> list[int]:
    """Return the ids of the newest acts that had certainly happened by a day, at most so many.

    ``acts`` are those that hold. What a source merely says of how things stand is no event, unless
    its word is all there is for a new form; what is not dated to the year at least, or only about,
    has no place in the order.
    """
    done = [act for act in acts if act.latest <= on and _is_event(act)]
    done.sort(key=lambda act: (-act.latest.toordinal(), -act.earliest.toordinal(), act.id))
    return list(islice((act.id for act in done if _is_dated(act)), most))


def _is_dated(act: ActFacts) -> bool:
    on = parse_date(act.on)
    return on.precision >= Precision.YEAR and not on.approximate
