"""Which entries may be one and the same: by their names, spelled alike or nearly, and their town.

It proposes; people decide. So it had better show two too many than hide one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import combinations
from typing import Final

from weltoffen.ground.identifiers import identifier_from

NEARLY: Final = 0.88
"""Names whose letters agree at least so far are nearly alike: one letter in eight may differ."""
MOST_OF_A_GROUP: Final = 60
"""Of more entries that begin alike, only the first are compared with each other."""

_LEGAL_FORMS: Final = frozenset(
    {"ev", "eg", "gmbh", "ggmbh", "mbh", "ag", "kg", "kgaa", "ohg", "gbr", "ug", "se", "aoer",
     "ltd", "inc", "sa", "sarl", "asbl", "bv", "plc", "llc", "spzoo"}
)  # fmt: skip
_LONG_FORMS: Final = re.compile(
    r"\b(?:eingetragener-verein|gemeinnuetzige-gmbh|e-v|e-g|k-g|sp-z-o-o)(?=-|$)"
)
_SHORT_FOR: Final = {
    "st": "sankt", "uni": "universitaet", "univ": "universitaet", "ges": "gesellschaft",
    "dt": "deutsch", "dtsch": "deutsch", "intern": "international", "int": "international",
    "internat": "international", "ver": "verein", "gym": "gymnasium", "gymn": "gymnasium",
    "str": "strasse", "dr": "doktor", "staedt": "staedtisch", "u": "und", "fh": "fachhochschule",
    "vhs": "volkshochschule", "hbf": "hauptbahnhof", "inst": "institut",
}  # fmt: skip
_FILLERS: Final = frozenset({"und", "der", "die", "das", "des", "dem", "den", "fuer", "in", "im",
                             "von", "zu", "the", "of", "and", "for", "de", "la", "le"})  # fmt: skip
_ENDINGS: Final = re.compile(r"(?:e[rsnm]?|s)$")
_DEGREES: Final = frozenset({"dr", "prof", "doktor", "professor", "med", "phil", "jur", "dipl",
                             "ing", "mag", "msc", "bsc", "ma", "ba", "phd"})  # fmt: skip


class Why(StrEnum):
    """What speaks for two entries being one."""

    SAME_NAME = "same-name"
    NEARLY_SAME_NAME = "nearly-same-name"
    INITIALS = "initials"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry under one of the names that it bears or bore. ``town`` is ``""`` if not known."""

    key: int
    name: str
    town: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two entries that may be one; ``first`` is the smaller key."""

    first: int
    second: int
    why: Why


def name_key(name: str) -> str:
    """Return a body's name without accents, legal form, small words, endings and order.

    Two spellings of one name ("Auslandsgesellschaft.de e. V.", "Auslandsgesellschaft DE e.V.")
    come out alike.
    """
    folded = _LONG_FORMS.sub("", identifier_from(name))
    words = [_SHORT_FOR.get(word, word) for word in folded.split("-") if word]
    told = [word for word in words if word not in _LEGAL_FORMS and word not in _FILLERS]
    return " ".join(sorted(map(_stem, told or words)))


def _stem(word: str) -> str:
    """Return a word without its ending: "Deutscher" and "Deutsche" are one."""
    return _ENDINGS.sub("", word) if len(word) > 5 else word


def person_key(given: str, family: str) -> str:
    """Return a person's name without accents, degrees and order."""
    words = identifier_from(given, family).split("-")
    return " ".join(sorted(word for word in words if word and word not in _DEGREES))


def towns_agree(one: str, other: str) -> bool:
    """Say whether two towns may be one; one that nobody knows may be any."""
    first, second = identifier_from(one), identifier_from(other)
    return not first or not second or first == second


def same_bodies(entries: Iterable[Entry]) -> list[Pair]:
    """Return the bodies that may be one, each pair once, the surer reason first."""
    keyed = [(entry, name_key(entry.name)) for entry in entries]
    return _best([*_alike(keyed), *_nearly(keyed)])


def same_people(entries: Iterable[tuple[int, str, str]]) -> list[Pair]:
    """Return the people that may be one; each comes as key, given name and family name."""
    people = list(entries)
    keyed = [(Entry(key, f"{given} {family}"), person_key(given, family))
             for key, given, family in people]  # fmt: skip
    return _best([*_alike(keyed), *_by_initials(people), *_nearly(keyed)])


def _alike(keyed: Sequence[tuple[Entry, str]]) -> Iterator[Pair]:
    by_name: dict[str, list[Entry]] = defaultdict(list)
    for entry, key in keyed:
        if key:
            by_name[key].append(entry)
    for group in by_name.values():
        for one, other in combinations(group[:MOST_OF_A_GROUP], 2):
            if towns_agree(one.town, other.town):
                yield _pair(one.key, other.key, Why.SAME_NAME)


def _nearly(keyed: Sequence[tuple[Entry, str]]) -> Iterator[Pair]:
    """Compare what begins alike, which keeps the comparisons few."""
    by_start: dict[str, list[tuple[Entry, str]]] = defaultdict(list)
    for entry, key in keyed:
        if len(key) >= 6:
            by_start[key[:3]].append((entry, key))
    for group in by_start.values():
        for (one, first), (other, second) in combinations(group[:MOST_OF_A_GROUP], 2):
            if first == second or not towns_agree(one.town, other.town):
                continue
            if SequenceMatcher(None, first, second).ratio() >= NEARLY:
                yield _pair(one.key, other.key, Why.NEARLY_SAME_NAME)


def _by_initials(people: Sequence[tuple[int, str, str]]) -> Iterator[Pair]:
    by_family: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for key, given, family in people:
        by_family[identifier_from(family)].append((key, identifier_from(given)))
    for family, group in by_family.items():
        if not family:
            continue
        for (one, first), (other, second) in combinations(group[:MOST_OF_A_GROUP], 2):
            short, long = sorted((first, second), key=len)
            if first != second and len(short) <= 1 and long.startswith(short):
                yield _pair(one, other, Why.INITIALS)


def _pair(one: int, other: int, why: Why) -> Pair:
    return Pair(min(one, other), max(one, other), why)


def _best(pairs: Iterable[Pair]) -> list[Pair]:
    order = {why: place for place, why in enumerate(Why)}
    found: dict[tuple[int, int], Pair] = {}
    for pair in pairs:
        if pair.first == pair.second:
            continue
        known = found.get((pair.first, pair.second))
        if known is None or order[pair.why] < order[known.why]:
            found[pair.first, pair.second] = pair
    return sorted(found.values(), key=lambda pair: (order[pair.why], pair.first, pair.second))
