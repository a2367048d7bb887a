"""Entering in the ledger what a text says otherwise than the register."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weltoffen.ground.identifiers import identifier_from
from weltoffen.ground.languages import LANGUAGES
from weltoffen.intake.rules.verdicts import Difference
from weltoffen.intake.rules.wording import QUESTIONS, said_value
from weltoffen.records.selectors import leading_text
from weltoffen.relations.actions import (
    Answer,
    add_answer,
    record_disagreement,
    reopen_disagreement,
)
from weltoffen.relations.models import Act, Disagreement, Relation
from weltoffen.sources.models import Passage

if TYPE_CHECKING:
    from weltoffen.accounts.models import User

_OF_AN_ACT = ("day", "paper-number")
"""Fields of one act: an act has its own question, though its relation has several acts."""


def dispute(
    *, relation: Relation, name: str, difference: Difference, passage: Passage, by: User
) -> tuple[Disagreement, bool]:
    """Enter a difference: one more answer to a question that stands there, or both as a new one.

    The second value says whether the question is new. Ours is proved by what the act that says it
    cites; an act of ours that cites nothing exactly is proved by its first citation all the same.
    """
    act = Act.objects.filter(pk=difference.act or 0).first()
    of_act = difference.field in _OF_AN_ACT and act is not None
    asked_of = act.identifier if of_act and act else relation.identifier
    identifier = identifier_from(asked_of, difference.field)
    known = Disagreement.objects.filter(identifier=identifier).first()
    theirs = Answer(answer=said_value(difference.field, difference.theirs), passage=passage)
    if known is not None:
        was_taken_back = known.settled and _is_undone(known)
        add_answer(disagreement=known, answer=theirs, by=by)
        if was_taken_back:
            reopen_disagreement(disagreement=known, by=by)
        return known, was_taken_back
    ours = Answer(
        answer=said_value(difference.field, difference.ours),
        passage=_our_passage(relation, difference),
    )
    asked = QUESTIONS[difference.field]
    about = leading_text(act, "title") if of_act and act else name
    entered = record_disagreement(
        identifier=identifier,
        home=relation.home,
        relation=relation,
        question={language: asked[language] % about for language in LANGUAGES},
        answers=[ours, theirs],
        by=by,
    )
    return entered, True


def _is_undone(disagreement: Disagreement) -> bool:
    """Say whether the question was closed because a decision was taken back."""
    made = disagreement.consequence_of.filter(is_new=True)
    return made.exists() and not made.filter(undone_at__isnull=True).exists()


def _our_passage(relation: Relation, difference: Difference) -> Passage:
    """Return the words that prove our answer; every act has a citation, so there are some."""
    acts = Act.objects.filter(relation=relation)
    saying = acts.filter(pk=difference.act) if difference.act else acts.order_by("earliest", "id")
    act = saying.first()
    assert act is not None  # only a relation with acts can be contradicted
    return act.citations.select_related("passage").order_by("id")[0].passage
