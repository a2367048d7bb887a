"""Which anniversaries lie ahead."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from weltoffen.ground.dates import EdtfDate, Precision, parse_date
from weltoffen.relations.rules.since import since
from weltoffen.relations.types import ActFacts

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


def signing_days(acts: Sequence[ActFacts]) -> frozenset[EdtfDate]:
    """Return when the first side signed, and when both had; ``acts`` are those that hold."""
    answers = (since(acts, rule).on for rule in ("first-signature", "both-signed"))
    return frozenset(on for on in answers if on is not None)


def next_anniversary(
    first: EdtfDate, on: date, within: timedelta, days: Iterable[EdtfDate] = ()
) -> Anniversary | None:
    """Return the next round anniversary of a date that is not over on the day ``on``.

    Only dates known to the year, month or day have one: an approximate date has no day to
    celebrate. ``within`` bounds how far ahead it may begin. ``days`` are those on which it was
    signed: where some of them say more exactly what ``first`` leaves open, these are celebrated,
    one after the other, and the anniversary is over when the last of them is.
    """
    if first.approximate or first.precision < Precision.YEAR:
        return None
    elapsed = max(on.year - first.earliest.year, 1)
    years = -(-elapsed // EVERY) * EVERY
    for candidate in (years, years + EVERY):
        if first.earliest.year + candidate > 9998:
            return None
        for exact in _more_exact(first, days):
            day = _years_later(exact, candidate)
            if day.latest >= on:
                return Anniversary(candidate, day) if day.earliest <= on + within else None
    return None


def _more_exact(first: EdtfDate, days: Iterable[EdtfDate]) -> list[EdtfDate]:
    """Return the days within the first date, in their order; the date itself where there is none.

    A date of which only the year is known allows no other answer than its year.
    """
    within = {
        day for day in days
        if day.precision is Precision.DAY and not day.approximate
        and first.earliest <= day.earliest <= first.latest
    }  # fmt: skip
    return sorted(within, key=lambda day: day.earliest) or [first]
