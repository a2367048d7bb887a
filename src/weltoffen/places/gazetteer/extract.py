"""The packaged extract of GeoNames: read when first asked, indexed country by country."""

from __future__ import annotations

import lzma
import sys
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from weltoffen.places.gazetteer.spelling import (
    NEEDS_CARE,
    fold_text,
    joined,
    shortened,
    spellings,
)

DATA = files("weltoffen.places") / "data"


_COLUMNS = 8
_FIRST_NAME = 5  # from here on names: main, German, others joined by |


@dataclass(frozen=True, slots=True)
class Place:
    """A populated place as GeoNames has it.

    `admin1` is GeoNames' code of the first-level division ('' where none), `latitude` and
    `longitude` are WGS 84 degrees to three decimals, `population` is 0 where GeoNames states
    none. `german` is the German label where it differs from `name`, else ''. `names` are other
    names useful for matching, neither complete nor in order of merit.
    """

    geonames_id: int
    name: str
    country: str
    admin1: str
    latitude: float
    longitude: float
    population: int
    german: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """The places of one country, column by column, by GeoNames id."""

    ids: array[int]
    admin1: list[str]
    latitudes: array[float]
    longitudes: array[float]
    populations: array[int]
    names: list[str]
    german: list[str]
    others: list[str]

    def place(self, country: str, number: int) -> Place:
        """The place at `number`, counted from 0."""
        others = self.others[number]
        return Place(
            geonames_id=self.ids[number],
            name=self.names[number],
            country=country,
            admin1=self.admin1[number],
            latitude=self.latitudes[number],
            longitude=self.longitudes[number],
            population=self.populations[number],
            german=self.german[number],
            names=tuple(others.split("|")) if others else (),
        )


@dataclass(frozen=True, slots=True)
class Country:
    """The numbers of one country's places by key: n where the key is a main name of place n, ~n
    (negative) where it is one of its other names."""

    code: str
    keys: dict[str, tuple[int, ...]]


@cache
def blocks() -> dict[str, list[bytes]]:
    """The eight packaged columns of each country, not yet read as text."""
    lines = lzma.decompress((DATA / "gazetteer.xz").read_bytes()).split(b"\n")
    step = 1 + _COLUMNS
    return {lines[at].decode(): lines[at + 1 : at + step] for at in range(0, len(lines), step)}


@cache
def columns(code: str) -> Columns:
    """The columns of one country; KeyError where the extract has no place of it."""
    ids, admin1, latitudes, longitudes, populations, names, german, others = (
        line.decode().split("\t") for line in blocks()[code]
    )
    return Columns(
        array("l", map(int, ids)),
        list(map(sys.intern, admin1)),
        array("d", map(float, latitudes)),
        array("d", map(float, longitudes)),
        array("l", map(int, populations)),
        names,
        german,
        others,
    )


@cache
def country_index(code: str) -> Country:
    """The index of one country; KeyError where the extract has no place of it."""
    lines = [line.decode() for line in blocks()[code][_FIRST_NAME:]]
    written = zip(*(line.split("\t") for line in lines), strict=True)
    folded = zip(*(fold_text(line).split("\t") for line in lines), strict=True)
    keys: dict[str, tuple[int, ...]] = {}
    for number, (names, forms) in enumerate(zip(written, folded, strict=True)):
        for key, reference in _keys(names, forms, number).items():
            keys[key] = (*keys[key], reference) if key in keys else (reference,)
    return Country(code, keys)


def _keys(names: tuple[str, ...], forms: tuple[str, ...], number: int) -> dict[str, int]:
    """The keys of one place, from its main name, German name and other names joined by |, and
    from the same folded. A name that is both main and other counts as main."""
    main, german, others = forms
    found = {key.strip(): ~number for key in others.split("|")} if others else {}
    if german:
        found[german.strip()] = number
    found[main.strip()] = number
    for name in filter(NEEDS_CARE.search, filter(None, names[:2])):
        found |= dict.fromkeys(_variants(name), number)
        for short in shortened(name):
            found.setdefault(short, ~number)
    if others and NEEDS_CARE.search(names[2]):
        for key in (key for name in names[2].split("|") for key in _variants(name)):
            found.setdefault(key, ~number)
    found.pop("", None)
    return found


def _variants(name: str) -> list[str]:
    return [form for key in spellings(name) for form in (key, joined(key))]


@cache
def quarters() -> frozenset[int]:
    """The GeoNames ids of places that are sections of another one: Köln's Neustadt/Süd."""
    lines = (DATA / "quarters.txt").read_text("utf-8").splitlines()
    return frozenset(int(line) for line in lines if line and not line.startswith("#"))


def to_offer(candidates: Iterable[Place]) -> tuple[Place, ...]:
    """Places of one name without quarters where there is a town: a quarter has no partners.

    For offering them to a person. It is no answer which place is meant.
    """
    every = tuple(candidates)
    return tuple(each for each in every if each.geonames_id not in quarters()) or every


@cache
def _bearers() -> dict[str, str]:
    """Codes of the countries that have a place of the key, one after another without gap."""
    bearers: dict[str, str] = {}
    for code in map(sys.intern, blocks()):
        for key in country_index(code).keys:
            bearers[key] = bearers[key] + code if key in bearers else code
    return bearers


@cache
def first_words() -> frozenset[str]:
    """The words with which keys of places begin; the first call reads the whole extract."""
    return frozenset(key.partition(" ")[0] for key in _bearers())


def countries_with(key: str) -> list[Country]:
    """The countries that have a place of this key; the first call reads the whole extract."""
    codes = _bearers().get(key, "")
    return [country_index(codes[at : at + 2]) for at in range(0, len(codes), 2)]


@lru_cache(maxsize=8192)
def place_at(code: str, number: int) -> Place:
    """The place at `number` in a country, counted from 0."""
    return columns(code).place(code, number)


@lru_cache(maxsize=1024)
def place(geonames_id: int) -> Place | None:
    """The place with this GeoNames id, or None where the extract does not have it.

    Searches the packed ids (about a millisecond): for single places, not for loops.
    """
    sought = f"\t{geonames_id}\t".encode()
    for code, (ids, *_) in blocks().items():
        at = (b"\t%b\t" % ids).find(sought)
        if at >= 0:
            return place_at(code, ids.count(b"\t", 0, at))
    return None


def places() -> Iterator[Place]:
    """Every place of the extract, by country code and GeoNames id."""
    for code in blocks():
        country = columns(code)
        for number in range(len(country.ids)):
            yield country.place(code, number)
