"""Numbers that a text claims beside those that the register counts, in a line."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext

from weltoffen.desk.reviewing.words import said_number
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
        return gettext("Text: %(theirs)s, Register: %(ours)s") % values
    return gettext("Text: %(theirs)s, Register: %(ours)s (vielleicht %(possible)s)") % values
