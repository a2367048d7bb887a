"""A sentence as the acts that it tells of: which words say one, and how far each reaches.

"The council decided on …, and the deed was signed on …" tells of two acts. What somebody decides
to do ("beschloss, … zu beenden") is one act with the decision.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from weltoffen.intake.reading.act_moods import is_denied, is_planned
from weltoffen.intake.reading.act_words import CUES, INTENT, STATES, STEMS, Form
from weltoffen.intake.reading.dates import Dated
from weltoffen.intake.types import ActKind


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that say an act, and where they stand in the unit."""

    kind: ActKind
    form: Form
    start: int
    end: int


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


def cues_in(text: str) -> list[Cue]:
    """Return the words of acts in a sentence, in their order; no word counts twice.

    Where more stand than a sentence can tell, it is none, and nothing is returned.
    """
    kinds = {kind for word in _WORD.findall(text) for kind in _kinds_of(word)}
    taken: list[Cue] = []
    for kind, form, pattern in CUES:
        if kind not in kinds:
            continue
        for found in pattern.finditer(text):
            if all(found.end() <= cue.start or found.start() >= cue.end for cue in taken):
                taken.append(Cue(kind, form, found.start(), found.end()))
                if len(taken) > _MOST:
                    return []
    return sorted(taken, key=lambda cue: cue.start)


_MOST = 12
_WORD = re.compile(r"\w{3,}")


@lru_cache(maxsize=32768)
def _kinds_of(word: str) -> tuple[ActKind, ...]:
    """Return the kinds of acts of which a word may be a part; most words are of none."""
    said = word.lower()
    return tuple(kind for kind, stems in STEMS.items() if any(stem in said for stem in stems))


_DECIDE = (ActKind.COUNCIL, ActKind.MANDATE, ActKind.RESOLUTION)
_CONNECTOR = re.compile(
    r";\s|:\s|\.\s|,\s(?:(?:und|and|et|wobei|während|while|bevor|ehe|nachdem|worauf\w*|which"
    r"|nachdem)\s)?"
    r"|\s(?:und|and|et|sowie)\s|\s[–—]\s"
)
_LEADS_TO = re.compile(
    r"\A\W*(?:(?:die|der|das|den|dem|des|zur|zum|einer|eines|einem|eine|the|of|to|for|la|le|l['’]"
    r"|de|du|à|mit|with|by|durch|über|on|auf|für|zu|gegen"
    r"|with the|a|an|sa|son|its|ihre[nr]?|seine[nr]?|formelle[nr]?|formal|offizielle[nr]?"
    r"|official)\W+){0,6}\Z",
    re.IGNORECASE,
)
_CELEBRATED = re.compile(
    r"(?:Jahrestag|Jubiläum|anniversary|anniversaire|feier\w*|gefeiert|celebrat\w+|fêt\w+"
    r"|Jahre(?:n)?(?: nach| seit)?|seit|since|depuis|after|nach|vor|before|avant|years of)"
    r"\s(?:der|the|of the|of|de la|des|du|de|ihrer)?\s?\Z",
    re.IGNORECASE,
)
_HAPPENS = re.compile(
    r"\b(?:erfolgte[n]?|fand(?:en)?|folgte[n]?|kam es|kam|vollzogen|took place|followed|was held"
    r"|happened|came|a eu lieu|eut lieu|ont eu lieu|a suivi|intervint|intervenue)\b"
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
    cues = [cue for cue in cues if _counts(text, cue, dates, stands_alone=stands_alone)]
    while cues:
        told = list(_reaches(text, _governed(text, cues, dates), dates))
        others = {each.cue for each in told if not is_of_a_bond(each)}
        if not others:
            return [each for each in told if _is_done(text, each)]
        cues = [cue for cue in cues if cue not in others]
    return []


def _counts(text: str, cue: Cue, dates: Sequence[Dated], *, stands_alone: bool) -> bool:
    """Say whether a noun tells of an act: with its date, its verb, or alone in a line."""
    if cue.form is not Form.NOUN or cue.kind is ActKind.ACCESSION:
        return True
    if _CELEBRATED.search(text, 0, cue.start) and bound_date(text, cue, dates) is None:
        return False
    return True if stands_alone else (
        bound_date(text, cue, dates) is not None
        or _HAPPENS.search(text) is not None
        or cue.kind in (*_DECIDE, *STATES)
    )  # fmt: skip


_BINDS = re.compile(
    r"(?:\s\w+){0,4}?[\s,(:]+(?:(?:vom|am|of|on|dated|du|le|en|im|in|von|de|from|the)\s){0,2}\Z",
)
_BINDS_BEFORE = re.compile(r"\A[\s:,–—-]{1,3}\Z")


def bound_date(text: str, cue: Cue, dates: Sequence[Dated]) -> Dated | None:
    """Return the date that stands at a noun: "Beschluss vom …", "1981: Unterzeichnung"."""
    for dated in dates:
        if dated.start >= cue.end and dated.start - cue.end <= _NEAR:
            if _BINDS.fullmatch(text, cue.end, dated.start):
                return dated
        elif dated.end <= cue.start and _BINDS_BEFORE.match(text[dated.end : cue.start]):
            return dated
    return None


_NEAR = 60


def _governed(text: str, cues: Sequence[Cue], dates: Sequence[Dated]) -> list[tuple[Cue, ActKind]]:
    """Put what is decided to the decision; what nobody decides to do is no act."""
    found: list[tuple[Cue, ActKind]] = []
    for cue in cues:
        before = found[-1] if found else None
        decided = before is not None and before[0].kind in _DECIDE
        between = text[before[0].end : cue.start] if before else ""
        is_of_it = decided and ";" not in between
        if _is_what_to_do(text, cue, between if decided else "", dates):
            if before and is_of_it:
                found[-1] = (before[0], _refined(before[1], cue.kind))
            elif cue.form is Form.NOUN:
                found.append((cue, cue.kind))
        elif before and _is_by_decision(text, before[0], cue, dates):
            found[-1] = (cue, _BY_DECISION.get(cue.kind, cue.kind))
        elif before and _is_what_was_decided(text, before[0], cue, dates):
            found[-1] = (cue, _BY_DECISION.get(before[1], before[1]))
        elif before and _tells_no_more(text, before[0], cue, dates):
            continue
        else:
            found.append((cue, cue.kind))
    return found


_BY_DECISION = {ActKind.ACCESSION: ActKind.ACCESSION_COUNCIL}
_BY = re.compile(r"\b(?:mit|durch|per|by|par|through)\s(?:\w+\s){0,2}\Z", re.IGNORECASE)


def _is_by_decision(text: str, one: Cue, two: Cue, dates: Sequence[Dated]) -> bool:
    """Say whether a decision without a date is only how the next act came: "mit Ratsbeschluss"."""
    return two.form is Form.FINITE and _is_undated_decision(text, one, dates)


def _tells_no_more(text: str, one: Cue, two: Cue, dates: Sequence[Dated]) -> bool:
    """Say whether a noun only says again that it was decided: "approuvé (délibération n° …)"."""
    if two.kind is not ActKind.COUNCIL or two.form is not Form.NOUN:
        return False
    is_again = one.kind is ActKind.COUNCIL and bound_date(text, two, dates) is None
    return is_again or _is_undated_decision(text, two, dates)


def _is_undated_decision(text: str, cue: Cue, dates: Sequence[Dated]) -> bool:
    return (
        cue.kind is ActKind.COUNCIL and cue.form is Form.NOUN
        and bound_date(text, cue, dates) is None and _BY.search(text, 0, cue.start) is not None
    )  # fmt: skip


def _is_what_was_decided(text: str, one: Cue, two: Cue, dates: Sequence[Dated]) -> bool:
    """Say whether a noun is what is then decided: "den Beitritt zum … beschlossen"."""
    return (
        two.kind is ActKind.COUNCIL and two.form is Form.FINITE and one.form is Form.NOUN
        and one.kind in (*_DECIDE, *STATES, ActKind.ACCESSION)
        and bound_date(text, one, dates) is None
    )  # fmt: skip


_THAT = re.compile(r"\b(?:dass|daß|that|que)\b|\bqu['’]")


def _is_what_to_do(text: str, cue: Cue, between: str, dates: Sequence[Dated]) -> bool:
    """Say whether words tell what somebody decides to do; ``between`` parts them from that."""
    if cue.form is Form.NOUN:
        return cue.kind not in _DECIDE and bound_date(text, cue, dates) is None
    return cue.form is Form.INFINITIVE or (cue.kind in STATES and _THAT.search(between) is not None)


def _refined(decision: ActKind, decided: ActKind) -> ActKind:
    if decision is ActKind.COUNCIL and decided in (*STATES, ActKind.MANDATE, ActKind.RESOLUTION):
        return decided
    return ActKind.ACCESSION_COUNCIL if decided is ActKind.ACCESSION else decision


def _reaches(
    text: str, groups: Sequence[tuple[Cue, ActKind]], dates: Sequence[Dated]
) -> Iterator[Told]:
    """Yield each act with the part of the sentence that is its own."""
    low = 0
    for at, (cue, kind) in enumerate(groups):
        after = groups[at + 1][0] if at + 1 < len(groups) else None
        following = groups[at + 2][0].start if at + 2 < len(groups) else len(text)
        high = _border(text, low, cue, after, following, dates) if after else len(text)
        yield Told(kind, cue, low, high, cue.kind in _DECIDE)
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


def _is_done(text: str, told: Told) -> bool:
    """Say whether an act is told as done: by the clause of its words, for decisions by all."""
    whole, clause = text[told.low : told.high], clause_of(text, told)
    if is_planned(clause) or is_denied(clause):
        return False
    return not (told.decides and is_denied(whole))


def is_intent(text: str, told: Told) -> bool:
    """Say whether what was signed is a memorandum or a declaration of intent."""
    return INTENT.search(text, told.low, told.high) is not None
