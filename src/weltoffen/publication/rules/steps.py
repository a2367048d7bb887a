"""How far an accession has come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from weltoffen.relations.types import ActFacts


def steps_done(path: Sequence[str], acts: Iterable[ActFacts], on: date) -> int:
    """Return how many steps of an accession's path are evidenced as done by a day.

    ``path`` are kinds of acts in their order; ``acts`` are those that hold.
    """
    done = {act.kind for act in acts if act.latest <= on}
    return sum(step in done for step in path)
