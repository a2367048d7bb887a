"""Countries as pages name them: names, codes, signs of vehicles, adjectives, genitives."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files

from babel.core import get_global

from weltoffen.places.gazetteer import country_code, fold

_DATA = files("weltoffen.intake") / "data"
_OLD_NAMES = {
    "zaire": "CD", "zaïre": "CD", "burma": "MM", "birma": "MM", "birmanie": "MM", "ceylon": "LK",
    "ceylan": "LK", "obervolta": "BF", "upper volta": "BF", "haute-volta": "BF", "dahomey": "BJ",
    "rhodesien": "ZW", "rhodesia": "ZW", "swasiland": "SZ", "swaziland": "SZ", "persien": "IR",
    "westdeutschland": "DE", "west germany": "DE", "ostdeutschland": "DE", "east germany": "DE",
    "république fédérale d'allemagne": "DE", "république démocratique allemande": "DE",
    "république fédérale d’allemagne": "DE",
}  # fmt: skip
"""Countries that are called otherwise today."""
_CODE = re.compile(r"[A-Z]{1,3}\Z")
# Names of countries that are words of these languages, or towns, when nothing marks them.
_NO_COUNTRY = frozenset({"man"})


def _rows(file: str) -> list[list[str]]:
    lines = (_DATA / file).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


@cache
def _codes() -> dict[str, str]:
    """ISO 3166-1 alpha-3 codes and the signs of vehicles, by alpha-2."""
    aliases = get_global("territory_aliases")
    three = {code: found[0] for code, found in aliases.items() if len(code) == 3 and code.isalpha()}
    signs: dict[str, str] = {sign: code for sign, code in _rows("plates.tsv")}
    return three | signs


_FORM = re.compile(
    r"^(?:(?:Bundes|Volks)?[Rr]epublik|(?:People[’']s )?Republic of|République (?:de |d['’]|du "
    r"|fédérale d['’])?|Königreich"
    r"|Kingdom of|Royaume (?:de |du )?|Grand[- ]?[Dd]uché de|Großherzogtum) ?"
)


_NO_STATES = {"IC": "ES", "EA": "ES", "AC": "SH", "TA": "SH", "CP": "FR", "DG": "IO",
              "EU": None, "EZ": None, "UN": None, "QO": None}  # fmt: skip
"""Codes that the list of names has for parts of states, and for what is no state."""


@lru_cache(maxsize=4096)
def country_of(words: str) -> str | None:
    """Return the ISO 3166-1 alpha-2 code of a country written out or as a code; None if it is none.

    Also understands an article or preposition before it and the genitive or plural behind it
    ("Nicaraguas", "den Niederlanden").
    """
    code = _named(words.strip(" .,;:()[]\"'„“”"))
    return _NO_STATES.get(code, code) if code else None


def _named(name: str) -> str | None:
    """Return the code of a country or a part of one."""
    if not name or name[0].isdigit() or name.casefold() in _NO_COUNTRY:
        return None
    if _CODE.match(name):
        return _codes().get(name) or country_code(name)
    name = re.sub(
        r"^(?:(?:[Ii]n|der|die|das|dem|den|des|the|of|en|au|aux|à|la|le|les|l'|l’)\s+){1,2}",
        "",
        name,
    )
    if old := _OLD_NAMES.get(name.casefold()):
        return old
    found = country_code(name) or country_code(_FORM.sub("", name))
    if found is None and name[-1:] in "sn" and len(name) > 5:
        found = country_code(name[:-1])
    return found


@cache
def _regions() -> dict[str, str]:
    return {fold(name): code for name, code in _rows("regions.tsv")}


@lru_cache(maxsize=4096)
def region_country(words: str) -> str | None:
    """Return the country of which words name a part: "Thüringen", "Normandy"; None for no such."""
    return _regions().get(fold(words)) or _country_of_half(words)


_HALF = re.compile(r"(?:Nord|Süd|Ost|West|Mittel|Zentral)(?:ost|west)?(?P<rest>[a-zäöüß]{5,})\Z")


def _country_of_half(words: str) -> str | None:
    """Return the country of "Nordfrankreich" and the like; None for countries of their own."""
    half = _HALF.match(words.strip())
    if half is None or country_of(words) is not None:
        return None
    return country_of(half["rest"].capitalize())


_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ENDINGS = ("", "e", "n", "en", "er", "es", "em")


@cache
def _adjective_codes() -> dict[str, str]:
    return {stem.casefold(): code for _language, stem, code in _rows("country_adjectives.tsv")}


@lru_cache(maxsize=8192)
def _adjective_of(word: str) -> str | None:
    folded = word.casefold()
    for ending in _ENDINGS:
        if folded.endswith(ending):
            code = _adjective_codes().get(folded[: len(folded) - len(ending)])
            if code:
                return code
    return None


@lru_cache(maxsize=8192)
def adjectives_in(text: str) -> tuple[tuple[int, int, str], ...]:
    """Return where adjectives of countries stand, and of which: "ukrainischen", "French"."""
    words = [(found.start(), found.end(), found[0]) for found in _WORD.finditer(text)]
    return tuple((start, end, code) for start, end, word in words if (code := _adjective_of(word)))
