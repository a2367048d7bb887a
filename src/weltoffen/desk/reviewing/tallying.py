"""How a run went, counted and in words: what was read, what failed, what was called off."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext

from weltoffen.intake.enums import AttemptState


@dataclass(frozen=True, slots=True)
class Tally:
    """How many addresses and files of a run stand how; what is unchanged was read as well."""

    read: int
    failed: int
    cancelled: int
    waiting: int

    @property
    def total(self) -> int:
        """Return how many there are."""
        return self.read + self.failed + self.cancelled + self.waiting

    @property
    def done(self) -> int:
        """Return how many are settled, one way or another."""
        return self.total - self.waiting

    @property
    def went_well(self) -> bool:
        """Say whether nothing failed and nothing was called off."""
        return not self.failed and not self.cancelled

    def words(self) -> str:
        """Return in a few words how it went, for what is over."""
        values = {"read": self.read, "failed": self.failed, "total": self.total}
        if self.cancelled and self.failed:
            said = gettext("Abgebrochen: %(read)d von %(total)d gelesen, %(failed)d gescheitert")
        elif self.cancelled:
            said = gettext("Abgebrochen: %(read)d von %(total)d gelesen")
        elif self.failed:
            said = gettext("%(read)d gelesen, %(failed)d gescheitert")
        else:
            said = gettext("%(read)d gelesen")
        return said % values


def tally(states: Iterable[str]) -> Tally:
    """Count attempts by how they stand."""
    count = Counter(AttemptState(each) for each in states)
    return Tally(
        read=count[AttemptState.READ] + count[AttemptState.UNCHANGED],
        failed=count[AttemptState.FAILED],
        cancelled=count[AttemptState.CANCELLED],
        waiting=count[AttemptState.WAITING],
    )
