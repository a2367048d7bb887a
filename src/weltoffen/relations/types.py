"""What the rules of this room take and give: values, no tables.

``ActFacts`` is what an act says to the rules. It is a named tuple and not a dataclass, because a
city's list asks for the state of thousands of relations at once and a tuple is filled straight
from a database row.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from weltoffen.ground.dates import Certainty, EdtfDate
from weltoffen.relations.enums import IN_FORCE, Status


class ActFacts(NamedTuple):
    """An act, as far as rules need it.

    ``earliest``/``latest`` bound the day on which it happened, both inclusive. ``phase`` and the
    axes are blank where the act left them alone. ``corrects`` is the ``id`` of the act that this
    one stands in for, ``planned_for`` for when a bond is planned (EDTF, blank where not said). The
    first nine fields are in the order in which ``state`` reads them.
    """

    id: int
    earliest: date
    latest: date
    phase: str
    bond: str
    channel: str
    exchange: str
    civil: str
    corrects: int | None
    term_until: date | None
    recorded_at: datetime
    kind: str
    side: str
    on: str
    planned_for: str = ""


class StateOn(NamedTuple):
    """How a relation stands on one day.

    Each field is a set: one value is certain, several are possible because dates are only as exact
    as they are known, ``""`` among them means that perhaps nothing had been set yet, and the set
    ``{""}`` that nothing had. ``by`` is not part of it: ask ``deciding_acts``.
    """

    phase: frozenset[str]
    bond: frozenset[str]
    channel: frozenset[str]
    exchange: frozenset[str]
    civil: frozenset[str]

    @property
    def bond_in_force(self) -> Certainty:
        """Say whether a bond holds: active, limited and resting ones do."""
        return certainty_of(self.bond, frozenset(IN_FORCE))


NOTHING: frozenset[str] = frozenset({""})
UNSET = StateOn(NOTHING, NOTHING, NOTHING, NOTHING, NOTHING)


def certainty_of(values: frozenset[str], wanted: frozenset[str]) -> Certainty:
    """Say whether a set of possible values lies within the wanted ones."""
    if values <= wanted:
        return Certainty.CERTAIN
    return Certainty.POSSIBLE if values & wanted else Certainty.NO


def only(values: frozenset[str]) -> str:
    """Return the one certain value, or ``Status.UNKNOWN`` where there are several or none."""
    if len(values) == 1:
        (value,) = values
        return value or str(Status.UNKNOWN)
    return str(Status.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Since:
    """Since when, by a named rule.

    ``on`` is None where the rule finds nothing; that is an answer too ("nicht belegt").
    ``acts`` are the ids of the acts that give the answer.
    """

    rule: str
    on: EdtfDate | None
    acts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Member:
    """A relation that counts, or may count, by a rule on a day."""

    identifier: str
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Count:
    """A count by a named rule on a day; ``members`` are sorted by identifier.

    ``count`` is what is certain, ``possible`` what may hold, doubtful members included; they are
    equal where nothing is in doubt.
    """

    rule: str
    on: date
    members: tuple[Member, ...]

    @property
    def count(self) -> int:
        """Return how many members are certain."""
        return sum(member.certainty is Certainty.CERTAIN for member in self.members)

    @property
    def possible(self) -> int:
        """Return how many members there may be."""
        return len(self.members)
