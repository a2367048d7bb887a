"""From a text to findings: units in their order, with what headings say of what follows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from weltoffen.intake.reading.bare_rows import bare_rows_in
from weltoffen.intake.reading.chrome import CHROME, FOOTER
from weltoffen.intake.reading.countries import country_of
from weltoffen.intake.reading.course import Course, Part, part_above, records_of, tells_kind_of_head
from weltoffen.intake.reading.dates import Role, dates_in, role_of
from weltoffen.intake.reading.entries import cities_in, entry_in, listed_by_country
from weltoffen.intake.reading.followups import foreign_in, referred_in
from weltoffen.intake.reading.fragments import whole_names
from weltoffen.intake.reading.headlines import apposed_in, headline_of, told_below
from weltoffen.intake.reading.homes import Home, hints_in
from weltoffen.intake.reading.labels import labelled_in, portraits_in, standing_above
from weltoffen.intake.reading.layout import Form, Unit, units
from weltoffen.intake.reading.loose_words import speaks_of_bonds
from weltoffen.intake.reading.mentions import UPPER, places_in
from weltoffen.intake.reading.merging import merged
from weltoffen.intake.reading.page_day import day_of, ended_that_year
from weltoffen.intake.reading.pairlists import pair_lists
from weltoffen.intake.reading.pairs import pairs_in
from weltoffen.intake.reading.paragraphs import of_paragraph
from weltoffen.intake.reading.part_heads import parts_told
from weltoffen.intake.reading.people import surnames_in
from weltoffen.intake.reading.prose import Partner, partners_in
from weltoffen.intake.reading.several import several_in
from weltoffen.intake.reading.shapes import shaped
from weltoffen.intake.reading.slots import Slot, slot_of
from weltoffen.intake.reading.standings import standings_in
from weltoffen.intake.reading.tables import Column, columns_of, row_partner
from weltoffen.intake.reading.topics import BOND, one_of_two, told_of
from weltoffen.intake.reading.whose import (
    listed_of,
    owner_told,
    places_named,
    told_elsewhere,
    turned_to,
    with_owners,
)
from weltoffen.intake.reading.words import STRONG_TWIN, is_weak, kinds_in
from weltoffen.intake.types import FoundRelation, Kind, Standing

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
_FEW_WORDS = 40
_LANGUAGE = 4000


def relations_in(text: str, home: str, pieces: Sequence[Unit] | None = None) -> list[FoundRelation]:
    """Return the relations with places that a text states, one per partner, in their order.

    ``home`` is the city whose page it is, ``pieces`` are the units of the text where they are
    known. Every quote is the unit of text that says most of it.
    """
    city = Home(home, hints_in(text[:_LANGUAGE]))
    course = Course(
        surnames=surnames_in(text), is_strong=bool(STRONG_TWIN.search(text)), day=day_of(text),
        is_bound=speaks_of_bonds(text),
    )  # fmt: skip
    lines = shaped(units(text) if pieces is None else pieces)
    course.pairs = pair_lists(lines, city)
    course.parts = parts_told(lines, city, text)
    if course.is_strong:
        course.portraits = portraits_in(lines, city)
    for unit in lines:
        _read(unit, city, course)
    course.close()
    found = [(unit, ended_that_year(unit, each, text)) for unit, each in course.found]
    return merged(whole_names(found, text), city, text)


def _read(unit: Unit, home: Home, course: Course) -> None:
    kinds = [kind for _low, _high, kind in kinds_in(unit.text)]
    if is_weak(unit.text, kinds) and not course.is_strong and unit.form is not Form.SENTENCE:
        kinds = []
    if unit.form is not Form.SENTENCE and FOOTER.search(unit.text):
        return
    if unit.form is Form.HEADING and (CHROME.match(unit.text) or _is_sport(unit, home)):
        course.leave_section()
        return
    portrait = Kind.TWIN if unit.start in course.portraits else None
    context = _kind_of(unit, kinds) or course.section or course.page or portrait
    _note_heading(unit, home, course)
    if (own := course.parts.get(unit.start)) is not None:
        course.part = Part(home.short, own, is_alone=True)
        course.under(None)
        return
    for step in (_row, _country_heading, _many, _record, _cell, _entry):
        if step(unit, home, course, context, kinds):
            return
    _read_sentence(unit, home, course)
    _begin(unit, course, kinds)
    if STRONG_TWIN.search(unit.text):
        course.page = course.page or Kind.TWIN
        course.section = course.section or Kind.TWIN


def _begin(unit: Unit, course: Course, kinds: Sequence[Kind]) -> None:
    """Begin the section of which a heading or what ends in a colon speaks."""
    is_intro = unit.text.rstrip().endswith(":")
    if is_intro and not kinds and (said := course.said_before(unit)):
        kinds = [said]
    if kinds and (unit.form is Form.HEADING or is_intro):
        course.begin_section(_headed(unit.text, kinds), unit.form is Form.HEADING)
        if unit.form is Form.HEADING and _DISTRICTS.search(unit.text):
            course.columns = (Column.OWNER, Column.PLACE, Column.COUNTRY, Column.SINCE)


def _note_heading(unit: Unit, home: Home, course: Course) -> None:
    """Note what a heading says of those below it: how they stand, and of which part they are."""
    if unit.form is not Form.HEADING:
        return
    if _is_head(unit, home, course):
        course.standing = standing_above(unit)
    if unit.start not in course.pairs:
        part = part_above(unit.text, home.short)
        is_kept = places_in(unit.text) and not (course.part and course.part.is_alone)
        course.part = part or (course.part if is_kept else None)


def _is_head(unit: Unit, home: Home, course: Course) -> bool:
    """Say whether a heading stands above others, and is not a partner or a cell itself."""
    places = [m for m in places_in(unit.text) if not home.is_meant(m.name)]
    return (
        not places
        and not dates_in(unit.text)
        and country_of(unit.text) is None
        and (unit.start not in course.pairs)
    )


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
    if unit.form is not Form.SENTENCE and len(kinds) == 1 and _BRACKET_KIND.search(unit.text):
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
        if STRONG_TWIN.search(unit.text) or course.is_strong:
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
        _of_pair(unit, home, course, context)
        or several_in(unit, home, context)
        or listed_by_country(unit, home, context)
        or pairs_in(unit, home, context, course.is_paired)
        or bare_rows_in(unit, home, context)
        or (cities_in(unit, home, context, course.country) if course.country else [])
    )
    for partner in listed:
        course.take(unit, partner)
        course.is_paired |= partner.rule.startswith("pair")
    return bool(listed)


def _of_pair(unit: Unit, home: Home, course: Course, context: Kind | None) -> list[Partner]:
    """Read a line of a list of pairs, by what the list says of its two sides."""
    pair = course.pairs.get(unit.start)
    context = context or (Kind.TWIN if course.is_strong else None)
    if pair is None or context is None:
        return []
    found = several_in(pair.rest, home, context)
    if not found and (entry := entry_in(pair.rest, home, context, False)):
        found = [entry]
    return [replace(each, home=pair.owner, rule="pair-list/2", weight=0.9) for each in found]


def _record(
    unit: Unit, home: Home, course: Course, context: Kind | None, kinds: Sequence[Kind]
) -> bool:
    """Read a line of a record: "Land: Frankreich"."""
    if unit.form is Form.SENTENCE:
        return False
    if tells_kind_of_head(unit, course, kinds):
        return True
    if (place := records_of(unit, course)) is None:
        return False
    context = context or (Kind.TWIN if course.is_strong else None)
    return place is True or _entry(place, home, course, context, kinds)


def _cell(
    unit: Unit, _home: Home, course: Course, _context: Kind | None, _kinds: Sequence[Kind]
) -> bool:
    """Take a cell of its own, a country or a date, for the partner just named."""
    if unit.form is Form.SENTENCE:
        code = country_of(unit.text) if len(unit.text) <= _FEW_WORDS else None
        return code is not None and course.complete_country(unit, code)
    return unit.form is Form.HEADING and course.complete(unit)


def _entry(
    unit: Unit, home: Home, course: Course, context: Kind | None, kinds: Sequence[Kind]
) -> bool:
    if (labelled := labelled_in(unit, home, context)) is not None:
        course.take(unit, labelled)
        course.topic = labelled
        return True
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
                           around=course.around, is_strong=course.is_strong)  # fmt: skip
    course.note_year(unit.text)
    if is_weak(unit.text, kinds) and not course.is_strong and not home.spots(unit.text):
        partners = [each for each in partners if each.mention.is_stated]
    if not partners and (one := _one(unit, home, course)):
        partners = [one]
    partners = [p for p in partners if p.mention.name not in course.surnames]
    partners = with_owners(unit.text, partners, course.named_last, home)
    partners = listed_of(unit.text, partners, course.owner_told)
    partners = told_elsewhere(unit.text, partners, course.owner_in(unit), home)
    course.owner_told = owner_told(unit.text, home)
    partners = [_in_its_year(unit, each, course) for each in partners]
    for partner in partners:
        course.take(unit, partner)
    if not partners and (told := of_paragraph(unit, home, course)):
        partners = [told]
        course.take(unit, told)
    if not partners:
        _read_more(unit, home, course, kinds)
    _turn(unit, home, course, partners)
    course.note_places(() if unit.form is Form.HEADING else foreign_in(unit.text, home))
    course.named_last = places_named(unit.text, home) or course.named_last
    course.previous = unit
    if town := turned_to(unit.text, home):
        course.turn_to(town, unit)
    plain = unit.form is not Form.HEADING or dates_in(unit.text)
    if course.topic is not None and not partners and plain:
        told = told_of(unit.text, course.topic, home, course.day)
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
    told = [p.mention for _u, p in course.found if not p.home]
    meant = referred_in(unit.text, course.last, home, told, course.year)
    if course.is_strong and meant is not None:
        return meant
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
    told = [course.latest[name] for name in here if name in course.latest]
    if len(told) == 1:
        [partner] = told
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
        known = course.first.get(name)
        course.topic = (
            replace(known, since=None, until=None, status=None) if known else course.topic
        )
