"""Headings that name one place, and what the lines below say of it without its name.

"Ein Chor aus Legnica" above "Die polnische Partnerstadt, seit 1993 mit uns verbunden, …".
"""

from __future__ import annotations

import re
from dataclasses import replace

from weltoffen.intake.reading.countries import adjectives_in
from weltoffen.intake.reading.dates import Role, dates_in, role_of
from weltoffen.intake.reading.denials import states_nothing
from weltoffen.intake.reading.homes import Home
from weltoffen.intake.reading.layout import Form, Unit
from weltoffen.intake.reading.mentions import Mention, places_in
from weltoffen.intake.reading.patterns import just_before
from weltoffen.intake.reading.prose import Partner
from weltoffen.intake.reading.standings import standings_in
from weltoffen.intake.reading.topics import WHEREABOUTS
from weltoffen.intake.reading.towns import known
from weltoffen.intake.reading.words import OTHER_BODY, kinds_in
from weltoffen.intake.types import Kind
from weltoffen.places.gazetteer import Status

_ADJECTIVE_AND = re.compile(
    r"\s(?:Partner(?:stadt|gemeinde|kommune|in)|Schwesterstadt|twin|sister|partner)"
    r"(?: (?:town|city))?\b"
)
_FRENCH = re.compile(r"\b(?:[Vv]ille|[Cc]ité|[Cc]ommune) (?:jumelle|partenaire|sœur)\s\Z")
_ITS = re.compile(
    r"\b(?:mit der (?:[a-zäöüß]+n\s)+Stadt|mit der Stadt (?:an|am|in|im)|with the (?:\w+\s)?(?:city"
    r"|town) (?:on|in|by)|avec la ville (?:de l|du|sur|des|d['’]))"
    r"|\b(?:erste|älteste|jüngste|zweite|dritte|neueste|first|oldest|newest|latest|second"
    r"|third)[nr]?"
    r" (?:Partnerstadt|twin|sister|partner)|\b(?:première|deuxième|plus ancienne) (?:ville )?jumel"
    r"|\A\W*(?:Sie|Es|It|Elle)\s(?:[\w-]+\s){1,6}?(?:Partnerst[aä]dt\w*|twin (?:town|cit)\w*"
    r"|sister cit\w+|villes? jumel\w+)"
)
_BOUND = re.compile(
    r"\b(?:seit|since|depuis)\b[^.;]*\b(?:verbunden|Partner\w*|twinned|linked|partners?"
    r"|jumelée?s?)\b"
    r"|\b(?:verbunden|twinned|linked|jumelée?s?|twin town|sister city)\b[^.;]*"
    r"\b(?:seit|since|depuis)\b"
)


def headline_of(unit: Unit, home: Home) -> Mention | None:
    """Return the one place that a heading or a short line names beside the city, None otherwise."""
    if unit.form is not Form.HEADING or OTHER_BODY.search(unit.text):
        return None
    named = [m for m in places_in(unit.text) if not home.is_meant(m.name)]
    if len(named) != 1 or home.has_district(named[0].name) or named[0].is_area:
        return None
    return named[0] if named[0].is_known else None


def apposed_in(text: str, home: Home) -> Partner | None:
    """Return the only place of a sentence that also says "the Israeli twin town", if they agree."""
    named = _named(text, home)
    called = _country_called(text)
    there = _in_country(named[0], called) if len(named) == 1 and called else None
    return _partner(text, there, 0.85) if there else None


def told_below(text: str, headline: Mention, home: Home) -> Partner | None:
    """Return what a sentence without a place of its own says of the one in the heading above."""
    if any(m.is_known and m.name != headline.name for m in _named(text, home)):
        return None
    called = _country_called(text)
    if called is not None:
        there = _in_country(headline, called)
        return _partner(text, there, 0.8) if there else None
    is_bound = _BOUND.search(text) is not None and bool(home.spots(text))
    fits = is_bound or _ITS.search(text) is not None
    return _partner(text, headline, 0.8) if fits else None


def _in_country(mention: Mention, country: str) -> Mention | None:
    """Return the mention as one of a country; None where no place of the name lies there."""
    if mention.country is not None:
        return mention if mention.country == country else None
    status, _only, place = known(mention.name, country)
    if status is Status.UNKNOWN:
        return None
    return replace(
        mention, country=country, is_stated=True, place=place,
        is_ambiguous=status is Status.AMBIGUOUS,
    )  # fmt: skip


def _named(text: str, home: Home) -> list[Mention]:
    return [
        m for m in places_in(text)
        if not home.is_meant(m.name)
        and not WHEREABOUTS.search(text, max(0, m.start - 30), m.start)
    ]  # fmt: skip


def _country_called(text: str) -> str | None:
    """Return the country of "the Polish twin town"; None where nothing is called so."""
    for start, end, code in adjectives_in(text):
        if _ADJECTIVE_AND.match(text, end) or just_before(_FRENCH, text, start):
            return code
    return None


def _partner(text: str, mention: Mention, weight: float) -> Partner | None:
    kinds = [kind for _low, _high, kind in kinds_in(text)]
    if not kinds or states_nothing(text) or kinds[0] not in (Kind.TWIN, Kind.FRIENDSHIP):
        return None
    since = next(
        (d.on for d in dates_in(text) if d.on and role_of(text, d) in (Role.BEGAN, Role.BARE)), None
    )
    standings = [standing for *_, standing in standings_in(text)]
    return Partner(
        mention, kinds[0], "", since, None, standings[0] if standings else None,
        "headline/4", weight,
    )  # fmt: skip
