"""From what was typed to what the index is asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from weltoffen.finding.rules.analysing import STOP_WORDS, forms_of
from weltoffen.finding.rules.folding import Token, tokens
from weltoffen.finding.rules.indexing import coded
from weltoffen.finding.types import Clauses, Depth, Grade, Question, Term, Wanted

LONGEST, MOST_WORDS = 120, 12
"""Of what is typed only so many characters and words count: a search is a few words."""
_QUOTED = re.compile(r"[\"„“”«»]([^\"„“”«»]+)[\"„“”«»]")
_JOINED = re.compile(r"[^\s\"„“”«»]*\d[^\s\"„“”«»]*")
EVERYWHERE = (Depth.TITLE, Depth.NAMES, Depth.TEXT)
_BY_NAME = (Depth.TITLE, Depth.NAMES)


def understood(typed: str) -> Question:
    """Return what was typed as a question; an empty one where it has neither letter nor digit.

    Words in quotes are a phrase. The last word may be unfinished, unless a quote or a space ends
    it. Words that say nothing are left out where others remain.
    """
    typed = typed[:LONGEST].replace("\x00", " ")
    found = list(tokens(typed))[:MOST_WORDS]
    telling = [token for token in found if token.folded not in STOP_WORDS] or found
    words = {}
    for token in telling:
        is_last = token.end == len(typed)
        wanted = _wanted(token, is_prefix=is_last)
        words[token.folded] = wanted
    return Question(tuple(words.values()), tuple(_phrases(typed)))


def _phrases(typed: str) -> Iterator[str]:
    """Yield what has to stand as it was typed: words in quotes, and numbers with what joins them.

    "12345-21" is one paper and not all those that have both numbers somewhere.
    """
    pieces = [(found[1], False) for found in _QUOTED.finditer(typed)]
    pieces += [(found[0], found.end() == len(typed)) for found in _JOINED.finditer(typed)]
    for piece, is_unfinished in pieces:
        folded = [token.folded for token in tokens(piece)]
        if len(folded) > 1:
            yield f" {' '.join(folded)}" + ("" if is_unfinished else " ")


def _wanted(token: Token, *, is_prefix: bool) -> Wanted:
    forms = forms_of(token.text)
    # Parts that are compounds themselves are asked for by their own parts.
    parts = tuple(part for part in forms.parts if not _is_made_of(part, forms.parts))
    return Wanted(token.text, forms.exact, forms.lemmas, parts, is_prefix)


def _is_made_of(part: str, others: Iterable[str]) -> bool:
    return any(part != other and part.endswith(other) for other in others)


def clauses(
    question: Question, depths: Sequence[Depth] = EVERYWHERE, nearness: Grade = Grade.PART
) -> Clauses:
    """Return what the index is asked for: all words, so far up and at least so near."""
    return tuple(clause for word in question.words for clause in _clauses(word, depths, nearness))


def as_written(folded: str) -> Clauses:
    """Return what the index is asked for a word just as it is written, and no form of it."""
    return (tuple(Term(coded(folded, Grade.EXACT, depth)) for depth in EVERYWHERE),)


def _clauses(word: Wanted, depths: Sequence[Depth], nearness: Grade) -> Iterator[tuple[Term, ...]]:
    terms = tuple(_terms(word, depths, nearness))
    if nearness < Grade.PART or not word.parts:
        yield terms
        return
    # A compound is also found where all its parts are: each of them, or the word itself.
    for part in word.parts:
        alone = (
            coded(part, grade, depth) for grade in (Grade.LEMMA, Grade.PART) for depth in depths
        )
        yield (*terms, *map(Term, alone))


def _terms(word: Wanted, depths: Sequence[Depth], nearness: Grade) -> Iterator[Term]:
    for depth in depths:
        for spelling in word.exact:
            yield Term(coded(spelling, Grade.EXACT, depth), word.is_prefix)
        for lemma in word.lemmas:
            if nearness >= Grade.LEMMA:
                yield Term(coded(lemma, Grade.LEMMA, depth))
            if nearness >= Grade.PART:
                yield Term(coded(lemma, Grade.PART, depth))


def ranks(question: Question) -> tuple[Clauses, ...]:
    """Return what a record has to meet for each rank, the best first; the last rank is all others.

    Whole words in the title come before unfinished ones, the title before other names, these
    before the text; words as they were typed before their other forms, these before parts.
    """
    finished = Question(tuple(Wanted(w.typed, w.exact, w.lemmas, w.parts) for w in question.words))
    return (
        clauses(finished, (Depth.TITLE,), Grade.EXACT),
        clauses(question, (Depth.TITLE,), Grade.LEMMA),
        clauses(finished, _BY_NAME, Grade.EXACT),
        clauses(question, _BY_NAME, Grade.LEMMA),
        clauses(question, EVERYWHERE, Grade.EXACT),
        clauses(question, EVERYWHERE, Grade.LEMMA),
        clauses(question, _BY_NAME, Grade.PART),
    )
