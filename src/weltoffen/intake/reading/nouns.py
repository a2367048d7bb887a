"""Nouns that lead a town's name and are no part of it: "Partnerstadt X", "die Bergstadt X"."""

from __future__ import annotations

import re

from weltoffen.intake.reading.towns import is_called, is_stop_word, known
from weltoffen.places.gazetteer import Status

GENERIC = re.compile(
    r"(?:(?:Partner|Freundschafts|Haupt|Landeshaupt|Millionen|Groß|Klein|Hafen|Nachbar|Schwester"
    r"|Universitäts|Industrie|Kreis|Alt|Innen)?[Ss]t(?:adt|ädte)|\w*[Pp]artner\w*|\w*[Gg]emeinde"
    r"|\w*[Kk]ommune"
    r"|Twin|Sister|City|Town|(?:La |la )?Ville|Beispiel|Offizielle|Royaume)\Z"
)
TWINNED_WITH = re.compile(
    r"(?:twinn?\w*|jumel\w*|\w*[Pp]artnerschaft|verschwistert|\w*Partnerstadt|partnership"
    r"|sister cit\w+)"
    r"(?:\s(?:avec|mit|with|to))?\s\Z"
)
"""What has a town for its twin is one itself, also where a country is called like its capital."""
_TOWN_NOUN = re.compile(
    r"(?!Lutherstadt\b)\w{3,}(?:stadt|städtchen|dorf|ort|metropole|kommune|gemeinde|nachbarin?"
    r"|schwester)\Z"
)
"""The Lutherstadt is part of its towns' own names."""
_RUN_TOGETHER = re.compile(r"[a-zà-ÿ]{2}[A-Z]{3}")


def is_noun(name: str) -> bool:
    """Say whether a word is but a noun for towns, or runs into another: "NewsREPORT"."""
    if _RUN_TOGETHER.search(name):
        return True
    return _TOWN_NOUN.fullmatch(name) is not None and known(name)[0] is Status.UNKNOWN


_BEFORE_NOUN = re.compile(
    r"\b(?:[Dd]er|[Dd]ie|[Dd]as|[Dd]em|[Ee]iner?|[Uu]nsere[rn]?|[Ii]m|[a-zäöüß]{4,}(?:e|en|er))\s\Z"
)


def without_noun(text: str, words: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Leave out the nouns that lead a name: "Partnerstadt X", "die Bergstadt X", "Die Gemeinde X".

    Towns have no article in German, so that what stands behind one is a noun.
    """
    first = 0
    while first + 1 < len(words):
        word = text[slice(*words[first])]
        leads = is_stop_word(word) and GENERIC.match(text[slice(*words[first + 1])])
        is_noun = _TOWN_NOUN.match(word) and (
            _BEFORE_NOUN.search(text, 0, words[first][0])
            or (first and is_stop_word(text[slice(*words[first - 1])]))
        )
        whole = text[words[first][0] : words[-1][1]]
        if is_noun and is_called(known(whole)[2], whole):
            break
        if not (GENERIC.match(word) or leads or is_noun):
            following = text[slice(*words[first + 1])]
            if not (first == 0 and is_stop_word(word) and _TOWN_NOUN.match(following)):
                break
        first += 1
    return words[first:]
