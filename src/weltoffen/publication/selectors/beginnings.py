"""With which day a register begins."""

from __future__ import annotations

from itertools import chain

from weltoffen.ground.dates import FIRST_DAY, EdtfDate, parse_date
from weltoffen.publication.selectors.reading import relations_of_home
from weltoffen.publication.selectors.rows import held_acts


def first_recorded(home: str) -> EdtfDate | None:
    """Return when the first act of a home was that the public sees and that holds, or None.

    What is not known from which day on it may have been does not count. Two queries.
    """
    held = chain.from_iterable(held_acts(relations_of_home(home)).acts.values())
    dated = (act for act in held if act.earliest > FIRST_DAY)
    first = min(dated, key=lambda act: (act.earliest, act.latest), default=None)
    return parse_date(first.on) if first else None
