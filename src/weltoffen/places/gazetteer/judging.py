"""Which place is meant by a name, and whether that can be said at all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from weltoffen.places.gazetteer.countries import country_code, us_states
from weltoffen.places.gazetteer.extract import (
    Place,
    blocks,
    countries_with,
    country_index,
    first_words,
    place_at,
)
from weltoffen.places.gazetteer.spelling import (
    abbreviated,
    fold,
    joined,
    qualified,
    spellings,
    unqualified,
)

# Countries to look in, by code; None for the whole world.
Codes = tuple[str, ...] | None

# How many times more inhabitants a place needs than the next of the same main name before the
# bare name is taken to mean it. Measured on 17,700 twin towns with coordinates: from these ratios
# on the largest was meant in 97 and 99 of 100 cases; see data/README.md.
COUNTRY_RATIO: Final = 10.0
WORLD_RATIO: Final = 50.0
# The same against places that bear the name only as one of their other names.
ALIAS_RATIO: Final = 2.0
# Inhabitants assumed where GeoNames states none (0): below the extract's threshold.
UNSTATED_POPULATION: Final = 1000

# Where a page names the state and GeoNames files the place under its territory.
_TERRITORIES: Final = {
    "AU": ("CC", "CX", "NF"),
    "CN": ("HK", "MO"),
    "DK": ("FO", "GL"),
    "FI": ("AX",),
    "FR": ("BL", "GF", "GP", "MF", "MQ", "NC", "PF", "PM", "RE", "WF", "YT"),
    "NL": ("AW", "BQ", "CW", "SX"),
    "NO": ("SJ",),
    "NZ": ("CK", "NU", "TK"),
    "US": ("AS", "GU", "MP", "PR", "VI"),
}
# What a bracket says when the name is not that of a town: "Rastatt (district)"; folded.
_AREA_KINDS: Final = frozenset(
    {"district", "county", "region", "state", "province", "landkreis", "kreis", "samtgemeinde"}
    | {"gmina", "rural gmina", "communaute", "microregion"}
)


class Status(StrEnum):
    """What a look-up can say."""

    FOUND = "found"
    AMBIGUOUS = "ambiguous"
    UNKNOWN = "unknown"


class Because(StrEnum):
    """The rule that gave the answer."""

    # No other place has it as a main name; one that has it as an other name is much smaller.
    ONLY_MAIN_NAME = "only-place-of-this-name"
    ONLY_OTHER_NAME = "only-place-with-this-other-name"
    MUCH_LARGER = "much-larger-than-others"
    WITHOUT_QUALIFIER = "only-place-of-this-name-without-qualifier"
    SEVERAL = "several-places-of-this-name"
    QUALIFIER_UNMATCHED = "qualifier-fits-none"
    NO_SUCH_NAME = "no-place-of-this-name"
    NAMES_AN_AREA = "names-an-area-not-a-town"
    NO_SUCH_COUNTRY = "no-places-in-this-country"


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to a look-up. `place` is set if and only if `status` is FOUND; `candidates`
    are all places that bear the name, most inhabitants first."""

    status: Status
    because: Because
    place: Place | None = None
    candidates: tuple[Place, ...] = ()


_NOTHING = Found(Status.UNKNOWN, Because.NO_SUCH_NAME)


@dataclass(frozen=True, slots=True)
class _Hit:
    place: Place
    main: bool


def _hits(keys: Iterable[str], codes: Codes) -> list[_Hit]:
    """Places that bear one of the keys, most inhabitants first."""
    best: dict[tuple[str, int], bool] = {}
    for key in keys:
        countries = countries_with(key) if codes is None else map(country_index, codes)
        for country in countries:
            for reference in country.keys.get(key, ()):
                main = reference >= 0
                at = (country.code, reference if main else ~reference)
                best[at] = best.get(at, False) or main
    hits = [_Hit(place_at(*at), main) for at, main in best.items()]
    return sorted(hits, key=lambda hit: (-hit.place.population, hit.place.geonames_id))


def _inhabitants(hit: _Hit) -> int:
    return hit.place.population or UNSTATED_POPULATION


def _answer(status: Status, because: Because, hits: list[_Hit], index: int = 0) -> Found:
    chosen = hits[index].place if status is Status.FOUND else None
    return Found(status, because, chosen, tuple(hit.place for hit in hits))


def _judge(hits: list[_Hit], ratio: float) -> Found:
    """Decide between places that all bear the name as asked; `hits` is not empty."""
    if len(hits) == 1:
        because = Because.ONLY_MAIN_NAME if hits[0].main else Because.ONLY_OTHER_NAME
        return _answer(Status.FOUND, because, hits)
    main = [hit for hit in hits if hit.main]
    others = [hit for hit in hits if not hit.main]
    if not main:
        return _answer(Status.AMBIGUOUS, Because.SEVERAL, hits)
    first = _inhabitants(main[0])
    larger_than_main = all(first >= ratio * _inhabitants(rival) for rival in main[1:])
    larger_than_others = all(first >= ALIAS_RATIO * _inhabitants(rival) for rival in others)
    if larger_than_main and larger_than_others:
        because = Because.MUCH_LARGER if main[1:] else Because.ONLY_MAIN_NAME
        return _answer(Status.FOUND, because, hits, hits.index(main[0]))
    return _answer(Status.AMBIGUOUS, Because.SEVERAL, hits)


def _judge_unqualified(hits: list[_Hit]) -> Found:
    """Decide where the name was found only after its qualifier was dropped: the qualifier said
    which one is meant and was not understood, so size is no argument."""
    if len(hits) == 1 and hits[0].main:
        return _answer(Status.FOUND, Because.WITHOUT_QUALIFIER, hits)
    return _answer(Status.AMBIGUOUS, Because.QUALIFIER_UNMATCHED, hits)


def may_be_known(name: str) -> bool:
    """Say quickly whether any place's name begins as this one does; a look-up is slower."""
    return any(
        form(key).partition(" ")[0] in first_words()
        for key in spellings(name)
        for form in (str, joined)
    )


def lookup(name: str, country: str | None = None) -> Found:
    """The place meant by `name`, in `country` (ISO 3166-1 alpha-2) if that is known.

    The name as written is tried first, then with "a. d.", "am", "Sankt" and brackets made alike,
    at last without its qualifier. Without a country much more is asked of a place before it wins
    against others of its name (WORLD_RATIO). Places in a state's overseas territories are found
    under the state where it has none of that name itself.
    """
    if country is None:
        return _lookup(name, None)
    code = country.strip().upper()
    if code not in blocks():
        return Found(Status.UNKNOWN, Because.NO_SUCH_COUNTRY)
    found = _lookup(name, (code,))
    if found.status is Status.UNKNOWN and code in _TERRITORIES:
        return _lookup(name, _TERRITORIES[code])
    return found


def _lookup(name: str, codes: Codes) -> Found:
    ratio = WORLD_RATIO if codes is None else COUNTRY_RATIO
    written = spellings(name)
    for form in (str, joined, abbreviated):
        hits = _hits(filter(None, map(form, written)), codes)
        if hits:
            return _judge(hits, ratio)
    return _lookup_qualified(name, codes)


def _lookup_qualified(name: str, codes: Codes) -> Found:
    """The name with its qualifier understood as country or US state, else dropped."""
    parts = qualified(name)
    if parts:
        if fold(parts[1]) in _AREA_KINDS:
            return Found(Status.UNKNOWN, Because.NAMES_AN_AREA)
        found = _in_country(*parts, codes)
        if found.status is Status.UNKNOWN:
            found = _in_us_state(*parts, codes)
        if found.status is not Status.UNKNOWN:
            return found
    bare = unqualified(name)
    hits = _hits((bare, joined(bare)), codes) if bare else []
    return _judge_unqualified(hits) if hits else _NOTHING


def _in_country(name: str, qualifier: str, codes: Codes) -> Found:
    """The name in the country that the qualifier states, if that lies within `codes`."""
    stated = country_code(qualifier)
    if stated not in blocks():
        return _NOTHING
    within = codes is None or any(stated in (code, *_TERRITORIES.get(code, ())) for code in codes)
    return _lookup(name, (stated,)) if within else _NOTHING


def _in_us_state(name: str, qualifier: str, codes: Codes) -> Found:
    """The name in the state of the USA that the qualifier states."""
    state = us_states().get(fold(qualifier)) if codes is None or "US" in codes else None
    hits = _hits(spellings(name), ("US",)) if state else []
    hits = [hit for hit in hits if hit.place.admin1 == state]
    return _judge(hits, COUNTRY_RATIO) if hits else _NOTHING
