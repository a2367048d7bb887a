"""Lines of a list that name several towns at once: "1959  Amagasaki und Nagahama (beide Japan)"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from weltoffen.intake.reading.dates import dates_in
from weltoffen.intake.reading.denials import states_nothing
from weltoffen.intake.reading.homes import Home
from weltoffen.intake.reading.layout import Form, Unit
from weltoffen.intake.reading.mentions import Mention, mention_at, places_in
from weltoffen.intake.reading.prose import Partner
from weltoffen.intake.reading.standings import standings_in
from weltoffen.intake.reading.states import BOTH
from weltoffen.intake.reading.times import times_in
from weltoffen.intake.reading.words import kinds_in
from weltoffen.intake.types import Kind, Standing

_LONGEST = 160
_LEAST = 2
_LEADS = re.compile(
    r"\W*(?:(?:seit|since|depuis|ab|im Jahr|en|in)\s)?(?:\d{1,2}\.\s?(?:\d{1,2}\.|\w+)\s?)?"
    r"(?:\d{4})?\W*\Z",
    re.IGNORECASE,
)
_AND = re.compile(r",?\s(?:und|and|et|&|sowie)\s(?:mit |with |avec |d['’])?|\s[/+]\s|;\s")
_COMMA = re.compile(r",\s")
_FEW = 12
_LETTERS = re.compile(r"[^\W\d_]+")


def several_in(unit: Unit, home: Home, context: Kind | None) -> list[Partner]:
    """Return the partners of a line that is but names joined by "and", with countries and dates."""
    if context is None or unit.form is Form.SENTENCE or len(unit.text) > _LONGEST:
        return []
    if states_nothing(unit.text) or "|" in unit.text or "\t" in unit.text:
        return []
    towns = [m for m in places_in(unit.text) if not home.is_meant(m.name)]
    if len(towns) < _LEAST or not _LEADS.match(unit.text[: towns[0].start]):
        return []
    gaps = [unit.text[one.close : two.start] for one, two in pairwise(towns)]
    joined = [_AND.fullmatch(gap) for gap in gaps]
    told = all(m.is_stated and m.close > m.end for m in towns)
    if not (joined[-1] or told) or not all(
        hit or _COMMA.fullmatch(gap) for gap, hit in zip(gaps, joined, strict=True)
    ):
        return []
    if not all(m.is_known or m.is_stated for m in towns) or not _is_all(unit.text, towns):
        return []
    return _partners(unit.text, _of_one_country(unit.text, towns), context)


def _is_all(text: str, towns: Sequence[Mention]) -> bool:
    """Say whether hardly a word stands behind the last town but dates and kinds."""
    rest = text[towns[-1].close :]
    for low, high, _kind in reversed(kinds_in(rest)):
        rest = rest[:low] + " " + rest[high:]
    for dated in reversed(dates_in(rest)):
        rest = rest[: dated.start] + " " + rest[dated.end :]
    return sum(len(word) for word in _LETTERS.findall(rest)) <= _FEW


def _of_one_country(text: str, towns: Sequence[Mention]) -> list[Mention]:
    """Give the country of a bracket that says "both" to all of the towns."""
    last = towns[-1]
    inside = text[slice(*last.inside)] if last.inside else ""
    if last.country is None or not BOTH.match(inside):
        return list(towns)
    found = []
    for town in towns:
        there = mention_at(text, town.start, town.end, last.country)
        found.append(replace(there, close=town.close) if there else town)
    return found


def _partners(text: str, towns: Sequence[Mention], context: Kind) -> list[Partner]:
    dates = [d for d in dates_in(text) if d.on]
    if len(dates) == 1 and not dates_in(text)[1:]:
        times: list[tuple[str | None, str | None]] = [(dates[0].on, None)] * len(towns)
    else:
        times = times_in(text, towns, dates_in(text))
    standings = [standing for *_, standing in standings_in(text)]
    kinds = [kind for *_, kind in kinds_in(text)]
    return [
        Partner(town, kinds[0] if kinds else context, "", since, until,
                Standing.ENDED if until else next(iter(standings), None), "several/3", 0.95)
        for town, (since, until) in zip(towns, times, strict=True)
    ]  # fmt: skip
