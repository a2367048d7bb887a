"""Which anniversaries lie ahead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from weltoffen.ground.dates import EdtfDate, Precision, parse_date

EVERY = 5
"""An anniversary is celebrated every so many years."""


@dataclass(frozen=True, slots=True)
class Anniversary:
    """The day, as exactly as the first day was known, and how many years it is then."""

    years: int
    on: EdtfDate


def _years_later(first: EdtfDate, years: int) -> EdtfDate:
    year, _, rest = first.text.partition("-")
    later = int(year) + years
    if rest == "02-29" and not (later % 4 == 0 and (later % 100 or later % 400 == 0)):
        rest = "03-01"  # a leap day's anniversary in other years, as with birthdays in German law
    return parse_date(f"{later:04}-{rest}" if rest else f"{later:04}")


def next_anniversary(first: EdtfDate, on: date, within: timedelta) -> Anniversary | None:
    """Return the next round anniversary of a date that is not over on the day ``on``.

    Only dates known to the year, month or day have one: an approximate date has no day to
    celebrate. ``within`` bounds how far ahead it may begin.
    """
    if first.approximate or first.precision < Precision.YEAR:
        return None
    elapsed = max(on.year - first.earliest.year, 1)
    years = -(-elapsed // EVERY) * EVERY
    for candidate in (years, years + EVERY):
        if first.earliest.year + candidate > 9998:
            return None
        day = _years_later(first, candidate)
        if day.latest >= on:
            return Anniversary(candidate, day) if day.earliest <= on + within else None
    return None
