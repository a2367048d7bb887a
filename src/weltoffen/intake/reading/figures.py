"""Figures of people that a text states: how many, of what measure, of which year, on what basis.

``measure`` is ``inhabitants``, ``foreign-residents``, ``migration-background``, ``foreign-share``,
``migration-share`` or ``nations``; ``unit`` is ``people``, ``percent`` or ``nations``. ``of`` is
the place that the figure is said of, as the page writes it, where the sentence names one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from weltoffen.intake.reading.dates import dates_in
from weltoffen.intake.reading.homes import Home
from weltoffen.intake.reading.layout import Unit
from weltoffen.intake.reading.mentions import UPPER
from weltoffen.intake.reading.numbers import Number, numbers_in
from weltoffen.intake.reading.patterns import just_before
from weltoffen.intake.reading.towns import known
from weltoffen.intake.types import FoundClaim, Quote
from weltoffen.places.gazetteer import Status

RULE = "figure/1"
_I = re.IGNORECASE
_FOREIGN = (
    r"Ausländer(?:[*:_]?innen)?n?\b|ausländischen?r? (?:\w+innen|Einwohner|Personen"
    r"|Mitbürger|Menschen"
    r"|Staatsangehörige)n?\w*|Menschen (?:mit (?:ausländische\w+"
    r"|nicht ?deutsche\w+) (?:Pass|Staats\w+)"
    r"|ohne deutschen Pass)|Nichtdeutschen?\b|foreign(?:ers\b| (?:residents|nationals"
    r"|citizens|people|inhabitants))"
    r"|non-nationals|étrangers\b|(?:habitants|résidents|ressortissants) étrangers"
)
_MIGRATION = (
    r"(?:Menschen|Personen|Einwohner\S*|Bürger\S*) mit (?:Migrations|Zuwanderungs"
    r"|Einwanderungs|internationaler )\w+"
    r"|(?:people|residents|inhabitants) with (?:a )?migra\w+ (?:background|history)"
    r"|(?:personnes |habitants )?issue?s de l['’]immigration|immigrés\b|immigrants\b"
)
_PEOPLE = (
    r"Einwohner(?:[*:_]?innen)?n?\b(?:\s(?:und|/)\s?Einwohner\w*)?"
    r"|Einwohnerinnen und Einwohnern?|Bewohner(?:[*:_]?innen)?n?\b"
    r"|(?:Bürger|Bürgerinnen und Bürger)n?\b|inhabitants|residents|habitants|âmes\b"
)
_LIVING = re.compile(r"leb|wohn|\blive|zuhause|zu Hause|\bhome\b|\bvivent|\bhabitent", _I)
_NATIONS = (
    r"(?:verschiedenen? |different |unterschiedlichen? |différentes )?(?:Nationen"
    r"|Nationalitäten|Herkunftsländern?"
    r"|nationalities|nations|nationalités)\b"
)
_BEHIND: tuple[tuple[str, str, re.Pattern[str]], ...] = tuple(
    (measure, unit, re.compile(rf"\s+(?:de\s|d['’])?(?:{words})", _I))
    for measure, unit, words in (
        ("foreign-residents", "people", _FOREIGN),
        ("migration-background", "people", _MIGRATION),
        ("nations", "nations", _NATIONS),
        ("nations", "nations", r"(?:Ländern|Staaten|countries|pays)\b"),
        ("inhabitants", "people", _PEOPLE),
        ("people", "people", r"(?:Menschen|Personen|people|persons|personnes)\b"),
    )
)
# "Menschen aus 160 Nationen": countries count as nations only where people come from them.
_COME_FROM = re.compile(
    r"(?:Menschen|Personen|Bürger\S*|Einwohner\S*|Bewohner\S*|people|residents|citizens"
    r"|inhabitants|habitants"
    r"|personnes)\s(?:\w+\s){0,2}(?:aus|from|de|issue?s de|venant de)\s(?:\w+\s){0,2}\Z",
    _I,
)
_BEFORE = re.compile(
    r"(?:\b(?:Einwohner|Eiwohner|Bevölkerungs)(?:zahl|stand)?(?: von| beträgt| liegt bei)?"
    r"|\bBevölkerung(?: von)?|\bpopulation(?: of| de| is)?|\bnombre d['’]habitants"
    r"|\bhabitants|\binhabitants)\s?:?\s?\Z",
    _I,
)
_PERCENT = re.compile(r"\s?(?:%|Prozent\b|per ?cent\b|pour ?cent\b|v\. ?H\.)(?:\s?Prozent\b)?", _I)
_SHARE_OF_PEOPLE = re.compile(
    r"Bevölkerung|Einwohner|population|inhabitants|residents|habitants|Menschen"
    r"|Ausländeranteil|Anteil",
    _I,
)
_ANY_FOREIGN = re.compile(rf"{_FOREIGN}|Ausländeranteil|foreign-born|share of foreign", _I)
_ANY_MIGRATION = re.compile(rf"{_MIGRATION}|Migrationshintergrund|migration background", _I)
_GOES_ON = re.compile(r"(?:Das|Dies|Damit|This|That|Cela|Soit|Ce)\b", _I)
_SAID_OF = re.compile(
    r"(?:^|[(,]\s*|\b)(?:Stand|Ende|Anfang|Mitte|Jahre?s?|in|am|zum|per|as of|as at|of|on|by|end of"
    r"|fin|en|au|début|année|Dezember)\s?:?\s?(?:vom |dem |the |31\. )?\Z|^\s*\(?\Z",
    _I,
)
_NOT_ITS_DATE = re.compile(
    r"seit|since|depuis|gegründet|founded|fondée?|eröffnet|erstmals erwähnt|\bbis\b", _I
)
_SOURCE = re.compile(
    r"(?:\b(?:[Ll]aut|[Nn]ach Angaben(?: des| der| von)?|[Gg]emäß|Quelle:|[Aa]ccording to"
    r"|[Ss]ource ?:"
    r"|[Ss]elon|[Dd]['’]après)\s+(?:de[mnrs]\s|the\s|l['’]|la\s|le\s)?"
    rf"(?P<named>(?:[a-zäöüé]+e[mnrs]\s)?[{UPPER}][\w.-]*(?:\s(?:(?:des|der|für|of|de"
    rf"|für)\s)?[{UPPER}][\w.-]*){{0,4}})"
    r"|(?P<alone>\b(?:Einwohnermelderegister|Melderegister|Hauptwohnsitz\w*|Zensus(?: [0-9]{4})?"
    r"|[Cc]ensus|[Rr]ecensement|INSEE|IT\.NRW|population register)\b))"
)
_PLACE = re.compile(rf"(?<![\w-])[{UPPER}][\w’'-]+(?: [{UPPER}][\w’'-]+)?")


def figures_in(units: Sequence[Unit], text: str, home: Home) -> Iterator[FoundClaim]:
    """Yield the figures of people, of foreigners among them and of their nations."""
    before: Unit | None = None
    last: FoundClaim | None = None
    for unit in units:
        together = before is not None and before.block == unit.block
        context = before.text if before and together else ""
        last = last if together else None
        for number in numbers_in(unit.text):
            found = _measured(unit.text, number, context)
            if found is None:
                continue
            last = _claim(text, unit, number, found, home, last)
            yield last
        before = unit


def _measured(text: str, number: Number, context: str) -> tuple[str, str, int, int] | None:
    """Return measure, unit, and from where to where the figure stands."""
    if share := _PERCENT.match(text, number.end):
        measure = _share(text, context)
        return (measure, "percent", number.start, share.end()) if measure else None
    if number.looks_like_year or (number.is_word and number.value < 13):
        return None
    for measure, unit, words in _BEHIND:
        noun = words.match(text, number.end)
        if noun and _holds(measure, text, number, noun):
            named = "inhabitants" if measure == "people" else measure
            return named, unit, number.start, noun.end()
    label = just_before(_BEFORE, text, number.start)
    if label and number.value >= 100:
        return "inhabitants", "people", label.start(), number.end
    return None


def _holds(measure: str, text: str, number: Number, noun: re.Match[str]) -> bool:
    """Say whether the sentence bears a measure out: people who came to a fair do not live there."""
    if measure == "people":
        return number.value >= 1000 and bool(_LIVING.search(text))
    return measure != "nations" or _are_nations(text, number, noun)


def _are_nations(text: str, number: Number, noun: re.Match[str]) -> bool:
    """Say whether people are from so many nations; members of a union of states are not."""
    if number.value < 10:
        return False
    return bool(just_before(_COME_FROM, text, number.start)) or bool(
        "ation" in noun[0] and _LIVING.search(text)
    )


def _share(text: str, context: str) -> str | None:
    for said in (text, f"{context} {text}"):
        if not _SHARE_OF_PEOPLE.search(text):
            return None
        if _ANY_FOREIGN.search(said):
            return "foreign-share"
        if _ANY_MIGRATION.search(said):
            return "migration-share"
    return None


def _on(text: str, number: Number) -> str | None:
    """Return the date that a figure is said of: the nearest that words or place mark as such."""
    fitting: list[tuple[int, str]] = []
    for dated in dates_in(text):
        before = text[: dated.start]
        if dated.on is None or _NOT_ITS_DATE.search(
            before[-30:] + text[dated.end : dated.end + 14]
        ):
            continue
        if _SAID_OF.search(before):
            fitting.append((abs(dated.start - number.start), dated.on))
    return min(fitting)[1] if fitting else None


@lru_cache(maxsize=64)
def _capitalised(text: str) -> tuple[tuple[str, int], ...]:
    """Return the words that may be places, each with where it ends."""
    return tuple((found[0], found.end()) for found in _PLACE.finditer(text))


def _whose(text: str, number: Number, home: Home) -> str:
    """Return the place named last before a figure, else the first behind it, else nothing."""
    behind, before = "", ""
    for name, end in _capitalised(text):
        if not (home.name and home.is_meant(name)) and known(name)[0] is Status.UNKNOWN:
            continue
        if end <= number.start:
            before = name
        else:
            behind = name
            break
    return before or behind


def _claim(
    text: str,
    unit: Unit,
    number: Number,
    found: tuple[str, str, int, int],
    home: Home,
    last: FoundClaim | None,
) -> FoundClaim:
    measure, name, low, high = found
    start, end = unit.start + low, unit.start + high
    on, of = _on(unit.text, number), _whose(unit.text, number, home)
    if last is not None and _GOES_ON.match(unit.text):
        on, of = on or last.on, of or last.of
    return FoundClaim(
        what="figure",
        quote=Quote(text[start:end], start, end),
        rule=RULE,
        of=of,
        value=number.value,
        approximate=number.is_approximate,
        measure=measure,
        unit=name,
        on=on,
        basis=_basis(unit.text),
    )


@lru_cache(maxsize=64)
def _basis(text: str) -> str:
    source = _SOURCE.search(text)
    return (source["named"] or source["alone"]).rstrip(". ") if source else ""
