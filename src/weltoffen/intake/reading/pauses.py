"""Pauses that are over: "war von 2015 bis 2020 ausgesetzt". Their years are not the bond's."""

from __future__ import annotations

import re
from collections.abc import Iterable

from weltoffen.intake.reading.dates import Dated

_I = re.IGNORECASE
_YEAR = r"(?:19|20)\d\d"
_TO = rf"{_YEAR}\s?(?:bis|und|to|until|and|à|et|[-–])\s?"
_LED = r"(?:von|zwischen|from|between|de|entre)\s"
_FAR, _BESIDE = 400, 48
"""So many letters around its words the time of a pause is looked for."""

_WAS_PAUSED = re.compile(
    r"\b(?:war|waren|was|were|wurden?|fut|furent|étai(?:t|ent)|had been)\s(?:[^.;,]*\s)?"
    rf"(?:{_LED}{_TO}|(?:bis|until|jusqu['’]en)\s){_YEAR}\s(?:[^\W\d]+\s){{0,3}}\Z",
    _I,
)
_FROM_TO = re.compile(rf"\s(?:\w+\s)?{_LED}{_TO}{_YEAR}", _I)

_PAUSE = (
    r"(?:ausgesetzt|ruht\w*|pausier\w*|unterbrochen|eingeschränkt|eingefroren|suspend\w*|paused"
    r"|interrup\w*|interromp\w*|gelée?s?|on hold|on ice|auf Eis|en sommeil|en veille)\b"
)
_BEHIND = re.compile(rf"[^.;:()\d]{{0,32}}\b{_PAUSE}", _I)
_BEFORE = re.compile(rf"\b{_PAUSE}(?:\s[^\W\d]+){{0,3}}\s\(?\Z", _I)


def is_over(text: str, low: int, high: int) -> bool:
    """Say whether the words at ``low`` to ``high`` tell of a pause that has an end of its own."""
    near = max(0, low - _FAR)
    return bool(_WAS_PAUSED.search(text, near, low) or _FROM_TO.match(text, high))


def spans_of(text: str, dates: Iterable[Dated]) -> list[tuple[str, str]]:
    """Return since when and until when a bond was, by its spans of years; not those of a pause."""
    return [
        each.span for each in dates
        if each.span
        and not _BEHIND.match(text, each.end)
        and not _BEFORE.search(text, max(0, each.start - _BESIDE), each.start)
    ]  # fmt: skip
