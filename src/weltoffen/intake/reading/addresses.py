"""Names of towns that do not name the town: of streets, stations and clubs, and words like them."""

from __future__ import annotations

import re

from weltoffen.intake.reading.patterns import just_before
from weltoffen.intake.reading.people import is_person

_STREET = re.compile(
    r"[ -](?:Road|Street|Avenue|Lane|Drive|Square|Way|Close|Straße|Strasse|Str\.|Platz|Allee"
    r"|Station|Airport|United|FC|Airlines|University|Police|Fire|Hospital|Ambulance|Cathedral)\b"
)
_RUE = re.compile(
    r"\b(?:rue|avenue|boulevard|place|quai|route) (?:de |d['’]|du )?\Z", re.IGNORECASE
)
# "Celle de Toulouse est plus courte": the French word, not the town of that name.
_THAT_ONE = re.compile(r"Celle (?:d[e’']|avec|qui|que|du)\b")


# German towns bear no article of these: "die Adria", "fünf Küchen".
_ARTICLE = re.compile(
    r"(?:\A|[\s„(])"
    r"(?:[Dd]ie|[Dd]er|[Kk]eine[nrms]?|[Dd]iese[nrms]?|[Jj]ede[nrms]?|[Ee]ine[nrms]?"
    r"|[Zz]wei|[Dd]rei|[Vv]ier|[Ff]ünf|[Ss]echs|[Ss]ieben|[Aa]cht|[Nn]eun|[Zz]ehn|[Vv]iele[nr]?)"
    r"\s(?:[a-zäöüß]{3,}(?:e|en|er)\s){0,3}\Z"
)
_HAS_ARTICLE = re.compile(r"Lutherstadt\s")
_PRONOUN = re.compile(r",\s(?:(?:mit|in|zu|an|von|bei|nach|aus|durch|und|für)\s)?(?:die|der)\s\Z")
_THE = re.compile(r"\b[Tt]he\s\Z")
_NO_MORE = re.compile(
    r"\Z|[,.;:)!?]|\s(?:and|is|was|are|in|on|to|from|has|had|at|by|for|who|where|with|which)\b"
)
_YEARS = re.compile(r"\s(?:ans|années)\b")


_AND = re.compile(r"\b(?:and|&|und|et)\s\Z")
_JOINT = re.compile(
    r"(?:\s(?:and|&)\sDistrict)?\s(?:Town\s)?Twinning\s(?:Association|Committee|Society|Group)\b"
)
"""Towns that have one association are neighbours: "the Huntingdon and Godmanchester Twinning …"."""
_INSTITUTION = re.compile(
    r"\b(?:Lycée|Collège|École|Gymnasium|[Rr]ealschule|Gesamtschule|Grundschule|Hotel|Hôtel"
    r"|Sparkasse|Stadtwerke)\s"
    r"(?:[A-ZÀ-Þ][\w’'-]+\s(?:(?:et|und|and|de|du)\s)?){0,2}\Z"
)
"""What bears a town's or a person's name: "Lycée Charles et Adrian"."""


_POSTCODE = re.compile(r"(?<![\w.-])(?:[A-Z]{1,2}-\d{4,5}|\d{5})\s{1,2}\Z")


# What a page puts in quotation marks is called so, as a feast or an exhibition is.
_QUOTED = re.compile(r"[„“«](?P<words>[^„“”«»]{2,40})[“”»]")


def is_no_town(text: str, start: int, end: int, is_stated: bool) -> bool:
    """Say whether a town's name is only part of that of a street, a station or a club.

    ``is_stated`` says that a country stands beside it, which only a town has.
    """
    if _THAT_ONE.match(text, start):
        return True
    if _POSTCODE.search(text, max(0, start - 10), start):
        return True
    if is_person(text, start, end) or _is_a_thing(text, start, end):
        return True
    if _JOINT.match(text, end) and just_before(_AND, text, start):
        return True
    if _INSTITUTION.search(text, max(0, start - 60), start):
        return True
    if is_stated:
        return False
    before = text[max(0, start - 20) : start]
    if any(found.start("words") == start for found in _QUOTED.finditer(text)):
        return True
    return _STREET.match(text, end) is not None or _RUE.search(before) is not None


def _is_a_thing(text: str, start: int, end: int) -> bool:
    """Say whether an article before a name, or what it counts, tells that no town is meant."""
    before = text[max(0, start - 60) : start]
    is_called_so = _HAS_ARTICLE.match(text, start) is not None
    if _ARTICLE.search(before) and not _PRONOUN.search(before) and not is_called_so:
        return True
    if _THE.search(before) and _NO_MORE.match(text, end):
        return True
    return _YEARS.match(text, end) is not None


EVENT = re.compile(
    r" (?:Days?|Week|Month|Night|Evening|Festival|Fair|Committee|Association|Society|Tage?|Abend"
    r"|Woche|Fest|Komitee|Verein|Delegation)\Z"
)
"""What a town's name leads that is no part of it: "Graz Day"."""
