"""Entries: list items, table rows and headings that begin with a partner."""

from __future__ import annotations

import re
from dataclasses import replace

from weltoffen.intake.reading.countries import country_of, region_country
from weltoffen.intake.reading.dates import Role, dates_in, role_of
from weltoffen.intake.reading.denials import states_nothing
from weltoffen.intake.reading.homes import Home
from weltoffen.intake.reading.layout import Form, Unit
from weltoffen.intake.reading.mentions import UPPER, Mention, mention_at, places_in
from weltoffen.intake.reading.pauses import spans_of
from weltoffen.intake.reading.prose import Partner
from weltoffen.intake.reading.standings import standings_in
from weltoffen.intake.reading.states import is_us_state
from weltoffen.intake.reading.times import since_of, times_in
from weltoffen.intake.reading.words import OTHER_BODY, kinds_in
from weltoffen.intake.types import Kind, Standing

_WORTH = (0.6, 0.85, 0.96, 0.99)
_WORTH_UNKNOWN = (0.5, 0.6, 0.85, 0.85)
"""What an entry is worth by how much beside it speaks for a place; of names of no known place,
of which about every second was wrong on pages read for the first time, less."""
_REST = 18
"""So many letters may stand beside name, country, dates and kind in a heading that is an entry."""
_HEAD = 40
_FIRST = 2
_FILLER = re.compile(
    r"\b(?:seit|since|depuis|in|der|die|das|dem|den|the|mit|with"
    r"|Sowjetunion|UdSSR|Jugoslawien|Tschechoslowakei|ČSSR|DDR|URSS|Yougoslavie|Tchécoslovaquie"
    r"|Soviet Union|USSR|Yugoslavia|Czechoslovakia|heute|now|aujourd['’]hui|ehemals|formerly"
    r"|avec|Stadt|city|ville|of|de|ist|is|est|signed|charter|signé|unterzeichnet|beschlossen|on"
    r"|le|twinned|Offizielle?"
    r"|und|and|et|im|am|vom|from|neue|new)\b|\W+|\d+",
    re.IGNORECASE,
)


def entry_in(
    unit: Unit, home: Home, context: Kind | None, has_kind: bool, country: str | None = None
) -> Partner | None:
    """Return the partner that an item or heading is about, None where it is about none.

    ``context`` is the kind that the page or the entry itself speaks of; without one nothing is an
    entry. ``has_kind`` says that the entry itself names it, ``country`` is one that stands above.
    """
    if context is None:
        return None
    mention = _head(unit.text, home)
    if mention is None or states_nothing(unit.text) or _is_only_told(unit.text, mention):
        return None
    mention = _below(unit.text, mention, country)
    if _is_own(mention, home) or _is_of_others(unit.text, mention, home):
        return None
    if unit.form is Form.SENTENCE and not (
        mention.is_known
        and mention.start <= 1
        and (unit.text[mention.close :].startswith(":") or _is_elliptic(unit.text, mention))
    ):
        return None
    if unit.form is Form.HEADING and (
        _AT.search(unit.text, 0, mention.start) or not _is_about(unit.text, mention)
    ):
        return None
    if unit.form is Form.ITEM and len(_left(unit.text[: mention.start])) > _REST:
        return None
    if unit.form is Form.HEADING and _names_more(unit.text, mention, home):
        return None
    since, until = _times(unit.text, mention)
    statuses = standings_in(unit.text)
    sure = mention.is_stated + bool(since) + mention.is_known
    if unit.form is Form.HEADING and not (has_kind or mention.is_stated or mention.is_known):
        return None
    return Partner(
        mention, context, "", since, until,
        Standing.ENDED if until else statuses[0][2] if statuses else None,
        f"{unit.form.value}-entry/8", (_WORTH if mention.is_known else _WORTH_UNKNOWN)[sure],
    )  # fmt: skip


_MANY_IN = re.compile(
    r"(?:städte|gemeinden|kommunen|orte|schaften|ungen|towns|cities|twinnings|partnerships|links"
    r"|communities|villes|communes|jumelages|cités|partenaires)\b[^:–—()]*\b"
    r"(?:im|in|der|des|von|aus|rund um|of|across|around|de|du|en|dans)\s(?:[^\W\d]+\s){0,2}\Z"
    r"|(?:villes|communes|jumelages)\b[^:–—()]*\bd['’]\Z",
    re.IGNORECASE,
)
"""Partners of or in a place are not that place: "Partnerkommunen im Kreis Warendorf"."""
_COMES_FROM = re.compile(
    r"\b(?:nach|aus|from|to|ab|bei|beim|vom|via|through|über|near|Sitz in|based in|siège à"
    r"|à destination de|depuis|modelled on)\s(?:(?:der|dem|the|la|le|den)\s)?\Z",
    re.IGNORECASE,
)


def _is_only_told(text: str, mention: Mention) -> bool:
    """Say whether a line names a place by the way: as where one goes, or within words of a kind."""
    if _COMES_FROM.search(text, 0, mention.start) or _MANY_IN.search(text, 0, mention.start):
        return True
    return any(
        low < mention.end and high > mention.start and (high - low) * 2 > len(mention.name)
        for low, high, _kind in kinds_in(text)
    )


def _is_elliptic(text: str, mention: Mention) -> bool:
    """Say whether a sentence is but name, country and date: "Aarau (Schweiz) seit 1986."."""
    if not (mention.inside and mention.is_stated and dates_in(text[mention.close :])):
        return False
    rest = text[mention.close :]
    for dated in reversed(dates_in(rest)):
        rest = rest[: dated.start] + " " + rest[dated.end :]
    return len(_left(rest)) <= _REST


def _names_more(text: str, mention: Mention, home: Home) -> bool:
    """Say whether a line with several dates names another place behind the first."""
    dates = dates_in(text)
    return len(dates) > 1 and any(
        m.is_known and not home.is_meant(m.name) and _AND.search(text, dates[0].end, m.start)
        for m in places_in(text)
        if m.start > dates[0].end
    )


_AT = re.compile(r"\b(?:auf (?:dem|der)|am|beim|at the) \Z")
"""What is *on* or *at* the place is the matter of such a heading: "Partner auf dem Weindorf"."""
_AND = re.compile(r"(?:,|;|\b(?:und|and|et))\s\Z")


_TWINS_OF = re.compile(
    r"\b(?:twin|sister|partner) (?:towns|cities) of |\bvilles (?:jumelles|jumelées"
    r"|partenaires) d[e’'] ?\Z",
    re.IGNORECASE,
)


def _is_of_others(text: str, mention: Mention, home: Home) -> bool:
    """Say whether a line is about a part of the city, a school or a firm, or twins of others."""
    if home.has_district(mention.name) or _TWINS_OF.search(text, 0, mention.start):
        return True
    is_part = home.is_part_of(mention.name) and not home.is_meant(mention.name)
    return is_part or OTHER_BODY.search(text, 0, mention.end) is not None


def _is_own(mention: Mention, home: Home) -> bool:
    """Say whether a name is the city's own, and not that of a namesake abroad."""
    country = mention.country if mention.is_stated else None
    if home.is_area and home.name.endswith(f" {mention.name}"):
        return True
    return home.is_meant(mention.name) and not home.is_namesake(mention.name, country)


def _head(text: str, home: Home) -> Mention | None:
    """Return the place at the head of an entry; one of an unknown name needs a slot of its own."""
    for mention in places_in(text):
        is_own = _is_own(mention, home)
        if mention.start <= _HEAD and not is_own:
            return _misspelt(text, _whole(text, mention))
    found = re.match(
        rf"\W*(?:\d{{4}}[:,]?\s+)?(?P<name>[{UPPER}](?:(?!\s[a-z]{{3,}}\s?[,(–:;])[^,()–:;|\d\n])"
        rf"{{2,45}}?)\s*(?=[,(–:;]"
        rf"| - | seit\b| since\b| depuis\b|\Z)",
        text,
    )
    if not found or not (dates_in(text[found.end() :]) or "(" in text[found.end() :]):
        return None
    if kinds_in(found["name"]) or not _is_short_of_words(text, found.end()):
        return None
    unknown = mention_at(text, found.start("name"), found.end("name"))
    is_label = text[found.end() :].lstrip().startswith(":")
    is_told = unknown and (
        unknown.is_stated or unknown.is_known or (dates_in(text[found.end() :]) and not is_label)
    )
    return unknown if is_told else None


_SLOT = re.compile(
    rf"(?: (?:la|le|les|de|du|des|an der|am|im|of|on|sur|sous|the|del|di|da)\b|[ -][{UPPER}][\w’']+"
    rf"|-[a-zà-ÿ]{{1,7}}(?=-))+(?=\s*(?:[,(:–—|]|\Z))"
)


def _misspelt(text: str, mention: Mention) -> Mention:
    """Return the mention with what follows it in its slot, as of "Brive la Gallarde:".

    A name that is known only in its first part is spelt in a way that no gazetteer knows.
    """
    more = _SLOT.match(text, mention.end)
    if not more or mention.close > mention.end or re.search(r"\w", text[: mention.start]):
        return mention
    further = more[0].strip(" -")
    is_name = re.match(r"(?:la|le|les|de|du|des|an der|am|of|on|sur|sous|the|del|di|da)\s", further)
    if not is_name or country_of(further) or region_country(further) or kinds_in(further):
        return mention
    wider = mention_at(text, mention.start, more.end(), mention.country)
    return replace(wider, is_known=True) if wider else mention


_FURTHER = re.compile(r"\([^()]*\)|[,;–—-]?\s*[^\W\d_]+(?=\s*(?:[,(|;]|\d|\Z))")


def _is_short_of_words(text: str, low: int) -> bool:
    """Say whether behind a name stand but country, dates and kind: else it may be of anything."""
    rest = text[low:]
    for dated in reversed(dates_in(rest)):
        rest = rest[: dated.start] + " " + rest[dated.end :]
    first = re.split(r"[;|.]", _left(_FURTHER.sub(" ", rest, count=2)))[0]
    return len(first) <= _REST


_COUNTRY_FIRST = re.compile(rf"\W*(?P<country>[{UPPER}][\w’' -]{{2,40}}?)(?:\s*:\s+|\s\s+)(?=\S)")
_CITY = re.compile(
    rf"(?P<name>[{UPPER}][^,;:()\d]*?)"
    rf"(?=\s*(?:[,;:.(–]|\d|\Z)|\s+(?:seit|since|depuis|en|im|in|und|and|et)\s)"
)


def listed_by_country(unit: Unit, home: Home, context: Kind | None) -> list[Partner]:
    """Return the partners of a line with the country first: "Frankreich: Lyon (1970), Nancy"."""
    first = _COUNTRY_FIRST.match(unit.text)
    code = country_of(first["country"]) if first else None
    if context is None or first is None or code is None:
        return []
    return _cities(unit.text, first.end(), home, context, code)


def cities_in(unit: Unit, home: Home, context: Kind | None, country: str) -> list[Partner]:
    """Return the partners of a line that lists several towns of the country above it."""
    if context is None or len(unit.text) > _LIST:
        return []
    found = _cities(unit.text, 0, home, context, country)
    return found if len(found) > 1 and all(each.mention.is_known for each in found) else []


_LIST = 160


def _cities(text: str, low: int, home: Home, context: Kind, code: str) -> list[Partner]:
    """Return the towns of one country that are listed from a place in a line on."""
    towns = []
    for city in _CITY.finditer(text, low):
        if region_country(city["name"]) or is_us_state(city["name"]):
            continue
        mention = mention_at(text, *city.span("name"), code)
        if mention and mention.start > low + 1 and not mention.is_known:
            continue
        is_own = (
            mention and home.is_meant(mention.name) and not home.is_namesake(mention.name, code)
        )
        if mention is not None and not is_own:
            towns.append(mention)
    times = times_in(text, towns, dates_in(text))
    standings = [standing for *_, standing in standings_in(text)]
    status = standings[0] if standings and len(towns) == 1 else None
    return [
        Partner(mention, context, "", since, until, Standing.ENDED if until else status,
                "country-first/4", 0.95 if mention.is_known else 0.8)
        for mention, (since, until) in zip(towns, times, strict=True)
    ]  # fmt: skip


def _below(text: str, mention: Mention, country: str | None) -> Mention:
    """Return the mention as one of the country that stands above, where it may lie there."""
    if country is None or mention.is_stated:
        return mention
    there = mention_at(text, mention.start, mention.end, country)
    fits = there is not None and (there.is_known or not mention.is_known)
    return there if there is not None and fits else mention


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


# "Karlsruhe – die Fächerstadt": a name with what it is known for.
_PORTRAIT = re.compile(
    r"\s?[–—,-]\s+[a-zäöüéèà][\w ’'-]*\Z"
    r"|:\s+(?:die|der|das|eine?|the|an?|la|le|les|une?)\s[\w ’'-]+\Z"
    r"|\s[–—]\s+[A-ZÄÖÜ][\w’'-]*(?: [\w’'-]+)+\Z"
)


def _is_about(text: str, mention: Mention) -> bool:
    leads = not re.search(r"\w", text[: mention.start])
    is_told = mention.inside and mention.is_stated
    if mention.is_known and leads and _PORTRAIT.match(text, mention.close):
        return True
    is_label = mention.is_known and text[mention.close :].lstrip().startswith(":")
    if leads and is_label and standings_in(text):
        return True
    if leads and (is_told or is_label) and dates_in(text):
        return True
    rest = text[: mention.start] + " " + text[mention.close :]
    for dated in reversed(dates_in(rest)):
        rest = rest[: dated.start] + " " + rest[dated.end :]
    return len(_left(rest)) <= (_REST if kinds_in(text) else 3)


def _times(text: str, mention: Mention) -> tuple[str | None, str | None]:
    """Return since when and until when, by the dates of an entry."""
    dates = dates_in(text)
    if spans := spans_of(text, dates):
        return spans[0]
    until = next((d.on for d in dates if d.on and role_of(text, d) is Role.ENDED), None)
    return since_of(text, dates), until
