"""Two long texts in a line: what is shown is where they differ."""

from __future__ import annotations

from itertools import takewhile
from typing import Any

LONGEST_SHOWN = 60
"""Signs of a value in a sentence of the history."""
_BEFORE = 20
"""Signs that are shown before the first that differs."""


def cut(value: Any, start: int = 0) -> str:
    """Return as much of a value from a sign on as a line holds; what is left out is marked."""
    text = "" if value is None else str(value)
    shown = text[start : start + LONGEST_SHOWN]
    first = "… " if start else ""
    return f"{first}{shown}{' …' if start + LONGEST_SHOWN < len(text) else ''}"


def cut_apart(before: Any, after: Any) -> tuple[str, str]:
    """Return both values cut so that the first sign in which they differ is to be seen."""
    texts = ["" if value is None else str(value) for value in (before, after)]
    if max(map(len, texts)) <= LONGEST_SHOWN or not all(texts):
        return cut(before), cut(after)
    same = sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], zip(*texts, strict=False)))
    start = max(same - _BEFORE, 0)
    if start:  # from the beginning of a word
        start = max(texts[0].rfind(" ", 0, start) + 1, start - _BEFORE)
    return cut(before, start), cut(after, start)
