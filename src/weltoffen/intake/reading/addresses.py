"""Names of towns that do not name the town: of streets, stations and clubs, and words like them."""

from __future__ import annotations

import re

_STREET = re.compile(
    r"[ -](?:Road|Street|Avenue|Lane|Drive|Square|Way|Close|Straße|Strasse|Str\.|Platz|Allee"
    r"|Station|Airport|United|FC|Airlines|University)\b"
)
_RUE = re.compile(
    r"\b(?:rue|avenue|boulevard|place|quai|route) (?:de |d['’]|du )?\Z", re.IGNORECASE
)
# "Celle de Toulouse est plus courte": the French word, not the town of that name.
_THAT_ONE = re.compile(r"Celle (?:d[e’']|avec|qui|que|du)\b")


def is_no_town(text: str, start: int, end: int, is_stated: bool) -> bool:
    """Say whether a town's name is only part of that of a street, a station or a club.

    ``is_stated`` says that a country stands beside it, which only a town has.
    """
    if _THAT_ONE.match(text, start):
        return True
    if is_stated:
        return False
    before = text[max(0, start - 20) : start]
    return _STREET.match(text, end) is not None or _RUE.search(before) is not None


EVENT = re.compile(
    r" (?:Days?|Week|Month|Night|Evening|Festival|Fair|Committee|Association|Society|Tage?|Abend"
    r"|Woche|Fest|Komitee|Verein|Delegation)\Z"
)
"""What a town's name leads that is no part of it: "Graz Day"."""
