"""How near a deadline is, in words; colour only helps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext, ngettext

from weltoffen.accounts.models import User
from weltoffen.casework.rules.due import nearness
from weltoffen.casework.types import Due, DueKind, Nearness
from weltoffen.desk.kinds import REQUESTS, TASKS
from weltoffen.desk.naming import language
from weltoffen.ground.spoken import say_day
from weltoffen.records.enums import Role

KINDS = {DueKind.TASK: TASKS, DueKind.REQUEST: REQUESTS}
ICONS = {Nearness.OVERDUE: "warning", Nearness.TODAY: "time", Nearness.SOON: "time"}


@dataclass(frozen=True, slots=True)
class DueWords:
    """A deadline as it is shown. ``icon`` is ``""`` where there is no hurry."""

    day: str
    says: str
    nearness: str
    icon: str


@dataclass(frozen=True, slots=True)
class DueLine:
    """A task or request that falls due, with the way to where it is done."""

    title: str
    url: str
    kind: str
    owner: str
    due: DueWords


def due_words(day: date | None, today: date, *, is_over: bool = False) -> DueWords:
    """Return a deadline in words. What is over hurries nobody."""
    if day is None:
        return DueWords("", gettext("ohne Tag"), Nearness.UNDATED, "")
    said = say_day(day, language())
    if is_over:
        return DueWords(said, "", Nearness.LATER, "")
    near = nearness(day, today)
    return DueWords(said, _says((day - today).days, near), near, ICONS.get(near, ""))


def _says(days: int, near: Nearness) -> str:
    if near is Nearness.OVERDUE:
        return ngettext("überfällig seit %(n)d Tag", "überfällig seit %(n)d Tagen", -days) % {
            "n": -days
        }
    if near is Nearness.TODAY:
        return gettext("heute fällig")
    if near is Nearness.SOON:
        return ngettext("in %(n)d Tag", "in %(n)d Tagen", days) % {"n": days}
    return ""


def due_line(due: Due, today: date) -> DueLine:
    """Return what falls due as a line."""
    kind = KINDS[due.kind]
    return DueLine(
        title=due.title,
        url=kind.url(due.identifier),
        kind=str(kind.singular),
        owner=str(Role(due.owner).label),
        due=due_words(due.day, today),
    )


def name_of(user: User | None) -> str:
    """Return how an account is called: by its person's name where it has one."""
    return "" if user is None else str(user.get_full_name() or user.get_username())


def whose(task: Any) -> str:
    """Return who does a task: the person who took it on, else the function."""
    return name_of(task.assignee) or str(task.get_owner_display())
