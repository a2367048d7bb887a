"""From when until when something held, as columns that a database can compare."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Any

from weltoffen.ground.dates import (
    FIRST_DAY,
    LAST_DAY,
    EdtfDate,
    Interval,
    interval,
    last_before,
    parse_interval,
)
from weltoffen.ground.problems import N_, Problem, Refused

_HAS_ENDED = N_("Das hat schon ein Ende. Berichtigen Sie es unter „Bearbeiten“.")


class When(StrEnum):
    """How a stretch of time lies to a day."""

    BEFORE = "before"
    NOW = "now"
    AHEAD = "ahead"


def span_columns(valid: str) -> dict[str, Any]:
    """Return an EDTF interval with the first and the last day on which it may have held.

    Raises ``Refused`` at ``valid`` for what is no interval.
    """
    span = parse_interval(valid, "valid")
    return {
        "valid": span.text,
        "earliest": span.start.earliest if span.start else FIRST_DAY,
        "latest": span.end.latest if span.end else LAST_DAY,
    }


def when(earliest: date, latest: date, on: date) -> When:
    """Say whether something that may have held from one day to another is over, holds, or comes."""
    if latest < on:
        return When.BEFORE
    return When.AHEAD if on < earliest else When.NOW


def ended(span: Interval, until: EdtfDate) -> Interval:
    """Return a stretch of time with its end; raises ``Refused`` where it has one already."""
    if span.end is not None:
        raise Refused(Problem("until", _HAS_ENDED))
    return interval(span.start, until, "until")


def ended_before(span: Interval, begins: EdtfDate) -> Interval | None:
    """Return a stretch of time that ends where another begins, None where nobody knows when."""
    end = last_before(begins)
    return None if end is None else ended(span, end)
