"""How much of a text is read, and saying that it was not all of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from weltoffen.ground.problems import N_, Problem

MOST_READ = 200_000
"""Characters of a text that are read. The longest article of an encyclopaedia has about as many;
what is longer is no page that somebody wrote, and some rules take long with one endless line."""
TOO_LONG = N_(
    "Der Text ist sehr lang: Gelesen wurden die ersten %(read)s von %(all)s Zeichen. Teilen Sie "
    "die Datei, wenn das Ende wichtig ist."
)


def end_of_reading(text: str) -> int:
    """Return up to which character a text is read: its end, or the end of a line before the bound.

    A bound within a very long line cuts that line.
    """
    if len(text) <= MOST_READ:
        return len(text)
    end = text.rfind("\n", 0, MOST_READ)
    return end if end > MOST_READ // 2 else MOST_READ


def within_bounds(text: str) -> tuple[str, tuple[Problem, ...]]:
    """Return as much of a text as is read, and a note where that is not all of it."""
    end = end_of_reading(text)
    if end == len(text):
        return text, ()
    return text[:end], (Problem("", TOO_LONG, {"read": end, "all": len(text)}),)


def part_that_was_read(notes: Iterable[Mapping[str, Any]]) -> tuple[int, int] | None:
    """Return how many characters of how many were read, from the notes that were kept with it.

    None where the whole text was read.
    """
    for note in notes:
        if note["sentence"] == TOO_LONG:
            return note["values"]["read"], note["values"]["all"]
    return None
