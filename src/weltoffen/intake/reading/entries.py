"""Entries: list items, table rows and headings that begin with a partner."""

from __future__ import annotations

import re

from weltoffen.intake.reading.countries import country_of
from weltoffen.intake.reading.dates import Role, dates_in, role_of
from weltoffen.intake.reading.homes import Home
from weltoffen.intake.reading.layout import Form, Unit
from weltoffen.intake.reading.mentions import UPPER, Mention, mention_at, places_in
from weltoffen.intake.reading.prose import Partner
from weltoffen.intake.reading.words import OTHER_BODY, kinds_in, standings_in
from weltoffen.intake.types import Kind, Standing

_REST = 18
"""So many letters may stand beside name, country, dates and kind in a heading that is an entry."""
_HEAD = 40
_FILLER = re.compile(
    r"\b(?:seit|since|depuis|in|der|die|das|dem|den|the|mit|with"
    r"|avec|Stadt|city|ville|of|de|ist|is|est|signed|charter|signé|unterzeichnet|beschlossen|on|le|twinned|Offizielle?"
    r"|und|and|et|im|am|vom|from|neue|new)\b|\W+|\d+",
    re.IGNORECASE,
)


def entry_in(unit: Unit, home: Home, context: Kind | None, has_kind: bool) -> Partner | None:
    """Return the partner that an item or heading is about, None where it is about none.

    ``context`` is the kind that the page or the entry itself speaks of; without one nothing is an
    entry. ``has_kind`` says that the entry itself names it.
    """
    if context is None:
        return None
    mention = _head(unit.text, home)
    if mention is None or home.is_meant(mention.name) or home.has_district(mention.name):
        return None
    if OTHER_BODY.search(unit.text, 0, mention.end) or home.is_part_of(mention.name):
        return None
    if unit.form is Form.SENTENCE and not (
        mention.is_known and mention.start <= 1 and unit.text[mention.close :].startswith(":")
    ):
        return None
    if unit.form is Form.HEADING and not _is_about(unit.text, mention):
        return None
    if unit.form is Form.ITEM and len(_left(unit.text[: mention.start])) > _REST:
        return None
    since, until = _times(unit.text, mention)
    statuses = standings_in(unit.text)
    sure = mention.is_stated + bool(since) + mention.is_known
    if unit.form is Form.HEADING and not (has_kind or mention.is_stated or mention.is_known):
        return None
    return Partner(
        mention, context, "", since, until,
        Standing.ENDED if until else statuses[0][2] if statuses else None,
        f"{unit.form.value}-entry/1", (0.6, 0.85, 0.96, 0.99)[sure],
    )  # fmt: skip


def _head(text: str, home: Home) -> Mention | None:
    """Return the place at the head of an entry; one of an unknown name needs a slot of its own."""
    for mention in places_in(text):
        if mention.start <= _HEAD and not home.is_meant(mention.name):
            return _whole(text, mention)
    found = re.match(
        rf"\W*(?:\d{{4}}[:,]?\s+)?(?P<name>[{UPPER}][^,()–:;|\d\n]{{2,45}}?)\s*(?=[,(–:;]"
        rf"| - | seit\b| since\b| depuis\b|\Z)",
        text,
    )
    if not found or not re.search(r"\d{4}|\(", text[found.end() :]):
        return None
    return mention_at(text, found.start("name"), found.end("name"))


_COUNTRY_FIRST = re.compile(rf"\W*(?P<country>[{UPPER}][\w’' -]{{2,40}}?)\s*:\s+(?=\S)")
_CITY = re.compile(
    rf"(?P<name>[{UPPER}][^,;()\d]*?)\s*(?:\((?P<inside>[^()]*)\))?(?=[,;.]|\s+(?:und|and|et)\s|\Z)"
)


def listed_by_country(unit: Unit, home: Home, context: Kind | None) -> list[Partner]:
    """Return the partners of a line with the country first: "Frankreich: Lyon (1970), Nancy"."""
    first = _COUNTRY_FIRST.match(unit.text)
    code = country_of(first["country"]) if first else None
    if context is None or first is None or code is None:
        return []
    found = []
    for city in _CITY.finditer(unit.text, first.end()):
        mention = mention_at(unit.text, *city.span("name"), code)
        if mention is None or home.is_meant(mention.name):
            continue
        dates = [d.on for d in dates_in(city["inside"] or "") if d.on]
        found.append(
            Partner(mention, context, "", dates[0] if dates else None, None, None,
                    "country-first/1", 0.95 if mention.is_known else 0.8)
        )  # fmt: skip
    return found


_PAIR = re.compile(r"\s+[–—-]\s+")


def pairs_in(unit: Unit, home: Home, context: Kind | None) -> list[Partner]:
    """Return the partners of a line that names another town first: "Evesham – Melsungen (D)"."""
    mentions = places_in(unit.text)
    district = re.match(rf"\W*({re.escape(home.short)}-[{UPPER}][\w-]+)\s+[–—-]\s", unit.text)
    if context is None or (unit.form is Form.SENTENCE and len(unit.text) > _LINE):
        return []
    if district:
        owner, others = district[1], [m for m in mentions if m.start >= district.end()]
    elif len(mentions) > 1 and mentions[0].start <= 2 and _PAIR.match(unit.text, mentions[0].end):
        owner, others = mentions[0].name, list(mentions[1:])
    else:
        return []
    if home.is_meant(owner) or (not district and _same(mentions[0], others[0])):
        return []
    return [
        Partner(each, context, owner, None, None, None, "pair/1", 0.9)
        for each in others
        if each.is_known and not home.is_meant(each.name)
    ]


_LINE = 120


def _same(one: Mention, two: Mention) -> bool:
    """Say whether two names may be those of one town: "Pressburg – Bratislava"."""
    return (
        one.place == two.place
        or one.place is None
        or (one.country != two.country and not two.is_stated)
    )


_TITLES = re.compile(
    r"(?:Royal Borough of |London Borough of |Borough of |City of |Royal |Ville de )\Z"
)


def _whole(text: str, mention: Mention) -> Mention:
    """Take in a title that belongs to the name: "Royal Borough of"."""
    title = _TITLES.search(text, 0, mention.start)
    if not title:
        return mention
    wider = mention_at(text, title.start(), mention.end, mention.country)
    if wider is None:
        return mention
    return Mention(
        wider.name, wider.start, mention.end, mention.close, mention.country, mention.is_stated,
        mention.is_known, mention.place, mention.is_ambiguous, mention.inside,
    )  # fmt: skip


def _left(text: str) -> str:
    for low, high, _kind in reversed(kinds_in(text)):
        text = text[:low] + " " + text[high:]
    return _FILLER.sub("", text)


def _is_about(text: str, mention: Mention) -> bool:
    rest = text[: mention.start] + " " + text[mention.close :]
    for dated in reversed(dates_in(rest)):
        rest = rest[: dated.start] + " " + rest[dated.end :]
    return len(_left(rest)) <= (_REST if kinds_in(text) else 3)


def _times(text: str, mention: Mention) -> tuple[str | None, str | None]:
    """Return since when and until when, by the dates of an entry."""
    since = until = None
    for dated in dates_in(text):
        if dated.span:
            return dated.span
        role = role_of(text, dated)
        if role is Role.ENDED:
            until = until or dated.on
        elif role in (Role.BEGAN, Role.BARE) and since is None:
            since = dated.on
    return since, until


__all__ = ["Standing", "entry_in"]
