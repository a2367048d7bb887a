"""Whether a bond is in doubt because the term of what was agreed has run out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from weltoffen.relations.types import ActFacts


def term_over(deciding: Iterable[ActFacts], on: date) -> date | None:
    """Return the day from which the agreement that decides a bond held no longer, else None.

    ``deciding`` are the acts that may decide how the bond stands on the day ``on``. Where the days
    of several are not exact enough to say which one does, that is the doubt, and not a term.
    """
    acts = list(deciding)
    if any(act.latest > on for act in acts):
        return None
    terms = [act.term_until for act in acts]
    over = [term for term in terms if term is not None and term <= on]
    return max(over) if over and len(over) == len(acts) else None
