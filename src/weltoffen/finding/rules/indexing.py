"""From a document to the words under which it is found.

Each word of the index begins with a letter that says how near it is to what stands in the record
and how far up it stands there: ``a`` is a word of the title as it is written, ``i`` a part of a
compound somewhere in the text. So one bag of words is enough, and both databases, which know
nothing of that, find and rank alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from weltoffen.finding.enums import NAMES
from weltoffen.finding.rules.analysing import STOP_WORDS, forms_of
from weltoffen.finding.rules.folding import Token, tokens
from weltoffen.finding.types import Depth, Document, Grade

VERSION = 3
"""Of this analyser. Where the index was made by another, it is made anew."""
MOST_WORDS = 20_000
"""So many words of one record are found: a text of some hundred pages."""
_CODES = {(grade, depth): "abcdefghi"[3 * grade + depth] for grade in Grade for depth in Depth}
BREAK = "|"
"""Between two texts of a record, so that no phrase is found across them."""
_VOCABULARY = re.compile(r"[^\W\d_]{4,}")


def coded(word: str, grade: Grade, depth: Depth) -> str:
    """Return a word as it stands in the index."""
    return _CODES[grade, depth] + word


@dataclass(frozen=True, slots=True)
class Indexed:
    """What the index keeps of a document.

    ``terms`` are the coded words; ``stream`` is the folded text in its order, for phrases;
    ``weight`` puts short titles before long ones; ``vocabulary`` are the words with how they are
    spelled, to suggest where somebody mistypes.
    """

    terms: str
    stream: str
    weight: int
    vocabulary: dict[str, str]


def indexed(document: Document, place: int) -> Indexed:
    """Return what the index keeps. ``place`` is that of the kind among all, 0 the first."""
    terms: dict[str, None] = {}
    stream: list[str] = []
    vocabulary: dict[str, str] = {}
    length = 0
    for depth, text in _texts(document):
        found = list(islice(tokens(text), MOST_WORDS - len(stream)))
        length += len(found) if depth is Depth.TITLE else 0
        terms.update(dict.fromkeys(_terms(found, depth)))
        stream += [*(token.folded for token in found), BREAK]
        vocabulary.update(_spelled(found))
        if len(stream) >= MOST_WORDS:
            break
    return Indexed(
        terms=" ".join(terms),
        stream=f" {' '.join(stream)} ",
        weight=min(place, 99) * 100 + min(length, 99),
        vocabulary=vocabulary,
    )


def words_of(streams: Iterable[str]) -> set[str]:
    """Return the words, of all that could have been learnt, that stand in folded texts."""
    found = {word for stream in streams for word in stream.split()}
    return {word for word in found if _VOCABULARY.fullmatch(word)}


def _texts(document: Document) -> Iterator[tuple[Depth, str]]:
    for title in dict.fromkeys(filter(None, document.titles.values())):
        yield Depth.TITLE, title
    yield Depth.NAMES, document.reference
    named = [said for said in document.said if said.where in NAMES]
    others = [said for said in document.said if said.where not in NAMES]
    yield from ((Depth.NAMES, said.text) for said in named if said.text)
    yield from ((Depth.TEXT, said.text) for said in others if said.text)


def _terms(found: Iterable[Token], depth: Depth) -> Iterator[str]:
    for word in {token.text: None for token in found}:
        forms = forms_of(word)
        yield from (coded(each, Grade.EXACT, depth) for each in forms.exact)
        if forms.exact[0] in STOP_WORDS:
            continue
        yield from (coded(each, Grade.LEMMA, depth) for each in forms.lemmas)
        yield from (coded(each, Grade.PART, depth) for each in forms.parts)


def _spelled(found: Iterable[Token]) -> dict[str, str]:
    return {
        token.folded: token.text
        for token in found
        if token.folded not in STOP_WORDS and _VOCABULARY.fullmatch(token.folded)
    }
