"""The country beside a name: in a bracket, behind a comma, as a landscape's adjective."""

from __future__ import annotations

import re

from weltoffen.intake.reading.countries import adjectives_in, country_of, region_country
from weltoffen.intake.reading.letters import UPPER, WORD
from weltoffen.intake.reading.states import STATE_OF_US, country_in, us_state
from weltoffen.intake.reading.towns import known

BRACKET = re.compile(r"\s{0,3}\(([^()]{1,80})\)")
_AFTER = re.compile(
    rf"(?:,? (?:in|im|am|auf) (?:der |den |dem |the |[a-zäöü]+en |(?:[a-z]+[ -])?[a-z]+ern "
    rf"|central "
    rf"|Norden |Süden |Osten |Westen |(?:US-)?Bundesstaat |US-Staat |Bundesland "
    rf"|(?:US |the )?state of )?"
    rf"|,? (?:district|region|county|province|prefecture) (?:in|of) (?:the )?"
    rf"|, (?:an?|the|une?|eine) (?:[a-zà-ÿ-]+ ){{0,3}}"
    rf"(?:town|city|village|port|ville|commune|cité|Stadt|Gemeinde)"
    rf" (?:in|en|au|im) (?:(?:the )?(?:north|south|east|west|central)[a-z]* )?"
    rf"|\s*[\t|·]\s*"
    rf"|\s?/\s?"
    rf"|, (?:en |au |aux |à |in |im |dans (?:le |la )?)?"
    rf"|,? (?:en|au|aux|dans (?:le|la|les)) (?:pays de )?| [-–—] | )"
    rf"(?P<country>(?:(?:VR|Volksrepublik|Republik|People[’']s Republic of|Republic of"
    rf"|République|Bundesrepublik"
    rf"|Vereinigtes|Great|Grande|South|New|Saudi|Sri|Bosnien und"
    rf"|Bosnia and|Czech|United|Côte) ?)?"
    rf"{WORD}(?:[ -]{WORD})?(?:(?<=States) of America)?)"
)


def in_bracket(
    text: str, bracket: re.Match[str], country: str | None
) -> tuple[str | None, int, tuple[int, int]]:
    """Return the country said in or behind a bracket, where that ends, and what it says."""
    inside, close = bracket.span(1), bracket.end()
    stated = country_in(bracket[1]) or country
    if bracket[1] in _CANTONS and _is_swiss(text[: bracket.start()]):
        stated = "CH"
    outside = None if re.search(r"\d", bracket[1]) else after(text, close)
    if outside is None and stated is None and text.startswith(",", close):
        outside = after(text, close)
    if outside and stated in (None, outside[0]):
        stated, close = outside
        further = BRACKET.match(text, close)
        inside, close = (further.span(1), further.end()) if further else (inside, close)
    return stated, close, inside


_CANTONS = frozenset({
    "AG", "AI", "AR", "BE", "BL", "BS", "FR", "GE", "GL", "GR", "JU", "LU", "NE", "NW", "OW", "SG",
    "SH", "SO", "SZ", "TG", "TI", "UR", "VD", "VS", "ZG", "ZH",
})  # fmt: skip
"""Signs of the cantons, of which many are codes of countries as well."""


def _is_swiss(before: str) -> bool:
    """Say whether the name with which a text ends is that of a town in Switzerland only."""
    words = before.split(" ")
    names = (" ".join(words[-size:]) for size in range(1, 4))
    return any(known(name)[1] == "CH" for name in names)


_FIRMS = frozenset({"AG", "AS", "CO", "KG", "SA", "SE", "SV", "TV"})
"""Codes of countries that stand behind the names of firms and clubs."""


_NO_SIGN = re.compile(r"\.|\s[a-zà-ÿ]")
"""An initial, or the first word of a sentence, is no sign of a country: "COMMITTEE A meeting"."""


_LANDSCAPE = re.compile(
    rf",? (?:in|im|an|am|auf)(?: (?:der|den|dem|the))? (?P<which>[^\W\d]+(?:isch(?:e[nmrs]?)|ian"
    rf"|ish|ese|ench|tch))"
    rf" {WORD}"
)
"""Where a town lies, with the country as an adjective: "in den französischen Alpen"."""


def after(text: str, end: int) -> tuple[str, int] | None:
    """Return the country that stands behind a name, and where it ends."""
    if there := _LANDSCAPE.match(text, end):
        codes = [code for *_, code in adjectives_in(there["which"])]
        if codes:
            return codes[0], there.end()
    found = _AFTER.match(text, end)
    if not found:
        return None
    if us := STATE_OF_US.match(text, end):
        return "US", us.end()
    words, at = found["country"], found.start("country")
    if state := us_state(words):
        end = at + len(state)
        further = re.compile(r",? \(?(?:USA|U\.S\.A\.|US|United States)\)?").match(text, end)
        return "US", further.end() if further else end
    while words:
        code = country_of(words)
        is_bare = len(words) <= 3 and found[0][0] == " "
        is_initial = is_bare and len(words) == 1 and _NO_SIGN.match(text, at + 1) is not None
        is_shouted = text[:end].rpartition(" ")[2].isupper() and len(words) > 1
        if code and not is_initial and not (
            is_bare and (is_shouted or not words.isupper() or words in _FIRMS)
        ):  # fmt: skip
            return code, at + len(words)
        if (code := region_country(words)) and not found[0].startswith((" /", " –", " -", " —")):
            return code, at + len(words)
        words = words.rpartition(" ")[0]
    return None


_BEFORE_BRACKET = re.compile(rf"(?P<country>{WORD}(?: {WORD})?) \((?P<inside>[{UPPER}][^()]*)\)")


def country_brackets(text: str) -> list[tuple[int, int, str]]:
    """Return the brackets behind a country that name its towns: "Schweiz (Aarau, 1986)"."""
    return [
        (*found.span("inside"), code)
        for found in _BEFORE_BRACKET.finditer(text)
        if (code := country_of(found["country"]))
    ]
