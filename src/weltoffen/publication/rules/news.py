"""Which acts are news."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import islice

from weltoffen.ground.dates import Precision, parse_date
from weltoffen.relations.enums import ActKind
from weltoffen.relations.types import ActFacts

_NO_EVENT = frozenset({str(ActKind.RETRACTION), str(ActKind.STATED)})


def newest_first(acts: Iterable[ActFacts], on: date, most: int) -> list[int]:
    """Return the ids of the newest acts that had certainly happened by a day, at most so many.

    ``acts`` are those that hold. What a source merely says of how things stand is no event, and
    what is not dated to the year at least has no place in the order.
    """
    done = [act for act in acts if act.latest <= on and act.kind not in _NO_EVENT]
    done.sort(key=lambda act: (-act.latest.toordinal(), -act.earliest.toordinal(), act.id))
    dated = (act.id for act in done if parse_date(act.on).precision >= Precision.YEAR)
    return list(islice(dated, most))
