"""Recording where sources disagree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from weltoffen.ground.problems import N_, Problem, refuse_if_any
from weltoffen.places.models import Municipality
from weltoffen.records.actions import Texts, keep, log, put_wording, says_something
from weltoffen.records.enums import Visibility
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
