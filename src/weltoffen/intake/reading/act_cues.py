"""Words in a sentence that say an act: where they stand, and whether they tell of one at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from weltoffen.intake.reading.act_words import CUES, STATES, STEMS, Form
from weltoffen.intake.reading.dates import Dated
from weltoffen.intake.types import ActKind

DECIDE = (ActKind.COUNCIL, ActKind.MANDATE, ActKind.RESOLUTION)
"""What only a body does."""


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that say an act, and where they stand in the unit."""

    kind: ActKind
    form: Form
    start: int
    end: int


def cues_in(text: str) -> list[Cue]:
    """Return the words of acts in a sentence, in their order; no word counts twice.

    Where more stand than a sentence can tell, it is none, and nothing is returned.
    """
    kinds = {kind for word in _WORD.findall(text) for kind in _kinds_of(word)}
    taken: list[Cue] = []
    for kind, form, pattern in CUES:
        if kind not in kinds:
            continue
        for found in pattern.finditer(text):
            if all(found.end() <= cue.start or found.start() >= cue.end for cue in taken):
                taken.append(Cue(kind, form, found.start(), found.end()))
                if len(taken) > _MOST:
                    return []
    return sorted(taken, key=lambda cue: cue.start)


_MOST = 12

_WORD = re.compile(r"\w{3,}")


@lru_cache(maxsize=32768)
def _kinds_of(word: str) -> tuple[ActKind, ...]:
    """Return the kinds of acts of which a word may be a part; most words are of none."""
    said = word.lower()
    return tuple(kind for kind, stems in STEMS.items() if any(stem in said for stem in stems))


_CELEBRATED = re.compile(
    r"(?:Jahrestag|Jubiläum|anniversary|anniversaire|feier\w*|gefeiert|celebrat\w+|fêt\w+"
    r"|Jahre(?:n)?(?: nach| seit)?|seit|since|depuis|after|nach|vor|before|avant|years of)"
    r"\s(?:der|the|of the|of|de la|des|du|de|ihrer)?\s?\Z",
    re.IGNORECASE,
)

_BY_DOING = re.compile(r"\b(?:durch|mit|by|with|par|avec)\s(?:die|der|the|la)\s\Z")

_HAPPENS = re.compile(
    r"\b(?:erfolgte[n]?|fand(?:en)?|folgte[n]?|kam es|kam|vollzogen|took place|followed|was held"
    r"|happened|came|a eu lieu|eut lieu|ont eu lieu|a suivi|intervint|intervenue)\b"
)


def happens(text: str) -> bool:
    """Say whether a verb says that what a noun names came about: "erfolgte", "took place"."""
    return _HAPPENS.search(text) is not None


def counts(text: str, cue: Cue, dates: Sequence[Dated], *, stands_alone: bool) -> bool:
    """Say whether a noun tells of an act: with its date, its verb, or alone in a line."""
    if cue.form is not Form.NOUN or cue.kind is ActKind.ACCESSION:
        return True
    if _CELEBRATED.search(text, 0, cue.start) and bound_date(text, cue, dates) is None:
        return False
    return True if stands_alone else (
        bound_date(text, cue, dates) is not None
        or happens(text)
        or _BY_DOING.search(text, 0, cue.start) is not None
        or cue.kind in (*DECIDE, *STATES)
    )  # fmt: skip


# Between a noun and its date stand names, small words and verbs of coming about, no other verbs.
_BINDS = re.compile(
    r"(?:\s(?:[A-ZÄÖÜÉÎ][\w'’-]*|zu[mr]?|de[nmrs]?|die|das|du|des|la|le|l['’]\w+|of|the|with|by|mit"
    r"|avec|über|à|au|in|im|für|und|and|et|conseil|municipal|council|deeds?|charters?|chartes"
    r"|erfolgte[n]?|folgte[n]?|fand(?:en)?|fiel|kam|followed|was|were|wurden?|n°|\S*\d\S*)){0,5}?"
    r"[\s,(:]+(?:(?:vom|am|of|on|dated|du|le|en|im|in|von|de|from|the|aus|dem|Jahre?)\s){0,3}\Z",
)
_BINDS_BEFORE = re.compile(r"\A[\s:,–—-]{1,3}\Z")


def bound_date(text: str, cue: Cue, dates: Sequence[Dated]) -> Dated | None:
    """Return the date that stands at a noun: "Beschluss vom …", "1981: Unterzeichnung"."""
    for dated in dates:
        if dated.start >= cue.end and dated.start - cue.end <= _NEAR:
            if _BINDS.fullmatch(text, cue.end, dated.start):
                return dated
        elif dated.end <= cue.start and _BINDS_BEFORE.match(text[dated.end : cue.start]):
            return dated
    return None


_NEAR = 60
