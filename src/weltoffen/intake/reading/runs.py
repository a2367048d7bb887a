"""Runs of words with capitals: which may hold the name of a place at all."""

from __future__ import annotations

import re
from collections.abc import Sequence

from weltoffen.intake.reading.countries import country_of, region_country
from weltoffen.intake.reading.towns import is_stop_word, known, may_begin
from weltoffen.places.gazetteer import Status


def may_name(text: str, words: Sequence[tuple[int, int]], high: int) -> bool:
    """Say quickly whether a run may hold a name: known ones begin so, others have a country."""
    if _BESIDE.match(text, high) or _NEARER.match(text, high):
        return True
    if len(words) > 1 and _NEARER_NOUN.search(text, words[0][0], high):
        return True
    if len(words) == 1:
        name = text[slice(*words[0])]
        if is_stop_word(name) and not _MAY_CALL.search(text, 0, words[0][0]):
            return False
        return may_begin(name)
    return any(may_begin(text[slice(*word)]) for word in words)


_BESIDE = re.compile(
    r"\s{0,3}[(/|]|\s?,\s|\s[–—-]\s|\s(?:in|im|am|auf|en|au|aux|dans|district|region|county"
    r"|province"
    r"|prefecture)\s|[\t·]|\s[A-Z]"
)
_NEARER = re.compile(r"[ /](?:[aiob]|an)\. ?(?:d(?:er|\.)? ?)?[^\W\d_]")
_NEARER_NOUN = re.compile(r"\s(?:im|in|am|an der|ob|a\.)\s")
_MAY_CALL = re.compile(r"(?:Städten?|Stadt|cities|towns|city of|town of)\s\Z")


def ends_in_country(text: str, words: Sequence[tuple[int, int]]) -> bool:
    """Say whether a run is a known town with its country behind it: "Bedford England"."""
    if len(words) < _PAIR:
        return False
    last = text[slice(*words[-1])]
    name = text[words[0][0] : words[-2][1]]
    return bool(country_of(last) or region_country(last)) and known(name)[0] is not Status.UNKNOWN


_PAIR = 2
