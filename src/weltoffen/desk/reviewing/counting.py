"""Numbers that a text claims beside those that the register counts, in a line."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext

from weltoffen.desk.reviewing.measures import said_number
from weltoffen.intake.actions.proposing import day_on
from weltoffen.intake.enums import OPEN
from weltoffen.intake.models import Statement
from weltoffen.intake.rules.known import KnownCount
from weltoffen.intake.selectors import known_register

_RULES = {"twin": "partner-cities", "project": "project-partnerships"}
"""By which counting rule of the register a claimed number is checked."""


def counted(statements: Iterable[Statement]) -> dict[int, str]:
    """Return by primary key both numbers of the open claims that the register can check."""
    counts: dict[tuple[int, date], dict[str, KnownCount]] = {}
    told = {}
    for each in statements:
        values = each.values
        rule = _RULES.get(str(values.get("of")))
        if each.status not in OPEN or values.get("what") != "count" or rule is None:
            continue
        key = (each.home_id, day_on(each.snapshot))
        if key not in counts:
            counts[key] = dict(known_register(each.home, key[1]).counts)
        ours = counts[key].get(rule)
        if ours is not None and values.get("value") is not None:
            told[each.pk] = _both(values["value"], ours)
    return told


def _both(theirs: Any, ours: KnownCount) -> str:
    values = {
        "theirs": said_number(theirs),
        "ours": said_number(ours.count),
        "possible": said_number(ours.possible),
    }
    if ours.count == ours.possible:
        said = gettext("Text: %(theirs)s, Register: %(ours)s") % values
    else:
        said = gettext("Text: %(theirs)s, Register: %(ours)s (vielleicht %(possible)s)") % values
    return f"{said} {_seen_by_whom(ours)}".strip()


def _seen_by_whom(ours: KnownCount) -> str:
    """Return whether the register's number is that of the portal, and what only the office sees."""
    if not ours.is_public:
        return gettext("(davon noch nichts öffentlich)") if ours.possible else ""
    if not ours.internal:
        return gettext("öffentlich")
    return gettext("öffentlich, dazu %(count)s intern") % {"count": said_number(ours.internal)}
