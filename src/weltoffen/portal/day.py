"""The day that a page shows: ``?on=2018-12-31``, a link one can keep; without it, today."""

from __future__ import annotations

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
_WHOLE_DAY = N_(
    "Für „%(text)s“ können wir nichts zeigen. Geben Sie einen ganzen Tag an, zum Beispiel "
    "2018-12-31 oder 31.12.2018."
)


@dataclass(frozen=True, slots=True)
class Day:
    """The day asked for. ``problem`` is set where it could not be read; then it is today."""

    on: date
    is_today: bool
    today: date
    typed: str = ""
    problem: Problem | None = None

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
        found = None
    if found is None or found.precision is not Precision.DAY or found.approximate:
        return Day(today, True, today, typed, Problem(PARAMETER, _WHOLE_DAY, {"text": typed[:40]}))
    return Day(found.earliest, found.earliest == today, today, typed)


def day_of(request: HttpRequest) -> Day:
    """Return the day that a request asks for."""
    return read_day(request.GET.get(PARAMETER, ""), timezone.localdate())


def days_to_offer(today: str, end_of: str) -> tuple[tuple[str, str], ...]:
    """Return days to look at as (value of the parameter, words); ``end_of`` holds ``%(year)s``."""
    ends = ((date(year, 12, 31).isoformat(), end_of % {"year": year}) for year in OFFERED_YEARS)
    return (("", today), *ends)
