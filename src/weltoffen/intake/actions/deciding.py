"""Rejecting a statement, putting it off, and taking a decision back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.intake.actions.accepting import still_open
from weltoffen.intake.actions.applying import said_by_act
from weltoffen.intake.actions.proposing import compare_again
from weltoffen.intake.actions.turns import one_at_a_time
from weltoffen.intake.enums import DECIDED, StatementStatus
from weltoffen.intake.models import Consequence, Statement
from weltoffen.records.actions import keep, log
from weltoffen.records.selectors import free_identifier, leading_text
from weltoffen.relations.actions import (
    correct_act,
    retract_act,
    settle_disagreement,
    withdraw_answer,
)
from weltoffen.relations.models import Act, Position
from weltoffen.sources.models import Passage

if TYPE_CHECKING:
    from weltoffen.accounts.models import User

_NOT_DECIDED = N_(
    "Über diesen Vorschlag hat noch niemand entschieden; es gibt nichts zurückzunehmen. Laden Sie "
    "die Seite neu."
)
_CORRECTED_SINCE = N_(
    "Der Akt „%(act)s“ ist inzwischen berichtigt. Berichtigen Sie ihn auf dem Blatt der Beziehung "
    "weiter; zurücknehmen lässt sich die Übernahme nicht mehr."
)
_NEVER = datetime.min.replace(tzinfo=UTC)
_TAKEN_BACK = {
    "de": "Zurückgenommen: Der Eintrag war aus der Quelle übernommen und gilt nicht",
    "en": "Taken back: the entry had been taken over from the source and does not hold",
}


@transaction.atomic
def reject(*, statement: Statement, by: User, reason: str = "") -> Statement:
    """Decide that a statement does not go into the register; it stays with the reason."""
    now = still_open(statement)
    now.status = StatementStatus.REJECTED
    now.decided_by, now.decided_at, now.reason = by, timezone.now(), reason
    keep(now)
    data = {"quote": now.quote[:200], "reason": reason}
    log("intake.statement.reject", now, by=by, data=data)
    return now


@transaction.atomic
def reject_all(*, statements: Iterable[Statement], by: User, reason: str = "") -> list[Statement]:
    """Reject several statements for one reason: all of them, or none where one was decided."""
    return [reject(statement=each, by=by, reason=reason) for each in statements]


@transaction.atomic
def postpone(*, statement: Statement, by: User) -> Statement:
    """Put a statement off: it waits behind the others."""
    now = still_open(statement)
    if now.status != StatementStatus.LATER:
        now.status = StatementStatus.LATER
        keep(now)
        log("intake.statement.postpone", now, by=by, data={"quote": now.quote[:200]})
    return now


@transaction.atomic
def undo(*, statement: Statement, by: User) -> Statement:
    """Take a decision back; the statement waits again.

    Nothing is deleted. An act that was recorded is retracted by a further act, one that was made
    more exact gets its earlier wording back, a question in the ledger is closed, an answer that
    was added to one does not count any more, and one that it had opened is settled as it was. A
    citation that was added stays, because it proves the act all the same. A decision that was
    carried over from the version before is taken back in all versions; the newest one waits again.
    Refuses where somebody has corrected the act meanwhile.
    """
    now = reopen(statement, by)
    compare_again(home=now.home, by=by)
    return now


@transaction.atomic
def undo_all(*, statements: Iterable[Statement], by: User) -> list[Statement]:
    """Take several decisions back, the last one first: all of them, or none where one refuses."""
    taken = sorted(statements, key=lambda each: (each.decided_at or _NEVER, each.pk), reverse=True)
    undone = [reopen(each, by) for each in taken]
    for home in {each.home_id: each.home for each in undone}.values():
        compare_again(home=home, by=by)
    return undone


def reopen(statement: Statement, by: User) -> Statement:
    """Take a decision back without comparing others.

    Part of an action: whoever calls it holds the transaction and calls ``compare_again`` at last.
    """
    one_at_a_time(statement.home)
    now = _as_it_is(statement.pk)
    if now.status == StatementStatus.LATER:
        return _no_longer_later(now, by)
    if now.status not in DECIDED:
        raise Refused(Problem("status", _NOT_DECIDED))
    family = [_as_it_is(pk) for pk in _family(now)]
    newest = max(each.snapshot_id for each in family)
    for each in family:
        is_last = each.snapshot_id == newest
        status = StatementStatus.WAITING if is_last else StatementStatus.SUPERSEDED
        if each.status in DECIDED:
            _reopen(each, status, by)
    return next(each for each in family if each.pk == now.pk)


def _no_longer_later(statement: Statement, by: User) -> Statement:
    """Let what was put off wait among the others again."""
    statement.status = StatementStatus.WAITING
    keep(statement, only=["status"])
    log("intake.statement.undo", statement, by=by, data={"quote": statement.quote[:200]})
    return statement


def _as_it_is(pk: int) -> Statement:
    return (
        Statement.objects.select_for_update(of=("self",))
        .select_related("snapshot", "home")
        .defer("snapshot__body")
        .get(pk=pk)
    )


def _family(statement: Statement) -> list[int]:
    """Return the statements of all versions that share one decision, by their keys."""
    found, look_at = {statement.pk}, [statement]
    while look_at:
        each = look_at.pop()
        near = [each.carried_from, *each.carried_to.all()]
        for other in near:
            if other is not None and other.pk not in found:
                found.add(other.pk)
                look_at.append(other)
    return sorted(found)


def _reopen(statement: Statement, status: StatementStatus, by: User) -> None:
    """Take back what a decision brought about, and the decision."""
    consequences = statement.consequences.filter(undone_at__isnull=True).order_by("-id")
    own = {each.act_id for each in consequences if each.is_new}
    for consequence in consequences:
        _take_back(consequence, own, by)
    statement.status = status
    statement.amended = statement.taken_with = None
    statement.decided_by = statement.decided_at = None
    statement.reason = ""
    keep(statement)
    log("intake.statement.undo", statement, by=by, data={"quote": statement.quote[:200]})


def _take_back(consequence: Consequence, own: Collection[int | None], by: User) -> None:
    """Take one thing back; ``own`` are all acts that came of the same decision."""
    if consequence.act is not None and consequence.is_new:
        _take_back_act(consequence.act, own, by)
    elif consequence.disagreement is not None and _is_ours_to_close(consequence):
        settle_disagreement(disagreement=consequence.disagreement, reason=_TAKEN_BACK, by=by)
    elif consequence.answer is not None:
        settles = consequence.reopened and not _hand_on(consequence)
        withdraw_answer(position=consequence.answer, by=by, settles=settles)
    consequence.undone_at = timezone.now()
    keep(consequence)


def _hand_on(consequence: Consequence) -> bool:
    """Let a further answer keep a question open that this one had opened; say if there is one."""
    others = Consequence.objects.filter(
        disagreement=consequence.disagreement, answer__isnull=False, undone_at__isnull=True
    )
    standing = Position.objects.filter(disagreement=consequence.disagreement)
    standing = standing.exclude(consequence_of=consequence)
    for later in others.filter(pk__gt=consequence.pk).order_by("pk").select_related("answer"):
        assert later.answer is not None  # only those with one are asked for
        before = standing.filter(position__lt=later.answer.position)
        if not before.filter(answer_de=leading_text(later.answer, "answer")).exists():
            later.reopened = True
            keep(later)
            return True
    return False


def _is_ours_to_close(consequence: Consequence) -> bool:
    """Say whether a question came of this alone: what the office has settled keeps its reason."""
    entry = consequence.disagreement
    return consequence.is_new and entry is not None and not entry.settled


def _take_back_act(act: Act, own: Collection[int | None], by: User) -> None:
    later = Act.objects.filter(corrects=act).first()
    if later is not None and later.pk in own:
        return  # what the text states went together with what the office knows instead
    if later is not None:
        raise Refused(Problem("status", _CORRECTED_SINCE, {"act": leading_text(act, "title")}))
    before = act.corrects
    while before is not None and before.pk in own:
        before = before.corrects
    if before is not None:
        _restore(before, instead_of=act, by=by)
        return
    retract_act(
        act=act,
        identifier=free_identifier(Act, f"{act.identifier}-retracted"),
        reason=_TAKEN_BACK,
        citations=_passages(act),
        by=by,
    )


def _restore(before: Act, *, instead_of: Act, by: User) -> None:
    """Say again what an act said before it was made more exact."""
    identifier = free_identifier(Act, before.identifier)
    correct_act(act=instead_of, identifier=identifier, by=by, **said_by_act(before))


def _passages(act: Act) -> Sequence[Passage]:
    return [each.passage for each in act.citations.select_related("passage").order_by("id")]
