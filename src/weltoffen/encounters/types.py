"""Frozen values of this room."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Tally:
    """A line of the count: how many of a group came from a country, for how long each.

    ``country`` is its ISO code, ``""`` where it is not known. ``days`` and ``nights`` are those of
    one person, None where nobody noted them.
    """

    country: str
    group: str
    heads: int
    days: int | None = None
    nights: int | None = None


@dataclass(frozen=True, slots=True)
class Totals:
    """What the lines of a count come to.

    ``person_days`` and ``person_nights`` are heads times days, over all lines that say them.
    ``lacking_days`` and ``lacking_nights`` are the heads of lines that do not, so that nobody takes
    a sum for more than it is.
    """

    heads: int
    by_country: Mapping[str, int]
    by_group: Mapping[str, int]
    by_both: Mapping[tuple[str, str], int]
    person_days: int
    person_nights: int
    lacking_days: int
    lacking_nights: int


@dataclass(frozen=True, slots=True)
class KeptNames:
    """How many names of an encounter are kept, and when the first and the last of them go."""

    heads: int
    first_day: date
    last_day: date
