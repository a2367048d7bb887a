"""On which days an encounter is, and how long names of it may be kept."""

from __future__ import annotations

from datetime import date
from typing import Any

from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.organisations.rules.spans import span_columns

_OPEN = N_(
    "Es fehlt, wann die Begegnung beginnt oder endet. Geben Sie beides so genau an, wie Sie es "
    "wissen, zum Beispiel 2026-05 bis 2026-06."
)
_NOT_THEN = N_(
    "Namen bleiben bis zum Ende der Begegnung und höchstens fünf Jahre danach, und der Tag liegt "
    "nicht in der Vergangenheit. Wählen Sie einen Tag vom %(first)s bis zum %(last)s."
)
_LONG_AGO = N_(
    "Die Begegnung war vor mehr als fünf Jahren, am %(day)s oder früher. Namen werden dazu nicht "
    "mehr aufgenommen; tragen Sie in die Zahlen ein, wie viele es waren."
)
MOST_YEARS = 5
"""So long after an encounter names of it may be needed: for the proof of how a grant was used."""


def day_columns(valid: str) -> dict[str, Any]:
    """Return from when to when an encounter is, with the first and last day that may be meant.

    One EDTF date alone is beginning and end. Raises ``Refused`` at ``valid`` where one is open.
    """
    span = valid.strip() if "/" in valid else f"{valid.strip()}/{valid.strip()}"
    if any(end.strip() in ("", "..") for end in span.split("/")):
        raise Refused(Problem("valid", _OPEN))
    return span_columns(span)


def last_day_of_names(latest: date) -> date:
    """Return the last day that may be chosen for deleting names of an encounter."""
    year = min(latest.year + MOST_YEARS, date.max.year)
    is_leap_day = (latest.month, latest.day) == (2, 29)
    return date(year, 2, 28) if is_leap_day else latest.replace(year=year)


def takes_names(latest: date, today: date) -> bool:
    """Say whether names may still be recorded of an encounter that was over on a day."""
    return last_day_of_names(latest) >= today


def check_delete_after(delete_after: date, latest: date, today: date) -> None:
    """Refuse a day of deletion before the encounter is over, long after it, or gone by."""
    if not takes_names(latest, today):
        raise Refused(Problem("", _LONG_AGO, {"day": f"{latest:%d.%m.%Y}"}))
    first, last = max(latest, today), last_day_of_names(latest)
    if not first <= delete_after <= last:
        values = {"first": f"{first:%d.%m.%Y}", "last": f"{last:%d.%m.%Y}"}
        raise Refused(Problem("delete_after", _NOT_THEN, values))
