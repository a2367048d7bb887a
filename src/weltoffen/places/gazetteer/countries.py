"""Countries by the names that people write."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

from babel import Locale

from weltoffen.places.gazetteer.spelling import fold, joined

DATA = files("weltoffen.places") / "data"
# CLDR territories that are no countries: groupings, test and private codes.
_NO_COUNTRIES: Final = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})


_AND = re.compile(r"(?<=\w) (?:and|und|et) (?=\w)")
_ARTICLE = re.compile(r"^(?:the|die|der|das|le|la|les) (?=\w)")


def _key(name: str) -> str:
    """Names of countries are also alike with or without article and "and" ("&" in CLDR)."""
    return _ARTICLE.sub("", _AND.sub(" ", joined(fold(name))))


def _rows(file: str) -> list[tuple[str, str]]:
    """A packaged table of `name<TAB>code`; # begins a comment."""
    lines = (DATA / file).read_text("utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return [(name, code) for name, code in pairs]


def _table(file: str) -> dict[str, str]:
    """The same by name, the names folded."""
    return {_key(name): code for name, code in _rows(file)}


@cache
def _country_codes() -> dict[str, str]:
    names = {
        _key(name): code
        for language in ("fr", "en", "de")
        for code, name in Locale(language).territories.items()
        if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRIES
    }
    return names | _table("country_names.tsv")


@cache
def us_states() -> dict[str, str]:
    """Codes of the states of the USA by folded name and by folded code."""
    return _table("us_states.tsv")


@cache
def _us_state_names() -> dict[str, str]:
    return {code: name for name, code in _rows("us_states.tsv") if name != code}


def region_name(country: str, admin1: str) -> str:
    """Name of a first-level division by GeoNames' code; '' where the packaged data have none.

    They have names for the states of the USA only, whose towns share so many names.
    """
    return _us_state_names().get(admin1, "") if country == "US" else ""


@cache
def _divisions() -> dict[str, tuple[str, str]]:
    lines = (DATA / "divisions.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {code: (name, german) for code, name, german in rows}


def division_name(country: str, admin1: str, language: str) -> str:
    """Name of a first-level division by GeoNames' code; '' where the packaged data have none.

    It tells places of one name apart. It is GeoNames' name, English or the country's own; in German
    the usual one for Germany and some countries near it. So it is none to be recorded, for which
    see :func:`region_name`.
    """
    name, german = _divisions().get(f"{country}.{admin1}", ("", ""))
    return german if language == "de" and german else name


@lru_cache(maxsize=1024)
def country_code(name: str) -> str | None:
    """ISO 3166-1 alpha-2 of a country by its German, English or French name; None if unknown.

    Understands the code itself in capitals, common variants (data/country_names.tsv), the parts
    of the United Kingdom, an explanation in brackets ("Georgia (country)") and a region before
    it ("Brandenburg, Germany"). XK stands for Kosovo, as in CLDR and GeoNames.
    """
    codes = _country_codes()
    whole = name.strip()
    if len(whole) == 2 and whole.isupper():
        return whole if whole in codes.values() else None
    for part in (whole, re.sub(r"\([^()]*\)", " ", whole), whole.rpartition(",")[2]):
        code = codes.get(_key(part))
        if code:
            return code
    return None


def country_name(code: str, language: str) -> str:
    """Return the common name of a country in a language; the code itself where there is none.

    ``code`` is ISO 3166-1 alpha-2, ``language`` ISO 639-1. What a city calls it may differ.
    """
    return str(Locale(language).territories.get(code, code))
