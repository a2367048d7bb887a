"""The register as matching sees it: values, read once for a whole text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from weltoffen.ground.dates import EdtfDate, parse_date
from weltoffen.ground.languages import LEADING
from weltoffen.relations.types import UNSET, ActFacts, Since, StateOn


@dataclass(frozen=True, slots=True)
class Spot:
    """Where words stand: the snapshot's primary key, and character offsets in its text."""

    snapshot: int
    start: int
    end: int

    def touches(self, other: Spot) -> bool:
        """Say whether both stand in the same text and share a character."""
        together = self.snapshot == other.snapshot
        return together and self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class KnownAct:
    """An act that holds, with the places of the words that prove it."""

    facts: ActFacts
    identifier: str
    title: str
    body: str = ""
    paper_number: str = ""
    spots: tuple[Spot, ...] = ()

    @property
    def on(self) -> EdtfDate:
        """Return its day, as exact as known."""
        return parse_date(self.facts.on)


@dataclass(frozen=True, slots=True)
class KnownRelation:
    """A relation of the home municipality.

    ``side`` is the kind of its counterpart (``"municipality"``, ``"network"``, ``"instrument"``),
    ``names`` all names that the register has for the counterpart. ``begun`` says since when by
    rule and by which acts, only where the rule finds something. ``state`` is how it stands on the
    day of comparison, and ``decided_by`` the acts that decide that, by axis. ``is_dropped`` says
    that acts were recorded and none of them holds: all were taken back.
    """

    pk: int
    identifier: str
    side: str
    title: str
    names: frozenset[str]
    geonames_id: int | None = None
    country: str | None = None
    is_named: bool = True
    acts: tuple[KnownAct, ...] = ()
    state: StateOn = UNSET
    begun: Mapping[str, Since] = field(default_factory=dict)
    decided_by: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    is_dropped: bool = False


@dataclass(frozen=True, slots=True)
class KnownCount:
    """How many there are on the day of comparison by a named rule; ``possible`` includes doubt.

    Both are what the public sees, for that is what a text is held against. As long as it sees none,
    they are what the office knows, and ``is_public`` is false. ``internal`` are those that only the
    office knows of, doubtful ones among them.
    """

    rule: str
    count: int
    possible: int
    internal: int = 0
    is_public: bool = True


@dataclass(frozen=True, slots=True)
class KnownName:
    """A name of one of the city's offices; ``is_current`` on the day of comparison.

    ``of`` is the identifier of the office, ``language`` that in which it bears the name.
    """

    name: str
    is_current: bool
    of: str = ""
    language: str = LEADING


@dataclass(frozen=True, slots=True)
class KnownRegister:
    """Everything of a home municipality that a text can agree with or contradict.

    ``names`` are those of the home. ``goals`` are the titles of the 17 goals by number, in the
    leading language first.
    """

    names: frozenset[str]
    country: str
    on: date
    relations: tuple[KnownRelation, ...] = ()
    counts: Mapping[str, KnownCount] = field(default_factory=dict)
    goals: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    offices: tuple[KnownName, ...] = ()
