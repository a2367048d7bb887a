"""How near a day is, when a task comes again, and whose it is."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from weltoffen.accounts.enums import RoleName
from weltoffen.accounts.types import Grant
from weltoffen.casework.types import Due, Nearness
from weltoffen.records.enums import Role

SOON = 7
"""Days that are said to be soon."""
AHEAD = 30
"""Days that the first page looks ahead."""

DUTIES = {
    RoleName.COORDINATOR: Role.COORDINATION,
    RoleName.PROTOCOL: Role.PROTOCOL,
    RoleName.CONTRIBUTOR: Role.DEPARTMENT,
    RoleName.ADMINISTRATOR: Role.ADMINISTRATION,
}
"""The function that somebody in a role does the work of."""


def nearness(day: date | None, today: date) -> Nearness:
    """Say how near a day is."""
    if day is None:
        return Nearness.UNDATED
    ahead = (day - today).days
    if ahead < 0:
        return Nearness.OVERDUE
    if ahead == 0:
        return Nearness.TODAY
    return Nearness.SOON if ahead <= SOON else Nearness.LATER


def is_overdue(day: date | None, today: date) -> bool:
    """Say whether a day is past."""
    return nearness(day, today) is Nearness.OVERDUE


def next_year(day: date) -> date:
    """Return the same day a year later; of a leap day, the last of February."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def duties_of(grants: Collection[Grant]) -> frozenset[Role]:
    """Return the functions whose work somebody does."""
    return frozenset(DUTIES[grant.role] for grant in grants if grant.role in DUTIES)


def by_nearness(found: Iterable[Due], until: date) -> list[Due]:
    """Return what falls due until a day, the most pressing first."""
    dated = (each for each in found if each.day is not None and each.day <= until)
    return sorted(dated, key=lambda each: (each.day or until, each.kind, each.identifier))


def until(today: date, days: int = AHEAD) -> date:
    """Return the last day of a look ahead."""
    return today + timedelta(days=days)
