"""Work that waits for others: it says that it lives, and ends where that is wanted."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import timedelta

from django.conf import settings

from weltoffen.intake.carrying_out import Fetch
from weltoffen.intake.fetching import Means, fetch
from weltoffen.intake.fetching.types import Fetched, Known, NotModified
from weltoffen.intake.fetching.visiting import OURS
from weltoffen.intake.outgoing import policy
from weltoffen.jobs.handles import Handle

_LONGEST_SILENCE = max(
    settings.WELTOFFEN_FETCH_SECONDS,
    settings.WELTOFFEN_MODEL_SECONDS if settings.WELTOFFEN_MODEL else 0,
)
"""Seconds of one fetch or one answer of the model, in which the work cannot say that it lives."""
LEASE = timedelta(seconds=60 + _LONGEST_SILENCE)
_BETWEEN_LOOKS = 1.0
"""Seconds of a polite pause after which the work says that it lives, and may be cancelled."""


def fetcher(means: Means = OURS) -> Fetch:
    """Return what gets an address as the operator has allowed it."""

    def fetch_as_allowed(address: str, known: Known | None) -> Fetched | NotModified:
        return fetch(address, known=known, policy=policy(), means=means)

    return fetch_as_allowed


def alive(job: Handle) -> Means:
    """Return means with which a polite pause keeps the lease, and ends where that is wanted."""

    def sleep(seconds: float) -> None:
        ends = time.monotonic() + seconds
        while (left := ends - time.monotonic()) > 0:
            job.checkpoint()
            OURS.sleep(min(left, _BETWEEN_LOOKS))

    return replace(OURS, sleep=sleep)
