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
from weltoffen.intake.reading.pairlists import Pair
from weltoffen.intake.reading.prose import Partner
from weltoffen.intake.reading.tables import Column
from weltoffen.intake.reading.times import Around
from weltoffen.intake.reading.words import STRONG_TWIN, kinds_in
from weltoffen.intake.types import Kind, Standing

_CELL = 40
_A_LIST = 3
_FAR = 2


@dataclass(frozen=True, slots=True)
class Part:
    """The part of the city that a heading speaks of; without a name, several of them.

    ``is_alone`` says that it was a town of its own, which is called by its name only.
    """

    city: str
    name: str = ""
    is_alone: bool = False

    def of(self, partner: Partner, text: str) -> Partner | None:
        """Return a partner below such a heading as the part's; None for the part itself.

        Below one of several parts a label names the part: "Senne: Concarneau (Frankreich)".
        """
        if self.name and partner.mention.name == self.name:
            return None
        label = None if self.name else _OF_PART.match(text, 0, partner.mention.start)
        is_part = label and country_of(label["name"]) is None and not kinds_in(label["name"])
        owner = partner.home or self.name or (label["name"] if label and is_part else "")
        if self.is_alone:
            is_theirs = not partner.home and self.city not in text.replace(self.name, "")
            return replace(partner, home=owner) if is_theirs else partner
        is_told = not owner or owner.startswith(f"{self.city}-")
        return partner if is_told else replace(partner, home=f"{self.city}-{owner}")


_PART = re.compile(
    r"(?:(?:Im |Der |Unser )?(?:Stadtteil|Ortsteil|Stadtbezirk|Ortschaft|Gemeindeteil|Quartier"
    r"|Ortschaft|Kernort|Teilort)|(?:Section|Village|Ancienne commune) d(?:e |['’])"
    r"|(?:District|Borough|Village|Ward) of)\s?(?P<name>[A-ZÀ-Þ][\w’' -]{2,30})\Z"
)
_PARTS = re.compile(
    r"\b(?:Stadtteile|Ortsteile|Stadtbezirke|Ortschaften|Ortsteilpartner\w*|Bezirkspartner\w*"
    r"|(?:nos|des|ses|les) (?:villages|sections|quartiers)|anciennes communes"
    r"|our (?:villages|districts|wards))\b",
    re.IGNORECASE,
)


_OF_PART = re.compile(
    r"\W*(?P<name>[A-ZÀ-Þ][\w’'-]+(?: [\w’'-]+){0,2})\s?(?::|\s[–—-])\s+(?=\S|\Z)"
)


def part_above(words: str, city: str) -> Part | None:
    """Return the part of the city of which a heading speaks, None for the whole city."""
    if named := _PART.match(words.strip(" :?!")):
        return Part(city, named["name"].strip())
    return Part(city) if _PARTS.search(words) else None


@dataclass(slots=True)
class Course:
    """What was read so far.

    ``is_bound`` says that the page speaks of bonds of towns by words that could mean others, too.
    ``section`` and ``page`` are the kinds that the heading above and the page speak of, ``kind``
    the one named last. ``country`` stands above the towns that follow, ``columns`` is the head of
    the table being read. ``day`` is that of the page, ``year`` the one named last. ``maybe`` is a
    town that a heading named before the page spoke of any kind; ``pending`` are all of these.
    ``pairs`` and ``portraits`` are the lines of lists of pairs and the headings that are but a
    partner, by where they begin, ``parts`` the headings that are a part of the city with partners
    of its own; ``standing`` is how those below the last heading stand.
    ``first`` and ``latest`` are findings by the names of their partners: the first of each, and the
    last of each that is of the page's city.
    ``subject`` is the block of the paragraph being read, and the place with which that began.
    ``headline`` is the one place that the heading above names, ``label`` the block that begins with
    a year ("1987: …"), and that year. ``last`` are the places that a sentence named last,
    but for whereabouts, ``named_last`` those with them. ``owner_told`` is another town of which the
    sentence before said that it has partners, ``elsewhere`` the block that has turned to another
    town, and which.
    """

    is_strong: bool
    is_bound: bool = False
    surnames: frozenset[str] = frozenset()
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
    subject: tuple[int, Mention | None] = (-1, None)
    label: tuple[int, str] = (-1, "")
    country: str | None = None
    columns: tuple[Column, ...] = ()
    pending: list[tuple[Unit, Partner]] = field(default_factory=list)
    previous: Unit | None = None
    pairs: dict[int, Pair] = field(default_factory=dict)
    parts: dict[int, str] = field(default_factory=dict)
    portraits: frozenset[int] = frozenset()
    standing: Standing | None = None
    part: Part | None = None
    last: tuple[Mention, ...] = ()
    named_last: tuple[Mention, ...] = ()
    owner_told: str = ""
    elsewhere: tuple[int, str] = (-1, "")
    last_at: int = -9
    sentence: int = 0
    named: set[str] = field(default_factory=set)
    found: list[tuple[Unit, Partner]] = field(default_factory=list)
    first: dict[str, Partner] = field(default_factory=dict)
    latest: dict[str, Partner] = field(default_factory=dict)

    def take(self, unit: Unit, partner: Partner) -> None:
        """Keep a finding, and remember its name."""
        if self.standing and partner.status is None and partner.mention.name not in self.named:
            is_planned = self.standing is Standing.PLANNED
            partner = replace(
                partner, status=self.standing, since=None if is_planned else partner.since
            )
        told = self.part.of(partner, unit.text) if self.part else partner
        if told is None:
            return
        partner = told
        self.found.append((unit, partner))
        self.first.setdefault(partner.mention.name, partner)
        if not partner.home:
            self.latest[partner.mention.name] = partner
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

    def note_places(self, named: tuple[Mention, ...]) -> None:
        """Remember the places that a sentence names, for the two behind it."""
        self.sentence += 1
        if named:
            self.last, self.last_at = named, self.sentence
        elif self.sentence - self.last_at > _FAR:
            self.last = ()

    def note_year(self, words: str) -> None:
        """Remember the last year that a sentence names."""
        years = [dated.on[:4] for dated in dates_in(words, self.year) if dated.on]
        self.year = years[-1] if years else self.year

    def under(self, headline: Mention | None) -> None:
        """Note the place that a heading names; what was the topic above it is so no more."""
        self.headline, self.last, self.named_last = headline, (), ()
        if headline and self.topic and self.topic.mention.name != headline.name:
            self.topic = None

    def turn_to(self, town: str, unit: Unit) -> None:
        """Forget of which place was spoken: what follows in this paragraph is about that town."""
        self.topic, self.last = None, ()
        self.elsewhere = (unit.block, town)

    def owner_in(self, unit: Unit) -> str:
        """Return the town to which the paragraph has turned, "" for the page's city."""
        block, town = self.elsewhere
        return town if block == unit.block else ""

    def close(self) -> None:
        """Take a list that stands above all that the page says of its kind."""
        sure = [
            (unit, partner)
            for unit, partner in self.pending
            if partner.mention.is_stated and partner.mention.is_known and partner.since
        ]
        if (self.is_strong or self.is_bound) and len(sure) >= _A_LIST:
            blocks = {unit.block + step for unit, _partner in sure for step in (-1, 0, 1)}
            beside = [
                (unit, partner)
                for unit, partner in self.pending
                if (unit, partner) in sure
                or (partner.mention.is_known and partner.since and unit.block in blocks
                    and unit.form is Form.ITEM)
            ]  # fmt: skip
            self.found = [*beside, *self.found]

    def leave_section(self) -> None:
        """Forget what was spoken of: what follows is another matter."""
        self.section = self.page = self.topic = self.country = self.maybe = None
        self.headline = self.standing = self.part = None
        self.last = ()
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


_UNTIL = re.compile(
    r"\b(?:bis|until|Ende|beendet|ended|terminated|dissolved|fin|jusqu.en|aufgelöst)\Z",
    re.IGNORECASE,
)
_OTHER_DATES = re.compile(
    r"erneuer|renew|renouv|zuletzt|letzte|last|dernier|besuch|visit|gegründet|founded|fond[ée]"
    r"|einwohner|population|habitant|stand\b|update|jubil|annivers|nächste|next|prochain"
    r"|erwähn|stadtrecht|bürgermeister|mayor|maire|geplant|planned|prévu|ended|until",
    re.IGNORECASE,
)


def _is_but_a_date(said: str, value: str) -> bool:
    """Say whether a record has a date that can only be that of the relation."""
    if _OTHER_DATES.search(said):
        return False
    dates = dates_in(value)
    return len(dates) == 1 and len(value.strip(" .")) - (dates[0].end - dates[0].start) <= _FEW


_FEW = 8


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
    return _dated_record(unit, course, course.topic, said, value)


def _dated_record(
    unit: Unit, course: Course, topic: Partner, said: str, value: str
) -> Literal[True] | None:
    """Take the date of a line of a record for the partner; None where it has none for it."""
    dates = [d.on for d in dates_in(value) if d.on]
    if _UNTIL.search(said) and dates:
        course.take(unit, replace(topic, since=None, until=dates[0], status=Standing.ENDED))
        return True
    if (_SINCE.match(said) or _is_but_a_date(said, value)) and dates:
        course.take(unit, replace(topic, since=dates[0], until=None))
        return True
    return None


def tells_kind_of_head(unit: Unit, course: Course, kinds: Sequence[Kind]) -> bool:
    """Take the town that heads the page where the line below says of which kind and since when."""
    dates = [d for d in dates_in(unit.text) if d.on]
    if not (unit.form is Form.HEADING and kinds and course.maybe and len(dates) == 1):
        return False
    if places_in(unit.text) or course.found:
        return False
    course.take(unit, replace(course.maybe, kind=kinds[0], since=dates[0].on))
    course.topic, course.maybe, course.page = course.maybe, None, kinds[0]
    return True
