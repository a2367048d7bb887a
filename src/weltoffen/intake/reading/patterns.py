"""Patterns that are many words: how they are written so that a page is read quickly."""

from __future__ import annotations

import re


def at_words(words: str, flags: int | re.RegexFlag = 0) -> re.Pattern[str]:
    """Return a pattern of alternatives each of which begins where a word begins.

    They are tried only there, and not at every letter: with dozens of them that is several
    times as quick. What may begin within a word, or with a sign, needs ``re.compile``.
    """
    return re.compile(rf"\b(?=\w)(?:{words})", flags)


def just_before(pattern: re.Pattern[str], text: str, at: int, low: int = 0) -> re.Match[str] | None:
    """Return what a pattern that ends in ``\\Z`` finds right before a position.

    It is sought among the few words before only, and behind ``low``. From the beginning of the
    text, for each of the hundreds of names that a line may have, it would take as long as all of
    them together.
    """
    return pattern.search(text, max(low, at - _REACH), at)


_REACH = 240
"""Characters; the words of no such pattern take as many."""
