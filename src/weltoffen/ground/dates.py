"""Dates as exact as they are known: a subset of ISO 8601-2 (EDTF).

The subset, and what each form means for comparing:

=================  ============================================  =============================
form               meaning                                       earliest … latest day
=================  ============================================  =============================
``1977-07-04``     that day                                      that day, twice
``1977-07``        some day in July 1977                         1977-07-01 … 1977-07-31
``1977``           some day in 1977                              1977-01-01 … 1977-12-31
``1977~``          about 1977 (``1977-07~``, ``1977-07-04~``)    one unit wider on both sides
``[1977..1978-06]`` one day in this range                        1977-01-01 … 1978-06-30
``[..2024-06]``    at the latest in June 2024                    day 1 … 2024-06-30
``[2019-08..]``    in August 2019 at the earliest                2019-08-01 … day infinite
``XXXX``           unknown                                       day 1 … day infinite
=================  ============================================  =============================

Intervals (``1977/1990``, ``1977/..``, ``../1990``, ``../..``) say from when until when something
held. EDTF writes the last unit that still belongs to it; inside the register the end is exclusive
(:attr:`Interval.until`), so neighbouring intervals share a boundary and never a day.

A small parser of our own instead of a library: we need bounds as days, errors that name a remedy,
and a microsecond per date; ADR 0004. Property tests hold it against the ``edtf`` package.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, IntEnum
from functools import lru_cache

from weltoffen.ground.problems import N_, Problem, Refused

FIRST_DAY = date.min
"""Stands for "no lower bound"."""
LAST_DAY = date.max
"""Stands for "no upper bound"."""
UNKNOWN_TEXT = "XXXX"


class Precision(IntEnum):
    """How exactly a date is known; a higher value is more exact."""

    UNKNOWN = 0
    RANGE = 1
    YEAR = 2
    MONTH = 3
    DAY = 4


class Certainty(Enum):
    """The answer to a question about a day, when dates are only as exact as they are known."""

    NO = "no"
    POSSIBLE = "possible"
    CERTAIN = "certain"


@dataclass(frozen=True, slots=True)
class EdtfDate:
    """One date, as exact as it is known.

    ``text`` is the canonical EDTF form and is what the database keeps; ``earliest`` and ``latest``
    are the first and the last day that it may have been, both inclusive.
    """

    text: str
    earliest: date
    latest: date
    precision: Precision
    approximate: bool = False

    def __str__(self) -> str:
        return self.text

    @property
    def is_known(self) -> bool:
        """Whether anything at all is known about the date."""
        return self.precision is not Precision.UNKNOWN

    def has_come(self, on: date) -> Certainty:
        """Say whether the date lies on or before the day ``on``."""
        if self.latest <= on:
            return Certainty.CERTAIN
        return Certainty.POSSIBLE if self.earliest <= on else Certainty.NO

    def agrees_with(self, other: EdtfDate) -> bool:
        """Say whether both may name the same day."""
        return self.earliest <= other.latest and other.earliest <= self.latest


UNKNOWN = EdtfDate(UNKNOWN_TEXT, FIRST_DAY, LAST_DAY, Precision.UNKNOWN)

_SIMPLE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(~)?", re.ASCII)
_RANGE = re.compile(r"\[([^\[\].]*)\.\.([^\[\].]*)\]")

_NOT_A_DATE = N_(
    "„%(text)s“ ist kein Datum, das wir lesen können. Schreiben Sie 1977, 1977-07, 1977-07-04, "
    "1977~ (ungefähr), [1977..1978] (irgendwann dazwischen) oder XXXX (unbekannt)."
)
_NO_SUCH_DAY = N_(
    "Den Tag „%(text)s“ gibt es nicht im Kalender. Prüfen Sie Tag und Monat; ist nur der Monat "
    "oder das Jahr bekannt, lassen Sie den Rest weg (1977-07 oder 1977)."
)
_ENDS_BEFORE_IT_BEGINS = N_(
    "„%(text)s“ endet, bevor es beginnt. Tauschen Sie Anfang und Ende oder berichtigen Sie eines."
)
_NOT_AN_INTERVAL = N_(
    "„%(text)s“ ist kein Zeitraum. Schreiben Sie Anfang/Ende, zum Beispiel 1977/1990 oder 1977/.. "
    "für „seit 1977“."
)


def _refuse(where: str, sentence: str, text: str) -> Refused:
    return Refused(Problem(where, sentence, {"text": text}))


def _day_bounds(year: int, month: int | None, day: int | None) -> tuple[date, date]:
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if day is None:
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    return date(year, month, day), date(year, month, day)


def _widened(earliest: date, latest: date, precision: Precision) -> tuple[date, date]:
    """Widen an approximate date by one of its own units on both sides."""
    if precision is Precision.DAY:
        step = timedelta(days=1)
        return (
            earliest - step if earliest > FIRST_DAY else earliest,
            latest + step if latest < LAST_DAY else latest,
        )
    months = 12 if precision is Precision.YEAR else 1
    low = max(earliest.year * 12 + earliest.month - 1 - months, 12)
    high = min(latest.year * 12 + latest.month - 1 + months, 9999 * 12 + 11)
    last_month = calendar.monthrange(high // 12, high % 12 + 1)[1]
    return date(low // 12, low % 12 + 1, 1), date(high // 12, high % 12 + 1, last_month)


def _parse_simple(text: str, where: str) -> EdtfDate:
    match = _SIMPLE.fullmatch(text)
    if match is None:
        raise _refuse(where, _NOT_A_DATE, text)
    year, month, day = (int(part) if part else None for part in match.groups()[:3])
    assert year is not None  # the pattern demands it
    try:
        earliest, latest = _day_bounds(year, month, day)
    except (ValueError, calendar.IllegalMonthError):
        raise _refuse(where, _NO_SUCH_DAY, text) from None
    precision = Precision.DAY if day else Precision.MONTH if month else Precision.YEAR
    approximate = match[4] is not None
    if approximate:
        earliest, latest = _widened(earliest, latest, precision)
    return EdtfDate(text, earliest, latest, precision, approximate)


def _parse_range(text: str, low: str, high: str, where: str) -> EdtfDate:
    if not low and not high:
        return UNKNOWN
    start = _parse_simple(low, where) if low else UNKNOWN
    end = _parse_simple(high, where) if high else UNKNOWN
    if end.latest < start.earliest:
        raise _refuse(where, _ENDS_BEFORE_IT_BEGINS, text)
    return EdtfDate(f"[{low}..{high}]", start.earliest, end.latest, Precision.RANGE)


@lru_cache(maxsize=4096)
def parse_date(text: str, where: str = "on") -> EdtfDate:
    """Read one EDTF date of the subset above.

    Raises :class:`~weltoffen.ground.problems.Refused`, naming the field ``where``, when the text is
    no date or names a day that the calendar does not have.
    """
    stripped = text.strip()
    if stripped == UNKNOWN_TEXT:
        return UNKNOWN
    match = _RANGE.fullmatch(stripped)
    if match:
        return _parse_range(stripped, match[1].strip(), match[2].strip(), where)
    return _parse_simple(stripped, where)


def on_day(day: date) -> EdtfDate:
    """Return the exact date of one calendar day."""
    return EdtfDate(day.isoformat(), day, day, Precision.DAY)


@dataclass(frozen=True, slots=True)
class Interval:
    """From when until when something held; either end may be open.

    ``start`` and ``end`` are as written; ``end`` is the last date that still belongs to it.
    ``None`` means open: no beginning or no end is set.
    """

    start: EdtfDate | None
    end: EdtfDate | None

    @property
    def text(self) -> str:
        """Return the canonical EDTF form."""
        return f"{self.start or '..'}/{self.end or '..'}"

    def __str__(self) -> str:
        return self.text

    def covers(self, on: date) -> Certainty:
        """Say whether the day ``on`` lies in the interval."""
        begun = Certainty.CERTAIN if self.start is None else self.start.has_come(on)
        if begun is Certainty.NO:
            return Certainty.NO
        if self.end is not None:
            if self.end.latest < on:
                return Certainty.NO
            if self.end.earliest < on:
                return Certainty.POSSIBLE
        return begun


def interval(start: EdtfDate | None, end: EdtfDate | None, where: str = "valid") -> Interval:
    """Join two dates to an interval; refuses an end before the beginning."""
    if start is not None and end is not None and end.latest < start.earliest:
        raise _refuse(where, _ENDS_BEFORE_IT_BEGINS, f"{start}/{end}")
    return Interval(start, end)


def last_before(start: EdtfDate) -> EdtfDate | None:
    """Return the last date of what something replaces that begins at ``start``.

    That is the day before, where the day is known. Where it is not, the change itself lies within
    ``start``, so that both have it in common. None where nothing is known, or no day lies before.
    """
    if start.precision is not Precision.DAY or start.approximate:
        return start if start.is_known else None
    return on_day(start.earliest - timedelta(days=1)) if start.earliest > FIRST_DAY else None


def parse_interval(text: str, where: str = "valid") -> Interval:
    """Read an EDTF interval such as ``1977/1990``, ``1977/..`` or ``../1990``."""
    parts = text.strip().split("/")
    if len(parts) != 2:
        raise _refuse(where, _NOT_AN_INTERVAL, text)
    start, end = (None if part in ("..", "") else parse_date(part, where) for part in parts)
    return interval(start, end, where)
