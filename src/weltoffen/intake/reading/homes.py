"""Whose relation it is: the page's city, a district of it, or another city."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from weltoffen.intake.reading.towns import country_of_town

_QUALIFIER = re.compile(r"\s*[(,/].*|\s(?:am|an der|im|in der|i\.|a\.|bei|upon|sur)\s.*")


_AREA = re.compile(
    r"(?:Landkreis|Kreis|Region|Bezirk|Provinz|Département|Province|County)\b|.*\bCounty\Z"
)
_SIGNS = (
    (("DE", "AT", "CH"), re.compile(r"\b(?:und|der|ist|mit)\b")),
    (("GB", "IE"), re.compile(r"\w+shire\b|\btwin(?:ned| town| city)|\bEngland\b|£|\bScot", re.I)),
    (("US", "CA"), re.compile(r"\bsister cit", re.IGNORECASE)),
    (("FR", "BE", "CH"), re.compile(r"\b(?:et|les|est|avec)\b")),
)


def hints_in(text: str) -> tuple[str, ...]:
    """Return the countries in which a page likely lies, by its language; the likeliest first."""
    counts = [(len(signs.findall(text)), -at, codes) for at, (codes, signs) in enumerate(_SIGNS)]
    counts[1], counts[2] = ((20 * count, at, codes) for count, at, codes in counts[1:3])
    count, _at, codes = max(counts)
    return codes if count else ()


@dataclass(frozen=True, slots=True)
class Home:
    """The page's city by its name, and the name without what tells it from others.

    ``hints`` are countries in which it may lie, the likeliest first.
    """

    name: str
    hints: tuple[str, ...] = ()

    @property
    def short(self) -> str:
        """Return the name as people say it there: "Halle" for "Halle (Saale)"."""
        return _short(self.name)

    @property
    def country(self) -> str | None:
        """Return the country in which it lies, ISO 3166-1 alpha-2, where its name tells."""
        return country_of_town(self.name, self.hints)

    @property
    def is_area(self) -> bool:
        """Say whether it is a district or county rather than a town."""
        return _AREA.match(self.name) is not None

    def is_meant(self, words: str) -> bool:
        """Say whether words name this city: whole, short, in the genitive or as an adjective."""
        return words.casefold() in _forms(self.name)

    def is_namesake(self, words: str, country: str | None) -> bool:
        """Say whether a town of this city's own name abroad is meant."""
        is_named = words.casefold() in (self.name.casefold(), self.short.casefold())
        return country is not None and self.country not in (None, country) and is_named

    def is_part_of(self, words: str) -> bool:
        """Say whether words contain this city's name: "Stadt Fulda", "Rathaus Fulda"."""
        return bool(self.short) and self.short in words

    def has_district(self, words: str) -> bool:
        """Say whether words name a part of this city: "Wiesbaden-Biebrich"."""
        return bool(self.short) and words.casefold().startswith(f"{self.short.casefold()}-")

    def spots(self, text: str) -> list[tuple[int, int]]:
        """Return where a text names this city, also in the genitive."""
        if not self.short:
            return []
        return [found.span() for found in _named(self.name).finditer(text)]


# A page asks for its city in every sentence: what its name gives is worked out once.


@lru_cache(maxsize=64)
def _short(name: str) -> str:
    """Return a name without what tells it from others."""
    return _QUALIFIER.sub("", name) or name


@lru_cache(maxsize=64)
def _forms(name: str) -> frozenset[str]:
    """Return the words that mean a city: whole, short, in the genitive or as an adjective."""
    short = _short(name).casefold()
    if not short:
        return frozenset()
    return frozenset({
        name.casefold(), short, f"{short}s", f"{short}'s", f"{short}’s", f"{short}er",
        f"{short}'", f"{short}’",
        f"{short.removesuffix('e')}er", f"{short.removesuffix('en')}er",
        f"{short} city", f"{short} town", f"city of {short}",
    })  # fmt: skip


@lru_cache(maxsize=64)
def _named(name: str) -> re.Pattern[str]:
    """Return the pattern that finds a city by its name, also in the genitive."""
    names = rf"(?:{re.escape(name)}|{re.escape(_short(name))}(?:s|['’]s|er)?)"
    return re.compile(rf"(?<![\w-]){names}(?![\w-])")
