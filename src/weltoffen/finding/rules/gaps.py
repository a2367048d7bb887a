"""Numbers of the history that were passed over, because what has them was not committed yet.

PostgreSQL gives numbers out when a row is written and shows the row when its transaction commits,
so an entry may appear below others that were read long ago. Each number that was missing is kept as
a gap, with the number that the next transaction was about to get when it was seen. Once all
transactions that are older than that have ended, whoever had taken the number has either shown
its row or never will, and the gap is forgotten. On SQLite one transaction writes at a time, and
its numbers have no gaps that anything could appear in.

The little time between taking a number and being known as a transaction is covered by ``PATIENCE``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

PATIENCE = 60.0
"""Seconds for which a gap is kept at least."""
MOST = 500
"""So many gaps are kept; of more, neighbours are joined with what lies between them."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Numbers ``first`` to ``last``, missing since ``at`` (seconds).

    ``until`` is the number of the first transaction that began later.
    """

    first: int
    last: int
    until: int
    at: float


def missing(read_to: int, numbers: Iterable[int], until: int, at: float) -> list[Gap]:
    """Return the gaps between a number and those that were read after it."""
    gaps, before = [], read_to
    for number in sorted(numbers):
        if number > before + 1:
            gaps.append(Gap(before + 1, number - 1, until, at))
        before = max(before, number)
    return gaps


def narrowed(gap: Gap, numbers: Iterable[int]) -> list[Gap]:
    """Return what is left of a gap when some of its numbers have appeared."""
    inside = [number for number in numbers if gap.first <= number <= gap.last]
    return missing(gap.first - 1, [*inside, gap.last + 1], gap.until, gap.at)


def still_open(gaps: Iterable[Gap], oldest: int, now: float) -> list[Gap]:
    """Return the gaps in which something may still appear.

    ``oldest`` is the number of the oldest transaction that has not ended.
    """
    return [gap for gap in gaps if gap.until > oldest or now - gap.at < PATIENCE]


def joined(gaps: list[Gap]) -> list[Gap]:
    """Return at most ``MOST`` gaps; looking once more at what was read does no harm."""
    kept = sorted(gaps, key=lambda gap: gap.first)
    while len(kept) > MOST:
        kept = [_both(*pair) for pair in zip(kept[::2], kept[1::2], strict=False)] + (
            kept[-1:] if len(kept) % 2 else []
        )
    return kept


def _both(one: Gap, other: Gap) -> Gap:
    return Gap(one.first, other.last, max(one.until, other.until), max(one.at, other.at))
