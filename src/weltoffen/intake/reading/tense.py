"""What ages: firsts and superlatives with a place or a date, and announcements of the past."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from weltoffen.intake.reading.dates import dates_in
from weltoffen.intake.reading.layout import Unit
from weltoffen.intake.reading.mentions import UPPER
from weltoffen.intake.types import FoundClaim, Quote

FIRST_RULE = "superlative/2"
PASSED_RULE = "announced/1"
_CITY_THING = (
    r"[\w-]*(?:[Ss]tadt|[Pp]artnerschaft|[Pp]artnergemeinde|[Kk]ommune|[Gg]roßstadt"
    r"|[Mm]etropole|Town|Jumelage|Verbindung|[Gg]emeinde)"
)
_DE_WHICH = (
    r"(?:erste[nrs]?|einzige[nrs]?|älteste[nrs]?|jüngste[nrs]?|größte[nrs]?"
    r"|vielfältigste[nrs]?|internationalste[nrs]?)"
)
_DE_SCOPE = (
    r"(?:\s+(?:im|in|am|auf|an der|der|des)\s+(?:der |den |dem |ganz "
    rf"|ganzen )?[{UPPER}][\w-]+|\s+(?:weltweit|bundesweit|landesweit"
    r"|europaweit|überhaupt)|\s+(?:Deutschlands|Europas|Frankreichs|Österreichs|Polens))"
)
_EN_WHICH = (
    r"(?:first|oldest|largest|biggest|only|longest[- ]standing|most (?:diverse"
    r"|international|twinned))"
)
_EN_SCOPE = rf"\s+(?:in|of|within|across)\s+(?:the\s+)?(?:world|country|[{UPPER}][\w-]+)"
_FR_WHICH = r"(?:première?|seule?|plus (?:ancienne?|grande?|jeune|vieille|vieux|cosmopolite))"
_FR_SCOPE = rf"\s+(?:de|du|en|d['’]|au|dans)\s?(?:la |l['’])?(?:monde|pays|[{UPPER}][\w-]+)"
_PLACED = (
    re.compile(
        r"(?<!einer )(?<!eine )\b[Dd](?:ie|er|as|en"
        rf"|em)\s+{_DE_WHICH}\s+(?:[\w-]+\s+){{0,2}}?{_CITY_THING}(?:en)?{_DE_SCOPE}"
    ),
    re.compile(rf"\b[Aa]ls {_DE_WHICH}\s+(?:[\w-]+\s+){{0,2}}?{_CITY_THING}{_DE_SCOPE}"),
    re.compile(r"\bKeine? andere[rs]?\s+[\w-]+\s+(?:in|im|weltweit)\b[^.;:]{0,60}?\bso\s+viel\w*"),
    re.compile(rf"(?<!of )\b[Tt]he\s+{_EN_WHICH}\s+(?:(?!of\b)[\w-]+\s+){{0,3}}?[\w-]+{_EN_SCOPE}"),
    re.compile(
        rf"\b(?:became|was|is)\s+(?:the\s+)?{_EN_WHICH}\s+(?:in"
        rf"|of)\s+(?:the\s+)?[{UPPER}][\w-]+"
    ),
    re.compile(rf"\b[Ll]a\s+{_FR_WHICH}\s+(?:[\w-]+\s+){{0,3}}?[\w-]+{_FR_SCOPE}"),
    re.compile(rf"\b[Ll]e\s+{_FR_WHICH}\s+(?:[\w-]+\s+){{0,3}}?[\w-]+{_FR_SCOPE}"),
    re.compile(
        r"\bNo other (?:city|town|municipality)\s+(?:in|has)\b[^.;:]{0,60}?\b(?:so many"
        r"|as many|more)\b"
    ),
)
_WHICH = re.compile(rf"{_DE_WHICH}|{_EN_WHICH}|{_FR_WHICH}|Keine? andere|No other ")
"""One of these stands in whatever fits the patterns above and the one below."""
_TWINNING = (
    r"(?:Städte)?[Pp]artner(?:schaft|stadt|gemeinde)|Jumelage|twinning|(?:twin|sister"
    r"|partner) (?:city|town)|jumelage|ville jumelle"
)
_DATED = re.compile(
    rf"(?<!eine der )(?<!einer der )(?<!one of the )\b(?:{_DE_WHICH}|{_EN_WHICH}"
    rf"|{_FR_WHICH})\s+(?:offizielle[ns]?\s|official\s)?(?:{_TWINNING})|\b(?:jumelage"
    rf"|ville jumelle)\s(?:le|la)\s{_FR_WHICH}",
)

_YEAR = re.compile(r"(?<![\d.,/-])20[0-9]{2}(?![\d/])")
LOOKS_AHEAD = re.compile(
    r"\b(?:vor der|vor dem)\s+(?:\w+\s){0,2}[\w-]*(?:\s|\Z)|\bfreu(?:t|en) sich auf\b"
    r"|\bbereite[nt]\w* sich\b[^.]*\bvor\b|\bkommt\b[^.]{0,30}\b20\d\d\b"
    r"|\b(?:wird|werden|soll|sollen)\b(?![^.]*\bworden\b)|\b(?:geplant|vorgesehen) (?:für"
    r"|ist|im|am)\b|\bfindet\b[^.]*\bstatt\b"
    r"|\bbevorstehend\w*|\bkommenden?\b|\bwill (?:be|take|host|open|start|join|sign"
    r"|celebrate)\b|\b(?:is|are) (?:planned|due|preparing|scheduled)\b"
    r"|\bupcoming\b|\blook(?:s|ing)? forward to\b|\bahead of\b|\baura lieu\b"
    r"|\bauront lieu\b|\b(?:sera|seront)\b|\b(?:est|sont) prévue?s?\b|\bse prépare\w*\b"
    r"|\bà venir\b|\bavant les?\b",
    re.IGNORECASE,
)
_SINCE = re.compile(r"\b(?:seit|since|depuis|von|from|ab)\s(?:dem\s)?\Z", re.IGNORECASE)
_NEAR = 70


def superlatives_in(units: Sequence[Unit], text: str) -> Iterator[FoundClaim]:
    """Yield the firsts, oldest and largest that name where, or since when.

    Each quotes its whole sentence, once: cut short, it would say something else.
    """
    for unit in units:
        if not _WHICH.search(unit.text):
            continue
        taken: list[tuple[int, int]] = []
        for words in _PLACED:
            for found in words.finditer(unit.text):
                if all(found.end() <= low or found.start() >= high for low, high in taken):
                    taken.append(found.span())
        dated = [] if taken else [found.span() for found in _DATED.finditer(unit.text)][:1]
        if not taken and not dated:
            continue
        on = next((each.on for each in dates_in(unit.text) if each.on), None)
        if on is not None:
            taken += dated
        for low, high in dict.fromkeys(_around(unit.text, *span) for span in sorted(taken)):
            quote = _quote(text, unit.start + low, unit.start + high)
            yield FoundClaim(what="superlative", quote=quote, rule=FIRST_RULE, on=on)


_LONGEST_QUOTE = 600
"""Characters; a longer sentence is quoted by whole clauses, as many as fit."""
_CLAUSE_MARK = re.compile(r"[,;:](?=\s)|\s[–—-](?=\s)")


def _around(sentence: str, low: int, high: int) -> tuple[int, int]:
    """Return from where to where to quote a sentence for the words between two positions.

    All of it, or where that is too long the clauses of the words and those behind and before them,
    as many as fit. A single clause is never cut.
    """
    first, last = len(sentence) - len(sentence.lstrip()), len(sentence.rstrip())
    if last - first <= _LONGEST_QUOTE:
        return first, last
    marks = [found.span() for found in _CLAUSE_MARK.finditer(sentence)]
    starts = [first, *(end + 1 for _at, end in marks if end <= low)]
    ends = [*(at for at, _end in marks if at >= high), last]
    start = starts[-1]
    end = max((at for at in ends if at - start <= _LONGEST_QUOTE), default=ends[0])
    return min((at for at in starts if end - at <= _LONGEST_QUOTE), default=start), end


def announced_in(units: Sequence[Unit], text: str, read_on: dt.date | None) -> Iterator[FoundClaim]:
    """Yield what is spoken of as still to come although its date lies before the reading."""
    if read_on is None:
        return
    for unit in units:
        ahead = LOOKS_AHEAD.search(unit.text)
        if ahead is None:
            continue
        found = _last_date(unit.text, ahead)
        if found and _is_over(found[2], read_on):
            low, high = min(ahead.start(), found[0]), max(ahead.end(), found[1])
            quote = _quote(text, unit.start + low, unit.start + high)
            yield FoundClaim(what="announced", quote=quote, rule=PASSED_RULE, on=found[2])


def _last_date(unit: str, ahead: re.Match[str]) -> tuple[int, int, str] | None:
    """Return the latest date near the words that look ahead, "EURO 2024" among them."""
    low, high = max(0, ahead.start() - _NEAR), ahead.end() + _NEAR
    found = [(d.start, d.end, d.on) for d in dates_in(unit) if d.on]
    found += [
        (y.start(), y.end(), y[0])
        for y in _YEAR.finditer(unit)
        if not any(start <= y.start() < end for start, end, _on in found)
    ]
    near = [
        each
        for each in found
        if each[0] >= low and each[1] <= high and _belongs(unit, ahead, each[0], each[1])
    ]
    return max(near, key=lambda each: each[2].rstrip("~")) if near else None


def _belongs(unit: str, ahead: re.Match[str], start: int, end: int) -> bool:
    """Say whether a date stands in the clause that looks ahead, and is not where it began.

    "2014 wird Trabzon Partnerstadt" tells a history in the present tense.
    """
    between = unit[end : ahead.start()] + unit[ahead.end() : start]
    tells = re.match(r"wird|werden", ahead[0]) and not unit[:start].strip()
    return not (tells or re.search(r"[,;:()]", between) or _SINCE.search(unit[:start]))


def _is_over(on: str, read_on: dt.date) -> bool:
    """Say whether all of a date lies before a day."""
    plain = on.rstrip("~")
    return plain < read_on.isoformat()[: len(plain)]


def _quote(text: str, start: int, end: int) -> Quote:
    words = text[start:end].rstrip()
    return Quote(words, start, start + len(words))
