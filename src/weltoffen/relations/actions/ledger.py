"""Recording where sources disagree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from weltoffen.ground.languages import LANGUAGES, LEADING
from weltoffen.ground.problems import N_, Problem, refuse_if_any
from weltoffen.places.models import Municipality
from weltoffen.records.actions import Texts, amend, keep, log, put_wording, says_something
from weltoffen.records.enums import Visibility
from weltoffen.records.selectors import leading_text
from weltoffen.relations.models import Disagreement, Position, Relation
from weltoffen.sources.models import Passage

if TYPE_CHECKING:
    from weltoffen.accounts.models import User

_TWO_ANSWERS = N_(
    "Ein Widerspruch braucht mindestens zwei Antworten, jede mit ihrem Beleg. Ergänzen Sie die "
    "zweite Antwort."
)
_ONE_USED = N_(
    "Die Stadt kann nur eine Antwort verwenden. Lassen Sie das Kennzeichen nur bei einer stehen."
)
_NO_REASON = N_("Es fehlt, warum die Stadt diese Antwort verwendet. Schreiben Sie einen Satz dazu.")
_NOT_ITS_ANSWER = N_(
    "Diese Antwort gehört nicht zu diesem Widerspruch. Wählen Sie eine von denen, die hier stehen."
)


@dataclass(frozen=True, slots=True)
class Answer:
    """One source's answer to the question, with the passage that gives it."""

    answer: Texts
    passage: Passage
    is_used: bool = False


def _problems(answers: Sequence[Answer], reason: Texts) -> list[Problem]:
    problems = []
    if len(answers) < 2:
        problems.append(Problem("answers", _TWO_ANSWERS))
    used = sum(answer.is_used for answer in answers)
    if used > 1:
        problems.append(Problem("answers", _ONE_USED))
    if used and not says_something(reason):
        problems.append(Problem("reason", _NO_REASON))
    return problems


@transaction.atomic
def record_disagreement(
    *,
    identifier: str,
    home: Municipality,
    question: Texts,
    answers: Sequence[Answer],
    by: User,
    relation: Relation | None = None,
    reason: Texts = None,
    settled: bool = False,
    visibility: Visibility = Visibility.INTERNAL,
) -> Disagreement:
    """Record a question on which sources disagree: all answers stay, the city uses at most one."""
    refuse_if_any(_problems(answers, reason))
    disagreement = Disagreement(
        identifier=identifier,
        home=home,
        relation=relation,
        settled=settled,
        visibility=visibility,
    )
    put_wording(disagreement, question=question, reason=reason)
    keep(disagreement)
    for number, answer in enumerate(answers, start=1):
        position = Position(
            disagreement=disagreement,
            passage=answer.passage,
            is_used=answer.is_used,
            position=number,
        )
        put_wording(position, answer=answer.answer)
        keep(position)
    log("relations.disagreement.record", disagreement, by=by)
    return disagreement


@transaction.atomic
def add_answer(
    *, disagreement: Disagreement, answer: Answer, by: User, reopens: bool = True
) -> Position:
    """Add one source's answer to a question that stands in the ledger; the same again adds nothing.

    A question that was settled is open again: somebody has to look at the new answer. Where it is
    only a further proof of an answer that was there, ``reopens`` is False.
    """
    known = disagreement.positions.filter(passage=answer.passage).first()
    if known is not None:
        return known
    position = _taken_back(disagreement, answer) or Position(
        disagreement=disagreement,
        passage=answer.passage,
        is_used=False,
        position=_next_place(disagreement),
    )
    put_wording(position, answer=answer.answer)
    position.withdrawn_at = None
    keep(position)
    if disagreement.settled and reopens:
        amend(disagreement, action="relations.disagreement.amend", by=by, settled=False)
    said = leading_text(position, "answer")
    log("relations.disagreement.answer", disagreement, by=by, data={"answer": said})
    return position


def _taken_back(disagreement: Disagreement, answer: Answer) -> Position | None:
    """Return the same answer where it was taken back before: it stands again, in its place."""
    said = answer.answer if isinstance(answer.answer, str) else (answer.answer or {}).get(LEADING)
    before = Position.every.filter(disagreement=disagreement, passage=answer.passage)
    return before.filter(withdrawn_at__isnull=False, answer_de=said or "").first()


def _next_place(disagreement: Disagreement) -> int:
    """Return the place after all answers, also after those that were taken back."""
    last = Position.every.filter(disagreement=disagreement).order_by("position").last()
    return last.position + 1 if last else 1


@transaction.atomic
def withdraw_answer(*, position: Position, by: User, settles: bool = False) -> Disagreement:
    """Take an answer back that should not have been added; the city does not count it any more.

    ``settles`` says that it had opened a settled question: that is settled again, with the reason
    and the answer in use, which are still there. An answer that the city uses meanwhile stays.
    """
    disagreement = Disagreement.objects.select_for_update().get(pk=position.disagreement_id)
    now = Position.every.get(pk=position.pk)
    if now.is_used:
        return disagreement
    if now.withdrawn_at is None:
        now.withdrawn_at = timezone.now()
        keep(now)
        data = {"answer": leading_text(now, "answer")}
        log("relations.disagreement.withdraw-answer", disagreement, by=by, data=data)
    if settles and not disagreement.settled and leading_text(disagreement, "reason"):
        amend(disagreement, action="relations.disagreement.amend", by=by, settled=True)
    return disagreement


@transaction.atomic
def use_answer(
    *, disagreement: Disagreement, position: Position | None, reason: Texts, by: User
) -> Disagreement:
    """Settle a question: the city uses one of its answers, or none, and says why; all stay.

    A wording of the reason that is not given is emptied: it told of another choice. Raises
    ``Refused`` without a reason, and for an answer to another question.
    """
    problems = []
    if position is not None and position.disagreement_id != disagreement.pk:
        problems.append(Problem("answer", _NOT_ITS_ANSWER))
    if not says_something(reason):
        problems.append(Problem("reason", _NO_REASON))
    refuse_if_any(problems)
    Disagreement.objects.select_for_update().get(pk=disagreement.pk)
    before = _how_it_stands(disagreement)
    _move_use(disagreement, position)
    said = reason if isinstance(reason, Mapping) else {LEADING: reason}
    put_wording(disagreement, reason=dict.fromkeys(LANGUAGES, "") | dict(said))
    disagreement.settled = True
    keep(disagreement)
    after = _how_it_stands(disagreement)
    changed = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
    if changed:
        log("relations.disagreement.amend", disagreement, by=by, data={"changed": changed})
    return disagreement


def _move_use(disagreement: Disagreement, position: Position | None) -> None:
    """Let the city use this answer and no other; the old one goes first, one is the most."""
    for old in disagreement.positions.filter(is_used=True):
        if position is None or old.pk != position.pk:
            old.is_used = False
            keep(old)
    if position is not None and not position.is_used:
        position.is_used = True
        keep(position)


def _how_it_stands(disagreement: Disagreement) -> dict[str, Any]:
    """Return what settling changes, as the history keeps it; ``used_row`` is the answer's key."""
    used = disagreement.positions.filter(is_used=True).first()
    reasons = {f"reason_{code}": getattr(disagreement, f"reason_{code}") for code in LANGUAGES}
    return {
        "used_answer": leading_text(used, "answer") if used else "",
        "used_row": used.pk if used else None,
        **{name: text or "" for name, text in reasons.items()},
        "settled": disagreement.settled,
    }


@transaction.atomic
def settle_disagreement(*, disagreement: Disagreement, reason: Texts, by: User) -> Disagreement:
    """Close a question with the reason; its answers stay."""
    if not says_something(reason):
        refuse_if_any([Problem("reason", _NO_REASON)])
    amend(
        disagreement,
        action="relations.disagreement.amend",
        by=by,
        wording={"reason": reason},
        settled=True,
    )
    return disagreement


@transaction.atomic
def reopen_disagreement(*, disagreement: Disagreement, by: User) -> Disagreement:
    """Open a question again that was closed.

    The reason goes with it, because it no longer holds, unless it says why the city uses an answer:
    that one is used until somebody settles the question anew.
    """
    is_used = disagreement.positions.filter(is_used=True).exists()
    amend(
        disagreement,
        action="relations.disagreement.amend",
        by=by,
        wording={} if is_used else {"reason": dict.fromkeys(LANGUAGES, "")},
        settled=False,
    )
    return disagreement
