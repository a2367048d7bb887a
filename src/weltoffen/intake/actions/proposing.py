"""Proposing what a text states, once, and comparing it with the register."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from weltoffen.intake.enums import DECIDED, OPEN, StatementStatus
from weltoffen.intake.models import Reading, Statement
from weltoffen.intake.rules.known import KnownRegister, Spot
from weltoffen.intake.rules.matching import compare
from weltoffen.intake.rules.receiving import day_of_comparison
from weltoffen.intake.rules.verdicts import Match
from weltoffen.intake.selectors import known_register, waiting
from weltoffen.intake.stating import found_of, keys_of, type_of, values_of
from weltoffen.intake.types import Found, Quote
from weltoffen.places.models import Municipality
from weltoffen.records.actions import keep, log
from weltoffen.sources.models import Snapshot
from weltoffen.sources.selectors import text_of

if TYPE_CHECKING:
    from weltoffen.accounts.models import User


@transaction.atomic
def propose(
    *,
    snapshot: Snapshot,
    home: Municipality,
    found: Sequence[Found],
    reader: str,
    by: User,
) -> list[Statement]:
    """Keep what a text states as statements that wait, and return those that are new.

    What the same rules found once is not proposed again. Where other rules read the text, only what
    they see differently is new, and what they no longer find is set aside, unless somebody has
    decided about it. What a later version of a page says just as the version before keeps the
    decision that was made there. Findings whose words do not stand where they say are left out.
    """
    reading, is_first = Reading.objects.get_or_create(
        snapshot=snapshot,
        home=home,
        reader=reader,
        defaults={"read_at": timezone.now(), "read_by": by},
    )
    if not is_first:
        return []
    text = text_of(snapshot) or ""
    standing = [each for each in found if _stands(each.quote, text)]
    before = {each.key: each for each in Statement.objects.filter(snapshot=snapshot, home=home)}
    keyed = {keys_of(each)[0]: each for each in standing}
    gone = [each for key, each in before.items() if key not in keyed]
    earlier = _decided_before(snapshot, home)
    known = known_register(home, day_on(snapshot))
    fresh = [
        _keep(each, reading, gone, earlier, known)
        for key, each in keyed.items()
        if key not in before
    ]
    _set_aside(gone)
    data = {"found": len(standing), "new": len(fresh), "gone": len(gone)}
    log("intake.reading.propose", reading, by=by, data=data)
    return fresh


def _stands(quote: Quote, text: str) -> bool:
    return bool(quote.words.strip()) and text[quote.start : quote.end] == quote.words


def day_on(snapshot: Snapshot) -> date:
    """Return the day on which the register is asked whether a snapshot is right."""
    source = snapshot.source
    return day_of_comparison(source.kind, source.content_date, timezone.localdate())


def _decided_before(snapshot: Snapshot, home: Municipality) -> dict[str, Statement]:
    """Return what was decided about the version before, by what it says."""
    if snapshot.follows_id is None:
        return {}
    decided = Statement.objects.filter(
        snapshot=snapshot.follows_id, home=home, status__in=DECIDED
    ).order_by("id")
    return {each.content_key: each for each in decided}


def _keep(
    found: Found,
    reading: Reading,
    gone: Iterable[Statement],
    earlier: dict[str, Statement],
    known: KnownRegister,
) -> Statement:
    key, content_key = keys_of(found)
    spot = Spot(reading.snapshot_id, found.quote.start, found.quote.end)
    statement = Statement(
        reading=reading,
        snapshot=reading.snapshot,
        home=reading.home,
        type=type_of(found),
        proposed=values_of(found),
        quote=found.quote.words,
        start=found.quote.start,
        end=found.quote.end,
        rule=found.rule,
        confidence=getattr(found, "confidence", 1.0),
        key=key,
        content_key=content_key,
        replaces=next((each for each in gone if _is_about_the_same(each, found, spot)), None),
    )
    _put_match(statement, compare(found, known, spot))
    if content_key in earlier:
        _carry(statement, earlier[content_key])
    keep(statement)
    return statement


def _is_about_the_same(old: Statement, found: Found, spot: Spot) -> bool:
    """Say whether an earlier reading said something of the same partner at the same place."""
    touches = Spot(old.snapshot_id, old.start, old.end).touches(spot)
    same_name = old.proposed.get("name") == getattr(found, "name", None)
    return touches and old.type == type_of(found) and same_name


def _carry(statement: Statement, earlier: Statement) -> None:
    statement.status = earlier.status
    statement.amended = earlier.amended
    statement.decided_by = earlier.decided_by
    statement.decided_at = earlier.decided_at
    statement.reason = earlier.reason
    statement.carried_from = earlier


def _set_aside(gone: Iterable[Statement]) -> None:
    for statement in gone:
        if statement.status in OPEN:
            statement.status = StatementStatus.SUPERSEDED
            keep(statement, only=["status"])


def _put_match(statement: Statement, match: Match) -> None:
    statement.verdict = match.verdict
    statement.compared = match.as_values()
    statement.relation_id = match.relation
    statement.matched_id = match.act


def said_by(statement: Statement) -> Found:
    """Return what a statement says, as amended if somebody amended it."""
    quote = Quote(statement.quote, statement.start, statement.end)
    return found_of(statement.type, statement.values, quote, statement.rule, statement.confidence)


@transaction.atomic
def compare_again(*, home: Municipality, by: User) -> int:
    """Compare everything that waits with the register as it is now; return how many changed.

    To be called after the register changed. It writes no history: how a statement stands follows
    from the register and is nobody's doing.
    """
    registers: dict[date, KnownRegister] = {}
    changed = 0
    for statement in waiting(home):
        day = day_on(statement.snapshot)
        if day not in registers:
            registers[day] = known_register(home, day)
        spot = Spot(statement.snapshot_id, statement.start, statement.end)
        before = _standing(statement)
        _put_match(statement, compare(said_by(statement), registers[day], spot))
        if before != _standing(statement):
            keep(statement, only=["verdict", "compared", "relation", "matched"])
            changed += 1
    return changed


def _standing(statement: Statement) -> tuple[object, ...]:
    return (
        str(statement.verdict), statement.compared, statement.relation_id, statement.matched_id,
    )  # fmt: skip
