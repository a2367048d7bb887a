"""Entering in the ledger what a text says otherwise than the register."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weltoffen.ground.identifiers import identifier_from
from weltoffen.ground.languages import LANGUAGES
from weltoffen.intake.rules.verdicts import Difference
from weltoffen.intake.rules.wording import QUESTIONS, said_value
from weltoffen.relations.actions import Answer, add_answer, record_disagreement
from weltoffen.relations.models import Act, Disagreement, Relation
from weltoffen.sources.models import Passage

if TYPE_CHECKING:
    from weltoffen.accounts.models import User


def dispute(
    *, relation: Relation, name: str, difference: Difference, passage: Passage, by: User
) -> tuple[Disagreement, bool]:
    """Enter a difference: one more answer to a question that stands there, or both as a new one.

    The second value says whether the question is new. Ours is proved by what the act that says it
    cites; an act of ours that cites nothing exactly is proved by its first citation all the same.
    """
    identifier = identifier_from(relation.identifier, difference.field)
    known = Disagreement.objects.filter(identifier=identifier).first()
    theirs = Answer(answer=said_value(difference.field, difference.theirs), passage=passage)
    if known is not None:
        add_answer(disagreement=known, answer=theirs, by=by)
        return known, False
    ours = Answer(
        answer=said_value(difference.field, difference.ours),
        passage=_our_passage(relation, difference),
    )
    asked = QUESTIONS[difference.field]
    entered = record_disagreement(
        identifier=identifier,
        home=relation.home,
        relation=relation,
        question={language: asked[language] % name for language in LANGUAGES},
        answers=[ours, theirs],
        by=by,
    )
    return entered, True


def _our_passage(relation: Relation, difference: Difference) -> Passage:
    """Return the words that prove our answer; every act has a citation, so there are some."""
    acts = Act.objects.filter(relation=relation)
    saying = acts.filter(pk=difference.act) if difference.act else acts.order_by("earliest", "id")
    act = saying.first()
    assert act is not None  # only a relation with acts can be contradicted
    return act.citations.select_related("passage").order_by("id")[0].passage
