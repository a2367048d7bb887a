"""Words without what people leave out when they type: capitals, accents, umlauts, apostrophes.

Each word has one folded form, the same in a text and in a search, so that neither database needs
to know any language. As Lucene's filter for German does, a spelled-out umlaut counts as the letter
itself: "Göteborg", "Goeteborg" and "goteborg" are all ``goteborg``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

LONGEST = 40
"""Of a longer word only so many letters count."""
_APOSTROPHES = "'’‘´`ʼ"
_MARKS = "\u0300-\u036f\u0483-\u0487\u05b0-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u093a-\u094f"
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_MARKS}]|[{_APOSTROPHES}](?=[^\W_]))*")
_WHOLE = {
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ŋ": "n", "ŧ": "t", "ə": "e",
    "ı": "i", "æ": "ae", "œ": "oe", "ß": "ss",
}  # fmt: skip
"""Letters that Unicode does not take apart into a plain one and a mark."""
_SPELLED_OUT = re.compile(r"a[ae]+|oe+|(?<![aeiouq])ue+")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: as it stands there, folded, and from where to where it stands."""

    text: str
    folded: str
    start: int
    end: int


def tokens(text: str) -> Iterator[Token]:
    """Yield the words of a text in their order; signs between words are left out."""
    for match in _WORD.finditer(text):
        folded = fold(match[0])
        if folded:
            yield Token(match[0], folded, match.start(), match.end())


@lru_cache(maxsize=100_000)
def fold(word: str) -> str:
    """Return the one form of a word; ``""`` where no letter and no digit is left."""
    return _SPELLED_OUT.sub(lambda found: found[0][0], _plain(word))[:LONGEST]


def surface(word: str) -> str:
    """Return a word in small letters with its umlauts, as dictionaries have it."""
    small = unicodedata.normalize("NFKC", word).lower()
    return "".join(sign for sign in small if sign.isalnum())


def _plain(word: str) -> str:
    bare = "".join(sign for sign in word if sign not in _APOSTROPHES)
    composed = unicodedata.normalize("NFKC", bare).casefold()
    apart = unicodedata.normalize("NFKD", composed)
    kept = (sign for sign in apart if sign.isalnum() and sign not in _APOSTROPHES)
    return "".join(_WHOLE.get(sign, sign) for sign in kept)


# --- Cyrillic ----------------------------------------------------------------------------------

_ALIKE = dict(zip("абгґдекилмнопрстуфыэьъ", "abggdekilmnoprstufye\0\0", strict=True)) | {
    "ё": "e", "і": "i",
}  # fmt: skip
_GERMAN = _ALIKE | {
    "в": "w", "ж": "sch", "з": "s", "й": "i", "х": "ch", "ц": "z", "ч": "tsch", "ш": "sch",
    "щ": "schtsch", "ю": "ju", "я": "ja", "є": "je", "ї": "ji",
}  # fmt: skip
_ENGLISH = _ALIKE | {
    "в": "v", "ж": "zh", "з": "z", "й": "y", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh",
    "щ": "shch", "ю": "yu", "я": "ya", "є": "ye", "ї": "yi",
}  # fmt: skip
_UKRAINIAN = {"г": "h", "и": "y"}
_ONLY_UKRAINIAN, _ONLY_RUSSIAN = frozenset("ґєії"), frozenset("ыэёъ")


def in_latin(word: str) -> frozenset[str]:
    """Return how a Cyrillic word is written in German and in English, folded.

    It is read as Ukrainian and as Russian, unless one of its letters says which: "Житомир" is
    ``schytomyr``, ``zhytomyr``, ``schitomir`` and ``zhitomir``. Nothing for other words.
    """
    small = unicodedata.normalize("NFC", word).lower()
    if not any("а" <= sign <= "ґ" for sign in small):
        return frozenset()
    readings = [
        extra
        for extra, excluded in (({}, _ONLY_UKRAINIAN), (_UKRAINIAN, _ONLY_RUSSIAN))
        if excluded.isdisjoint(small)
    ]
    written = (
        "".join((table | extra).get(sign, sign) for sign in small)
        for table in (_GERMAN, _ENGLISH)
        for extra in readings
    )
    return frozenset(filter(None, (fold(each.replace("\0", "")) for each in written)))
