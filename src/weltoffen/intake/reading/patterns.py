"""Patterns that are many words: how they are written so that a page is read quickly."""

from __future__ import annotations

import re


def at_words(words: str, flags: int | re.RegexFlag = 0) -> re.Pattern[str]:
    """Return a pattern of alternatives each of which begins where a word begins.

    They are tried only there, and not at every letter: with dozens of them that is several
    times as quick. What may begin within a word, or with a sign, needs ``re.compile``.
    """
    return re.compile(rf"\b(?=\w)(?:{words})", flags)
