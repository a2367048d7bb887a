"""Partners called by the people who live there: "die Ratiborer Partner", "mit den Russen"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from weltoffen.intake.reading.countries import country_of, region_country
from weltoffen.intake.reading.homes import Home
from weltoffen.intake.reading.mentions import UPPER, Mention
from weltoffen.intake.reading.towns import is_stop_word, known
from weltoffen.places.gazetteer import Status

_PEOPLE = {
    "Russen": "RU", "Polen": "PL", "Ungarn": "HU", "Briten": "GB", "Engländern?": "GB",
    "Schotten": "GB", "Waliser": "GB", "Franzosen": "FR", "Italienern?": "IT", "Tschechen": "CZ",
    "Ukrainern?": "UA", "Chinesen": "CN", "Japanern?": "JP", "Amerikanern?": "US", "Türken": "TR",
    "Griechen": "GR", "Spaniern?": "ES", "Portugiesen": "PT", "Schweden": "SE", "Finnen": "FI",
    "Dänen": "DK", "Norwegern?": "NO", "Belgiern?": "BE", "Niederländern?": "NL",
    "Holländern?": "NL", "Rumänen": "RO", "Bulgaren": "BG", "Kroaten": "HR", "Serben": "RS",
    "Israelis": "IL", "Esten": "EE", "Letten": "LV", "Litauern?": "LT", "Slowaken": "SK",
    "Slowenen": "SI", "Belarussen": "BY", "Russians": "RU", "Poles": "PL", "Hungarians": "HU",
    "Germans": "DE", "Italians": "IT", "Czechs": "CZ", "Ukrainians": "UA", "Americans": "US",
    "Belgians": "BE", "Romanians": "RO", "Russes": "RU", "Polonais": "PL", "Allemands": "DE",
    "Italiens": "IT", "Hongrois": "HU", "Belges": "BE", "Roumains": "RO", "Ukrainiens": "UA",
}  # fmt: skip
_OF_COUNTRY = re.compile(
    rf"\b(?:den|die|der|the|les|des|aux)\s(?P<who>{'|'.join(_PEOPLE)})(?![\w-])"
)


def people_in(text: str) -> str | None:
    """Return the country of the only people that a sentence names with an article."""
    found = {
        code
        for who in _OF_COUNTRY.finditer(text)
        for name, code in _PEOPLE.items()
        if re.fullmatch(name, who["who"])
    }
    return found.pop() if len(found) == 1 else None


_BOND = (
    r"(?:Partner(?:n|in|innen|schaft|schaftsverein)?|Freunden?|Freundinnen|Freundschaft"
    r"|Verschwisterung|Jumelage|Partnerschaftskomitee|Städtepartnerschaft)"
)
_TOWNS_OWN = re.compile(
    rf"(?<![\w-])(?:[Dd]ie|[Dd]er|[Dd]en|[Dd]em|[Uu]nsere[rn]?|[Mm]it|[Zz]ur|[Mm]it den|[Uu]nd)"
    rf"\s(?P<name>[{UPPER}][\w-]+er)\s(?:[a-zäöüß]+\s)?{_BOND}(?![\w-])"
    rf"(?!\s(?:mit|zu|nach|zwischen)\b|\s[{UPPER}])"
)


def inhabitants_in(text: str, home: Home) -> list[Mention]:
    """Return the towns of which an adjective calls somebody a partner: "Mainzer Freunde"."""
    found = []
    for each in _TOWNS_OWN.finditer(text):
        name = _town_of(each["name"], home)
        if name is None:
            continue
        status, country, place = known(name)
        start, end = each.span("name")
        found.append(
            Mention(name, start, end, end, country, False, True, place,
                    status is Status.AMBIGUOUS)
        )  # fmt: skip
    return found


def _town_of(word: str, home: Home) -> str | None:
    """Return the town of an adjective: "Ratiborer", "Bremer", "Dresdner"; None for the city's."""
    if home.is_meant(word) or is_stop_word(word):
        return None
    for name in _forms(word):
        if home.is_meant(name):
            return None
        fits = len(name) >= _SHORTEST and not is_stop_word(name)
        is_town = fits and region_country(name) is None and country_of(name) is None
        if is_town and known(name)[0] is not Status.UNKNOWN:
            return name
    return None


_SHORTEST = 4


def _forms(word: str) -> Iterator[str]:
    stem = word.removesuffix("er")
    yield from (stem, f"{stem}en", f"{stem}e")
    if stem.endswith("n"):
        yield f"{stem[:-1]}en"


def with_inhabitants(text: str, mentions: list[Mention], home: Home) -> list[Mention]:
    """Add the towns that are named by their people only: "die Ratiborer Partner"."""
    known_at = [(m.start, m.close) for m in mentions]
    more = [
        m for m in inhabitants_in(text, home)
        if not any(low <= m.start < high for low, high in known_at)
    ]  # fmt: skip
    return sorted([*mentions, *more], key=lambda m: m.start)
