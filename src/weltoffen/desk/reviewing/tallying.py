"""How a run went, counted and in words: what was read, what failed, what was called off."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from weltoffen.intake.enums import AttemptState
from weltoffen.intake.rules.bounds import part_that_was_read

Notes = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many addresses and files of a run stand how; what is unchanged was read as well.

    ``partly`` are those among the read ones of whose text only the beginning was read.
    """

    read: int
    failed: int
    cancelled: int
    waiting: int
    partly: int = 0

    @property
    def total(self) -> int:
        """Return how many there are."""
        return self.read + self.failed + self.cancelled + self.waiting

    @property
    def done(self) -> int:
        """Return how many are settled, one way or another."""
        return self.total - self.waiting

    @property
    def wholly(self) -> int:
        """Return how many were read to their end."""
        return self.read - self.partly

    @property
    def went_well(self) -> bool:
        """Say whether all of it was read, and wholly."""
        return not (self.failed or self.cancelled or self.partly)

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
        if self.partly:
            said += gettext(", davon %(partly)d nur teilweise")
        return said % (values | {"partly": self.partly})


def tally(attempts: Iterable[tuple[str, Notes]]) -> Tally:
    """Count attempts by how they stand; each is given with the notes that were kept with it."""
    standing = [(AttemptState(state), notes) for state, notes in attempts]
    count = Counter(state for state, _notes in standing)
    return Tally(
        read=count[AttemptState.READ] + count[AttemptState.UNCHANGED],
        failed=count[AttemptState.FAILED],
        cancelled=count[AttemptState.CANCELLED],
        waiting=count[AttemptState.WAITING],
        partly=sum(part_that_was_read(notes) is not None for _state, notes in standing),
    )
