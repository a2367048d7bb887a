"""What is to be said of a bond that has ended, or that is only planned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from weltoffen.ground.dates import LAST_DAY, UNKNOWN, EdtfDate, parse_date
from weltoffen.publication.rules.beginnings import began_to_hold
from weltoffen.relations.enums import Axis, Side, Status
from weltoffen.relations.types import ActFacts, only


@dataclass(frozen=True, slots=True)
class BondTold:
    """Since when a bond is over or planned, and who says so.

    ``on`` is the day of the act, ``known_by`` that by which it had happened, where its own is not
    known. ``planned_for`` is for when it is planned, unknown where nobody says; ``is_past`` that
    this time is over and no act came.
    """

    value: Status
    act: int
    on: EdtfDate
    known_by: date | None
    side: str
    planned_for: EdtfDate = UNKNOWN
    is_past: bool = False


def bond_told(acts: Sequence[ActFacts], values: frozenset[str], on: date) -> BondTold | None:
    """Return what is told of a bond that certainly is over or planned on a day, else None.

    ``acts`` are those that hold. Of a plan, the newest act counts that says for when, among those
    since the bond was last something else: what was planned before it came about is over.
    """
    value = only(values)
    if value == Status.ENDED:
        act = began_to_hold(acts, Axis.BOND, value, on)
        return None if act is None else _told(Status.ENDED, act)
    if value != Status.PLANNED:
        return None
    before = [a for a in acts if a.bond and a.latest <= on]
    done = max((_order(a) for a in before if a.bond != Status.PLANNED), default=None)
    plans = [a for a in before if a.bond == Status.PLANNED and (done is None or _order(a) > done)]
    dated = [a for a in plans if a.planned_for]
    act = max(dated, key=_order) if dated else began_to_hold(acts, Axis.BOND, value, on)
    return None if act is None else _told(Status.PLANNED, act, on)


def belongs_to_form(told: BondTold, began: EdtfDate | None) -> bool:
    """Say whether a plan or an end is that of the present form, and not of an earlier one."""
    if told.value is Status.PLANNED or began is None or not began.is_known:
        return True
    return began.earliest <= (told.known_by or told.on.latest)


def _told(value: Status, act: ActFacts, on: date = LAST_DAY) -> BondTold:
    when = parse_date(act.on)
    ahead = parse_date(act.planned_for) if act.planned_for else UNKNOWN
    known_by = act.latest if not when.is_known and act.latest < LAST_DAY else None
    return BondTold(
        value, act.id, when, known_by, act.side or Side.UNKNOWN, ahead, ahead.latest < on
    )


def _order(act: ActFacts) -> tuple[date, date, int]:
    return act.latest, act.earliest, act.id
