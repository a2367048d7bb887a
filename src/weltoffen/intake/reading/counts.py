"""Counts of partners that a text states, and whose they are.

``of`` says what is counted: ``twin``, ``friendship``, ``project``, ``climate``, ``solidarity``,
``partner`` (several kinds at once), ``network`` (networks joined) or ``network-members``. Behind it
stands the scope where it is not all that the page's city has: ``-part`` (some of them, or those of
a certain day), ``-others`` (all but one named before), ``-national`` (of a country or of Europe),
``-other-city``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from weltoffen.intake.reading.homes import Home
from weltoffen.intake.reading.layout import Unit
from weltoffen.intake.reading.mentions import UPPER
from weltoffen.intake.reading.numbers import Number, numbers_in
from weltoffen.intake.reading.tacit_counts import answers, end_of_elided, end_of_tacit, only_one_in
from weltoffen.intake.reading.towns import known
from weltoffen.intake.reading.words import OTHER_BODY
from weltoffen.intake.types import FoundClaim, Quote
from weltoffen.places.gazetteer import Status

RULE = "count/5"
_I = re.IGNORECASE

# In this order: the first that fits behind a number wins. "?:i" leaves compounds like
# "Schulpartnerschaften" out, because a noun must begin where the adjectives end.
_NOUNS: tuple[tuple[str, str], ...] = (
    (
        "partner",
        r"Städte- (?:und|sowie) (?:Projekt|Klima)partnerschaften"
        r"|Partner(?:städte|schaften)n? und (?:Freundschaft|Projekt|Klima)\w+",
    ),
    (
        "project",
        r"Projektpartner(?:schaften|städten?|kommunen)?\b|project partner\w*"
        r"|partenariats de projet",
    ),
    (
        "climate",
        r"Klimapartner(?:schaften|städten?|kommunen)\b|climate partner\w*|partenariats climatiques",
    ),
    (
        "solidarity",
        r"Solidaritätspartnerschaften\b|solidarity partner\w*|partenariats de solidarité",
    ),
    (
        "friendship",
        r"Freundschaftsst[äa]dten?\b|Städtefreundschaften\b|friendship (?:cities|towns"
        r"|agreements|links)|town friendships|villes amies",
    ),
    (
        "twin",
        r"(?:Städte-?|Gemeinde-?|Kommunal-?|Kommunen-?)?[Pp]artnerschaft(?:en|sverträgen?"
        r"|svereinbarungen)\b"
        r"|(?:Schwester|Partner|Jumelage)-?(?:städten?|gemeinden|kommunen|orten?)\b|Jumelagen\b"
        r"|(?:Städte)?[Vv]erschwisterungen\b|partnerschaftlichen? (?:Beziehungen|Verbindungen)"
        r"|(?:Verbindungen|Beziehungen) (?:mit|zu) (?:\w+ )?(?:Städten|Gemeinden|Kommunen)\b"
        r"|(?:twin|sister|partner|twinned|partnered)[ -](?:cities|towns|communities"
        r"|municipalities)\b"
        r"|(?:town |city )?twinnings?\b(?: (?:agreements|arrangements|links|partnerships))?"
        r"|(?:city|town)(?:-to-city)? partnerships|jumelages?\b"
        r"|sister[ -]city (?:relationships|agreements)"
        r"|(?:villes|communes|cités|municipalités) [«“\"„]?\s?(?:jumelles"
        r"|jumelées|partenaires|sœurs|soeurs)|partnership agreements"
        r"|accords? de (?:jumelage|partenariat|coopération)"
        r"|twins\b",
    ),
    ("twin?", r"[Pp]artners?\b|[Pp]artnern\b|partenaires\b|partenariats\b|partnerships\b"),
    ("friends?", r"Freundschaften\b"),
    ("network", r"(?:\w+-?)?[Nn]etzwerken?\b|networks\b|réseaux\b|Städtenetzwerken?\b"),
    (
        "network-members",
        r"Fairtrade-(?:Towns|Städten?)\b|Mitglied(?:er|sstädten?|städten?|skommunen)n?\b"
        r"|member (?:cities|towns|municipalities)|(?:villes|communes) membres",
    ),
    (
        "cities",
        r"(?:Groß|Mittel|Millionen|Hafen|Haupt)?[Ss]tädten?\b|Kommunen\b|Gemeinden\b|Orten?\b"
        r"|cities\b|towns\b|places\b|communities\b|municipalities\b|villes\b|communes\b"
        r"|localités\b",
    ),
)
_FIRST = {of: re.compile(words, _I) for of, words in _NOUNS}
# What may stand between a number and its noun: adjectives, never a preposition or a verb.
_BETWEEN = re.compile(
    r"\s+(?P<mods>(?:(?!(?:für|über|unter|oder|und|mit|in|auf|aus|von|der|den|sind|waren"
    r"|wurden|werden"
    r"|haben|hatten|seine|sowie|for|with|the|in|from|are|were|and|or|have|pour|avec|dans"
    r"|des|les|sont"
    r"|ont|et|of|de|years?|ans|months?|times|days|weeks)\s)[a-zäöüßéèêâîôûç][\w*:’'-]*,?\s+"
    rf"|(?:European|German|French|British|American|Polish|(?-i:[{UPPER}])[\w-]+er)\s+){{0,4}})"
)
_OF_THEM = re.compile(
    r"\s+(?:of|von|der|des|out of|sur|de)\s+(?:(?:our|the|its|unseren?|ihren?|seinen?|nos"
    r"|ses|les|den|insgesamt)\s+){0,2}\Z",
    _I,
)
_TWINNED = re.compile(
    r"partnerschaft|verschwister|\btwinn?|jumel|partenariat|\bsister|befreundet|Partnerst[aä]dt|"
    r"partner (?:cit|town)|villes? partenaire|ville sœur"
    r"|\bPartner von|\bpartners of",
    _I,
)
_TO_THEM = re.compile(
    rf"(?:\b(?:mit|zu|with|to|avec|à|aux)\s+(?:(?-i:[{UPPER}])[\w-]+\s(?:und|and"
    r"|et)\s)?(?:(?:insgesamt|den|unseren?|ihren?|all(?:en)?"
    rf"|noch|folgenden|the|its|our)\s+){{0,2}}"
    r"|\b(?:jumelle|jumelée?s?|twin(?: town| city)?) (?:de|of)\s+)\Z",
    _I,
)
_ARE_TWINNED = re.compile(
    r"\s+(?:[^\W\d]+\s+){0,5}?(?:(?:sind|are|sont|ist|is|est)\s+(?:\w+\s+){0,3}"
    r"(?:twin|verschwistert|jumelé\w+|partner\w*)|unterhalten\b"
    r"|(?:haben|pflegen|have|ont)\s(?:\w+\s){1,2}(?:\w*[Pp]artner|twin|jumel))",
    _I,
)
_MEMBERS = re.compile(
    r"angehör|gehören|Mitglied|member|vertreten|zusammengeschlossen|membre|Netzwerk|network|réseau",
    _I,
)
_NOT_CITIES = re.compile(
    r"\s+(?:mit|with|avec|zwischen|between|entre)\s+(?:\w+\s+){0,2}(?:\w*[Ss]chulen"
    r"|\w*[Hh]ochschulen"
    r"|Universitäten|Firmen|Unternehmen|Vereinen|schools|universities|businesses|companies|écoles"
    r"|universités|entreprises|associations)",
)
_AND_BEFORE = re.compile(r"\b(?:und|and|et)\s+\Z", _I)
_PART = re.compile(
    r"\b(?:neuen?|neuer|weiteren?|further|additional|new|more|nouveaux|nouvelles|davon"
    r"|former|ehemaligen?)\b",
    _I,
)
_ABROAD = re.compile(r"\b(?:international|overseas|civic|foreign|internationaux|étrangers)\b", _I)
_OTHERS = re.compile(r"\b(?:autres|other|übrigen|anderen?)\b", _I)
# "Delegates of five twin towns" are some of them; "a network of twelve twin towns" is all.
_SOME_BEFORE = re.compile(
    r"\b(?:aus|in|from|weitere|further|other|another|dont|davon|darunter"
    r"|(?<!netz )(?<!netzwerk )(?<!kreis )(?<!zahl )(?<!anzahl )von"
    r"|(?<!network )(?<!number )(?<!family )(?<!total )of"
    r"|(?<!réseau )(?<!nombre )(?<!total )de)\s+\Z",
    _I,
)
_BEGAN = re.compile(
    r"(?:wurden|entstanden|kamen|folgten|schlossen|were signed|were added|joined|ont été signés)\b",
    _I,
)
_NATIONAL = re.compile(
    r"(?:in ganz|quer durch)\s+(?:Deutschland|Österreich|Europa|Frankreich)|bundesweit|landesweit"
    r"|deutschlandweit|europaweit|nationwide|(?:across|throughout) (?:Germany|Europe"
    r"|France|the UK|the country|Britain)"
    r"|(?:deutsche|österreichische|schweizer|französische|europäische)[rn]? (?:Städten?"
    r"|Kommunen|Gemeinden)"
    r"|(?:German|French|British|European) (?:towns|cities|municipalities|communities"
    r"|communes) (?:have|has|maintain)"
    r"|(?:communes|villes) (?:françaises|allemandes|belges|suisses|européennes|de France)"
    r"|dans toute (?:la France|l['’]Europe)",
    _I,
)
_MOST = 150  # no city has more partners than that; larger numbers are statistics
_NAME = rf"(?:(?:St\.?|San|Sankt|Saint|Bad|New) )?[{UPPER}][\w’'-]+(?:[ -][{UPPER}][\w’'-]+)?"
_HAS = (
    r"(?:hat|besitzt|unterhält|pflegt|zählt|führt|has|boasts|counts|maintains|a|compte"
    r"|possède|entretient|ist|is|est|ist heute)"
)
_SUBJECTS = (
    re.compile(rf"(?<![\w-])(?P<name>{_NAME})(?:\s\([^()]*\))?\s+{_HAS}(?=\s)"),
    re.compile(
        rf"\s{_HAS}\s+(?:die Stadt |heute |derzeit |aktuell )?(?P<name>{_NAME})(?=[\s,.;!]|\Z)"
    ),
    re.compile(rf"(?<![\w-])(?P<name>{_NAME})['’]s?\s+\Z"),
    re.compile(rf"(?<![\w-])(?P<name>{_NAME})s\s+\Z"),
)
_SO_MANY = re.compile(
    r"\s+(?:sind es|an der Zahl|are there|in (?:number|all)|au total|en tout)\b", _I
)
_COUNTED = re.compile(r"\b(?:Anzahl|Zahl|number|nombre|total)\b[^.;:]{0,60}?", _I)
_IS = re.compile(
    r"(?:[^.;:0-9(]|\([^()]*\)){0,50}?(?::|\||\t|\bist\b|\bbei\b|\bauf\b|\bis\b|\bto\b|\bà\b"
    r"|\best\b"
    r"|\bbeträgt\b|\bat\b)\s*\Z",
    _I,
)
_BEHIND = re.compile(r"\s*(?::|\||\(|=)\s*\Z")
_BACK = 400


def counts_in(units: Sequence[Unit], text: str, home: Home) -> Iterator[FoundClaim]:
    """Yield the counts of partners, of networks and of their members."""
    before = ""
    for unit in units:
        yield from _counts_of(unit, before, text, home)
        before = f"{before[-_BACK:]} {unit.text}"


def _counts_of(unit: Unit, before: str, text: str, home: Home) -> Iterator[FoundClaim]:
    numbers = [n for n in numbers_in(unit.text) if _may_count(unit.text, n)]
    taken: list[tuple[int, int]] = []
    is_about = bool(numbers and _TWINNED.search(before))
    for at, number in enumerate(numbers):
        found = (
            _noun_behind(unit.text, number, home)
            or _without_noun(unit.text, number, before, is_about=is_about)
            or _of_them(unit.text, numbers[at - 1 : at + 1] if at else [])
        )
        if found is None:
            continue
        of, end, mods = found
        taken.append((number.start, end))
        some = numbers[at - 1] if at else None
        if some and _OF_THEM.fullmatch(unit.text, some.end, number.start):
            yield _claim(text, unit, some, (some.start, end), f"{of}-part")
            yield _claim(text, unit, number, (number.start, end), of)
        else:
            scope = "" if of.startswith("network") else _scope(unit.text, number, end, mods, home)
            yield _claim(text, unit, number, (number.start, end), of + scope)
    yield from _labelled(unit, numbers, taken, text)
    if one := only_one_in(unit.text):
        number = Number(*one, 1.0, False, True, False)
        scope = "-other-city" if _is_other_city(unit.text, number, home) else ""
        yield _claim(text, unit, number, one, f"twin{scope}")


def _may_count(text: str, number: Number) -> bool:
    if number.looks_like_year or number.value != int(number.value) or number.value < 1:
        return False
    # "eine", "one", "un" are articles unless something says that there is but one
    return number.value != 1 or bool(
        re.search(r"\b(?:nur|only|just|lediglich|genau|seule?)\s\Z", text[: number.start])
    )


def _noun_behind(text: str, number: Number, home: Home) -> tuple[str, int, str] | None:
    """Return what is counted by a number, where its noun ends and what stands between."""
    between = _BETWEEN.match(text, number.end)
    if between is None:
        return None
    for start in _starts(text, number.end, between.end()):
        for of, words in _FIRST.items():
            if noun := words.match(text, start):
                mods = text[number.end : start]
                kind = _kind(of, text, number, noun, home)
                return (kind, noun.end(), mods) if kind else None
    return None


def _starts(text: str, low: int, high: int) -> list[int]:
    """Return where a noun may begin: behind each of the words between, the nearest first."""
    return [found.end() for found in re.finditer(r"\s+", text[:high]) if found.end() > low]


def _kind(of: str, text: str, number: Number, noun: re.Match[str], home: Home) -> str | None:
    """Return what is counted, by what else the sentence says; None if that is no partner."""
    rest = text[: number.start] + " " + text[noun.end() :]
    if _NOT_CITIES.match(text, noun.end()):
        return None
    if of == "cities":
        between = text[number.end : noun.start()]
        if _BEFRIENDED.search(between) or _in_countries(text, noun.end()):
            return "twin"
        is_bound = _BOUND_TO.match(text, noun.end()) and not _TRAFFIC.search(text)
        if is_bound and _TO_THEM.search(text[: number.start]):
            return "twin"
        if _TWINNED.search(text) and (
            _TO_THEM.search(text[: number.start]) or _ARE_TWINNED.match(text, noun.end())
        ):
            return "twin"
        is_many = number.value >= 10 and bool(_MEMBERS.search(rest))
        return "network-members" if is_many and not _TWINNED.search(text) else None
    if of == "twin?":
        near = re.search(r"städt|Städt|twin|jumel|cit(?:y|ies)\b|towns?\b|villes?\b|communes", rest)
        own = _ABROAD.search(text, number.end, noun.start()) and not OTHER_BODY.search(text)
        is_title = len(text) <= _TITLE and _names_home(text[: number.start], home)
        return "twin" if near or own or (is_title and not _BODIES.search(text)) else None
    if of == "friends?":
        return "friendship" if _TWINNED.search(rest) else None
    if of == "network":
        return (
            of if re.search(r"Mitglied|member|membre|engagier|beteilig|aktiv|activ", rest) else None
        )
    return of


_BEFRIENDED = re.compile(r"\b(?:befreundet|verschwistert|verpartnert)e?n?\b")
_BOUND_TO = re.compile(r"\s(?!durch\b|per\b)(?:[^\W\d]+\s){0,3}?verbunden\b")
_TRAFFIC = re.compile(r"\bBahn|\bBus|\bZug|\bZüge|[Ll]inie|[Ss]traße|[Ff]lug|\bNetz|[Kk]abel")
_IN_COUNTRIES = re.compile(r"\s(?:in|aus)\s\w+\s(?:Ländern|Staaten|Nationen|countries|pays)\b")
_BODIES = re.compile(r"\b(?:Firma|Verein|Klub|Club|Schule|Hochschule|Unternehmen|Team)\b")
_TITLE = 60


def _in_countries(text: str, end: int) -> bool:
    """Say whether towns of so many countries are partners: "zwölf Städte in elf Ländern"."""
    return _IN_COUNTRIES.match(text, end) is not None and bool(
        _TWINNED.search(text) or re.search(r"\bPartner\b", text)
    )


def _without_noun(
    text: str, number: Number, before: str, *, is_about: bool
) -> tuple[str, int, str] | None:
    """Return a count without a noun: "23 sind es"; ``is_about``: twinnings were named before."""
    if answers(text, number, before, is_about=is_about):
        return "twin", number.end, ""
    end = end_of_tacit(text, number) or end_of_elided(text, number, before, is_about=is_about)
    if end:
        return "twin", end, ""
    many = _SO_MANY.match(text, number.end)
    if many and number.start == 0 and _TWINNED.search(text[many.end() :]):
        return "twin", many.end(), ""
    if (many and _TWINNED.search(f"{before} {text[: number.start]}")) or (
        many and re.search(r"\bPartner\b|\bpartners\b", text[: number.start])
    ):
        return "twin", many.end(), ""
    return None


def _of_them(text: str, pair: list[Number]) -> tuple[str, int, str] | None:
    """Return the whole of "17 of 61" in a sentence about twinnings, where no noun follows."""
    if len(pair) < 2 or not _OF_THEM.fullmatch(text, pair[0].end, pair[1].start):
        return None
    if not _TWINNED.search(text):
        return None
    is_bare = re.match(r"\s*(?:[.,;)]|\Z|(?:are|is|were|sind|waren|sont)\b)", text[pair[1].end :])
    return ("twin", pair[1].end, "") if is_bare else None


def _scope(text: str, number: Number, end: int, mods: str, home: Home) -> str:
    if number.value > _MOST or (_NATIONAL.search(text) and not _names_home(text, home)):
        return "-national"
    if _is_other_city(text, number, home):
        return "-other-city"
    before = text[: number.start]
    if _OTHERS.search(mods) or (_AND_BEFORE.search(before) and _PART.search(mods)):
        return "-others"
    some = _SOME_BEFORE.search(before) or _PART.search(mods)
    return "-part" if some or _BEGAN.search(text[end : end + 40]) else ""


def _names_home(text: str, home: Home) -> bool:
    return any(home.is_meant(word) for word in re.findall(r"[\w’'-]+", text)) or (
        bool(home.name) and home.name in text
    )


def _is_other_city(text: str, number: Number, home: Home) -> bool:
    """Say whether the sentence says of another city that it has so many."""
    if not home.name:
        return False
    before = text[: number.start]
    for at, subject in enumerate(_SUBJECTS):
        for found in subject.finditer(before if at >= 2 else text):
            name = found["name"]
            if home.is_meant(name) or home.name.startswith(name) or name.startswith(home.short):
                return False
            if known(name)[0] is not Status.UNKNOWN:
                return True
    return False


def _labelled(
    unit: Unit, numbers: list[Number], taken: list[tuple[int, int]], text: str
) -> Iterator[FoundClaim]:
    """Yield counts whose noun stands first: "Anzahl der Partnerstädte: 12", "Jumelages (15)"."""
    for number in numbers:
        label = _label(unit.text, number)
        if label and not any(low <= number.start < high for low, high in taken):
            yield _claim(text, unit, number, (label[1], number.end), label[0])


def _label(text: str, number: Number) -> tuple[str, int] | None:
    """Return what a number is labelled as, and where the label begins."""
    is_last = re.match(r"\s*(?:\)|\Z)", text[number.end :])
    for of in ("project", "climate", "friendship", "twin"):
        for low, high in _nouns(of, text):
            is_told = _IS.fullmatch(text, high, number.start) and _COUNTED.search(text, 0, low)
            if is_told or (is_last and _BEHIND.fullmatch(text, high, number.start)):
                return of, low
    return None


@lru_cache(maxsize=64)
def _nouns(of: str, text: str) -> tuple[tuple[int, int], ...]:
    return tuple(found.span() for found in _FIRST[of].finditer(text))


def _claim(text: str, unit: Unit, number: Number, span: tuple[int, int], of: str) -> FoundClaim:
    start, end = unit.start + span[0], unit.start + span[1]
    return FoundClaim(
        what="count",
        quote=Quote(text[start:end], start, end),
        rule=RULE,
        of=of,
        value=number.value,
        approximate=number.is_approximate,
    )
