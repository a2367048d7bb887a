"""Bringing the index up to date before a question is answered."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection, transaction

from weltoffen.finding.actions.following import follow_history
from weltoffen.finding.actions.reading_in import read_in
from weltoffen.finding.selectors import is_behind

MOST = 200
"""So many records are read in before an answer; the rest is for the job."""
PATIENCE = 100
"""Milliseconds for which a question waits for others who write; then it takes what is there."""
_LOG = logging.getLogger(__name__)


def catch_up(*, most: int = MOST) -> bool:
    """Read in what has changed, as far as it is little; say whether there was anything.

    Only then can records still be waiting. A search must not wait for a long import to end, so
    where others write at the moment it is answered out of the index as it is.
    """
    if not is_behind():
        return False
    try:
        with _hardly_waiting():
            follow_history()
            read_in(most=most)
    except OperationalError as error:
        _LOG.info("event=index-not-caught-up reason=%r", str(error))
    return True


@contextmanager
def _hardly_waiting() -> Iterator[None]:
    """Let the database give up soon where somebody else writes, as long as this lasts."""
    if connection.in_atomic_block:  # in somebody's transaction: theirs are the rules
        with transaction.atomic():
            yield
        return
    if connection.vendor == "sqlite":
        patient = int(connection.settings_dict.get("OPTIONS", {}).get("timeout", 5) * 1000)
        _execute(f"PRAGMA busy_timeout = {PATIENCE}")
        try:
            yield
        finally:
            _execute(f"PRAGMA busy_timeout = {patient}")
        return
    with transaction.atomic():
        _execute(f"SET LOCAL lock_timeout = '{PATIENCE}ms'")
        yield


def _execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
