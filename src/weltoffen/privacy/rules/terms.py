"""Terms: until when a row is kept, and which terms can be chosen."""

from __future__ import annotations

import calendar
from datetime import date

from weltoffen.ground.problems import N_, Problem
from weltoffen.privacy.types import Months

_OUTSIDE = N_(
    "Die Frist liegt außerhalb dessen, was hier vertretbar ist. Wählen Sie %(least)d bis %(most)d "
    "Monate."
)
_NO_TERM = N_(
    "Für diese Art gibt es keine Frist in Monaten: %(rule)s. Ändern Sie den Tag beim Eintrag "
    "selbst."
)
_REASON = N_(
    "Es fehlt der Grund. Nennen Sie, worauf sich die Frist stützt, etwa den Aufbewahrungsplan der "
    "Stadt."
)


def months_before(day: date, months: int) -> date:
    """Return the day so many months before; the last of a month that is too short for it."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def over_until(today: date, months: int | None) -> date:
    """Return the last day from which a term that runs so long is over today.

    Without months rows have a day of their own: what is due today is due.
    """
    return today if months is None else months_before(today, months)


def term_problems(bounds: Months | None, months: int, reason: str, rule: str) -> list[Problem]:
    """Return why a term cannot be chosen."""
    if bounds is None:
        return [Problem("months", _NO_TERM, {"rule": rule})]
    problems = []
    if not bounds.least <= months <= bounds.most:
        problems.append(Problem("months", _OUTSIDE, {"least": bounds.least, "most": bounds.most}))
    if not reason.strip():
        problems.append(Problem("reason", _REASON))
    return problems
