"""Long texts in pieces that overlap, so that no sentence is seen by halves only. Judges only."""

from __future__ import annotations

from weltoffen.intake.asking.types import Piece

LONGEST = 12_000
"""Characters sent at once: some 4,000 tokens, which small models on own machines bear."""
OVERLAP = 1_500
"""Characters that two neighbours share at least; more than the longest quote."""
MOST = 40
"""Pieces of one text; what lies behind is not asked about, and that is said."""


def pieces_of(text: str) -> list[Piece]:
    """Return the pieces of a text in their order; together they are all of it.

    Whatever is not longer than ``OVERLAP`` lies in one of them whole. A piece ends with a line
    where one ends in its last quarter.
    """
    found: list[Piece] = []
    start = 0
    while start < len(text):
        end = min(start + LONGEST, len(text))
        if end < len(text):
            line = text.rfind("\n", start + LONGEST * 3 // 4, end)
            end = line + 1 if line >= 0 else end
        found.append(Piece(start, end))
        if end == len(text):
            break
        start = end - OVERLAP
    return found
