"""From a text to findings: units in their order, with what headings say of what follows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from weltoffen.intake.reading.countries import country_of
from weltoffen.intake.reading.dates import dates_in
from weltoffen.intake.reading.entries import entry_in, listed_by_country, pairs_in
from weltoffen.intake.reading.homes import Home
from weltoffen.intake.reading.layout import Form, Unit, units
from weltoffen.intake.reading.mentions import UPPER, places_in
from weltoffen.intake.reading.prose import Partner, partners_in
from weltoffen.intake.reading.topics import told_of
from weltoffen.intake.reading.towns import likely_country
from weltoffen.intake.reading.words import STRONG_TWIN, kinds_in, standings_in
from weltoffen.intake.types import FoundRelation, Kind, Quote, Standing
from weltoffen.places.gazetteer import fold

_CHROME = re.compile(
    r"(?:Kontakt|Mehr zum Thema|Weitere (?:Nachrichten|Themen|Artikel)"
    r"|Mehr Nachrichten|Anschrift|Newsroom|News|Service"
    r"|Related|See also|More news|Contact(?: us)?|Aktuelles|Links"
    r"|Downloads|Themen|Newsletter|À lire aussi|Contactez)\b",
    re.IGNORECASE,
)


_FOOTER = re.compile(
    r"Letzte Änderung|zuletzt geändert|\bStand:|Seite drucken|last (?:modified|updated)"
    r"|dernière mise|©",
    re.IGNORECASE,
)


@dataclass
class _Course:
    """How far a page has been read: what its headings speak of, and which partner is the topic."""

    section: Kind | None = None
    page: Kind | None = None
    kind: Kind | None = None
    topic: Partner | None = None
    named: set[str] = field(default_factory=set)
    found: list[tuple[Unit, Partner]] = field(default_factory=list)

    def take(self, unit: Unit, partner: Partner) -> None:
        """Keep a finding, and remember its name."""
        self.found.append((unit, partner))
        self.named.add(partner.mention.name)


def relations_in(text: str, home: str) -> list[FoundRelation]:
    """Return the relations with places that a text states, one per partner, in their order.

    ``home`` is the city whose page it is. Every quote is the unit of text that says most of it.
    """
    city = Home(home)
    course = _Course()
    pieces = units(text)
    for unit in pieces:
        _read(unit, city, course)
    course.found = [(unit, _ended_that_year(unit, each, text)) for unit, each in course.found]
    return [_relation(city, group, text) for group in _grouped(course.found)]


_THAT_YEAR = re.compile(
    r"(?:per|auf|zum|bis|by|at) (?:the )?(?:Ende Jahr|Jahresende"
    r"|Ende des Jahres|end of (?:the|this) year)",
    re.IGNORECASE,
)
_TOP = 600


def _ended_that_year(unit: Unit, partner: Partner, text: str) -> Partner:
    """Give an end "by the end of the year" the year of the page, where its head names a day."""
    if partner.until or partner.status is not Standing.ENDED or not _THAT_YEAR.search(unit.text):
        return partner
    day = next((d.on for d in dates_in(text[:_TOP]) if d.on and len(d.on) == 10), None)
    return replace(partner, until=day[:4]) if day else partner


def _read(unit: Unit, home: Home, course: _Course) -> None:
    kinds = [kind for _low, _high, kind in kinds_in(unit.text)]
    if _FOOTER.search(unit.text) and unit.form is not Form.SENTENCE:
        return
    if unit.form is Form.HEADING and _CHROME.match(unit.text):
        course.section = course.page = course.topic = None
        return
    context = kinds[0] if kinds else course.section or course.page
    listed = listed_by_country(unit, home, context) or pairs_in(unit, home, context)
    if listed:
        for partner in listed:
            course.take(unit, partner)
        return
    if _completes(unit, course):
        return
    if unit.form is not Form.SENTENCE or _LABELLED.match(unit.text):
        entry = entry_in(unit, home, context, bool(kinds))
        if entry is not None:
            course.take(unit, entry)
            course.topic = entry
            return
    _read_sentence(unit, home, course)
    if kinds and (unit.form is Form.HEADING or unit.text.rstrip().endswith(":")):
        course.section = kinds[0]
        course.topic = None if unit.form is Form.HEADING else course.topic
    if STRONG_TWIN.search(unit.text):
        course.page = course.page or Kind.TWIN
        course.section = course.section or Kind.TWIN


_LABELLED = re.compile(rf"[{UPPER}][^:.!?]{{2,40}}:\s")


def _completes(unit: Unit, course: _Course) -> bool:
    """Take a cell of its own, a country or a date, for the partner just named."""
    topic = course.topic
    if topic is None or unit.form is not Form.HEADING or len(unit.text) > _CELL:
        return False
    code = None if "," in unit.text else country_of(unit.text)
    if code and topic.mention.country in (None, code):
        mention = replace(topic.mention, country=code, is_stated=True)
        course.take(unit, replace(topic, mention=mention, since=None, until=None))
        return True
    dates = dates_in(unit.text)
    if len(dates) == 1 and dates[0].on and dates[0].end - dates[0].start >= len(unit.text) - 8:
        course.take(unit, replace(topic, since=dates[0].on, until=None))
        return True
    return False


_CELL = 40


def _read_sentence(unit: Unit, home: Home, course: _Course) -> None:
    kinds = [kind for _low, _high, kind in kinds_in(unit.text)]
    plans = any(standing is Standing.PLANNED for _low, _high, standing in standings_in(unit.text))
    context = course.kind if plans and not kinds else course.section
    course.kind = kinds[-1] if kinds else course.kind
    partners = partners_in(unit.text, home, context, course.page, course.named)
    for partner in partners:
        course.take(unit, partner)
    _turn(unit, home, course, partners)
    plain = unit.form is not Form.HEADING or dates_in(unit.text)
    if course.topic is not None and not partners and plain:
        told = told_of(unit.text, course.topic, home)
        if told is not None:
            course.take(unit, told)


def _turn(unit: Unit, home: Home, course: _Course, partners: Sequence[Partner]) -> None:
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


def _grouped(found: Iterable[tuple[Unit, Partner]]) -> list[list[tuple[Unit, Partner]]]:
    """Put together what is said of one partner, whatever it is called."""
    groups: list[list[tuple[Unit, Partner]]] = []
    known: dict[tuple[object, str], int] = {}
    for unit, partner in found:
        keys = [(key, partner.home) for key in _keys(partner)]
        at = next((known[key] for key in keys if key in known), len(groups))
        if at == len(groups):
            groups.append([])
        groups[at].append((unit, partner))
        known.update(dict.fromkeys(keys, at))
    return groups


_TITLE = re.compile(r"^(?:royal borough of|royal|city of|ville de) ")


def _keys(partner: Partner) -> list[object]:
    """Return by what a partner is known again: its name, its parts where it has two, its place."""
    mention = partner.mention
    names = [fold(part) for part in (mention.name, *mention.name.split(" / "))]
    found: list[object] = [*names, *(_TITLE.sub("", name) for name in names)]
    return [*found, mention.place] if mention.place else found


def _relation(home: Home, group: Sequence[tuple[Unit, Partner]], text: str) -> FoundRelation:
    """Say of one partner what its findings say together; the fullest gives name and quote."""
    best_unit, best = max(group, key=lambda each: _fullness(each[1]))
    since = next((p.since for _u, p in group if p.since), None)
    until = next((p.until for _u, p in group if p.until), None)
    status = next((p.status for _u, p in group if p.status), None)
    kinds = [p.kind for _u, p in group if p.kind]
    country = next(
        (p.mention.country for _u, p in [(best_unit, best), *group] if p.mention.country), None
    ) or likely_country(best.mention.name, home.country)
    return FoundRelation(
        home=best.home or home.name,
        name=best.mention.name,
        country=country,
        kind=next((p.kind for _u, p in group if p.rule.startswith("below") and p.kind), None)
        or best.kind
        or (kinds[0] if kinds else Kind.TWIN),
        since=since,
        until=until,
        status=status or Standing.ACTIVE,
        quote=Quote(text[best_unit.start : best_unit.end], best_unit.start, best_unit.end),
        rule=best.rule,
        confidence=best.weight,
        place=best.mention.place,
        ambiguous=best.mention.is_ambiguous,
    )


def _fullness(partner: Partner) -> tuple[int, int, float]:
    mention = partner.mention
    return (
        2 * bool(partner.since) + mention.is_stated + bool(mention.country),
        bool(partner.status),
        partner.weight,
    )  # fmt: skip
