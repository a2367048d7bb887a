"""A sentence as the acts that it tells of: how far each reaches, and whether it was done.

"The council decided on …, and the deed was signed on …" tells of two acts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from weltoffen.intake.reading.act_cues import DECIDE, Cue, bound_date, counts
from weltoffen.intake.reading.act_decisions import governed
from weltoffen.intake.reading.act_moods import is_denied, is_planned
from weltoffen.intake.reading.act_words import INTENT, Form
from weltoffen.intake.reading.dates import Dated
from weltoffen.intake.reading.pauses import is_over
from weltoffen.intake.types import ActKind


@dataclass(frozen=True, slots=True)
class Told:
    """An act told in a part of a sentence, from ``low`` to ``high``.

    ``decides`` says that a body decided on it; ``kind`` is then what it decided, if that is said.
    """

    kind: ActKind
    cue: Cue
    low: int
    high: int
    decides: bool


_CONNECTOR = re.compile(
    r";\s|:\s|,\s(?:(?:und|and|et|wobei|während|while|bevor|ehe|nachdem|worauf\w*|which"
    r"|nachdem)\s)?"
    r"|\s(?:und|and|et|sowie)\s|\s[–—]\s"
)


def told_in(
    text: str,
    cues: Sequence[Cue],
    dates: Sequence[Dated],
    is_of_a_bond: Callable[[Told], bool],
    *,
    stands_alone: bool,
) -> list[Told]:
    """Return the acts that a sentence tells of as done, by the words ``cues`` in it.

    ``is_of_a_bond`` says of each whether it is about a bond at all; the words of one that is not
    ("when the war had ended") part nothing. ``stands_alone`` says that it is a heading or an item
    of a list, in which a noun is enough.
    """
    cues = [cue for cue in cues if counts(text, cue, dates, stands_alone=stands_alone)]
    while cues:
        told = list(_reaches(text, governed(text, cues, dates), dates))
        others = {each.cue for each in told if not is_of_a_bond(each)}
        if not others:
            return [each for each in told if _is_done(text, each)]
        cues = [cue for cue in cues if cue not in others]
    return []


def _reaches(
    text: str, groups: Sequence[tuple[Cue, ActKind]], dates: Sequence[Dated]
) -> Iterator[Told]:
    """Yield each act with the part of the sentence that is its own."""
    low = 0
    for at, (cue, kind) in enumerate(groups):
        after = groups[at + 1][0] if at + 1 < len(groups) else None
        following = groups[at + 2][0].start if at + 2 < len(groups) else len(text)
        high = _border(text, low, cue, after, following, dates) if after else len(text)
        yield Told(kind, cue, low, high, cue.kind in DECIDE)
        low = high


def _border(text: str, low: int, cue: Cue, after: Cue, end: int, dates: Sequence[Dated]) -> int:
    """Return where between two acts the one ends and the other begins, by the dates around."""
    cuts = [cue.end + found.start() for found in _CONNECTOR.finditer(text[cue.end : after.start])]
    between = [each for each in dates if cue.end <= each.start and each.end <= after.start]
    bound = bound_date(text, cue, dates) if cue.form is Form.NOUN else None
    if bound and bound.end <= after.start:
        behind = [cut for cut in cuts if cut >= bound.end]
        return behind[0] if behind else bound.end
    if not cuts:
        return (
            cue.end if not between else (between[0].end if _has(dates, after.end, end) else cue.end)
        )
    first, last = (between[0], between[-1]) if between else (None, None)
    if len(between) > 1 and first and last:
        inside = [cut for cut in cuts if first.end <= cut <= last.start]
        return inside[-1] if inside else cuts[-1]
    if first and _has(dates, low, cue.start) and not _has(dates, after.end, end):
        return next((cut for cut in reversed(cuts) if cut <= first.start), cuts[0])
    if first and _has(dates, after.end, end) and not _has(dates, low, cue.start):
        return next((cut for cut in cuts if cut >= first.end), cuts[-1])
    strong = [cut for cut in cuts if text[cut] in ";,:."]
    return (strong or cuts)[-1]


def _has(dates: Sequence[Dated], low: int, high: int) -> bool:
    return any(low <= each.start and each.end <= high for each in dates)


_PIECE = re.compile(r"[,;:]\s|\s[–—]\s|[()]")


def clause_of(text: str, told: Told) -> str:
    """Return the clause in which the words of an act stand."""
    ends = [found.start() for found in _PIECE.finditer(text, told.low, told.high)]
    low = max((end + 1 for end in ends if end < told.cue.start), default=told.low)
    return text[low : min((end for end in ends if end >= told.cue.end), default=told.high)]


_PAUSES = (ActKind.SUSPENSION, ActKind.LIMITATION)


def _is_done(text: str, told: Told) -> bool:
    """Say whether an act is told as done: by the clause of its words, for decisions by all."""
    whole, clause = text[told.low : told.high], clause_of(text, told)
    if is_planned(clause) or is_denied(clause):
        return False
    if told.kind in _PAUSES and is_over(text, told.cue.start, told.cue.end):
        return False
    return not (told.decides and is_denied(whole))


def is_intent(text: str, told: Told) -> bool:
    """Say whether what was signed is a memorandum or a declaration of intent."""
    return INTENT.search(text, told.low, told.high) is not None
