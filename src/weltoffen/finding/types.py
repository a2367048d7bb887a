"""What goes into the index and what a search brings out: values, no tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum


@dataclass(frozen=True, slots=True)
class Said:
    """A text of a record. ``where`` is a :class:`~weltoffen.finding.enums.Where`.

    ``detail`` belongs to it: of a former name, the EDTF interval in which it was borne; of a text
    that was received, the day.
    """

    where: str
    text: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """All that is to be found of one record.

    ``record`` is its primary key, ``reference`` what its page's address is made of. ``titles`` are
    by language, the German one first. Into ``said`` goes only what everybody may read who may see
    the record: a search shows words of it.
    """

    record: int
    reference: str
    titles: Mapping[str, str]
    said: tuple[Said, ...] = ()
    visibility: str = ""


class Grade(IntEnum):
    """How near a word of a text is to the word that was typed; the smaller the nearer."""

    EXACT = 0
    LEMMA = 1
    PART = 2


class Depth(IntEnum):
    """How far down in a record words stand; the smaller the higher."""

    TITLE = 0
    NAMES = 1
    TEXT = 2


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the index. ``is_prefix``: also every longer one that begins so."""

    word: str
    is_prefix: bool = False


Clauses = tuple[tuple[Term, ...], ...]
"""What the index is asked: of each clause at least one term."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One word that was typed, in all forms in which it may be found.

    Of ``parts``, which a compound has, all have to be there. ``is_prefix`` is for the word that
    may not be finished yet.
    """

    typed: str
    exact: tuple[str, ...]
    lemmas: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    is_prefix: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """What was typed, understood: all words have to be there, and each phrase as it stands.

    A phrase is folded words with a space on each side, none behind one that is not finished.
    """

    words: tuple[Wanted, ...]
    phrases: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.words)


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Words of a record, with what was looked for in them: ``marks`` are from–to, end exclusive."""

    where: str
    detail: str
    text: str
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that was found, and why: of its texts, the one that fits best."""

    kind: str
    record: int
    reference: str
    title: str
    title_marks: tuple[tuple[int, int], ...]
    excerpt: Excerpt | None
    visibility: str
    rank: int


@dataclass(frozen=True, slots=True)
class Found:
    """What a search brought: the best hits, and how many there are of each kind."""

    hits: tuple[Hit, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """Return how many records were found."""
        return sum(self.counts.values())
