"""Proposing what a text states, once, and comparing it with the register."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from weltoffen.intake.actions.turns import one_at_a_time
from weltoffen.intake.chosen_before import chosen_before, compare_as_chosen
from weltoffen.intake.enums import (
    DECIDED,
    OPEN,
    STANDING,
    StatementStatus,
    StatementType,
    Verdict,
)
from weltoffen.intake.models import Reading, Statement
from weltoffen.intake.rules.known import KnownRegister, Spot
from weltoffen.intake.rules.matching import compare
from weltoffen.intake.rules.receiving import day_of_comparison
from weltoffen.intake.rules.verdicts import Match
from weltoffen.intake.selectors import known_register, undecided
from weltoffen.intake.stating import found_of, keys_of, type_of, values_of
from weltoffen.intake.types import Found, Quote
from weltoffen.places.models import Municipality
from weltoffen.records.actions import keep, log
from weltoffen.sources.models import Snapshot
from weltoffen.sources.selectors import newest_of, text_of

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
    came_again: bool = False,
) -> list[Statement]:
    """Keep what a text states as statements that wait, and return those that are new.

    What the same rules found once is not proposed again. Where other rules read the text, only what
    they see differently is new, and what they no longer find is set aside, unless somebody has
    decided about it. What a later version of a page says just as the version before keeps the
    decision that was made there, and what still waits of the version before is set aside: nobody
    is asked about a page that is no longer there. Findings whose words do not stand where they say
    are left out. ``came_again`` says that a page has returned to a version that we had. What
    agrees, and is cited in these very words, asks for nothing: it is known, and waits only when
    the register says otherwise one day.
    """
    one_at_a_time(home)
    reading, is_first = Reading.objects.get_or_create(
        snapshot=snapshot,
        home=home,
        reader=reader,
        defaults={"read_at": timezone.now(), "read_by": by},
    )
    if not is_first:
        return _come_back(snapshot, home, found) if came_again else []
    text = text_of(snapshot) or ""
    standing = [each for each in found if _stands(each.quote, text)]
    before = {each.key: each for each in Statement.objects.filter(snapshot=snapshot, home=home)}
    keyed = {keys_of(each)[0]: each for each in standing}
    gone = [each for key, each in before.items() if key not in keyed]
    earlier = _decided_before(snapshot, home)
    left = _left_open(snapshot, home)
    known = known_register(home, day_on(snapshot))
    fresh = [
        _keep(each, reading, [*gone, *left], earlier, known)
        for key, each in keyed.items()
        if key not in before
    ]
    fresh += _wait_again(before[key] for key in keyed if key in before)
    _set_aside([*gone, *left])
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
        snapshot=snapshot.follows_id, home=home, status__in=(*DECIDED, StatementStatus.KNOWN)
    ).order_by("id")
    return {each.content_key: each for each in decided}


def _left_open(snapshot: Snapshot, home: Municipality) -> list[Statement]:
    """Return what still waits of earlier versions of the source, once a newer one is read."""
    if newest_of(snapshot.source) != snapshot:
        return []
    older = Statement.objects.filter(snapshot__source=snapshot.source, home=home, status__in=OPEN)
    return list(older.exclude(snapshot=snapshot))


def _wait_again(statements: Iterable[Statement]) -> list[Statement]:
    """Let wait what had been set aside and is found, or shown, once more; return it."""
    again = [each for each in statements if each.status == StatementStatus.SUPERSEDED]
    for statement in again:
        statement.status = StatementStatus.WAITING
        if _is_known(statement):
            statement.status = StatementStatus.KNOWN
        keep(statement, only=["status"])
    return again


def _come_back(snapshot: Snapshot, home: Municipality, found: Sequence[Found]) -> list[Statement]:
    """Let what is found wait again in a version to which its page has returned."""
    _set_aside(_left_open(snapshot, home))
    keys = {keys_of(each)[0] for each in found}
    return _wait_again(Statement.objects.filter(snapshot=snapshot, home=home, key__in=keys))


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
    match = compare(found, known, spot)
    if match.verdict is Verdict.UNCLEAR:
        chosen = chosen_before([statement]).get(statement.pk)
        match = compare_as_chosen(found, known, spot, chosen)
    _put_match(statement, match)
    before = earlier.get(content_key)
    if before is not None and before.status != StatementStatus.KNOWN:
        _carry(statement, before)
    elif _is_known(statement) or (before is not None and statement.verdict == Verdict.AGREES):
        statement.status, statement.carried_from = StatementStatus.KNOWN, before
    elif statement.replaces and statement.replaces.content_key == content_key:
        statement.status = statement.replaces.status  # what was put off stays put off
    keep(statement)
    return statement


def _is_about_the_same(old: Statement, found: Found, spot: Spot) -> bool:
    """Say whether an earlier reading said something of the same partner.

    Of the same text it has to be at the same place; of an earlier version the place may differ.
    """
    touches = Spot(old.snapshot_id, old.start, old.end).touches(spot)
    touches = touches or old.snapshot_id != spot.snapshot
    same_name = old.proposed.get("name") == getattr(found, "name", None)
    return touches and old.type == type_of(found) and same_name


def _is_known(statement: Statement) -> bool:
    """Say whether there is nothing to decide: the register says the same, with these words.

    What a version before was known by proves it as well, as long as the register agrees.
    """
    if statement.type == StatementType.CLAIM or statement.verdict != Verdict.AGREES:
        return False
    return bool(statement.compared.get("is_cited")) or statement.carried_from_id is not None


def _carry(statement: Statement, earlier: Statement) -> None:
    statement.status = earlier.status
    statement.amended = earlier.amended
    statement.decided_by = earlier.decided_by
    statement.decided_at = earlier.decided_at
    statement.reason = earlier.reason
    statement.carried_from = earlier


def _set_aside(gone: Iterable[Statement]) -> None:
    for statement in gone:
        if statement.status in STANDING:
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
    """Compare what nobody has decided with the register as it is now; return how many changed.

    What was known by itself and no longer agrees, because its citation does not hold any more,
    waits.

    To be called after the register changed. It writes no history: how a statement stands follows
    from the register and is nobody's doing.
    """
    registers: dict[date, KnownRegister] = {}
    changed = 0
    waiting = list(undecided(home))
    chosen = chosen_before(waiting)
    for statement in waiting:
        day = day_on(statement.snapshot)
        if day not in registers:
            registers[day] = known_register(home, day)
        spot = Spot(statement.snapshot_id, statement.start, statement.end)
        before = _standing(statement)
        said, meant = said_by(statement), chosen.get(statement.pk)
        _put_match(statement, compare_as_chosen(said, registers[day], spot, meant))
        if before != _standing(statement):
            if statement.status == StatementStatus.KNOWN and not _is_known(statement):
                statement.status = StatementStatus.WAITING
            keep(statement, only=["verdict", "compared", "relation", "matched", "status"])
            changed += 1
    return changed


def _standing(statement: Statement) -> tuple[object, ...]:
    return (
        str(statement.verdict), statement.compared, statement.relation_id, statement.matched_id,
    )  # fmt: skip
