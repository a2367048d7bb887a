"""What differs between two texts: line by line, and within a changed line word by word.

Values in, values out; bounded, because comparing takes time that grows with the square.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import zip_longest

MOST_LINES = 3_000
MOST_CHARACTERS = 400_000
CONTEXT = 2
"""So many equal lines are shown before and after what differs."""
_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
_LONGEST_LINE = 4_000  # longer lines are not compared word by word
_MOST_PAIRS = 400
_ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class Run:
    """A run of words of one line; ``differs`` says that the other text does not have them."""

    text: str
    differs: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the comparison: ``kind`` is ``same``, ``changed``, ``gone``, ``new``, ``gap``.

    A gap stands for ``count`` equal lines that are not shown.
    """

    kind: str
    before: tuple[Run, ...] = ()
    after: tuple[Run, ...] = ()
    count: int = 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two texts side by side. ``is_cut`` says that they are longer than what was compared."""

    rows: tuple[Row, ...]
    is_cut: bool
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def is_same(self) -> bool:
        """Say whether nothing differs."""
        return all(row.kind in ("same", "gap") for row in self.rows)


def compare_texts(before: str, after: str) -> Comparison:
    """Compare two texts by their lines; empty lines and white space at the ends do not count."""
    old, old_cut = _lines(before)
    new, new_cut = _lines(after)
    rows = list(_folded(list(_rows(old, new))))
    counts = {kind: sum(row.kind == kind for row in rows) for kind in ("changed", "gone", "new")}
    return Comparison(tuple(rows), old_cut or new_cut, counts)


def _lines(text: str) -> tuple[list[str], bool]:
    shown = text[:MOST_CHARACTERS]
    lines = [" ".join(line.split()) for line in shown.splitlines() if line.strip()]
    return lines[:MOST_LINES], len(text) > MOST_CHARACTERS or len(lines) > MOST_LINES


def _rows(old: Sequence[str], new: Sequence[str]) -> Iterator[Row]:
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, old, new).get_opcodes():
        if kind == "equal":
            for before, after in zip(old[i1:i2], new[j1:j2], strict=True):
                yield Row("same", (Run(before),), (Run(after),))
            continue
        for gone, came in _aligned(old[i1:i2], new[j1:j2]):
            if gone is not None and came is not None:
                yield _changed(gone, came)
            elif gone is not None:
                yield Row("gone", before=(Run(gone, True),))
            elif came is not None:
                yield Row("new", after=(Run(came, True),))


def _aligned(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str | None, str | None]]:
    """Pair the lines of two runs in their order so that the pairs are as much alike as can be.

    A line that is like none of the others stands alone. Of long runs the lines are paired as they
    come: to compare each with each would take too long.
    """
    if len(old) * len(new) > _MOST_PAIRS:
        yield from zip_longest(old, new)
        return
    alike = [[_likeness(one, two) for two in new] for one in old]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            paired = alike[i][j] + best[i + 1][j + 1] if alike[i][j] else 0.0
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    i = j = 0
    while i < len(old) or j < len(new):
        if i < len(old) and j < len(new) and alike[i][j]:
            is_pair = best[i][j] == alike[i][j] + best[i + 1][j + 1]
        else:
            is_pair = False
        if is_pair:
            yield old[i], new[j]
            i, j = i + 1, j + 1
        elif j == len(new) or (i < len(old) and best[i][j] == best[i + 1][j]):
            yield old[i], None
            i += 1
        else:
            yield None, new[j]
            j += 1


def _likeness(one: str, two: str) -> float:
    """Return how much of two lines is the same, 0 where it is less than half."""
    if max(len(one), len(two)) > _LONGEST_LINE:
        return 0.0
    words = SequenceMatcher(None, _WORDS.findall(one), _WORDS.findall(two), autojunk=False)
    found = words.ratio()
    return found if found >= _ALIKE else 0.0


def _changed(before: str, after: str) -> Row:
    if max(len(before), len(after)) > _LONGEST_LINE:
        return Row("changed", (Run(before, True),), (Run(after, True),))
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    left: list[Run] = []
    right: list[Run] = []
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        differs = kind != "equal"
        left += [Run("".join(old[i1:i2]), differs)] if i2 > i1 else []
        right += [Run("".join(new[j1:j2]), differs)] if j2 > j1 else []
    return Row("changed", tuple(left), tuple(right))


def _folded(rows: Sequence[Row]) -> Iterator[Row]:
    """Leave out equal lines that are far from anything that differs."""
    near = set()
    for number, row in enumerate(rows):
        if row.kind != "same":
            near |= set(range(number - CONTEXT, number + CONTEXT + 1))
    left_out = 0
    for number, row in enumerate(rows):
        if row.kind == "same" and number not in near:
            left_out += 1
            continue
        if left_out:
            yield Row("gap", count=left_out)
            left_out = 0
        yield row
    if left_out:
        yield Row("gap", count=left_out)
