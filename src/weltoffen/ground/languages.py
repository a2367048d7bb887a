"""The languages in which the product speaks, and how a text falls back to another one."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

LANGUAGES: tuple[str, ...] = ("de", "en")
"""ISO 639-1 codes, the leading language first. German leads: facts are worded in it."""
LEADING = LANGUAGES[0]
NAMES: Mapping[str, str] = {"de": "Deutsch", "en": "English"}
"""Each language's name for itself."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A text as shown: in which language it really is, and whether its translation lags behind.

    ``language`` differs from the language asked for when nothing better was there; the page then
    marks the text with that language, so that a screen reader pronounces it rightly.
    """

    text: str
    language: str
    stale: bool = False

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)


def fingerprint(text: str) -> str:
    """Return the short hash by which a translation remembers the text it was made from."""
    return hashlib.sha256(text.strip().encode()).hexdigest()[:16]


def choose(texts: Mapping[str, str], language: str, made_from: str = "") -> Wording:
    """Choose the wording for a language, falling back to the leading one.

    ``made_from`` is the fingerprint of the leading text that the translation was made from; a
    translation is stale when that text has changed since, not when somebody pressed save.
    """
    leading = texts.get(LEADING, "")
    wanted = texts.get(language, "")
    if wanted:
        lags = language != LEADING and bool(made_from) and made_from != fingerprint(leading)
        return Wording(wanted, language, lags)
    if leading:
        return Wording(leading, LEADING)
    for code, text in texts.items():
        if text:
            return Wording(text, code)
    return Wording("", language)
