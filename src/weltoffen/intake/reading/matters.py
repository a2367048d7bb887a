"""Of what a clause speaks: of the bond of two cities, or of something that goes on within one.

"Seit 2022 ruht der Jugendaustausch" says nothing of how the partnership stands, nor does "the
twinning association was dissolved". What a clause speaks of is the noun that no preposition
governs: not "im Rahmen der Partnerschaft", not "seit dem Besuch".
"""

from __future__ import annotations

import re
from functools import lru_cache

from weltoffen.intake.reading.words import kinds_in

_I = re.IGNORECASE

_MATTER = re.compile(
    # German: the head of a compound stands last, so its ending tells.
    r"\b(?:\w*(?:(?<=\w)austausche?s?|feier(?:n|lichkeit(?:en)?)?|feste?s?|festivals?|festakt|programme?s?"
    r"|verein(?:e[ns]?|s)?|(?:freundes|arbeits|förder)kreis(?:es|e)?|büros?|reisen?|fahrt(?:en)?"
    r"|besuche?s?|treffens?|begegnung(?:en)?|camps?|zeltlagers?|lauf(?:s|es)?|konzerte?s?"
    r"|ausstellung(?:en)?|veranstaltung(?:en|sreihe)?|wettbewerbe?s?|turniere?s?"
    r"|(?:flug|bahn|bus|zug|fähr|schiffs)(?:verbindung|linie)(?:en)?|förderung|zuschüsse|zuschuss"
    r"|komitees?|ausschuss(?:es)?|beirats?|stiftung|praktik(?:um|a)|kurse?s?|seminare?s?"
    r"|workshops?|konferenz(?:en)?|stipendi(?:um|en)|spenden(?:aktion)?|kampagnen?|delegation(?:en)?"
    r"|projekte|projektbüro|messe|denkmals?)"
    r"|(?:ein(?:e[ns]?)?|weitere[rs]?|neue[rs]?|nächste[rs]?)\s(?:[a-zäöüß]+\s)?\w*projekt"
    r"|projekt(?=\s[A-ZÄÖÜ„»\"])"
    r"|(?:Jugend|Schul|Schüler|Hochschul|Universitäts|Uni|Vereins|Klub|Kirchen|Pfarr|Gemeinde"
    r"kirchen|Klinik|Museums|Chor|Betriebs|Kita|Bildungs)partnerschaft(?:en)?"
    # English and French: a noun of its own, after what it is a matter of.
    r"|exchanges?|visits?|trips?|programmes?|programs?|festivals?|celebrations?|concerts?"
    r"|exhibitions?|committees?|associations?|clubs?|societ(?:y|ies)|scholarships?|flights?"
    r"|(?:air|bus|rail|ferry) (?:links?|routes?|services?)|camps?|tours?|races?|tournaments?"
    r"|school (?:links?|partnerships?)|grants?|funding"
    r"|(?:an?|new|further|next|another|other)\s(?:(?!twin|partner|sister)[a-z]+\s)?projects?"
    r"(?!\s(?:of|to))"
    r"|échanges?|visites?|voyages?|programmes?|festivals?|fêtes?|comités?|associations?|concerts?"
    r"|expositions?|séjours?|liaisons? (?:aériennes?|ferroviaires?)|subventions?|stages?"
    r"|(?:un|nouveau|autre|prochain) projet(?! de jumel| de partenariat))\b",
    _I,
)
_BOND = re.compile(
    r"\b(?:[Pp]artnerschaft|[Bb]eziehung(?:en)?|(?:Partnerschafts|Städte)?[Vv]ertrag|[Vv]erbindung"
    r"|Abkommen|Jumelage|[Tt]winnings?|[Pp]artnerships?|[Ll]inks?|[Aa]greements?|[Rr]elations?"
    r"|[Tt]ies|[Jj]umelages?|[Pp]artenariats?|[Ll]iens?|[Aa]ccords?|[Cc]onventions?)\b"
)
_BORDER = re.compile(
    r"[,;:()|•·\t\n]|[.!?](?=\s|\Z)|\s[–—]\s"
    r"|\s(?:und|and|et|während|while|aber|doch|but|mais)\s(?=(?:der|die|das|ein|eine|the|an?|le|la"
    r"|les|un|une)\s|l['’])"
)
"""Where a clause ends. "und der Austausch" begins one, or goes on with a list: see below."""
_GOVERNED = re.compile(
    r"(?:\b(?:im|in|am|an|auf|bei|beim|für|mit|von|vom|zu|zum|zur|nach|vor|seit|wegen|trotz|während"
    r"|durch|über|um|unter|gegen|ohne|aus|aufgrund|infolge|anlässlich|dank|statt|anstelle|mangels"
    r"|on|at|by|for|with|of|from|to|during|after|before|since|due to|because of|under|within"
    r"|through|without|despite|following|dans|sur|par|pour|avec|sans|de|des|du|à|aux?|lors|après"
    r"|avant|depuis|pendant|malgré|grâce)\s"
    r"|\b[dD]['’]\s?)"
    r"(?:(?:de[mnrs]|die|das|eine[mnrs]?|ein|unsere[mnrs]?|ihre[mnrs]?|seine[mnrs]?|diese[mnrs]?"
    r"|the|an?|our|its|their|this|la|les?|un|une|notre|leur|son|[a-zäöüß]+e[nmrs]?|\d+)\s"
    r"|l['’]){0,3}\Z",
    _I,
)
"""What stands before a noun that is not what the clause speaks of."""
_OF = re.compile(
    r"\s(?:(?:de[rs]|unsere[rs]|ihre[rs]|seine[rs]|eine[rs]|dieser)\s(?:[a-zäöüß]+\s)?)\Z"
)
"""A genitive between two nouns: the first is what is spoken of."""
_LISTED = re.compile(r",?\s(?:und|sowie|and|et)\s(?:(?:de[rnms]|die|das|the|la|les?)\s|l['’])?\Z")
_NEAR = 240
"""So far around its words a clause is looked for: a line may be as long as a page."""

_Place = tuple[int, int, bool]


def is_of_another_matter(text: str, low: int, high: int) -> bool:
    """Say whether the clause of words at ``low`` to ``high`` speaks of something but the bond."""
    first, last = _clause(text, low, high)
    return _speaks_of_another(text[first:last], low - first, high - first)


def dates_a_matter(text: str, at: int) -> bool:
    """Say whether a date that begins at ``at`` is of what stands before it: "the visit of 2019"."""
    led = _OF_WHEN.search(text, max(0, at - _NEAR), at)
    if led is None:
        return False
    return any(found.end() == led.start() for found in _MATTER.finditer(text, max(0, at - _NEAR)))


_OF_WHEN = re.compile(r"\s(?:von|vom|of|de|du|im Jahre?|in|am|on|en)\s\Z", _I)


@lru_cache(maxsize=8192)
def _speaks_of_another(clause: str, low: int, high: int) -> bool:
    if not _MATTER.search(clause):
        return False
    places = [each for each in _nouns(clause) if not (low <= each[0] < high)]
    heads = _heads(clause, [each for each in places if not _GOVERNED.search(clause, 0, each[0])])
    before = [each for each in heads if each[1] <= low]
    nearest = before[-1] if before else next(iter(heads), None)
    return nearest is not None and not nearest[2]


def _clause(text: str, low: int, high: int) -> tuple[int, int]:
    """Return the clause around words; one that goes on without a verb's own noun is wider."""
    start = max(0, low - _NEAR)
    first = max((found.end() for found in _BORDER.finditer(text, start, low)), default=start)
    after = _BORDER.search(text, high, high + _NEAR)
    return first, after.start() if after else min(len(text), high + _NEAR)


def _nouns(clause: str) -> list[_Place]:
    """Return the nouns of a clause in their order: from where to where, and whether of a bond."""
    others = [(found.start(), found.end(), False) for found in _MATTER.finditer(clause)]
    bonds = [(low, high, True) for low, high, _kind in kinds_in(clause)]
    bonds += [(found.start(), found.end(), True) for found in _BOND.finditer(clause)]
    free: list[_Place] = list(others)
    for low, high, is_bond in bonds:
        if all(high <= each[0] or low >= each[1] for each in free):
            free.append((low, high, is_bond))
    return sorted(free)


def _heads(clause: str, places: list[_Place]) -> list[_Place]:
    """Return the nouns that no other of them governs: of "Austausch der Schulen" the first.

    In English the last of two beside each other is meant: "twinning association". Of a list that
    names the bond all speak of it: "die Partnerschaft und den Austausch beenden".
    """
    heads: list[_Place] = []
    for each in places:
        if not heads:
            heads.append(each)
            continue
        between = clause[heads[-1][1] : each[0]]
        if _OF.fullmatch(between):
            continue
        if between.isspace():
            heads[-1] = each
        elif _LISTED.fullmatch(between):
            heads[-1] = (heads[-1][0], each[1], heads[-1][2] or each[2])
        else:
            heads.append(each)
    return heads
