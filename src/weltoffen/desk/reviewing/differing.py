"""What differs between two texts: line by line, and within a changed line word by word.

Values in, values out; bounded, because comparing takes time that grows with the square.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

MOST_LINES = 3_000
MOST_CHARACTERS = 400_000
CONTEXT = 2
"""So many equal lines are shown before and after what differs."""
_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
_LONGEST_LINE = 4_000  # longer lines are not compared word by word


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
        pairs = min(i2 - i1, j2 - j1)
        for offset in range(pairs):
            yield _changed(old[i1 + offset], new[j1 + offset])
        for line in old[i1 + pairs : i2]:
            yield Row("gone", before=(Run(line, True),))
        for line in new[j1 + pairs : j2]:
            yield Row("new", after=(Run(line, True),))


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
