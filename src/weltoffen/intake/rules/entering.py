"""What a difference adds to the ledger: a question, an answer, a further proof, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from weltoffen.ground.languages import LEADING
from weltoffen.intake.rules.known import Spot
from weltoffen.intake.rules.verdicts import Difference
from weltoffen.intake.rules.wording import said_value


class Way(StrEnum):
    """What entering a difference does to the ledger."""

    QUESTION = "question"
    ANSWER = "answer"
    REOPENS = "reopens"
    PROOF = "proof"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Proof:
    """The words that give an answer: whose they are (the source's key), where, and as they are."""

    source: int
    spot: Spot | None
    quote: str

    def is_same(self, other: Proof) -> bool:
        """Say whether both are one passage: they overlap, or the source said it in these words."""
        if self.spot and other.spot and self.spot.touches(other.spot):
            return True
        return self.source == other.source and self.quote.split() == other.quote.split()


@dataclass(frozen=True, slots=True)
class KnownAnswer:
    """An answer in the ledger, in German, with what proves it."""

    words: str
    proof: Proof


@dataclass(frozen=True, slots=True)
class KnownQuestion:
    """A question in the ledger; ``is_undone``: closed only because its decision was undone."""

    is_settled: bool
    is_undone: bool
    answers: Sequence[KnownAnswer]


@dataclass(frozen=True, slots=True)
class Entry:
    """What is entered, and the place of the known answer that says the same, if there is one."""

    way: Way
    same: int | None = None


def entry(difference: Difference, proof: Proof, known: KnownQuestion | None) -> Entry:
    """Return what entering a difference does, of which ``proof`` are the words of the text.

    What the ledger has been told already does not open a settled question again: only an answer
    that nobody has given yet does.
    """
    if known is None:
        return Entry(Way.QUESTION)
    said = said_value(difference.field, difference.theirs)[LEADING].casefold()
    here = _first([each.proof.is_same(proof) for each in known.answers])
    same = here if here is not None else _first([a.words.casefold() == said for a in known.answers])
    if known.is_settled and known.is_undone:
        return Entry(Way.REOPENS, same)
    if here is not None:
        return Entry(Way.NOTHING, here)
    if same is not None:
        return Entry(Way.PROOF, same)
    return Entry(Way.REOPENS if known.is_settled else Way.ANSWER)


def _first(hits: Sequence[bool]) -> int | None:
    return next((n for n, hit in enumerate(hits) if hit), None)
