"""Taking somebody's name out of a text; the text around it stays."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from typing import Any

OMITTED = "[…]"
"""What stands where a name stood."""
TITLES = frozenset({"dr", "prof", "professor", "frau", "herr", "herrn", "dipl", "mag"})
"""What may stand before a name and is none of it."""
_SPELLED = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}
_UMLAUT = re.compile("ae|oe|ue|ss|[äöüß]", re.IGNORECASE)
_EMPTY = re.compile(r"(?!)")


def pattern_of(names: Collection[str]) -> re.Pattern[str]:
    """Return what finds names in texts: whole words in any case, "Family, Given", with a final s.

    A name is its words in their order; the last one is taken for the family name, or what stands
    before a comma. Between words may stand any blank. Without names nothing is ever found.
    """
    ways = sorted({way for name in names for way in _ways(_words(name))})
    if not ways:
        return _EMPTY
    return re.compile(rf"(?<!\w)(?:{'|'.join(ways)})(?:['’]?s)?(?!\w)", re.IGNORECASE)


def _words(name: str) -> list[str]:
    """Return the words of a name in their order, without titles: texts leave them out."""
    family, _comma, given = _composed(name).partition(",")
    words = [*given.replace(",", " ").split(), *family.split()]
    return [word for word in words if word.casefold().rstrip(".") not in TITLES] or words


def _ways(words: list[str]) -> Iterator[str]:
    quoted = [_spelled(word) for word in words]
    if quoted:
        yield r"\s+".join(quoted)
    if len(quoted) > 1:
        yield rf"{quoted[-1]}\s*,\s*" + r"\s+".join(quoted[:-1])


def _spelled(word: str) -> str:
    """Return what finds a word with umlauts or without: "Müller" is written "Mueller", too."""
    found = ""
    at = 0
    for match in _UMLAUT.finditer(word):
        letter = match[0].lower()
        plain = _SPELLED.get(letter, letter)
        umlaut = next(each for each, said in _SPELLED.items() if said == plain)
        found += f"{re.escape(word[at : match.start()])}(?:{umlaut}|{plain})"
        at = match.end()
    return found + re.escape(word[at:])


def names_somebody(value: Any, pattern: re.Pattern[str]) -> bool:
    """Say whether a name stands anywhere in a text, or in a value of JSON."""
    return any(pattern.search(_composed(text)) for text in _texts(value))


def excerpts(value: Any, pattern: re.Pattern[str], around: int = 80) -> Iterator[str]:
    """Yield what stands around each name in a text, or in a value of JSON."""
    for text in _texts(value):
        whole = _composed(text)
        for match in pattern.finditer(whole):
            first, last = max(match.start() - around, 0), match.end() + around
            before, after = "… " if first else "", " …" if last < len(whole) else ""
            yield f"{before}{whole[first:last].strip()}{after}"


def without_words(value: Any, pattern: re.Pattern[str]) -> Any:
    """Return a text, or a value of JSON, with :data:`OMITTED` for every name; keys stay.

    A text in which none stands stays as it is, to the letter.
    """
    if isinstance(value, str):
        whole = _composed(value)
        return pattern.sub(OMITTED, whole) if pattern.search(whole) else value
    if isinstance(value, dict):
        return {key: without_words(each, pattern) for key, each in value.items()}
    if isinstance(value, list):
        return [without_words(each, pattern) for each in value]
    return value


def plain_parts(name: str) -> list[str]:
    """Return the longest run of plain letters of each word of a name.

    Databases compare only these alike in any case and however letters are written down; a text
    without one of them does not hold the name.
    """
    runs = (re.findall(r"[A-Za-z]+", _UMLAUT.sub(" ", word)) for word in _words(name))
    return [max(found, key=len) for found in runs if found]


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)


def _composed(text: str) -> str:
    """Return a text with each letter in one piece: an umlaut may be written down in two."""
    return unicodedata.normalize("NFC", text)
