"""What the ledger has of the differences between texts and the register."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch

from weltoffen.ground.identifiers import identifier_from
from weltoffen.intake.rules.entering import Entry, KnownAnswer, KnownQuestion, Proof, entry
from weltoffen.intake.rules.known import Spot
from weltoffen.intake.rules.verdicts import Difference
from weltoffen.records.selectors import leading_text
from weltoffen.relations.models import Act, Disagreement, Position, Relation
from weltoffen.sources.models import Passage

_OF_AN_ACT = ("day", "paper-number")
"""Fields of one act: an act has its own question, though its relation has several acts."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A difference to be entered: about which relation, by its key, and the words that give it."""

    relation: int
    difference: Difference
    proof: Proof


@dataclass(frozen=True, slots=True)
class Entered:
    """What entering a difference does: to which question, under which identifier.

    ``answers`` are those of the question, in the order in which the entry counts them.
    """

    identifier: str
    about: Act | None
    entry: Entry
    question: Disagreement | None = None
    answers: Sequence[Position] = ()

    @property
    def is_undone(self) -> bool:
        """Say whether the question was closed only because its decision was taken back."""
        question = self.question
        return question is not None and question.settled and _is_undone(question)

    @property
    def same(self) -> Position | None:
        """Return the answer that says the same already."""
        return None if self.entry.same is None else self.answers[self.entry.same]


def entered(asked: Sequence[Asked]) -> list[Entered]:
    """Return what entering each difference would do; the number of queries is fixed."""
    if not asked:
        return []
    relations = Relation.objects.in_bulk({each.relation for each in asked})
    keys = {each.difference.act for each in asked if each.difference.field in _OF_AN_ACT}
    acts = Act.objects.in_bulk({key for key in keys if key})
    named = []
    for each in asked:
        act = acts.get(each.difference.act or 0) if each.difference.field in _OF_AN_ACT else None
        of = act.identifier if act else relations[each.relation].identifier
        named.append((each, act, identifier_from(of, each.difference.field)))
    known = _known({identifier for _each, _act, identifier in named})
    return [_entered(each, act, name, known.get(name)) for each, act, name in named]


def proof_of(passage: Passage) -> Proof:
    """Return a passage as the rules compare it."""
    spot = None
    if passage.start is not None and passage.end is not None:
        spot = Spot(passage.snapshot_id, passage.start, passage.end)
    return Proof(passage.snapshot.source_id, spot, passage.quote)


def _known(identifiers: set[str]) -> dict[str, Disagreement]:
    answers = Position.objects.select_related("passage__snapshot").defer("passage__snapshot__body")
    return {
        each.identifier: each
        for each in Disagreement.objects.filter(identifier__in=identifiers).prefetch_related(
            Prefetch("positions", answers.order_by("position")), "consequence_of"
        )
    }


def _entered(asked: Asked, act: Act | None, name: str, question: Disagreement | None) -> Entered:
    if question is None:
        return Entered(name, act, entry(asked.difference, asked.proof, None))
    answers = list(question.positions.all())
    known = KnownQuestion(
        question.settled,
        _is_undone(question),
        [KnownAnswer(leading_text(each, "answer"), proof_of(each.passage)) for each in answers],
    )
    return Entered(name, act, entry(asked.difference, asked.proof, known), question, answers)


def _is_undone(question: Disagreement) -> bool:
    """Say whether the question was closed because the decision that made it was taken back."""
    made = [each.undone_at for each in question.consequence_of.all() if each.is_new]
    return bool(made) and None not in made
