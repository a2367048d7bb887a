"""What becomes of a job: how often it is tried, how long it waits, when a schedule is due again."""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from enum import Enum

LONGEST_WAIT = timedelta(hours=1)


class Verdict(Enum):
    """What is to be done with a job."""

    BEGIN = "begin"
    TRY_AGAIN = "try again"
    FAIL = "fail"
    CANCEL = "cancel"


def before_work(*, attempts: int, allowed: int, is_cancel_asked: bool) -> Verdict:
    """Judge a job that nobody works on: it is due, or its worker's lease has run out.

    ``attempts`` counts how often it was begun, ``allowed`` how often it may be.
    """
    if is_cancel_asked:
        return Verdict.CANCEL
    return Verdict.BEGIN if attempts < allowed else Verdict.FAIL


def after_error(
    *, attempts: int, allowed: int, is_cancel_asked: bool, will_fail_again: bool
) -> Verdict:
    """Judge a job whose work ended in an error, at the attempt of this number."""
    if is_cancel_asked:
        return Verdict.CANCEL
    if will_fail_again or attempts >= allowed:
        return Verdict.FAIL
    return Verdict.TRY_AGAIN


def wait_before(attempt: int, first_wait: timedelta) -> timedelta:
    """Return how long to wait after so many attempts: twice as long each time, an hour at most."""
    doublings = min(attempt - 1, 32)  # beyond that the number is too great for a span of time
    wait: timedelta = min(first_wait, LONGEST_WAIT) * 2**doublings
    return min(wait, LONGEST_WAIT)


def due_again(due: datetime, every: timedelta, now: datetime) -> datetime:
    """Return the first time after ``now`` in a rhythm; what was missed is not made up for."""
    if due > now:
        return due
    return due + every * (math.floor((now - due) / every) + 1)
