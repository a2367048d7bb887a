"""Lines and sentences that name whose partner it is before a dash: "Evesham – Melsungen (D)"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from weltoffen.intake.reading.countries import region_country
from weltoffen.intake.reading.dates import dates_in
from weltoffen.intake.reading.homes import Home
from weltoffen.intake.reading.layout import Form, Unit
from weltoffen.intake.reading.mentions import UPPER, Mention, follows_in_list, places_in
from weltoffen.intake.reading.prose import Partner
from weltoffen.intake.reading.standings import standings_in
from weltoffen.intake.reading.states import is_state_of_germany
from weltoffen.intake.reading.times import times_in
from weltoffen.intake.reading.towns import is_one_town
from weltoffen.intake.reading.words import kinds_in
from weltoffen.intake.types import Kind, Standing

_HARD = re.compile(r"\s*[–—↔⇔]\s*|\s+(?:-|<?-+>)\s+")
_LABEL = re.compile(r"\s?:\s+")
_FIRST = 2
_SCORE = re.compile(r"\b\d{1,3}\s?[:–-]\s?\d{1,3}\b(?!\d)")
_LINE = 120


def pairs_in(
    unit: Unit, home: Home, context: Kind | None, is_paired: bool = False
) -> list[Partner]:
    """Return the partners of a line that names a town, or a part of the city, before a dash.

    A sentence of such pairs counts too, where there are at least two. What looks like the result
    of a match is none. ``is_paired`` says that there were pairs before: then the first name needs
    not be known.
    """
    if context is None or not re.search(r"[–—↔⇔:]|\s-", unit.text) or _SCORE.search(unit.text):
        return []
    if _has_region_between(unit.text):
        return []
    if unit.form is Form.SENTENCE and len(unit.text) > 2 * _LINE:
        return []
    mentions = _with_home(unit.text, home, is_paired)
    heads = _heads(unit.text, mentions)
    if not heads or (len(heads) < 2 and (heads[0] or len(unit.text) > _LINE)):
        return []
    first = mentions[heads[0]]
    leads = max((high for low, high, _kind in kinds_in(unit.text) if not low), default=0)
    if len(heads) == 1 and (first.start > leads + _FIRST or _is_one_town(first, mentions[1])):
        return []
    others = [m for at, m in enumerate(mentions) if at > heads[0] and at not in heads]
    times = times_in(unit.text, others, dates_in(unit.text))
    found = []
    for mention, (since, until) in zip(others, times, strict=True):
        number = mentions.index(mention)
        owner = mentions[max(at for at in heads if at < number)]
        own = home.is_meant(owner.name)
        is_own = home.is_meant(mention.name) and not home.is_namesake(mention.name, mention.country)
        if not (mention.is_known or mention.is_stated) or is_own:
            continue
        standings = standings_in(unit.text)
        status = standings[0][2] if standings else None
        found.append(
            Partner(mention, context, "" if own else owner.name, since, until,
                    Standing.ENDED if until else status, "pair/5", 0.9)
        )  # fmt: skip
    return found


_TRIPLE = re.compile(
    rf"[{UPPER}][^–—:]{{2,40}}?\s[–—-]\s(?P<where>[{UPPER}][^–—:\d]{{2,30}}?)\s[–—-]\s(?:[a-z]+\s)?\d{{4}}\b"
)


def _has_region_between(text: str) -> bool:
    """Say whether what stands behind the dash is where the town lies: "X – Bayern – 1988"."""
    found = _TRIPLE.match(text)
    if found is None:
        return False
    return is_state_of_germany(found["where"]) or region_country(found["where"]) is not None


_UNKNOWN = re.compile(
    rf"\W{{0,2}}(?P<name>[{UPPER}][\w’'-]*(?: [{UPPER}][\w’'-]*){{0,3}})\s[–—-]\s"
)


def _with_home(text: str, home: Home, is_paired: bool) -> list[Mention]:
    """Return the places of a line, the city itself and its parts among them."""
    mentions = list(places_in(text))
    spots = home.spots(text)
    part = re.compile(rf"{re.escape(home.short)}-[{UPPER}][\w-]+(?: [{UPPER}][\w-]+)?")
    spots += [found.span() for found in part.finditer(text)] if home.short else []
    unknown = _UNKNOWN.match(text) if is_paired else None
    if unknown and not kinds_in(unknown["name"]):
        low, high = unknown.span("name")
        mentions = [m for m in mentions if m.start == low or m.start >= high]
        spots.append((low, high))
    for low, high in spots:
        if not any(m.start <= low < m.close for m in mentions):
            mentions.append(
                Mention(text[low:high], low, high, high, None, False, False, None, False)
            )
    return sorted(mentions, key=lambda m: m.start)


def _heads(text: str, mentions: Sequence[Mention]) -> list[int]:
    """Return which of the places stand before a dash with a place behind it."""
    heads = [
        at
        for at in range(len(mentions) - 1)
        if _HARD.fullmatch(text, mentions[at].end, mentions[at + 1].start)
    ]
    if not heads and len(mentions) > 1 and mentions[0].start <= _FIRST and mentions[1].is_stated:
        is_label = _LABEL.fullmatch(text, mentions[0].end, mentions[1].start)
        return [0] if is_label and not mentions[0].is_stated else []
    if any(at + 1 in heads for at in heads):
        return []
    for at in range(heads[0] + 1 if heads else 0, len(mentions) - 1):
        joined = follows_in_list(text, mentions[at].close, mentions[at + 1].start)
        if at not in heads and at + 1 not in heads and not joined:
            return heads if len(mentions) == 2 else []
    return heads


def _is_one_town(one: Mention, two: Mention) -> bool:
    """Say whether two names may be those of one town: "Pressburg – Bratislava"."""
    if one.place and two.place:
        return one.place == two.place
    return is_one_town(one.name, two.name)
