"""Entering in the ledger what a text says otherwise than the register."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from weltoffen.ground.languages import LANGUAGES
from weltoffen.intake.contradictions import Asked, Entered, entered, proof_of
from weltoffen.intake.rules.entering import Way
from weltoffen.intake.rules.verdicts import Difference
from weltoffen.intake.rules.wording import QUESTIONS, said_value
from weltoffen.records.actions import Texts
from weltoffen.records.selectors import leading_text
from weltoffen.relations.actions import (
    Answer,
    add_answer,
    record_disagreement,
    reopen_disagreement,
)
from weltoffen.relations.models import Act, Disagreement, Position, Relation
from weltoffen.sources.models import Passage

if TYPE_CHECKING:
    from weltoffen.accounts.models import User


@dataclass(frozen=True, slots=True)
class Disputed:
    """What entering a difference did: to which question, and whether that is open because of it.

    ``answer`` is what was added to a question that was there, ``reopened`` says that it was settled
    until then.
    """

    question: Disagreement
    is_new: bool
    answer: Position | None = None
    reopened: bool = False


def dispute(
    *, relation: Relation, name: str, difference: Difference, passage: Passage, by: User
) -> Disputed:
    """Enter a difference: one more answer to a question that stands there, or both as a new one.

    What the ledger has already gets a further proof, or nothing, and stays settled. Ours is proved
    by what the act that says it cites; an act of ours that cites nothing exactly is proved by its
    first citation all the same.
    """
    [found] = entered([Asked(relation.pk, difference, proof_of(passage))])
    theirs = Answer(answer=said_value(difference.field, difference.theirs), passage=passage)
    if found.question is not None:
        return _answer(found, found.question, theirs, by)
    ours = Answer(
        answer=said_value(difference.field, difference.ours),
        passage=_our_passage(relation, difference),
    )
    asked = QUESTIONS[difference.field]
    about = leading_text(found.about, "title") if found.about else name
    made = record_disagreement(
        identifier=found.identifier,
        home=relation.home,
        relation=relation,
        question={language: asked[language] % about for language in LANGUAGES},
        answers=[ours, theirs],
        by=by,
    )
    return Disputed(made, is_new=True)


def _answer(found: Entered, question: Disagreement, theirs: Answer, by: User) -> Disputed:
    """Add to a question that is there what it lacks."""
    was_undone = found.is_undone
    if found.entry.way is Way.NOTHING:
        return Disputed(question, is_new=False)
    said = theirs if found.same is None else Answer(_words(found.same), theirs.passage)
    there = {each.pk for each in found.answers}
    reopened = question.settled and found.entry.way is Way.REOPENS and not was_undone
    added = add_answer(disagreement=question, answer=said, by=by, reopens=reopened)
    if was_undone:
        reopen_disagreement(disagreement=question, by=by)
        return Disputed(question, is_new=True)
    return Disputed(question, False, None if added.pk in there else added, reopened)


def _words(position: Position) -> Texts:
    """Return how an answer is worded: a further proof of it says the same."""
    return {language: getattr(position, f"answer_{language}") for language in LANGUAGES}


def _our_passage(relation: Relation, difference: Difference) -> Passage:
    """Return the words that prove our answer; every act has a citation, so there are some."""
    acts = Act.objects.filter(relation=relation)
    saying = acts.filter(pk=difference.act) if difference.act else acts.order_by("earliest", "id")
    act = saying.first()
    assert act is not None  # only a relation with acts can be contradicted
    return act.citations.select_related("passage").order_by("id")[0].passage
