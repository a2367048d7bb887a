"""Ordinary words that are names of towns as well: "Ins", "Vers", "Ende"."""

from __future__ import annotations

import re

from weltoffen.intake.reading.countries import adjectives_in, country_of
from weltoffen.intake.reading.states import country_in
from weltoffen.intake.reading.towns import is_stop_word, known
from weltoffen.places.gazetteer import Status

_BRACKET = re.compile(r"\s{0,3}\(([^()]{1,80})\)")
_WITH = re.compile(r"\b(?:mit|with|avec|nach|aus|und|and|et|zu|to|à)\s\Z")
_LIES_IN = re.compile(
    r",?\s(?:in|en|au|aux)\s(?:(?:der|den|dem|the)\s)?(?P<country>[^\W\d_a-z][\w-]+)"
    r"|,\s(?P<next>[^\W\d_a-z][\w-]+)"
)
_CALLED = re.compile(
    r"(?P<which>[^\W\d]+)\s(?:(?:Partner)?(?:[Ss]t[aä]dte?n?|[Gg]emeinden?)|cit(?:y|ies)(?: of)?"
    r"|towns?(?: of)?)\s\Z"
)
"""Towns of a country: "die tschechischen Städte Most und Louny"."""
_OPENERS = frozenset({
    "ins", "vers", "dès", "ainsi", "lors", "près", "zu", "chaque", "quant", "außer", "neben",
})  # fmt: skip
"""Small words with a capital, directly before a bracket with a country, are none."""
_NOUN = re.compile(r"(?:en|er|ung|heit|schaft)\Z|\w{7}")
"""Plurals and long words are nouns also behind "mit": "mit Schulen in der Schweiz"."""


def country_that_names(text: str, start: int, end: int) -> str | None:
    """Return the country that makes an ordinary word the name of a town there, None for none.

    It stands in a bracket behind it, or behind "mit X in der Schweiz", and has a place so called.
    """
    name = text[start:end]
    bracket = _BRACKET.match(text, end)
    code = country_in(bracket[1]) if bracket else None
    called = _CALLED.search(text, max(0, start - 60), start) if not bracket else None
    if called and (codes := [code for *_, code in adjectives_in(called["which"])]):
        return codes[0] if _is_there(name, codes[0]) else None
    lies = None if bracket else _LIES_IN.match(text, end)
    if lies and not _NOUN.search(name) and _WITH.search(text, max(0, start - 8), start):
        code = country_of(lies["country"] or lies["next"])
    is_certain = bracket is not None and name.casefold() in _OPENERS
    return code if code and (is_certain or _is_there(name, code)) else None


def _is_there(name: str, country: str) -> bool:
    return known(name, country, is_name=True)[0] is not Status.UNKNOWN


def is_ordinary(text: str, start: int, end: int) -> bool:
    """Say whether a word is an ordinary one where it stands."""
    return is_stop_word(text[start:end]) and country_that_names(text, start, end) is None
