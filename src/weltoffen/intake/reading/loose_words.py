"""Words of bonds of any sort, which tell of a twinning only where the page is about that."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from weltoffen.intake.reading.mentions import Mention, follows_in_list
from weltoffen.intake.reading.slots import Slot, slot_of
from weltoffen.intake.reading.words import OTHER_BODY
from weltoffen.intake.types import Kind

_LOOSE = re.compile(
    r"\b(?:\w*[Vv]ertr[aä]ge?s?n?|\w*[Vv]ereinbarung(?:en)?|Abkommen|\w*[Uu]rkunden?|Bund"
    r"|Bündnis(?:se)?"
    r"|Band|Bande|Bindung(?:en)?|Beziehung(?:en)?|Unterschrift(?:en)?|Pakt|gemeinsame Wege"
    r"|befreundet|ties?|link(?:s|ed)?|pair(?:ed|ing)s?|charters?|agreements?|bonds?|pacts?"
    r"|treaty|treaties"
    r"|accords?|affiliated|relationship|liens?|liée?s?|conventions?|chartes?|serments?|pactes?"
    r"|protocoles?|traités?|ententes?|alliances?)\b"
)
"""Words of bonds of any sort, which tell of a twinning where the page is about that."""
_OF_ANYBODY = re.compile(
    r"\b(?:\w*[Vv]erein|FC|SV|TSV|[Cc]lub|[Kk]lub|\w*[Ff]euerwehr|\w*[Ss]chützen|Sparkasse"
    r"|\w*[Kk]linik(?:um)?|\w*[Mm]useum"
    r"|Theater|Orchester|Spieler|Trainer|\w*[Bb]ahn|Buslinie|Flug\w*|\w*[Ss]chul\w*"
    r"|Bundes(?!staat)\w+"
    r"|Land(?:es|kreis)\w*"
    r"|Kloster|Pfarr\w*|Bistum|Zweckverband|Kläranlage|Stadtwerke|Werk|Firma|\w*[Bb]etrieb"
    r"|team|players?|coach(?:es)?|railways?|rail|ferr(?:y|ies)|airlines?|flights?|bus|hospital"
    r"|museum|company|firm|dioceses?"
    r"|parish|church|college|schools?|trade|ministry|police|équipe|joueur|train|ligne|vols?"
    r"|autocar|musée|hôpital"
    r"|société|entreprise|paroisse|diocèse|lycée|collège|écoles?|agglomération|ministère|État)\b"
)


@lru_cache(maxsize=1024)
def loose_kinds_in(
    text: str, denied: tuple[tuple[int, int], ...] = ()
) -> tuple[tuple[int, int, Kind], ...]:
    """Return where words stand that tell of a bond of any sort: "charter", "Bund", "serment".

    They count only where the page speaks of twinnings, and nobody else's bond is meant.
    """
    if _OF_ANYBODY.search(text) or OTHER_BODY.search(text):
        return ()
    return tuple(
        (*found.span(), Kind.TWIN)
        for found in _LOOSE.finditer(text)
        if not any(low <= found.start() < high for low, high in denied)
    )


_OF_TOWNS = re.compile(
    r"\b(?:Städte|Gemeinde|Kommunal|Orts)-?(?:verbindung|beziehung|bund|bünd|bande|kontakt"
    r"|familie)\w*"
    r"|\b(?:town|city|civic|municipal|intermunicipal) (?:links?|ties|bonds|friends\w*)\b"
    r"|\b[Ii]nternationale[nr]? (?:Beziehungen|Verbindungen|Kontakte)\b"
    r"|\b[Ii]nternational [Rr]elations\b"
    r"|\b[Rr]elations internationales\b"
    r"|\bliens (?:entre villes|intercommuna\w+|internationaux)\b|\bamitiés? entre (?:villes"
    r"|communes)"
)


def speaks_of_bonds(text: str) -> bool:
    """Say whether a page speaks of bonds of towns, though by no word for a twinning."""
    return _OF_TOWNS.search(text) is not None


_LOOSE_REACH = 70


_WITH_WHICH = re.compile(
    r",\s(?:mit (?:der|dem|denen)\s(?:wir|man|die Stadt|unsere|[A-ZÄÖÜ]\w+)"
    r"|with (?:which|whom)\s(?:we|the|it|[A-Z]\w+)|avec (?:laquelle|lequel|qui)\s(?:nous|la"
    r"|[A-ZÉ]\w+))\b"
)


def tied_loosely(
    text: str, chosen: Sequence[Mention], loose: Sequence[tuple[int, int, Kind]]
) -> list[Mention]:
    """Return the places that are with somebody near a word of a bond: "a charter with X"."""
    found: list[Mention] = []
    for mention in chosen:
        if (found and follows_in_list(text, found[-1].close, mention.start)) or (
            _WITH_WHICH.search(text, mention.close)
            or (
                (slot_of(text, mention) in (Slot.WITH, Slot.LIKE))
                and any(
                    not re.search(
                        r"[.;:]", text[min(high, mention.close) : max(low, mention.start)]
                    )
                    and max(low - mention.close, mention.start - high) <= _LOOSE_REACH
                    for low, high, _kind in loose
                )
            )
        ):
            found.append(mention)
    return found
