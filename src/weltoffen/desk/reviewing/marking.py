"""A text with its passages marked: pieces in their order, each with the passages that cover it.

Values in, values out. Passages may overlap or lie within each other; every character of the text
that is shown stands in exactly one piece.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

WHOLE = 150_000
"""Characters: a longer text is shown around its passages only."""
AROUND = 1_500
"""Characters before and after a passage of such a text."""
_EMPTY_LINES = re.compile(r"\n[ \t\r]*(?:\n[ \t\r]*){2,}")
_TRAILING = re.compile(r"[ \t\r]+\n")


@dataclass(frozen=True, slots=True)
class Span:
    """A passage to be marked; ``key`` names it, ``end`` is exclusive."""

    key: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text. ``keys`` are the passages that cover it, the shortest first.

    ``begins`` are those that begin with it. ``left_out`` is how many characters are left out before
    it, where the text is too long to be shown whole.
    """

    text: str
    keys: tuple[int, ...] = ()
    begins: tuple[int, ...] = ()
    left_out: int = 0

    @property
    def key(self) -> int | None:
        """Return the shortest passage that covers it, to which its link leads."""
        return self.keys[0] if self.keys else None


def pieces(text: str, spans: Iterable[Span], *, whole: int = WHOLE) -> list[Piece]:
    """Return the pieces of a text. Spans that lie outside of it are left out."""
    standing = [each for each in spans if 0 <= each.start < each.end <= len(text)]
    shown = [(0, len(text))] if len(text) <= whole else _windows(text, standing)
    found: list[Piece] = []
    before = 0
    for start, end in shown:
        left_out = start - before
        for piece in _cut(text, standing, start, end):
            found.append(Piece(piece.text, piece.keys, piece.begins, left_out))
            left_out = 0
        before = end
    if before < len(text):
        found.append(Piece("", left_out=len(text) - before))
    return found


def _windows(text: str, spans: Sequence[Span]) -> list[tuple[int, int]]:
    """Return what of a long text is shown: around each passage, without one its beginning."""
    if not spans:
        return [(0, min(len(text), AROUND))]
    windows: list[tuple[int, int]] = []
    for each in sorted(spans, key=lambda span: span.start):
        start, end = max(0, each.start - AROUND), min(len(text), each.end + AROUND)
        if windows and start <= windows[-1][1]:
            windows[-1] = (windows[-1][0], max(end, windows[-1][1]))
        else:
            windows.append((start, end))
    return windows


def _cut(text: str, spans: Sequence[Span], start: int, end: int) -> Iterator[Piece]:
    inside = [each for each in spans if each.start < end and each.end > start]
    inside.sort(key=lambda span: (span.end - span.start, span.start, span.key))
    edges = {start, end}
    for each in inside:
        edges |= {max(start, each.start), min(end, each.end)}
    at = sorted(edges)
    for here, there in itertools.pairwise(at):
        covering = [each for each in inside if each.start < there and each.end > here]
        yield Piece(
            text[here:there] if covering else _thinned(text[here:there]),
            tuple(each.key for each in covering),
            tuple(each.key for each in covering if each.start == here),
        )


def _thinned(text: str) -> str:
    """Return a text between passages without runs of empty lines, as pages leave them."""
    return _EMPTY_LINES.sub("\n\n", _TRAILING.sub("\n", text))
