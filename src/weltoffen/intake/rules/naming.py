"""When two names mean the same place, network or charter."""

from __future__ import annotations

import re
import unicodedata

from weltoffen.intake.reading.networks import canonical_name
from weltoffen.places.gazetteer import fold, unqualified

_GENERIC = frozenset(
    {
        "charta", "charter", "charte", "netzwerk", "netzwerke", "network", "networks", "reseau",
        "initiative", "landesinitiative", "stadtekooperation", "kooperation", "bundnis", "alliance",
        "stadtenetzwerk", "verein", "verband", "resolution", "declaration", "erklarung", "mitglied",
        "member", "stadt", "city", "ville", "der", "die", "das", "des", "den", "dem", "und", "and",
        "et", "of", "the", "for", "fur", "zur", "zum", "im", "in", "am", "la", "le", "les", "de",
        "du", "l", "d",
    }
)  # fmt: skip
"""Folded words that do not tell one network or charter from another."""
_BRACKET = re.compile(r"\s*\([^()]*\)")
_PART = re.compile(r"[^\W\d_]+|\d+")


def same_place(one: str, other: str) -> bool:
    """Say whether two names of places are spellings of one: "Xi´an" and "Xi'an".

    A name without its qualifier is one too ("Halle" for "Halle (Saale)"); two qualifiers are not.
    """
    short, other_short = unqualified(one), unqualified(other)  # "" where there is no qualifier
    if short and other_short:
        return fold(one) == fold(other)
    return (short or fold(one)) == (other_short or fold(other))


def same_body(one: str, other: str) -> bool:
    """Say whether two names mean the same network or charter.

    They do where both are names of one that is widely known, or where the words that tell it from
    others are the same: 'Charta "Integrating Cities"' and "Integrating Cities Charter".
    """
    known = {canonical_name(one) or canonical_name(_BRACKET.sub("", one))}
    known.discard(None)
    if known & {canonical_name(other), canonical_name(_BRACKET.sub("", other))}:
        return True
    first, second = _telling(one), _telling(other)
    return bool(first) and first == second


def _telling(name: str) -> frozenset[str]:
    plain = unicodedata.normalize("NFKD", _BRACKET.sub("", name).casefold())
    ascii_only = "".join(letter for letter in plain if not unicodedata.combining(letter))
    words = frozenset(_PART.findall(ascii_only))
    return words - _GENERIC or words


def same_words(one: str, other: str) -> bool:
    """Say whether two names differ in nothing but case, blanks, dashes and quotation marks."""
    return _plain(one) == _plain(other)


def _plain(name: str) -> str:
    return " ".join(re.findall(r"\w+", name.casefold()))
