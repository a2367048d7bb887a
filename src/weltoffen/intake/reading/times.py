"""Which of the dates of a sentence is whose."""

from __future__ import annotations

import re
from collections.abc import Sequence

from weltoffen.intake.reading.dates import Dated, Role, role_of
from weltoffen.intake.reading.mentions import Mention, follows_in_list
from weltoffen.intake.reading.words import standings_in
from weltoffen.intake.types import Standing

_ANNIVERSARY = re.compile(
    r"(?:seit|since|depuis|for)\s+(\d{1,3})\s+(?:Jahren|years|ans)\b"
    r"|\b(\d{1,3})(?:[- ]?jährig\w*| Jahre\b| years\b|(?:th|st|nd|rd) anniversary"
    r"|e anniversaire| ans\b)",
    re.IGNORECASE,
)
_CELEBRATES = re.compile(r"feier|gefeiert|celebrat|fête|anniversa|Jubiläum|begeht", re.IGNORECASE)
TO_TWIN = re.compile(
    r"\b(?:wurde|wird|became|devient)\b[^.;]{0,40}\b(?:zur?|a|an"
    r"|une)\b[^.;]{0,25}(?:partnerschaft|Partnerstadt|twin|jumel)",
    re.IGNORECASE,
)
_NAMES_MANY = re.compile(r"\d{4}(?:, \d{4})+(?:,? (?:und|and|et) \d{4})")


def times_of(
    text: str, mention: Mention, number: int, chosen: Sequence[Mention], dates: Sequence[Dated]
) -> tuple[str | None, str | None]:
    """Return since when and until when, as far as dates of the sentence belong to the place."""
    if mention.inside:
        low, high = mention.inside
        within = [d for d in dates if low <= d.start < high and role_of(text, d) in _STARTS]
        if within:
            return within[0].on, None
    free = [
        d
        for d in dates
        if not any(m.inside and m.inside[0] <= d.start < m.inside[1] for m in chosen)
    ]
    if _NAMES_MANY.search(text):
        return None, None
    low, high = _clause(text, mention)
    if since := _derived(text[low:high], [d for d in free if low <= d.start < high]):
        return since, None
    if spans := [d.span for d in free if d.span]:
        return spans[0]
    ends = next((d.on for d in free if d.on and role_of(text, d) is Role.ENDED), None)
    ended = any(s is Standing.ENDED for _l, _h, s in standings_in(text))
    near = _near_date(text, mention, number, chosen, free)
    if ended and near and role_of(text, near) in (Role.ENDED, Role.BARE):
        begun = next((d.on for d in free if d is not near and role_of(text, d) is Role.BEGAN), None)
        return begun, near.on
    if near is None or role_of(text, near) not in _STARTS:
        near = next(
            (d for d in free if d.on and role_of(text, d) is Role.BEGAN and len(chosen) == 1), None
        )
    since = near.on if near and role_of(text, near) in _STARTS else None
    return since, ends if ended else None


_STARTS = (Role.BEGAN, Role.BARE)


_NEW_CLAUSE = re.compile(r";|\.\s|,?\s(?:und|and|et)\s(?=(?:die|der|das|the|la|le|mit|with)\b)")


def _clause(text: str, mention: Mention) -> tuple[int, int]:
    """Return from where to where the clause of a place reaches."""
    ends = [found.start() for found in _NEW_CLAUSE.finditer(text)]
    low = max((end for end in ends if end <= mention.start), default=0)
    return low, min((end for end in ends if end >= mention.close), default=len(text))


def _derived(text: str, dates: Sequence[Dated]) -> str | None:
    """Return the year before which so many years have passed: "feiert 2019 50 Jahre"."""
    years = _ANNIVERSARY.search(text)
    year = next((d.on[:4] for d in dates if d.on), None)
    if not (years and year and (_CELEBRATES.search(text) or years[1])):
        return None
    return str(int(year) - int(years[1] or years[2]))


def _near_date(
    text: str, mention: Mention, number: int, chosen: Sequence[Mention], dates: Sequence[Dated]
) -> Dated | None:
    """Return the date of a place: the last before it where dates lead, else the next."""
    if not dates:
        return None
    if turned := TO_TWIN.search(text, mention.end):
        inside = [d for d in dates if turned.start() <= d.start <= turned.end()]
        if inside:
            return inside[0]
    leads = dates[0].start < chosen[0].start
    if leads:
        before = [d for d in dates if d.start < mention.start]
        return before[-1] if before else None
    following = chosen[number + 1].start if number + 1 < len(chosen) else len(text)
    behind = [d for d in dates if mention.end <= d.start < following]
    if behind:
        return behind[0]
    listed = number + 1 < len(chosen) and follows_in_list(
        text, mention.close, chosen[number + 1].start
    )
    if listed and not _is_bracketed(chosen):
        return _near_date(text, chosen[number + 1], number + 1, chosen, dates)
    return None


def _is_bracketed(chosen: Sequence[Mention]) -> bool:
    return any(m.inside for m in chosen)
