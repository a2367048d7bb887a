"""What accepting a statement would do, said before anybody accepts it.

It is compared with the register as it is at this moment, by the same rules that accepting uses; so
what people are told is what happens.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from weltoffen.intake.actions.accepting import heard_in
from weltoffen.intake.actions.proposing import day_on, said_by
from weltoffen.intake.chosen_before import ChosenBefore, chosen_before, compare_as_chosen
from weltoffen.intake.contradictions import Asked, Entered, entered
from weltoffen.intake.enums import Verdict
from weltoffen.intake.models import Statement
from weltoffen.intake.rules.deciding import Intent, decide, is_certain
from weltoffen.intake.rules.entering import Proof
from weltoffen.intake.rules.known import KnownRegister, Spot
from weltoffen.intake.rules.matching import compare
from weltoffen.intake.rules.verdicts import Match
from weltoffen.intake.selectors import contested, decided_otherwise, known_register
from weltoffen.intake.types import Found


@dataclass(frozen=True, slots=True)
class Foreseen:
    """How a statement stands to the register now, and what accepting it would do.

    ``sibling`` is a statement of the same words about the same partner that was rejected or
    amended; then this one is not certain, whatever it says. ``entries`` are what its differences
    do to the ledger. ``chosen`` is the place that accepting takes, because a person chose it for
    this name in this source before; it is told to be seen, so nothing of it is certain. ``revives``
    says that the relation is there, although all that was known of it had been taken back.
    """

    found: Found
    match: Match
    intent: Intent
    is_certain: bool
    sibling: Statement | None = None
    entries: Sequence[Entered] = ()
    chosen: ChosenBefore | None = None
    revives: bool = False


def foresee(statements: Iterable[Statement]) -> dict[int, Foreseen]:
    """Return by primary key what accepting each statement would do.

    The statements come with the source of their snapshot and the country of their home selected.
    The number of queries grows with the days of comparison, not with the statements.
    """
    registers: dict[tuple[int, date], KnownRegister] = {}
    told = {}
    asked = list(statements)
    siblings, halves = decided_otherwise(asked), contested(asked)
    before = chosen_before(asked)
    for statement in asked:
        day = day_on(statement.snapshot)
        key = (statement.home_id, day)
        if key not in registers:
            registers[key] = known_register(statement.home, day)
        found = said_by(statement)
        spot = Spot(statement.snapshot_id, statement.start, statement.end)
        raw = compare(found, registers[key], spot)
        chosen = _chosen(raw, before.get(statement.pk))
        match = compare_as_chosen(found, registers[key], spot, chosen)
        intent = decide(found, match, heard_in(statement))
        sibling = siblings.get(statement.pk)
        is_alone = sibling is None and statement.pk not in halves and chosen is None
        certain = is_alone and is_certain(found, match)
        told[statement.pk] = Foreseen(
            found,
            match,
            intent,
            certain,
            sibling,
            chosen=chosen,
            revives=_is_dropped(registers[key], match),
        )
    return _with_entries(asked, told)


def _chosen(match: Match, before: ChosenBefore | None) -> ChosenBefore | None:
    """Return what was chosen before where that is what holds, by itself or by its name."""
    if before is None or match.verdict is Verdict.UNCLEAR:
        return before
    return before if match.relation == before.relation else None


def _is_dropped(known: KnownRegister, match: Match) -> bool:
    return any(each.is_dropped for each in known.relations if each.pk == match.relation)


def _with_entries(
    statements: Iterable[Statement], told: dict[int, Foreseen]
) -> dict[int, Foreseen]:
    """Add what the differences do to the ledger, read at once for all."""
    asked = [
        (each.pk, Asked(told[each.pk].intent.relation or 0, difference, _proof(each)))
        for each in statements
        for difference in told[each.pk].intent.disputes
    ]
    for (pk, _asked), found in zip(asked, entered([each for _pk, each in asked]), strict=True):
        told[pk] = replace(told[pk], entries=(*told[pk].entries, found))
    return told


def _proof(statement: Statement) -> Proof:
    spot = Spot(statement.snapshot_id, statement.start, statement.end)
    return Proof(statement.snapshot.source_id, spot, statement.quote)
