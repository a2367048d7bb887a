"""What a word is a form of, and of which words it is made: in German and English, by dictionary.

The dictionary (``simplemma``) is read when the first word is looked up, as a stream that is
searched in place: slower than its default and a tenth of the memory; what was looked up once is
remembered. A compound is taken apart where all its parts are nouns of that dictionary; what it does
not know stays whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from weltoffen.finding.rules.folding import fold, in_latin, surface, tokens

_STOP = (
    "der die das den dem des ein eine einer eines einem einen und oder in im an am auf zu zum zur "
    "von vom mit für bei aus als ist sind war wird "
    "the a and or of on at to for with by from is are was la le les de du et"
)
STOP_WORDS = frozenset(map(fold, _STOP.split()))
"""Words that say nothing: a search leaves them out, unless nothing else was typed."""

SHORTEST_COMPOUND, SHORTEST_PART, DEEPEST = 8, 4, 4
_SHORT_PARTS = frozenset({"amt", "rat", "tag"})
_LINKS = ("", "s", "es", "n", "en", "er", "e", "ns")
"""What may stand between the parts of a compound."""
_ENDINGS_ALONE = frozenset(
    {"schaft", "schaften", "heit", "keit", "ling", "lich", "tion", "ismus", "innen", "ungen",
     "ende", "enden", "tand", "mund", "furt"}
)  # fmt: skip
"""Endings that the dictionary has as words of their own; a compound is not made of them."""
_SPELLED = (("ae", "ä"), ("oe", "ö"), ("ue", "ü"))
_TRIMMED = re.compile(r"^(.{5,}?)(?:en|es|er|e|n|s)$")


@dataclass(frozen=True, slots=True)
class Forms:
    """A word as it is looked for, all of it folded.

    ``exact`` are its spellings: one, but for Cyrillic words. ``lemmas`` are what it may be a form
    of, itself among them. ``parts`` are the words that it is made of, none where it is not.
    """

    exact: tuple[str, ...]
    lemmas: tuple[str, ...]
    parts: tuple[str, ...] = ()


@lru_cache(maxsize=100_000)
def forms_of(word: str) -> Forms:
    """Return the forms of a word as it stands in a text or in a search."""
    folded = fold(word)
    spellings = (folded, *sorted(in_latin(word) - {folded}))
    small = surface(word)
    if folded in STOP_WORDS or not any(map(str.isalpha, small)):
        return Forms(spellings, (folded,))
    readings = _readings(small)
    known = [lemma for reading in readings for lemma in _lemmas(reading)]
    lemmas = {folded, *_between_apostrophes(word), *map(fold, known)}
    if not known and (trimmed := _TRIMMED.match(folded)):
        lemmas.add(trimmed[1])
    parts = next(filter(None, map(_parts, readings)), ())
    return Forms(spellings, tuple(sorted(lemmas - {""})), tuple(dict.fromkeys(map(fold, parts))))


def _between_apostrophes(word: str) -> Iterator[str]:
    """Yield what stands behind an elided article: "amitié" of "l'amitié"."""
    pieces = [piece for piece in re.split(r"['’‘´`ʼ]", word) if len(piece) > 2]
    if len(pieces) == 1 and pieces[0] != word:
        yield fold(pieces[0])


def _readings(small: str) -> list[str]:
    """Return a word as it stands, and with its umlauts where they may be spelled out."""
    respelled = small
    for spelled, letter in _SPELLED:
        respelled = respelled.replace(spelled, letter)
    return list(dict.fromkeys((small, respelled)))


def _lemmas(small: str) -> Iterator[str]:
    """Yield what a word may be a form of; nothing where the dictionary does not know it."""
    found = (_lemma("de", small), _lemma("de", small.capitalize()), _lemma("en", small))
    return (lemma for lemma in found if lemma)


@lru_cache(maxsize=100_000)
def _lemma(language: str, word: str) -> str:
    """Return what a word is a form of, ``""`` where the dictionary does not know it."""
    from simplemma import is_known, lemmatize

    if not is_known(word, lang=language, low_memory=True):
        return ""
    return lemmatize(word, lang=language, low_memory=True)


def _noun(small: str) -> str:
    """Return the lemma of a German noun, ``""`` for other words: nouns begin with a capital."""
    lemma = _lemma("de", small.capitalize())
    return lemma if lemma[:1].isupper() else ""


@lru_cache(maxsize=50_000)
def _parts(small: str, depth: int = 0) -> tuple[str, ...]:
    """Return the parts of a compound, each with the parts that it has itself; nothing if none.

    Of several ways, the one whose last part is longest: "Städte" and "Partnerschaft".
    """
    if len(small) < SHORTEST_COMPOUND or depth >= DEEPEST or not small.isalpha():
        return ()
    for cut in range(SHORTEST_PART - 1, len(small) - 2):
        last = _part(small[cut:])
        if last and small[cut:] not in _ENDINGS_ALONE:
            first = _before(small[:cut], depth)
            if first:
                return (*first, last, *_parts(small[cut:], depth + 1))
    return ()


def _before(small: str, depth: int) -> tuple[str, ...]:
    """Return what stands before the last part of a compound, with its own parts."""
    stems = [small.removesuffix(link) for link in _LINKS if small.endswith(link)]
    for stem in stems:
        if part := _part(stem):
            return (part, *_parts(stem, depth + 1))
    return next(filter(None, (_parts(stem, depth + 1) for stem in stems)), ())


def _part(small: str) -> str:
    """Return the lemma of what may be a part of a compound, ``""`` of what may not."""
    long_enough = len(small) >= SHORTEST_PART or small in _SHORT_PARTS
    return _noun(small) if long_enough else ""


def analysed(text: str) -> Iterator[Forms]:
    """Yield the forms of a text's words, in their order."""
    for token in tokens(text):
        yield forms_of(token.text)
