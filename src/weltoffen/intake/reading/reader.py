"""From a text to findings: units in their order, with what headings say of what follows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from weltoffen.intake.reading.course import Course, records_of
from weltoffen.intake.reading.dates import Role, dates_in, role_of
from weltoffen.intake.reading.entries import cities_in, entry_in, listed_by_country
from weltoffen.intake.reading.headlines import apposed_in, headline_of, told_below
from weltoffen.intake.reading.homes import Home, hints_in
from weltoffen.intake.reading.layout import Form, Unit, units
from weltoffen.intake.reading.mentions import UPPER, places_in
from weltoffen.intake.reading.merging import merged
from weltoffen.intake.reading.pairs import pairs_in
from weltoffen.intake.reading.prose import Partner, partners_in
from weltoffen.intake.reading.slots import Slot, slot_of
from weltoffen.intake.reading.tables import Column, columns_of, row_partner
from weltoffen.intake.reading.topics import BOND, one_of_two, told_of
from weltoffen.intake.reading.words import STRONG_TWIN, is_weak, kinds_in, standings_in
from weltoffen.intake.types import FoundRelation, Kind, Standing

_CHROME = re.compile(
    r"(?:Kontakt|Mehr zum Thema|Weitere (?:Nachrichten|Themen|Artikel|Meldungen)"
    r"|Mehr Nachrichten|Anschrift|Newsroom|News|Service"
    r"|Related|See also|More news|Contact(?: us)?|Aktuelles|Links|References|Notes|Transport|Sport"
    r"|Einzelnachweise|Quellen|Literatur|Weblinks|Anreise|Veranstaltungen|Termine|Events"
    r"|Downloads|Themen|Newsletter|À lire aussi|Contactez|Références|Voir aussi|Agenda)\b",
    re.IGNORECASE,
)
_FOOTER = re.compile(
    r"Letzte Änderung|zuletzt geändert|\bStand:|Seite drucken|last (?:modified|updated|edited)"
    r"|dernière mise|mise? à jour|©",
    re.IGNORECASE,
)
_DISTRICTS = re.compile(
    r"\b(?:Stadtbezirke|Stadtteile|Ortsteile|Ortschaften|Bezirke|districts|boroughs|quartiers)\b"
)
_LABELLED = re.compile(rf"[{UPPER}][^:.!?]{{2,40}}:\s")
_BRACKETED = re.compile(rf"[{UPPER}][^:.!?()]{{2,40}}\([^()]{{2,40}}\)")
_ALL_OF_THEM = re.compile(
    r"\W*(?:Alle|Diese|Beide|All|These|Both|They|Toutes|Tous|Ces)\b[^.]*\b(?:sind|are|sont)\b"
)
_THESE = re.compile(r"\W*(?:Diese|Das sind|Alle|These|All|Ces|Toutes|Tous|Les)\b", re.IGNORECASE)
_IT_IS = re.compile(
    r"\W*(?:C['’]est|Elle est|Es ist|Sie ist|It is|It has|Die (?:\w+)?[Pp]artnerschaft|Le jumelage"
    r"|The (?:twinning|partnership|link)|Partner(?:stadt|schaft)? seit|Twinned since"
    r"|Jumelée depuis)\b"
)
_SPORT = re.compile(r"Rugby|Football|Hockey|Cricket|Handball|Basket(?:ball)?", re.IGNORECASE)
_THAT_YEAR = re.compile(
    r"(?:per|auf|zum|bis|by|at) (?:the )?(?:Ende Jahr|Jahresende"
    r"|Ende des Jahres|end of (?:the|this) year)",
    re.IGNORECASE,
)
_TOP = 600
_LANGUAGE = 4000


def relations_in(text: str, home: str) -> list[FoundRelation]:
    """Return the relations with places that a text states, one per partner, in their order.

    ``home`` is the city whose page it is. Every quote is the unit of text that says most of it.
    """
    city = Home(home, hints_in(text[:_LANGUAGE]))
    course = Course(is_strong=bool(STRONG_TWIN.search(text)), day=_day_of(text))
    for unit in units(text):
        _read(unit, city, course)
    course.close()
    found = [(unit, _ended_that_year(unit, each, text)) for unit, each in course.found]
    return merged(found, city, text)


def _ended_that_year(unit: Unit, partner: Partner, text: str) -> Partner:
    """Give an end "by the end of the year" the year of the page, where its head names a day."""
    if partner.until or partner.status is not Standing.ENDED or not _THAT_YEAR.search(unit.text):
        return partner
    day = _day_of(text)
    return replace(partner, until=day[:4]) if day else partner


def _day_of(text: str) -> str | None:
    """Return the first full date at the head of a page."""
    return next((d.on for d in dates_in(text[:_TOP]) if d.on and len(d.on) == 10), None)


def _read(unit: Unit, home: Home, course: Course) -> None:
    kinds = [kind for _low, _high, kind in kinds_in(unit.text)]
    if is_weak(unit.text, kinds) and not course.is_strong and unit.form is not Form.SENTENCE:
        kinds = []
    if _FOOTER.search(unit.text) and unit.form is not Form.SENTENCE:
        return
    if unit.form is Form.HEADING and (_CHROME.match(unit.text) or _is_sport(unit, home)):
        course.leave_section()
        return
    context = _kind_of(unit, kinds) or course.section or course.page
    for step in (_row, _country_heading, _many, _record, _cell, _entry):
        if step(unit, home, course, context, kinds):
            return
    _read_sentence(unit, home, course)
    if kinds and (unit.form is Form.HEADING or unit.text.rstrip().endswith(":")):
        course.begin_section(_headed(unit.text, kinds), unit.form is Form.HEADING)
        if unit.form is Form.HEADING and _DISTRICTS.search(unit.text):
            course.columns = (Column.OWNER, Column.PLACE, Column.COUNTRY, Column.SINCE)
    if STRONG_TWIN.search(unit.text):
        course.page = course.page or Kind.TWIN
        course.section = course.section or Kind.TWIN


def _is_sport(unit: Unit, home: Home) -> bool:
    """Say whether a heading names a sport: Rugby is a partner town on German pages only."""
    return "DE" not in home.hints and _SPORT.fullmatch(unit.text.strip()) is not None


_BESIDE = re.compile(
    r"\b(?:Neben|Außer|Zusätzlich zu|Anders als|Over and above|Besides|In addition to|Outre)\b",
    re.IGNORECASE,
)


_BRACKET_KIND = re.compile(r"\d{4}[;,]\s[^()]*(?:[Ff]reundschaft|friendship|amitié)[^()]*\d{4}\)")
"""A bracket that says since when, and then what there was before."""


def _headed(text: str, kinds: Sequence[Kind]) -> Kind:
    """Return the kind of what follows: the last, where others are only what it stands beside."""
    return kinds[-1] if _BESIDE.match(text) else kinds[0]


def _kind_of(unit: Unit, kinds: Sequence[Kind]) -> Kind | None:
    """Return the kind that a unit names: the twinning where a deed of friendship came before."""
    told = _BRACKET_KIND.search(unit.text)
    if unit.form is not Form.SENTENCE and told and len(kinds) == 1:
        return None
    if unit.form is not Form.SENTENCE and {Kind.TWIN, Kind.FRIENDSHIP} == set(kinds):
        return Kind.TWIN
    return kinds[0] if kinds else None


def _row(
    unit: Unit, home: Home, course: Course, context: Kind | None, _kinds: Sequence[Kind]
) -> bool:
    """Read the head of a table, or a row below one."""
    if unit.form is not Form.ITEM:
        return False
    if columns := columns_of(unit.text):
        course.columns = columns
        if STRONG_TWIN.search(unit.text):
            course.page = course.page or Kind.TWIN
        return True
    partner = row_partner(unit.text, course.columns, home, context or Kind.TWIN)
    if not course.columns or partner is None or context is None:
        return False
    course.take(unit, partner)
    return True


def _country_heading(
    unit: Unit, _home: Home, course: Course, _context: Kind | None, _kinds: Sequence[Kind]
) -> bool:
    """Take a country of its own line for that of the towns below it."""
    return unit.form is not Form.SENTENCE and course.enter_country(unit.text)


def _many(
    unit: Unit, home: Home, course: Course, context: Kind | None, _kinds: Sequence[Kind]
) -> bool:
    """Read a line that lists several: below a country, behind one, or as pairs."""
    listed = (
        listed_by_country(unit, home, context)
        or pairs_in(unit, home, context, course.is_paired)
        or (cities_in(unit, home, context, course.country) if course.country else [])
    )
    for partner in listed:
        course.take(unit, partner)
        course.is_paired |= partner.rule.startswith("pair")
    return bool(listed)


def _record(
    unit: Unit, home: Home, course: Course, context: Kind | None, kinds: Sequence[Kind]
) -> bool:
    """Read a line of a record: "Land: Frankreich"."""
    if unit.form is Form.SENTENCE:
        return False
    if (place := records_of(unit, course)) is None:
        return False
    context = context or (Kind.TWIN if course.is_strong else None)
    return place is True or _entry(place, home, course, context, kinds)


def _cell(
    unit: Unit, _home: Home, course: Course, _context: Kind | None, _kinds: Sequence[Kind]
) -> bool:
    """Take a cell of its own, a country or a date, for the partner just named."""
    return unit.form is Form.HEADING and course.complete(unit)


def _entry(
    unit: Unit, home: Home, course: Course, context: Kind | None, kinds: Sequence[Kind]
) -> bool:
    if unit.form is Form.SENTENCE and not (
        _LABELLED.match(unit.text) or _BRACKETED.match(unit.text)
    ):
        return False
    entry = entry_in(unit, home, context, bool(kinds), course.country)
    if entry is not None:
        course.take(unit, entry)
        course.topic = entry
    elif context is None and unit.form is not Form.SENTENCE:
        maybe = entry_in(unit, home, Kind.TWIN, False, None)
        if maybe:
            course.maybe, course.topic = maybe, None
            course.pending.append((unit, maybe))
    return entry is not None


def _read_sentence(unit: Unit, home: Home, course: Course) -> None:
    kinds = [kind for _low, _high, kind in kinds_in(unit.text)]
    plans = any(standing is Standing.PLANNED for _low, _high, standing in standings_in(unit.text))
    context = course.kind if plans and not kinds else course.section or course.said_before(unit)
    course.note_kind(unit, kinds)
    if label := _YEAR_FIRST.match(unit.text):
        course.label = (unit.block, label[1])
    partners = partners_in(unit.text, home, context, course.page, course.named,
                           around=course.around)  # fmt: skip
    course.note_year(unit.text)
    if is_weak(unit.text, kinds) and not course.is_strong and not home.spots(unit.text):
        partners = [each for each in partners if each.mention.is_stated]
    if not partners and (one := _one(unit, home, course)):
        partners = [one]
    partners = [_in_its_year(unit, each, course) for each in partners]
    for partner in partners:
        course.take(unit, partner)
    if not partners:
        _read_more(unit, home, course, kinds)
    _turn(unit, home, course, partners)
    course.previous = unit
    plain = unit.form is not Form.HEADING or dates_in(unit.text)
    if course.topic is not None and not partners and plain:
        told = told_of(unit.text, course.topic, home)
        if told is not None:
            course.take(unit, told)


def _one(unit: Unit, home: Home, course: Course) -> Partner | None:
    """Return the one partner that is told by more than its name in its place."""
    if (two := one_of_two(unit.text, course.said, home)) is not None:
        return two
    if unit.form is Form.HEADING:
        course.under(headline_of(unit, home))
        return None
    if (called := apposed_in(unit.text, home)) is not None:
        return called
    below = course.headline is not None and course.topic is None
    return told_below(unit.text, course.headline, home) if below and course.headline else None


_YEAR_FIRST = re.compile(r"\W*(\d{4})\s?(?::|[–—-]\s)")


def _in_its_year(unit: Unit, partner: Partner, course: Course) -> Partner:
    """Give a partner the year with which its paragraph begins, where its sentence names none."""
    if course.label[0] != unit.block or dates_in(unit.text) or partner.until:
        return partner
    return replace(partner, since=course.label[1])


def _read_more(unit: Unit, home: Home, course: Course, kinds: Sequence[Kind]) -> None:
    """Read what a sentence says of places that were named before."""
    before = course.previous
    if kinds and course.maybe and _IT_IS.match(unit.text) and not places_in(unit.text):
        course.take(unit, course.maybe)
        course.topic, course.maybe = course.maybe, None
    if kinds and course.pending and _THESE.match(unit.text):
        for earlier, partner in course.pending:
            course.take(earlier, partner)
        course.pending = []
    if kinds and before is not None and _ALL_OF_THEM.match(unit.text):
        for partner in partners_in(before.text, home, kinds[0], has_cue=True):
            course.take(before, partner)
    standings = [s for *_, s in standings_in(unit.text) if s is not Standing.PLANNED]
    if not standings or not (BOND.search(unit.text) or course.page):
        return
    at = standings_in(unit.text)[0][0]
    low, high = unit.text.rfind(";", 0, at), unit.text.find(";", at)
    here = {
        m.name
        for m in places_in(unit.text)
        if slot_of(unit.text, m) in (Slot.SUBJECT, Slot.WITH)
        and low < m.start < (high if high >= 0 else len(unit.text))
    }
    told = {p.mention.name: p for _u, p in course.found if not p.home and p.mention.name in here}
    if len(told) == 1:
        [partner] = told.values()
        until = next(
            (d.on for d in dates_in(unit.text) if d.on and role_of(unit.text, d) is Role.ENDED),
            None,
        )
        until = until if standings[0] is Standing.ENDED else None
        course.take(unit, replace(partner, since=None, until=until, status=standings[0]))


def _turn(unit: Unit, home: Home, course: Course, partners: Sequence[Partner]) -> None:
    """Note what the next sentence goes on to speak of: the one place that this one named."""
    if not course.found:
        return
    named = {m.name for m in places_in(unit.text) if m.is_known and not home.is_meant(m.name)}
    if len(partners) == 1 and not partners[0].home:
        course.topic = replace(partners[0], since=None, until=None, status=None)
    elif len(named) == 1:
        [name] = named
        known = next((p for _u, p in course.found if p.mention.name == name), None)
        course.topic = (
            replace(known, since=None, until=None, status=None) if known else course.topic
        )
