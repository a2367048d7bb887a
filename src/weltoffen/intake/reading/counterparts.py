"""With whom an act was done: partners and networks that a page names, in its sentence or before."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from weltoffen.intake.reading.homes import Home
from weltoffen.intake.reading.layout import Form, Unit
from weltoffen.intake.reading.mentions import Mention, places_in
from weltoffen.intake.reading.networks import names_in_statement
from weltoffen.intake.reading.owners import owners_in
from weltoffen.intake.reading.patterns import just_before
from weltoffen.intake.types import FoundRelation, Kind


@dataclass(frozen=True, slots=True)
class Counterpart:
    """The other side of an act: its name as written, and what is known of its place.

    ``start`` is where the name stands in the unit, -1 where it stands before it. ``key`` is the
    same for all names of one counterpart. ``is_slot`` says that it stands where a partner would.
    """

    name: str
    key: str
    start: int
    country: str | None = None
    place: int | None = None
    ambiguous: bool = False
    is_network: bool = False
    is_slot: bool = False
    country_is_likely: bool = False


_WITH = re.compile(
    r"\b(?:mit|with|avec|zwischen|between|entre|zu|to|und|and|et|à)\s"
    r"(?:(?:der|dem|den|das|die|the|la|le|les|unserer|ihrer|seiner|our|its|sa|notre|auch"
    r"|\w+ischen?|\w+(?:an|ish|ese|ch|e)|heutigen?)\s){0,3}"
    r"(?:\w*(?:[Ss]tadt|[Gg]emeinde|city|town|ville|commune)\s(?:of\s|de\s|d['’])?)?\Z"
)
_WITH_ONLY = re.compile(
    _WITH.pattern.replace("|und|and|et|à)", "|à)").replace("zwischen|between|entre|", "")
    + r"|(?:[Bb]ürgermeister(?:in)?|Amtskolleg\w+|[Mm]ayor|[Mm]aire|homologue|counterpart)\s"
    r"(?:von|aus|of|from|de|d['’])\s?\Z"
)
_PLACED = re.compile(
    r"\b(?:in|im Rathaus (?:von|zu)|im|bei|at|near|à|aus|from|nach|town hall of|hôtel de ville de"
    r"|Rathaus von)\s(?:der|the|la)?\s?\Z"
)
_SPEAKER = re.compile(
    r"(?:['’]s)?\s(?:hat|hatte|ist|war|wurde|unterzeichnete|schloss|beschloss|kündigte|beendete"
    r"|setzte|trat|signed|has|had|ended|joined|approved|suspended|was|used|a|avait|est)\b"
)
_ITS_BODY = re.compile(
    r"(?:[Rr]at(?:es|s)?|versammlung|[Cc]ouncil|[Cc]onseil (?:municipal|communal)|Bürgerschaft"
    r"|Stadt|City)\s(?:der\sStadt\s|von\s|of\s|de\s|in\s|d['’])?\Z"
)
_TO_HOME = (
    r"\s(?:und|and|et|mit|with|avec)\s(?:der\sStadt\s|die\sStadt\s|the city of\s|la ville de\s)?"
)
_CHROME = re.compile(
    r"(?:Weitere (?:Nachrichten|Themen|Artikel|Meldungen)|Mehr (?:Nachrichten|zum Thema)|Kontakt"
    r"|Anschrift|More news|Related|See also|Contact|À lire aussi|Contactez|Autres actualités"
    r"|Links|Downloads|Newsletter|Das könnte Sie|Meistgelesen)\b",
    re.IGNORECASE,
)
_OTHER_NEWS = re.compile(
    r"(?:Weitere (?:Nachrichten|Themen|Artikel|Meldungen)|Mehr (?:Nachrichten|zum Thema)"
    r"|Meistgelesen|Das könnte Sie|More news|Related (?:news|articles|stories)|Autres actualités"
    r"|À lire aussi)\b",
    re.IGNORECASE,
)
FOOTER = re.compile(
    r"Letzte Änderung|zuletzt (?:geändert|aktualisiert)|\bStand:|Seite drucken|last (?:modified"
    r"|updated)|dernière (?:mise|modification)|mis à jour|©|Veröffentlicht am|Published|Publié le",
    re.IGNORECASE,
)


def ends_the_article(unit: Unit) -> bool:
    """Say whether a heading begins what belongs to other news."""
    return unit.form is Form.HEADING and _OTHER_NEWS.match(unit.text) is not None


@dataclass
class Course:
    """How far a page has been read: which of its partners is spoken of."""

    home: Home
    relations: Sequence[FoundRelation]
    topic: Counterpart | None = None
    _block: int = -1
    _told_block: int = -1
    _is_of_item: bool = False
    _was_heading: bool = False
    _own: dict[str, FoundRelation] = field(default_factory=dict)
    _names: re.Pattern[str] | None = None

    def __post_init__(self) -> None:
        """Remember the partners of the page by every name that it gives them."""
        for found in self.relations:
            if found.home == self.home.name and found.kind not in (Kind.NETWORK, Kind.CHARTER):
                for name in {found.name, *found.name.split(" / ")}:
                    if name in self.home.name:
                        continue
                    self._own.setdefault(name, found)
        ordered = sorted(self._own, key=len, reverse=True)
        if ordered:
            self._names = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, ordered))})(?![\w])")

    def named_in(self, text: str) -> list[Counterpart]:
        """Return the page's own partners that a text names, each where it stands first."""
        found: dict[str, Counterpart] = {}
        if self._names is None or not any(name in text for name in self._own):
            return []
        for each in self._names.finditer(text):
            relation = self._own[each[0]]
            known = _known(relation, each[0], each.start(), text)
            if known.key not in found or (known.is_slot and not found[known.key].is_slot):
                found[known.key] = known
        return list(found.values())

    def tells_on(self, unit: Unit) -> bool:
        """Say whether the sentence before, in the same paragraph, told of an act."""
        return self._told_block == unit.block

    def turn(self, unit: Unit, told: Sequence[Counterpart]) -> None:
        """Note what the next sentence goes on to speak of; ``told`` are those of its acts."""
        named = self.named_in(unit.text)
        is_heading = unit.form is Form.HEADING
        if not named:
            named = [] if told else _heading_of(unit, self.home)
            named += list({each.key: each for each in told if not each.is_network}.values())
        if told:
            self._told_block = unit.block
        if is_heading and _CHROME.match(unit.text):
            self.topic = None
        elif len(named) == 1:
            is_listed = is_heading and self._was_heading and self.topic is not None
            spoken = replace(named[0], start=-1, is_slot=False)
            self.topic = None if is_listed and self.topic != spoken else spoken
            self._is_of_item = unit.form is Form.ITEM
        elif len(named) > 1 or (self._is_of_item and unit.block != self._block):
            self.topic = None
            self._is_of_item = False
        self._was_heading = is_heading and len(named) == 1
        self._block = unit.block

    def begin(self, unit: Unit) -> None:
        """Forget the partner of a list item where another paragraph begins."""
        if self._is_of_item and unit.block != self._block:
            self.topic, self._is_of_item = None, False

    @property
    def only(self) -> Counterpart | None:
        """Return the one partner of a page that has but one."""
        keys = {found.name for found in self._own.values()}
        if len(keys) != 1:
            return None
        relation = next(iter(self._own.values()))
        return _known(relation, relation.name, -1, "")


_WORD_OF_BOND = re.compile(
    r"(?:Die |Unsere |Our |Notre |La |Le )?(?:\w*[Pp]artnerst(?:adt|ädte)|\w*[Pp]artnerschaft"
    r"|[Pp]artnergemeinde|[Tt]win(?:ning)?(?: town| city)?|[Ss]ister city|[Pp]artner city"
    r"|[Jj]umelage|[Vv]ille jumelée|[Ff]reundschaft\w*)|\b(?:mit|with|avec|der|von|of)\b|\W+"
)


def _heading_of(unit: Unit, home: Home) -> list[Counterpart]:
    """Return the town that a heading consists of, with no more than a word for the bond."""
    is_short = len(unit.text) <= _LONGEST_HEADING
    if not is_short or not (unit.form is Form.HEADING or _FULL_STOP.search(unit.text)):
        return []
    mentions = [m for m in places_in(unit.text) if m.is_known and not home.is_meant(m.name)]
    if len(mentions) != 1:
        return []
    [town] = mentions
    rest = unit.text[: town.start] + " " + unit.text[town.close :]
    if _WORD_OF_BOND.sub("", rest).strip():
        return []
    return [
        Counterpart(
            town.name, town.name, town.start, town.country, town.place, town.is_ambiguous
        )
    ]  # fmt: skip


_LONGEST_HEADING = 60
_FULL_STOP = re.compile(r"\w\.\Z")  # "Rostow am Don. Der Rat …": a heading run into the text


def _known(relation: FoundRelation, name: str, start: int, text: str) -> Counterpart:
    return Counterpart(
        name, relation.name, start, relation.country, relation.place, relation.ambiguous,
        is_slot=start >= 0 and just_before(_WITH, text, start) is not None,
        country_is_likely=relation.country_is_likely,
    )  # fmt: skip


def networks_named(text: str) -> list[Counterpart]:
    """Return the networks and charters that a text names; not whose a charter is."""
    found: list[Counterpart] = []
    end = -1
    for key, low, high in sorted(names_in_statement(text), key=lambda each: each[1]):
        if end < 0 or not _WHOSE.fullmatch(text, end, low):
            found.append(Counterpart(text[low:high], key, low, is_network=True, is_slot=True))
        end = high
    return found


# "zur Charta des Netzwerks Eurocities": the charter is joined.
_WHOSE = re.compile(
    r"[\"“”»«'’\s]*\b(?:des|der|vom|von|of|by|du|de la|de l['’]"
    r"|des)\s(?:the\s)?(?:[\w-]+\s)?[\"„“«'‚\s]*"
)


def partners_named(unit: Unit, course: Course) -> list[Counterpart]:
    """Return the partners in a unit: those of the page, and places that stand where one would."""
    found = course.named_in(unit.text)
    taken = {each.start for each in found}
    mentions = [m for m in places_in(unit.text) if not course.home.is_meant(m.name)]
    whose, *_rest = owners_in(unit.text, course.home, list(mentions))
    for mention in mentions:
        is_slot = bool(just_before(_WITH_ONLY, unit.text, mention.start)) or _is_paired(
            unit.text, mention, course.home
        )
        if mention.start in taken or not is_slot or not mention.is_known:
            continue
        if mention.start in whose or -1 in whose or course.home.has_district(mention.name):
            continue
        if any(
            each.key == mention.name or (each.place and each.place == mention.place)
            for each in found
        ):
            continue
        found.append(
            Counterpart(
                mention.name, mention.name, mention.start, mention.country, mention.place,
                mention.is_ambiguous, is_slot=True,
            )
        )  # fmt: skip
    return sorted(found, key=lambda each: each.start)


def _is_paired(text: str, mention: Mention, home: Home) -> bool:
    """Say whether a place is named beside the home: "A und B unterzeichneten"."""
    if not home.short:
        return False
    city = re.escape(home.short)
    behind = re.compile(_TO_HOME + city).match(text, mention.close)
    return bool(behind or re.search(rf"\b{city}{_TO_HOME}\Z", text[: mention.start]))


def is_anothers(text: str, partners: Iterable[Counterpart], home: Home) -> bool:
    """Say whether another city than home or partner is who acts in a sentence.

    One that acts with a partner is another, be it a partner of the page itself.
    """
    with_whom = any(each.is_slot and just_before(_WITH_ONLY, text, each.start) for each in partners)
    is_ours = home.short and re.search(rf"\b{re.escape(home.short)}\b", text)
    if with_whom and not is_ours:
        partners = [each for each in partners if each.is_slot]
    names = {each.name for each in partners} | {each.key for each in partners}
    places = {each.place for each in partners if each.place}
    for mention in places_in(text):
        if home.is_meant(mention.name) or mention.name in names or mention.place in places:
            continue
        if home.has_district(mention.name) or not mention.is_known:
            continue
        if just_before(_PLACED, text, mention.start):
            continue
        if _SPEAKER.match(text, mention.end) or just_before(_ITS_BODY, text, mention.start):
            return True
    return False


def names_a_town(text: str, home: Home) -> bool:
    """Say whether a sentence names any town beside the home."""
    return any(
        mention.is_known and not home.is_meant(mention.name) and not home.is_part_of(mention.name)
        for mention in places_in(text)
    )


def names_another(text: str, topic: Counterpart, home: Home) -> bool:
    """Say whether a sentence names a town that is neither home nor topic nor where it was."""
    return any(
        mention.is_known
        and mention.name not in (topic.name, topic.key)
        and (mention.place is None or mention.place != topic.place)
        and not home.is_meant(mention.name)
        and not home.is_part_of(mention.name)
        and not just_before(_PLACED, text, mention.start)
        for mention in places_in(text)
    )


def chosen(named: Sequence[Counterpart], text: str, low: int, high: int) -> list[Counterpart]:
    """Return whom a part of a sentence speaks of: slots before all else, no place of a meeting."""
    inside = [each for each in named if low <= each.start < high]
    slots = [each for each in inside if each.is_slot]
    if slots:
        return slots
    return [each for each in inside if not just_before(_PLACED, text, each.start)]


def placed(named: Sequence[Counterpart], text: str, low: int, high: int) -> Iterator[Counterpart]:
    """Yield the partners at whose place something happened."""
    for each in named:
        if low <= each.start < high and just_before(_PLACED, text, each.start):
            yield each
