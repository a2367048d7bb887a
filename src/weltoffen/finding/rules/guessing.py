"""What somebody may have meant who mistyped a word."""

from __future__ import annotations

from collections.abc import Iterable

MOST = 3


def slips_allowed(word: str) -> int:
    """Return how many letters may be wrong, missing, too many or swapped: more in longer words."""
    return 0 if len(word) < 4 else 1 if len(word) < 8 else 2


def nearest(word: str, known: Iterable[str]) -> list[str]:
    """Return the known words that are nearest to a mistyped one, the nearest first."""
    allowed = slips_allowed(word)
    letters = _letters(word)
    near = []
    for other in known:
        # Each slip changes at most two letters of the set, so most words are out without a look.
        if (letters ^ _letters(other)).bit_count() > 2 * allowed:
            continue
        slips = distance(word, other, allowed)
        if 0 < slips <= allowed:
            near.append((slips, other[:1] != word[:1], abs(len(other) - len(word)), other))
    return [other for *_, other in sorted(near)[:MOST]]


def _letters(word: str) -> int:
    found = 0
    for sign in word:
        found |= 1 << (ord(sign) % 61)
    return found


def distance(one: str, other: str, most: int) -> int:
    """Return how many slips lie between two words, or a number above ``most`` if more than that.

    A slip is a letter too many, missing or wrong, or two neighbours swapped (the restricted
    Damerau–Levenshtein distance).
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, start=1):
        above, row, before_last = row, [i], before
        for j, right in enumerate(other, start=1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (left != right))
            if before_last and j > 1 and left == other[j - 2] and one[i - 2] == right:
                cost = min(cost, before_last[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        before = above
    return row[-1]
