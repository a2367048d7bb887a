"""What accepting a statement would do, said before anybody accepts it.

It is compared with the register as it is at this moment, by the same rules that accepting uses; so
what people are told is what happens.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from weltoffen.intake.actions.accepting import heard_in
from weltoffen.intake.actions.proposing import day_on, said_by
from weltoffen.intake.models import Statement
from weltoffen.intake.rules.deciding import Intent, decide, is_certain
from weltoffen.intake.rules.known import KnownRegister, Spot
from weltoffen.intake.rules.matching import compare
from weltoffen.intake.rules.verdicts import Match
from weltoffen.intake.selectors import known_register
from weltoffen.intake.types import Found


@dataclass(frozen=True, slots=True)
class Foreseen:
    """How a statement stands to the register now, and what accepting it would do."""

    found: Found
    match: Match
    intent: Intent
    is_certain: bool


def foresee(statements: Iterable[Statement]) -> dict[int, Foreseen]:
    """Return by primary key what accepting each statement would do.

    The statements come with the source of their snapshot and the country of their home selected.
    The number of queries grows with the days of comparison, not with the statements.
    """
    registers: dict[tuple[int, date], KnownRegister] = {}
    told = {}
    for statement in statements:
        day = day_on(statement.snapshot)
        key = (statement.home_id, day)
        if key not in registers:
            registers[key] = known_register(statement.home, day)
        found = said_by(statement)
        spot = Spot(statement.snapshot_id, statement.start, statement.end)
        match = compare(found, registers[key], spot)
        intent = decide(found, match, heard_in(statement))
        told[statement.pk] = Foreseen(found, match, intent, is_certain(found, match))
    return told
