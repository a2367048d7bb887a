"""The day that a page shows: ``?on=2018-12-31``, a link one can keep; without it, today."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.utils import timezone

from weltoffen.ground.dates import Precision
from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.ground.spoken import read_date, say_day

PARAMETER = "on"
OFFERED_YEARS = (2018, 2000, 1990)
"""At the end of which years a reader may look with one click."""
_NO_DAY = N_("„%(text)s“ können wir nicht als Tag lesen.")
_NOT_IN_CALENDAR = N_("Den Tag „%(text)s“ gibt es im Kalender nicht.")
_NOT_WHOLE = N_("„%(text)s“ ist kein einzelner Tag.")
_LONGEST = 40
"""So much of what was typed is repeated."""
_LIKE_A_DAY = re.compile(r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}\.\s*\d{1,2}\.\s*\d{4}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Day:
    """The day asked for. ``problem`` is set where it could not be read; then it is today."""

    on: date
    is_today: bool
    today: date
    typed: str = ""
    problem: Problem | None = None

    @property
    def is_future(self) -> bool:
        """Return whether the day has not come yet."""
        return self.on > self.today

    def words(self, language: str) -> str:
        """Say the day."""
        return say_day(self.on, language)

    def today_words(self, language: str) -> str:
        """Say today."""
        return say_day(self.today, language)

    @property
    def query(self) -> str:
        """Return what keeps this day in a link: empty for today."""
        return "" if self.is_today else f"?{PARAMETER}={self.on.isoformat()}"


def read_day(text: str, today: date) -> Day:
    """Read a day as typed; what is not a whole day gives today and the problem."""
    typed = text.strip()
    if not typed:
        return Day(today, True, today)
    try:
        found = read_date(typed, PARAMETER)
    except Refused:
        fault = _NOT_IN_CALENDAR if _LIKE_A_DAY.fullmatch(typed) else _NO_DAY
        return _unread(typed, fault, today)
    if found.precision is not Precision.DAY or found.approximate:
        return _unread(typed, _NOT_WHOLE, today)
    return Day(found.earliest, found.earliest == today, today, typed)


def _unread(typed: str, fault: str, today: date) -> Day:
    """Return today, and what is wrong with what was typed."""
    return Day(today, True, today, typed, Problem(PARAMETER, fault, {"text": typed[:_LONGEST]}))


def day_of(request: HttpRequest) -> Day:
    """Return the day that a request asks for."""
    return read_day(request.GET.get(PARAMETER, ""), timezone.localdate())


def days_to_offer(today: str, end_of: str) -> tuple[tuple[str, str], ...]:
    """Return days to look at as (value of the parameter, words); ``end_of`` holds ``%(year)s``."""
    ends = ((date(year, 12, 31).isoformat(), end_of % {"year": year}) for year in OFFERED_YEARS)
    return (("", today), *ends)
