"""How far a page has been read: what its headings speak of, and which partner is the topic."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from weltoffen.intake.reading.countries import country_of
from weltoffen.intake.reading.dates import dates_in
from weltoffen.intake.reading.layout import Form, Unit
from weltoffen.intake.reading.mentions import Mention, places_in
from weltoffen.intake.reading.prose import Partner
from weltoffen.intake.reading.tables import Column
from weltoffen.intake.reading.times import Around
from weltoffen.intake.reading.words import STRONG_TWIN
from weltoffen.intake.types import Kind

_CELL = 40
_A_LIST = 3


@dataclass(slots=True)
class Course:
    """What was read so far.

    ``section`` and ``page`` are the kinds that the heading above and the page speak of, ``kind``
    the one named last. ``country`` stands above the towns that follow, ``columns`` is the head of
    the table being read. ``day`` is that of the page, ``year`` the one named last. ``maybe`` is a
    town that a heading named before the page spoke of any kind; ``pending`` are all of these.
    ``headline`` is the one place that the heading above names, ``label`` the block that begins with
    a year ("1987: …"), and that year.
    """

    is_strong: bool
    day: str | None = None
    year: str | None = None
    is_paired: bool = False
    section: Kind | None = None
    page: Kind | None = None
    kind: Kind | None = None
    kind_block: int = -1
    topic: Partner | None = None
    maybe: Partner | None = None
    headline: Mention | None = None
    label: tuple[int, str] = (-1, "")
    country: str | None = None
    columns: tuple[Column, ...] = ()
    pending: list[tuple[Unit, Partner]] = field(default_factory=list)
    previous: Unit | None = None
    named: set[str] = field(default_factory=set)
    found: list[tuple[Unit, Partner]] = field(default_factory=list)

    def take(self, unit: Unit, partner: Partner) -> None:
        """Keep a finding, and remember its name."""
        self.found.append((unit, partner))
        self.named.add(partner.mention.name)
        self.kind_block = unit.block

    @property
    def said(self) -> str:
        """Return the sentence or heading that was read last."""
        return self.previous.text if self.previous else ""

    @property
    def around(self) -> Around:
        """Return the dates that stand outside of the next sentence."""
        return Around(self.year, self.day)

    def note_kind(self, unit: Unit, kinds: Sequence[Kind]) -> None:
        """Remember the kind that a sentence names, for those behind it."""
        if kinds:
            self.kind, self.kind_block = kinds[-1], unit.block

    def note_year(self, words: str) -> None:
        """Remember the last year that a sentence names."""
        years = [dated.on[:4] for dated in dates_in(words, self.year) if dated.on]
        self.year = years[-1] if years else self.year

    def under(self, headline: Mention | None) -> None:
        """Note the place that a heading names; what was the topic above it is so no more."""
        self.headline = headline
        if headline and self.topic and self.topic.mention.name != headline.name:
            self.topic = None

    def close(self) -> None:
        """Take a list that stands above all that the page says of its kind."""
        sure = [
            (unit, partner)
            for unit, partner in self.pending
            if partner.mention.is_stated and partner.mention.is_known and partner.since
        ]
        if self.is_strong and len(sure) >= _A_LIST:
            self.found = [*sure, *self.found]

    def leave_section(self) -> None:
        """Forget what was spoken of: what follows is another matter."""
        self.section = self.page = self.topic = self.country = self.maybe = None
        self.headline = None
        self.columns = ()

    def begin_section(self, kind: Kind, is_heading: bool) -> None:
        """Note what the following is about."""
        self.section = kind
        self.country = None
        self.columns = ()
        self.topic = None if is_heading else self.topic

    def said_before(self, unit: Unit) -> Kind | None:
        """Return the kind that the paragraph spoke of before this sentence."""
        return self.kind if unit.block == self.kind_block else None

    def enter_country(self, words: str) -> bool:
        """Note a country that stands above towns; False where the words are none, or a cell."""
        if len(words) > _CELL or "," in words:
            return False
        code = country_of(words.strip(" :"))
        if code is None or (self.section or self.page) is None:
            return False
        if self.topic and self.country is None and self.topic.mention.country in (None, code):
            return False
        self.country, self.topic = code, None
        return True

    def complete(self, unit: Unit) -> bool:
        """Take a country or a date on a line of its own for the partner just named."""
        if self.topic is None or len(unit.text) > _CELL:
            return False
        code = None if "," in unit.text else country_of(unit.text)
        if code:
            return self.complete_country(unit, code)
        dates = [] if places_in(unit.text) else dates_in(unit.text)
        if len(dates) == 1 and dates[0].on and dates[0].end - dates[0].start >= len(unit.text) - 8:
            self.take(unit, replace(self.topic, since=dates[0].on, until=None))
            return True
        return False

    def complete_country(self, unit: Unit, code: str) -> bool:
        """Take a country for the partner just named, where it fits."""
        if self.topic is None or self.topic.mention.country not in (None, code):
            return False
        mention = replace(self.topic.mention, country=code, is_stated=True)
        self.take(unit, replace(self.topic, mention=mention, since=None, until=None))
        return True


_LABEL = re.compile(r"(?P<label>[^\W\d][\w’' -]{1,30}?)\s?:\s+(?=\S)")
_COUNTRY = re.compile(r"(?:Land|Staat|Country|Nation|Pays)\Z", re.IGNORECASE)
_PLACE = re.compile(
    r"(?:Stadt|City|Town|Ville|Name|Partner|(?:Partner|Schwester)(?:stadt|gemeinde)"
    r"|(?:twin|partner|sister) (?:city|town)|ville jumel\w+|commune)\Z",
    re.IGNORECASE,
)
_SINCE = re.compile(
    r"(?:.*\b(?:seit|since|depuis)|Jahr|Year|Année|Beginn|Partnerschaft\w*|Städtepartnerschaft"
    r"|(?:Partnerschafts)?[Vv]ertrag(?: vom)?|Unterzeichn\w+|(?:Date )?signed|Twinned|Established"
    r"|Jumelage|Signature|Date(?: (?:de (?:la )?|du |d.)(?:signature|jumelage))?)\Z",
    re.IGNORECASE,
)


def records_of(unit: Unit, course: Course) -> Unit | Literal[True] | None:
    """Read a line of a record; return the place that it names as a unit, True where it was used."""
    label = _LABEL.match(unit.text)
    if label is None:
        return None
    said, value = label["label"], unit.text[label.end() :]
    if _PLACE.match(said):
        return Unit(Form.ITEM, value, unit.start + label.end(), unit.end, unit.block)
    if STRONG_TWIN.search(said) and course.maybe and course.topic is None:
        course.topic, course.maybe, course.page = course.maybe, None, Kind.TWIN
    if course.topic is None:
        if course.maybe is None and _COUNTRY.match(said) and (code := country_of(value)):
            course.country = code
            return True
        if course.maybe and _COUNTRY.match(said) and (code := country_of(value)):
            mention = replace(course.maybe.mention, country=code, is_stated=True)
            course.maybe = replace(course.maybe, mention=mention)
            return True
        return None
    if _COUNTRY.match(said) and (code := country_of(value)):
        if not course.complete_country(unit, code):
            course.country, course.topic = code, None
        return True
    dates = [d.on for d in dates_in(value) if d.on]
    if _SINCE.match(said) and dates:
        course.take(unit, replace(course.topic, since=dates[0], until=None))
        return True
    return None
