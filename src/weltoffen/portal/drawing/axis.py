"""The calendar as a line: from days to places, and the years to write beneath."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

YEAR_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000)
NARROWEST = timedelta(days=365)
"""A shorter stretch of time is widened, so that a line never stands for a single day."""


class Tick(NamedTuple):
    """A year that is written, and where its first day lies."""

    x: float
    year: int


@dataclass(frozen=True, slots=True)
class Axis:
    """A stretch of time drawn from ``left`` to ``right`` (drawing units)."""

    first: date
    last: date
    left: float
    right: float

    def x(self, day: date) -> float:
        """Return where a day lies; days outside are drawn at the nearer end."""
        inside = min(max(day, self.first), self.last)
        share = (inside - self.first).days / (self.last - self.first).days
        return self.left + share * (self.right - self.left)

    def holds(self, day: date) -> bool:
        """Say whether a day lies on the stretch."""
        return self.first <= day <= self.last

    def ticks(self, *, apart: float = 58.0) -> list[Tick]:
        """Return round years at least ``apart`` units from each other, both ends included."""
        per_year = (self.right - self.left) / ((self.last - self.first).days / 365.2425)
        step = next((step for step in YEAR_STEPS if step * per_year >= apart), YEAR_STEPS[-1])
        start = (
            self.first.year if self.first == date(self.first.year, 1, 1) else self.first.year + 1
        )
        start += -start % step
        return [
            Tick(self.x(date(year, 1, 1)), year) for year in range(start, self.last.year + 1, step)
        ]


def axis(first: date, last: date, *, left: float, right: float) -> Axis:
    """Return the axis of a stretch of time; less than a year is widened to a year.

    Raises ``ValueError`` when the last day lies before the first.
    """
    if last < first:
        raise ValueError(f"the last day {last} lies before the first {first}")
    missing = NARROWEST - (last - first)
    if missing > timedelta(0):
        begin = max(first.toordinal() - missing.days // 2, date.min.toordinal())
        begin = min(begin, date.max.toordinal() - NARROWEST.days)
        first, last = date.fromordinal(begin), date.fromordinal(begin + NARROWEST.days)
    return Axis(first, last, left, right)
