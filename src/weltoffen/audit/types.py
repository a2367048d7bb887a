"""What the rules of the chain work on: values, no tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from weltoffen.audit.enums import FaultKind

START = "0" * 64
"""What the first event has in the place of the hash before it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One event of the chain, with everything that its hash covers, and that hash.

    ``at`` is aware; ``by_key`` and ``by_name`` are of the account that acted, None and ``""`` where
    nobody was signed in. ``data`` is canonical JSON as text, so that not a blank of it can change.
    """

    number: int
    at: datetime
    event: str
    by_key: int | None
    by_name: str
    about: str
    data: str
    previous: str
    hash: str = ""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place in the chain: how far it reached, and the hash there.

    Whoever keeps one elsewhere can tell later whether anything before it was rewritten.
    """

    number: int
    hash: str

    def __str__(self) -> str:
        return f"{self.number}:{self.hash}"


BEGINNING = Anchor(0, START)


@dataclass(frozen=True, slots=True)
class Stub:
    """What is left of events that were removed by rule: from which to which, and the last hash."""

    first: int
    last: int
    last_hash: str


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that cannot be in a chain nobody tampered with, and at which number."""

    kind: FaultKind
    number: int


@dataclass(frozen=True, slots=True)
class Finding:
    """What a look at the whole chain found. ``anchor`` is the newest, to be kept elsewhere."""

    events: int
    removed: int
    anchor: Anchor
    faults: tuple[Fault, ...]

    @property
    def is_whole(self) -> bool:
        """Say whether nothing speaks against the chain."""
        return not self.faults
