"""What is known of a name: whether a town bears it, where it lies, and how sure that is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files

from weltoffen.places.gazetteer import Because, Place, Status, fold, lookup, may_be_known

_DATA = files("weltoffen.intake") / "data"
_QUALIFIED = (Because.WITHOUT_QUALIFIER, Because.QUALIFIER_UNMATCHED)


@cache
def _stop_words() -> frozenset[str]:
    lines = (_DATA / "stop_words.txt").read_text("utf-8").splitlines()
    words = (word for line in lines if not line.startswith("#") for word in line.split())
    return frozenset(word.rstrip("_").casefold() for word in words if not word.endswith("_"))


def is_stop_word(name: str) -> bool:
    """Say whether a word is an ordinary one, although a place somewhere bears it as its name."""
    return name.casefold() in _stop_words()


@cache
def _exonyms() -> dict[str, tuple[str, str]]:
    """Country and the name that the gazetteer has, by folded exonym."""
    lines = (_DATA / "exonyms.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {fold(exonym): (country, name) for exonym, country, name in rows}


@cache
def _first_of_exonyms() -> frozenset[str]:
    return frozenset(name.partition(" ")[0] for name in _exonyms())


@lru_cache(maxsize=16384)
def may_begin(word: str) -> bool:
    """Say quickly whether the name of any place, or of one of its parts, begins with a word."""
    if "-" in word or "/" in word or word == "Lutherstadt" or may_be_known(word):
        return True
    return fold(word).partition(" ")[0] in _first_of_exonyms()


_TWO_IN_ONE = frozenset({
    "windsor and maidenhead", "barking and dagenham", "kensington and chelsea",
    "hammersmith and fulham", "brighton and hove", "telford and wrekin", "redcar and cleveland",
    "reigate and banstead", "epsom and ewell", "basingstoke and deane", "tonbridge and malling",
    "hinckley and bosworth", "nuneaton and bedworth", "oadby and wigston", "blackburn with darwen",
    "dumfries and galloway", "perth and kinross", "kings lynn and west norfolk",
})  # fmt: skip
"""British boroughs with "and" in their names, which are no two towns."""


@lru_cache(maxsize=16384)
def known(
    name: str, country: str | None = None, is_name: bool = False
) -> tuple[Status, str | None, int | None]:
    """Return what the gazetteer says of a name: how sure, which country, which GeoNames id.

    The country is given where all places of the name lie in one. ``is_name`` says that an
    ordinary word is no such here.
    """
    if len(name) < 3 or name.isdigit() or (is_stop_word(name) and not is_name):
        return Status.UNKNOWN, None, None
    if country in (None, "GB") and name.casefold() in _TWO_IN_ONE:
        return Status.FOUND, "GB", None
    if (exonym := _exonyms().get(fold(name))) and country in (None, exonym[0]):
        found = lookup(exonym[1], exonym[0])
    elif not may_be_known(name):
        return Status.UNKNOWN, None, None
    else:
        found = lookup(name, country)
    if found.because in _QUALIFIED and " " in name:
        return Status.UNKNOWN, None, None
    if found.status is Status.UNKNOWN and "-" in name:
        return _known_part(name, country)
    if found.status is Status.FOUND and found.place:
        return found.status, found.place.country, found.place.geonames_id
    countries = {place.country for place in found.candidates}
    return found.status, countries.pop() if len(countries) == 1 else None, None


def is_called(place: int | None, name: str) -> bool:
    """Say whether a name is the whole main name of a place."""
    return place is not None and any(
        fold(name) in (fold(each.name), fold(each.german))
        for each in lookup(name).candidates
        if each.geonames_id == place
    )


def is_city(name: str) -> bool:
    """Say whether a name is the main one of a town of a hundred thousand inhabitants or more."""
    return any(
        (each.population or 0) >= 2 * _CITY and fold(name) in (fold(each.name), fold(each.german))
        for each in lookup(name).candidates
    )


def is_one_town(one: str, two: str) -> bool:
    """Say whether two names may be those of one town: "Pressburg" and "Bratislava"."""
    first, second = ({p.geonames_id for p in lookup(name).candidates} for name in (one, two))
    return bool(first & second)


_OF_A_TOWN = re.compile(
    r"-(?:Stra(?:ß|ss)e|Platz|Weg|Allee|Ring|Brücke|Halle|Haus|Schule|Gymnasium|Verein|Tage?|Reise"
    r"|Fahrt|Kreis|Gruppe|Street|Road|Square|Park|Garten|Denkmal|Turm|Abend|Austausch|Komitee)\Z"
)


def _known_part(name: str, country: str | None) -> tuple[Status, str | None, int | None]:
    """Return what is said of a part of a town by the town's name: "Berlin-Treptow"."""
    further = name.split(" ")[1:]
    if _OF_A_TOWN.search(name) or any(lookup(w).status is Status.FOUND for w in further):
        return Status.UNKNOWN, None, None
    status, only, _place = known(name.partition("-")[0], country)
    return (status, only, None) if status is Status.FOUND else (Status.UNKNOWN, None, None)


_LARGER = 8
"""How many times more inhabitants the town meant must have than those of its name elsewhere."""
_OTHER_NAMES = 1.5
"""The same against places abroad that bear the name only beside their own."""
_CITY = 50_000
_RIVAL = 100_000
_FAR_LARGER = 20
_SMALL = 500
"""Inhabitants assumed where GeoNames states none."""


@lru_cache(maxsize=4096)
def likely_country(name: str, home: str | None) -> str | None:
    """Return the country of a name that several places bear, where size leaves no doubt.

    ``home`` is the country of the page's city: towns seek their partners abroad, so a namesake at
    home counts little. Only places that bear the name as their main one are weighed, where there
    are such.
    """
    candidates = lookup(name).candidates
    main = [each for each in candidates if fold(name) in (fold(each.name), fold(each.german))]
    largest = _largest_by_country(main or candidates)
    if main and len(largest) == 1:
        [(country, size)] = largest.items()
        rivals = (p.population for p in candidates if p.country != country)
        return country if size >= _OTHER_NAMES * max(rivals, default=0) else None
    if home in largest and len(largest) > 1 and largest[home] < max(largest.values()):
        del largest[home]
    ranked = sorted(largest.items(), key=lambda each: -each[1])
    if not ranked or ranked[0][1] < _CITY:
        return None
    rival = ranked[1][1] if len(ranked) > 1 else 0
    times = _LARGER if rival < _RIVAL else _FAR_LARGER
    is_alone = ranked[0][1] >= times * rival
    return ranked[0][0] if main and is_alone else None


def _largest_by_country(found: Iterable[Place]) -> dict[str, int]:
    """Return the inhabitants of the largest place of each country."""
    largest: dict[str, int] = {}
    for each in found:
        largest[each.country] = max(largest.get(each.country, 0), each.population or _SMALL)
    return largest


def country_of_town(name: str, hints: tuple[str, ...] = ()) -> str | None:
    """Return the country of a page's city: the only one, else a hinted one, else the largest's."""
    status, country, _place = known(name)
    if status is Status.UNKNOWN or country:
        return country
    largest = _largest_by_country(lookup(name).candidates)
    if hinted := next((code for code in hints if code in largest), None):
        return hinted
    ranked = sorted(largest.items(), key=lambda c: -c[1])
    return ranked[0][0] if ranked[0][1] >= 3 * ranked[1][1] else None
