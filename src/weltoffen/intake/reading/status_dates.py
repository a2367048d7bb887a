"""Since when a relation rests or is limited, and for when it is planned, where the text says so.

A date belongs to the standing in whose clause it stands: "ruht seit 2023", "für 2027 geplant".
Two dates that could both be meant are nobody's.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache

from weltoffen.intake.reading.dates import Dated, dates_in
from weltoffen.intake.reading.standings import standings_in
from weltoffen.intake.types import Standing

_SINCE = re.compile(
    r"\b(?:seit|since|depuis)\s(?:dem\s|the\s|le\s|l['’])?(?:\w+fang\s|Mitte\s|Ende\s|early\s|late\s)?\Z",
    re.IGNORECASE,
)
_FOR = re.compile(
    r"\b(?:für|for|pour|ab|from|im (?:Jahr|Laufe des Jahres)|in|en|on|am|vom|à partir de)\s"
    r"(?:den\s|dem\s|the\s|le\s|l['’]année\s|das Jahr\s|year\s)?\Z",
    re.IGNORECASE,
)
_OF_THE_BOND = re.compile(r"\s(?:bestehend|existierend|geltend|geschlossen|gepflegt)\w*\b")
"""What stands behind a date that is the bond's: "die seit 1970 bestehende Partnerschaft ruht"."""
_AHEAD = re.compile(r"\b(?:soll(?:en)?|will|wird|werden|sera|devra(?:it)?)\b", re.IGNORECASE)
_ALWAYS_AHEAD = re.compile(r"\b(?:für|for|pour|ab|from)\b[^,;]{0,12}\Z", re.IGNORECASE)
_CLAUSE_END = re.compile(r"[;:()\t|·,]|\s[–—-]\s|(?<!\d)[.!?]\s")
_PART_END = re.compile(rf"{_CLAUSE_END.pattern}|\s(?:und|and|et)\s")
"""Where a part of a clause ends: of "besteht seit 1970 und ruht seit 2022" the second is meant."""
_DATED_STANDINGS = (Standing.RESTING, Standing.LIMITED, Standing.PLANNED)


def status_date(text: str, standing: Standing | None, beside: int = 0) -> str | None:
    """Return the date (EDTF) that a unit of text gives to a standing; None where it gives none.

    ``beside`` is where the partner stands: of several dates that are led alike, the first behind it
    counts where each has its own word of standing.
    """
    if standing not in _DATED_STANDINGS:
        return None
    words, meant = _led(text, standing)
    if len({on for _start, on in meant}) == 1:
        return meant[0][1]
    behind = [on for start, on in meant if start >= beside]
    return behind[0] if behind and words == len(meant) else None


@lru_cache(maxsize=8)
def _led(text: str, standing: Standing) -> tuple[int, tuple[tuple[int, str], ...]]:
    """Return how many words of a standing a text has, and its dates: where each stands, and EDTF.

    All partners of a line ask for the same ones, and a line may be as long as a page.
    """
    words = [(low, high) for low, high, said in standings_in(text) if said is standing]
    dates = [dated for dated in dates_in(text) if dated.on]
    meant = _meant(text, dates, words, standing, _CLAUSE_END)
    if len({dated.on for dated in meant}) > 1:
        meant = _meant(text, dates, words, standing, _PART_END) or meant
    return len(words), tuple((dated.start, dated.on) for dated in meant if dated.on)


def _meant(
    text: str, dates: Sequence[Dated], words: Sequence[tuple[int, int]], standing: Standing,
    ends: re.Pattern[str],
) -> list[Dated]:  # fmt: skip
    """Return the dates that are led as one of a standing, in a clause with one of its words."""
    clauses = _Clauses(text, ends)
    return [
        dated for dated in dates
        if clauses.has_any(dated, words) and _is_led(text, dated, standing, clauses)
    ]  # fmt: skip


class _Clauses:
    """Where the clauses of a text end, or their parts."""

    def __init__(self, text: str, ends: re.Pattern[str]) -> None:
        marks = list(ends.finditer(text))
        self._starts = [each.start() for each in marks]
        self._ends = [each.end() for each in marks]
        self._length = len(text)

    def around(self, dated: Dated) -> tuple[int, int]:
        before = bisect_right(self._ends, dated.start)
        after = bisect_left(self._starts, dated.end)
        return (
            self._ends[before - 1] if before else 0,
            self._starts[after] if after < len(self._starts) else self._length,
        )

    def has_any(self, dated: Dated, words: Sequence[tuple[int, int]]) -> bool:
        """Say whether one of these words, which are in their order, stands in a date's clause."""
        low, high = self.around(dated)
        at = bisect_left(words, (high, 0))
        return at > 0 and words[at - 1][1] > low  # those of one standing do not overlap


def _is_led(text: str, dated: Dated, standing: Standing, clauses: _Clauses) -> bool:
    near = max(0, dated.start - _LEAD)
    if _OF_THE_BOND.match(text, dated.end):
        return False
    if standing is not Standing.PLANNED:
        return _SINCE.search(text, near, dated.start) is not None
    low, high = clauses.around(dated)
    if _SINCE.search(text, near, dated.start):
        return False
    near = max(low, near)
    if _ALWAYS_AHEAD.search(text, near, dated.start):
        return True
    leads = _FOR.search(text, near, dated.start) or not text[low : dated.start].strip(" -–•*")
    return bool(leads and _AHEAD.search(text, low, high))


_LEAD = 64
"""What leads a date stands that near before it."""


def is_only_of_the_standing(text: str, on: str) -> bool:
    """Say whether a date stands in a text but once: what is the standing's is no beginning."""
    return sum(dated.on == on for dated in dates_in(text)) == 1
