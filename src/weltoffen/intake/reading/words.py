"""Words of three languages that tell what is said: kinds of relations, and numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from weltoffen.intake.reading.friends import is_of_friends_elsewhere
from weltoffen.intake.reading.patterns import at_words
from weltoffen.intake.types import Kind

_I = re.IGNORECASE

# In this order: the first that fits a place in the text wins there.
KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (Kind.PROJECT, re.compile(
        r"\b(?:Kooperations- und )?Projektpartner\w*|\bproject[ -]partner\w*"
        r"|\bpartenariats? de projet|\bcoopération décentralisée|\bprojets? de coopération", _I)),
    (Kind.CLIMATE, re.compile(
        r"\bKlimapartner\w*|\bclimate[ -]partner\w*|\bpartenariats? (?:pour le climat"
        r"|climat(?:ique)?s?)\b", _I)),
    (Kind.SOLIDARITY, re.compile(
        r"\bSolidaritätspartner\w*|\bsolidarity[ -]partner\w*"
        r"|\bpartenariats? de solidarité", _I)),
    (Kind.CONTACT, at_words(
        r"\b(?:accord|convention|action)s? de coopération|\bKooperationsvereinbarung\w*"
        r"|\bcoop(?:ère|èrent) (?:(?:aussi|par ailleurs|également|depuis \d{4}),? )?avec\b"
        r"|\bKooperationspartner\w*|\bcooperation partner\w*|ohne (?:offiziellen "
        r"|förmlichen )?(?:Partnerschafts)?[Vv]ertrag", _I)),
    (
        Kind.FRIENDSHIP,
        at_words(
            r"\bFreundschaftsst\w+|\bFreundschafts(?:vertr|verein|abkomm|pakt|urkund|bezieh"
            r"|b[uü]nd|erklär)\w*"
            r"|\bStädtefreundschaft\w*|\bfreundschaftliche\w* (?:Beziehung|Kontakt|Verbindung)\w*"
            r"|\bfreundschaftlich verbunden|\bbefreundete Stadt"
            r"|\b(?:[Ee]ine\s(?:[a-zäöüß]+e\s)?)?Freundschaft(?=\s(?:mit|zu|zwischen|verb[ai]nd)\b)"
            r"|\beine\s(?:[a-zäöüß]+e\s)?Freundschaft\b(?!\sfür)"
            r"|\bbefreundet(?:e[nrms]?(?=\s[A-ZÄÖÜ]))?(?![\w])"
            r"|\b(?:a\s(?:\w+\s)?)?friendship\s(?=(?:with|between|has linked)\b)"
            r"|\bfriendly (?:contacts?|relations)\b|\bfriends with (?=the (?:city|town)\b)"
            r"|\b(?:une\s(?:\w+\s)?)?amitié\s(?=(?:avec|entre|lie|unit|depuis)\b)"
            r"|\btown friendship|\bas (?:a |an official )?friendship(?! cit| town)"
            r"|\bfriend(?:ship|ly)[ -](?:cit|town|agreement|link|treat|pact|charter|accord"
            r"|declaration"
            r"|protocol)\w*"
            r"|\b(?:cit|town)\w+ of friendship|\blinks? of friendship"
            r"|\bfraternal (?:cit|town)\w*|\bvilles? fraternelles?"
            r"|\bvilles? amies?|\b(?:pacte|charte|accord|traité|protocole|serment|liens?"
            r"|relations?|ententes?|conventions?) d['’]amitié", _I,
        ),
    ),
    (
        Kind.TWIN,
        at_words(
            r"\b\w*partner(?:st[aä]dt\w*|gemeinde\w*|kommune\w*|orte?\w*"
            r"|schaft(?:en|s?(?:vertr|verein|abkomm|urkund|charta|bezieh)\w*)?\b)"
            r"|\b(?:städte)?partnerschaftliche\w* (?:Beziehung|Verbindung|Kontakt)\w*"
            r"|\b(?:Jumelage|Verschwister|verschwister|verpartner|Verbrüder|verbrüder)\w*"
            r"|\bPatenst[aä]dt\w*|\bSchwestergemeinde\w*"
            r"|\b(?:Bruder|Zwillings)st[aä]dt\w*|\bpaired (?:with|to)\b"
            r"|\bSchwester(?:st[aä][da]t|provinz|region)\w*"
            r"|\bsister(?= (?:and|&|or) friendship)|\btwin(?:ned|ning|nings|s)?\b"
            r"|\bsister[ -](?:cit|town|state|province|port)\w*"
            r"|\bpartner(?:ed)? (?:cit|town)\w*|(?<!in )\bpartnerships?\b|\bjumel\w+"
            r"|\blinks?(?=:)|\blink(?:s|ed)? (?:with|to|between|since)\b|\bliens? avec\b"
            r"|\bties (?:with|to)\b"
            r"|\b(?:ville|commune|cité|municipalité)s? (?:partenaires?|jumelles?|s(?:œ|oe)urs?)"
            r"|\bcommunes? amies?|\bnos jumelles\b|\bpartenariats?\b"
            r"|\b(?:civic|international|overseas|foreign) links?\b"
            r"|\baccords? de partenariat|\bpartenaires? de\b"
            r"|\bpartenaires? (?:depuis|officiel|allemand|espagnol|italien|anglais|britannique"
            r"|polonais"
            r"|portugais|belge|suisse|roumain|hongrois|tchèque|grec|russe|ukrainien|chinois"
            r"|japonais"
            r"|marocain|malien|sénégalais|américain|canadien|québécois|irlandais|écossais|gallois"
            r"|autrichien|néerlandais|suédois|danois|norvégien|finlandais|israélien|palestinien)\w*"
            r"|\bPartner(?:in|n)?\b|\bpartners\b|\bVerbindung\b|\bverbunden\b", _I,
        ),
    ),
)  # fmt: skip

OTHER_BODY = re.compile(
    r"Universit(?!ätsst)|University|Università|Universidad|Hochschul|Gymnasium|(?<!['’])École|Lycée"
    r"|Unternehmen\b"
    r"|\b(?:Schul|[Ss]chool|Collège\b|[Hh]otels?\b|Hôtels?\b(?! de [Vv]ille)|Chambers? of\b"
    r"|Chamber\b(?! [Cc]hoir)|[Cc]hambre de (?:commerce|métiers)|e\. ?V\.|Institut)"
)
"""Who else has partners: a relation of theirs is not the city's."""
_OF_OTHERS = re.compile(
    r"(?:Schul|Hochschul|Universitäts|Uni|Vereins|Klub|Kirchen|Pfarr|Gemeindekirchen"
    r"|Wirtschafts|Handels"
    r"|Medien|Ausbildungs|Ansprech|Geschäfts|Vertrags|Gesprächs|Tanz|Netzwerk|Bildungs|Sicherheits"
    r"|Lern|Forschungs|Betriebs|Entwicklungs|Lebens|Sozial|Kreis|Landkreis|Regional|Länder|Landes"
    r"|Klinik|Museums|Chor|Jugend|Energie|Lese)partner",
    re.IGNORECASE,
)
"""Partnerships of others, by the first part of the word."""

_TRADE = re.compile(
    r"\b(?:business|trading|trade|media|airline|shipping|hospitality|research|academic|knowledge"
    r"|technology|commercial|industry|training|strategic|supply|logistics|funding|delivery|retail"
    r"|\w+tech)[ -]\Z",
    _I,
)
_OF_TRADE = re.compile(
    r" (?:commercia|économiq|financi|privé|associati|socia|institutionn|industri|techniq"
    r"|scientifiq|universitair|locaux|médi)",
    _I,
)
"""Partners in trade and learning, by the word before, in French by the one behind."""

# The letters with which one of them begins stand first: most places in a text are done with so.
STRONG_TWIN = re.compile(
    r"(?=[pstjvcmb])(?:Partnerst[aä]dt|Städtepartner|Partnergemeinde|twin|sister"
    r"|partner (?:cit|town)|jumel|Partnerschaft|partnership"
    r"|(?:ville|commune|cité|municipalité)s? (?:partenaire|amie|s(?:œ|oe)ur)|verschwister"
    r"|Schwester(?:st[aä]dt|gemeind)|Verbrüder|civic link|Partnerort|Partnerkommun|Bruderst[aä]dt"
    r"|Städtefreundschaft)",
    _I,
)

_WEAK = re.compile(
    r"\b(?:Partner(?:in|n|s)?|partners?|links?|linked|ties|liens?|Verbindung|verbunden)\b"
)


def is_weak(text: str, kinds: Sequence[Kind]) -> bool:
    """Say whether only words tell of a relation that firms, clubs and roads use as well."""
    if set(kinds) != {Kind.TWIN} or STRONG_TWIN.search(text):
        return False
    return _WEAK.search(text) is not None


_ONES = {
    "ein": 1, "eine": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7,
    "acht": 8, "neun": 9, "zehn": 10, "elf": 11, "zwölf": 12, "dreizehn": 13, "vierzehn": 14,
    "fünfzehn": 15, "sechzehn": 16, "siebzehn": 17, "achtzehn": 18, "neunzehn": 19, "zwanzig": 20,
    "dreißig": 30, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20,
    "thirty": 30, "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "sept": 7,
    "huit": 8, "neuf": 9, "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14,
    "quinze": 15, "seize": 16, "vingt": 20,
}  # fmt: skip
_COMPOUND = re.compile(
    r"(ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun)und(zwanzig|dreißig|vierzig|fünfzig)\Z"
)
_TENS = {"zwanzig": 20, "dreißig": 30, "vierzig": 40, "fünfzig": 50}
NUMBER = (
    r"(?:[0-9]{1,3}(?:[.\u00a0\u202f ][0-9]{3})+(?![0-9])|[0-9]+"
    r"|(?:(?:ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun)und"
    r"(?:zwanzig|dreißig|vierzig|fünfzig))|" + "|".join(sorted(_ONES, key=len, reverse=True)) + r")"
)


def number_of(words: str) -> int | None:
    """Return the number that a word or digits say: "elf", "6 500", "neunundzwanzig"."""
    text = words.casefold().strip()
    digits = re.sub(r"[.\s]", "", text)
    if digits.isdigit():
        return int(digits)
    if compound := _COMPOUND.match(text):
        return _ONES[compound[1]] + _TENS[compound[2]]
    return _ONES.get(text)


def _is_of_others(text: str, found: re.Match[str]) -> bool:
    """Say whether words name partners of firms, schools and the like."""
    if _OF_OTHERS.match(found[0]):
        return True
    if not found[0].casefold().startswith("part") or STRONG_TWIN.fullmatch(found[0]):
        return False
    return bool(
        _TRADE.search(text, max(0, found.start() - 20), found.start())
        or _OF_TRADE.match(text, found.end())
    )


_RENEWED_BEHIND = re.compile(
    r"[^.;,]{0,24}\b(?:erneuert|bekräftigt|vertieft|bestätigt|renewed|reaffirmed|renouvel\w+"
    r"|confirm\w+)\b"
)
_RENEWED_BEFORE = re.compile(
    r"\b(?:erneuer\w+|bekräftig\w+|renewed|reaffirmed|renouvel\w+|réaffirm\w+)\s(?:durch|mit|in"
    r"|by|with"
    r"|through|par|avec|dans)\s(?:[^\W\d]+\s|d['’]){0,3}\Z"
)


def _is_renewal(text: str, found: re.Match[str]) -> bool:
    """Say whether a deed only renewed a bond: "durch einen Freundschaftsvertrag erneuert"."""
    return bool(
        (
            re.search(r"\b(?:durch|mit|by|with|par)\s(?:[^\W\d]+\s){0,2}\Z", text[: found.start()])
            and _RENEWED_BEHIND.match(text, found.end())
        )
        or _RENEWED_BEFORE.search(text, max(0, found.start() - 60), found.start())
    )


@lru_cache(maxsize=8192)
def kinds_in(text: str) -> tuple[tuple[int, int, Kind], ...]:
    """Return where words stand that name a kind of relation; no word counts twice."""
    if OTHER_BODY.search(text) and not STRONG_TWIN.search(text.replace("Partnerschaft", "")):
        return ()
    taken: list[tuple[int, int, Kind]] = []
    for kind, pattern in KINDS:
        for found in pattern.finditer(text):
            if _is_of_others(text, found):
                continue
            if kind is Kind.FRIENDSHIP and (
                _is_renewal(text, found) or is_of_friends_elsewhere(text, found)
            ):
                continue
            if all(found.end() <= low or found.start() >= high for low, high, _ in taken):
                taken.append((found.start(), found.end(), kind))
    return tuple(sorted(taken))
