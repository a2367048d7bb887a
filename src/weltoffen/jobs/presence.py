"""Saying that a worker lives: it does so again and again, also while there is nothing to do."""

from __future__ import annotations

import time
from datetime import timedelta

from django.utils import timezone

from weltoffen.jobs.models import Presence

APART = 20.0
"""Seconds between two times that a worker says so."""
FORGOTTEN = timedelta(days=1)
"""After this time without a word, a worker that was killed is no longer spoken of."""


class Here:
    """Says for one worker that it is here."""

    def __init__(self, worker: str) -> None:
        self._worker = worker
        self._said = -APART

    def say(self) -> None:
        """Say it, if it is time."""
        if time.monotonic() - self._said < APART:
            return
        now = timezone.now()
        Presence.objects.update_or_create(
            worker=self._worker, defaults={"seen_at": now}, create_defaults={
                "seen_at": now, "began_at": now,
            },
        )  # fmt: skip
        Presence.objects.filter(seen_at__lt=now - FORGOTTEN).delete()
        self._said = time.monotonic()

    def leave(self) -> None:
        """Say that it ends."""
        Presence.objects.filter(worker=self._worker).delete()
