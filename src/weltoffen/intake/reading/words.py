"""Words of three languages that tell what is said: kinds of relations, how they stand, numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from weltoffen.intake.types import Kind, Standing

_I = re.IGNORECASE

# In this order: the first that fits a place in the text wins there.
KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (Kind.PROJECT, re.compile(
        r"\b(?:Kooperations- und )?Projektpartner\w*|\bproject[ -]partner\w*"
        r"|\bpartenariats? de projet|\bcoopération décentralisée", _I)),
    (Kind.CLIMATE, re.compile(
        r"\bKlimapartner\w*|\bclimate[ -]partner\w*|\bpartenariats? (?:pour le climat"
        r"|climat(?:ique)?s?)\b", _I)),
    (Kind.SOLIDARITY, re.compile(
        r"\bSolidaritätspartner\w*|\bsolidarity[ -]partner\w*"
        r"|\bpartenariats? de solidarité", _I)),
    (Kind.CONTACT, re.compile(
        r"\b(?:accord|convention|action)s? de coopération|\bKooperationsvereinbarung\w*"
        r"|\bcoop(?:ère|èrent) (?:(?:aussi|par ailleurs|également|depuis \d{4}),? )?avec\b"
        r"|\bKooperationspartner\w*|\bcooperation partner\w*|ohne (?:offiziellen "
        r"|förmlichen )?(?:Partnerschafts)?[Vv]ertrag", _I)),
    (
        Kind.FRIENDSHIP,
        re.compile(
            r"\bFreundschaftsst\w+|\bFreundschafts(?:vertr|verein|abkomm|pakt|urkund|bezieh)\w*"
            r"|\bStädtefreundschaft\w*|\bfreundschaftliche\w* (?:Beziehung|Kontakt|Verbindung)\w*"
            r"|\bfreundschaftlich verbunden|\bbefreundete Stadt"
            r"|\btown friendship|\bas (?:a |an official )?friendship(?! cit| town)"
            r"|\bfriendship[ -](?:cit|town|agreement|link|treat|pact|charter)\w*"
            r"|\b(?:cit|town)\w+ of friendship|\blinks? of friendship"
            r"|\bfraternal (?:cit|town)\w*|\bvilles? fraternelles?"
            r"|\bvilles? amies?|\b(?:pacte|charte|accord|traité|protocole|serment|liens?"
            r"|relations?) d['’]amitié", _I,
        ),
    ),
    (
        Kind.TWIN,
        re.compile(
            r"\b\w*Partnerst[aä]dt\w*|\b\w*Partnergemeinde\w*|\b\w*Partnerkommune\w*"
            r"|\b\w*partnerschaft(?:en|s?(?:vertr|verein|abkomm|urkund|charta|bezieh)\w*)?\b"
            r"|\b(?:städte)?partnerschaftliche\w* (?:Beziehung|Verbindung|Kontakt)\w*"
            r"|\b(?:Jumelage|Verschwister|verschwister|verpartner)\w*|\bPatenst[aä]dt\w*"
            r"|\bSchwester(?:st[aä][da]t|provinz|region)\w*"
            r"|\bsister(?= (?:and|&|or) friendship)|\btwin(?:ned|ning|nings|s)?\b"
            r"|\bsister[ -](?:cit|town|state|province|port)\w*"
            r"|\bpartner(?:ed)? (?:cit|town)\w*|(?<!in )\bpartnerships?\b|\bjumel\w+"
            r"|\blinks?(?=:)|\blink(?:s|ed)? (?:with|to|between|since)\b|\bliens? avec\b"
            r"|\bties (?:with|to)\b"
            r"|\bvilles? (?:partenaires?|jumelles?|sœurs?)|\bpartenariats?\b"
            r"|\baccords? de partenariat|\bpartenaires? de\b"
            r"|\bpartenaires? (?:depuis|officiel|allemand|espagnol|italien|anglais|britannique"
            r"|polonais"
            r"|portugais|belge|suisse|roumain|hongrois|tchèque|grec|russe|ukrainien|chinois|japonais"
            r"|marocain|malien|sénégalais|américain|canadien|québécois|irlandais|écossais|gallois"
            r"|autrichien|néerlandais|suédois|danois|norvégien|finlandais|israélien|palestinien)\w*"
            r"|\bPartner(?:in|n)?\b|\bpartners\b|\bVerbindung\b|\bverbunden\b", _I,
        ),
    ),
)  # fmt: skip

OTHER_BODY = re.compile(
    r"Universit(?!ätsst)|University|Università|Universidad|Hochschul|\bSchul|\b[Ss]chool"
    r"|Gymnasium|École|Lycée"
    r"|\bCollège\b|\b[Hh]otels?\b|\bHôtels?\b(?! de [Vv]ille)|\bChambers? of\b"
    r"|\bChamber\b(?! [Cc]hoir)"
    r"|\b[Cc]hambre de (?:commerce|métiers)|Unternehmen\b|\be\. ?V\.|\bInstitut"
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

STRONG_TWIN = re.compile(
    r"Partnerst[aä]dt|Städtepartner|Partnergemeinde|twin|sister"
    r"|partner (?:cit|town)|jumel|Partnerschaft|partnership"
    r"|villes? (?:partenaire|amie|sœur)|verschwister",
    _I,
)

STANDINGS: tuple[tuple[Standing, re.Pattern[str]], ...] = (
    (
        Standing.ENDED,
        re.compile(
            r"\bbeend\w+|\bnicht (?:weiterge|fortge|verlängert)\w*|\bnot (?:continued|renewed)"
            r"|\bendete\w*|\baufgelöst|\baufgehoben|\bgetrennt\b|\bSchluss\b"
            r"|verabschiedet sich von|\behemalige\w*|\berloschen|\bbesteht nicht mehr"
            r"|\b(?:auf)?gekündigt|\bzu Ende ge(?:gangen|ht)"
            r"|\bformer\b(?! (?:[\w-]+ ){0,2}(?:[Cc]ouncil|[Mm]ayor|[Cc]orporation|president|chair"
            r"|Soviet|Yugoslav|capital|GDR|colony|name))|\bformerly (?=twin|link|partner)\b"
            r"|\bended\b"
            r"|\bdissolved|\bterminated|\b(?:to|will|would) end (?=(?:the|its|our|all)\s(?:\w+\s)?"
            r"(?:twin|link|partner|sister|relation))|\bsever(?:ed|ing)?\b|\bcut (?:its |all )?ties"
            r"|\bbroken? off\b|\bbroke off\b|\bmis un terme|\bmettre un terme|\brompre\b"
            r"|\bdiscontinued|\blapsed|\bno longer (?:twinned|a twin|active|exists)"
            r"|\bcame to an end"
            r"|\bwound up|\bceased|\bused to be twinned"
            r"|\brompue?\b|\brésiliée?|\bdénoncée?\b|\bmis fin\b|\bmettre fin|\bpris fin"
            r"|\bdissoute?\b|\bpas (?:été )?(?:renouvel|reconduit|prolong)\w+|\bn['’](?:est"
            r"|existe) plus|(?<!plus )\bancien(?:ne)?s? (?:ville"
            r"|jumel|partenaire)", _I,
        ),
    ),
    (
        Standing.RESTING,
        re.compile(
            r"\bruht\b|\bruhen\b|\bruhend\w*|\bausgesetzt|\bauszusetzen|\bsuspen(?:d|s)\w*"
            r"|\bauf Eis\b|\bsetz(?:t|te|ten|en)\b[^.;]*\baus\b|\beingefroren"
            r"|\bpausier\w+|\bon hold\b|\bon ice\b|\bdormant|\bpaused\b"
            r"|\binactive?\b|\binactif|\binaktiv\b|\bfrozen\b|\bin abeyance"
            r"|\ben sommeil|\ben veille\b|\bgelée?s?\b|\ben pause\b", _I)),
    (Standing.LIMITED, re.compile(r"\beingeschränkt\w*|\blimited to\b|\brestreint\w*", _I)),
    (Standing.PLANNED, re.compile(
        r"\bgeplant\w*|\bangestrebt|\bin Vorbereitung|\bvorbereitet\b"
        r"|\bnoch nicht (?:beschlossen|unterzeichnet|geschlossen|besiegelt)|\bin Aussicht"
        r"|\bsoll\b[^.;]*\b(?:unterzeichnet|geschlossen|besiegelt) werden|\bbe signed\b"
        r"|\bwill be signed|\bsera signée?|\bplanned\b|\bprévue?s?\b|\bin Planung"
        r"|\bin Verhandlung\b|\bin preparation|\bproposed\b|\bunder discussion"
        r"|\bunder way\b|\ben préparation|\bà l['’]étude|\benvisagée?s?\b|\ben projet\b"
        r"|\bwird (?:derzeit |zurzeit )?(?:geprüft|erwogen)|\b(?:being|under) consider\w+"
        r"|\bvorzubereiten|\banzubahnen|\banbahnen|\bprojet de jumelage|\bsteht noch aus"
        r"|\bwill\b[^.;]*\bschließen\b|\bmöchte\b[^.;]*partnerschaft"
        r"|\bhopes? to\b|\bplans? to (?:twin|sign|enter)|\bsouhaite|\bnégociation", _I)),
)  # fmt: skip
_WEAK = re.compile(
    r"\b(?:Partner(?:in|n|s)?|partners?|links?|linked|ties|liens?|Verbindung|verbunden)\b"
)


def is_weak(text: str, kinds: Sequence[Kind]) -> bool:
    """Say whether only words tell of a relation that firms, clubs and roads use as well."""
    if set(kinds) != {Kind.TWIN} or STRONG_TWIN.search(text):
        return False
    return _WEAK.search(text) is not None


_WISH = re.compile(
    r"beantrag|\bAntrag\b|\bforder|\bverlang|vorgeschlagen|\bprüf|\bmotion\b|\bcalled? for|\bdemand"
    r"|\bproposed? to|\bpetition|\bpropos(?:e|ait) de",
    _I,
)
_NEITHER = re.compile(r"\b(?:weder|neither)\b[^.;]*\b(?:noch|nor)\s(?:\w+\s)?\Z")
_DECIDED = re.compile(r"beschl[ioö]|resolved|decided|voted|angenommen|approuv|adopt|décid", _I)
_TO = re.compile(r"\b(?:zu|to|de) \Z")
NOT = re.compile(r"\b(?:nicht|weder|kein\w*|nie|not|never|no|jamais|pas|sans|without|ohne)\b", _I)

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


@lru_cache(maxsize=1024)
def kinds_in(text: str) -> tuple[tuple[int, int, Kind], ...]:
    """Return where words stand that name a kind of relation; no word counts twice."""
    if OTHER_BODY.search(text) and not STRONG_TWIN.search(text.replace("Partnerschaft", "")):
        return ()
    taken: list[tuple[int, int, Kind]] = []
    for kind, pattern in KINDS:
        for found in pattern.finditer(text):
            if _is_of_others(text, found):
                continue
            if all(found.end() <= low or found.start() >= high for low, high, _ in taken):
                taken.append((found.start(), found.end(), kind))
    return tuple(sorted(taken))


@lru_cache(maxsize=1024)
def standings_in(text: str) -> tuple[tuple[int, int, Standing], ...]:
    """Return where words stand that say how a relation stands; negated ones are left out."""
    found = []
    for standing, pattern in STANDINGS:
        for each in pattern.finditer(text):
            around = (
                text[max(0, each.start() - 14) : each.start()]
                + " | "
                + text[each.end() : each.end() + 8]
            )
            is_wish = _WISH.search(text, 0, each.start()) and not _DECIDED.search(text)
            is_neither = _NEITHER.search(text, 0, each.start())
            if (
                not NOT.search(around)
                and not is_neither
                and not (is_wish and _TO.search(text, 0, each.start()))
            ):
                found.append((each.start(), each.end(), standing))
    return tuple(sorted(found))
