"""What the public sees: values, in one language, with dates and sources.

Renderers take these and nothing else. ``Wording`` names the language that a text really is in, so a
fallback is never hidden. Dates come twice: as they are kept, and in words.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from weltoffen.ground.dates import Certainty, EdtfDate
from weltoffen.ground.languages import Wording


@dataclass(frozen=True, slots=True)
class PublishedSource:
    """A source. ``is_read`` says whether the register knows its wording or only reports it."""

    identifier: str
    title: str
    publisher: str
    kind: str
    kind_label: str
    is_read: bool
    standing_label: str
    address: str
    paper_number: str
    content_date: EdtfDate
    content_date_words: str
    content_note: Wording
    language: str


@dataclass(frozen=True, slots=True)
class PublishedPassage:
    """Words that prove something: an exact ``quote``, or what the source says in our words.

    ``start`` is the quote's offset in characters in the stored text, None where not known.
    """

    number: int
    quote: str
    gist: Wording
    locator: str
    start: int | None
    source: PublishedSource
    received_on: date
    sha256: str


@dataclass(frozen=True, slots=True)
class PublishedChange:
    """What an act changed on one axis, both as stored and in words."""

    axis: str
    axis_label: str
    value: str
    value_label: str


@dataclass(frozen=True, slots=True)
class PublishedAct:
    """An act with its proofs. ``corrected_by`` is set where a later act stands in its place."""

    identifier: str
    kind: str
    kind_label: str
    on: EdtfDate
    on_words: str
    earliest: date
    latest: date
    known_by: date | None
    known_by_words: str
    side: str
    side_label: str
    title: Wording
    note: Wording
    wording: Wording
    paper_number: str
    body: Wording
    place: Wording
    signatories: tuple[Wording, ...]
    changes: tuple[PublishedChange, ...]
    term_until: date | None
    term_until_words: str
    citations: tuple[PublishedPassage, ...]
    hidden_citations: int
    corrects: str
    corrected_by: str
    recorded_on: date
    recorded_on_words: str


@dataclass(frozen=True, slots=True)
class PublishedStatus:
    """How one axis stands on the day asked for.

    ``values`` has one entry where it is certain; ``""`` in it means that perhaps nothing was set.
    ``label`` is the short word ("ruht"), ``sentence`` says it plainly, ``wording`` is how the city
    itself says it. ``acts`` are the identifiers of the acts that decide it.
    """

    axis: str
    axis_label: str
    values: tuple[str, ...]
    label: str
    sentence: str
    wording: Wording
    since_words: str
    acts: tuple[str, ...]

    @property
    def is_certain(self) -> bool:
        """Return whether there is only one possible answer."""
        return len(self.values) == 1

    @property
    def value(self) -> str:
        """Return the certain value, ``"unset"`` where nothing was set, else ``"uncertain"``."""
        if not self.is_certain:
            return "uncertain"
        return self.values[0] or "unset"


@dataclass(frozen=True, slots=True)
class PublishedSince:
    """Since when, by a named rule; ``on`` is None where no act answers."""

    rule: str
    title: str
    meaning: str
    on: EdtfDate | None
    words: str
    acts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PublishedTheme:
    """A field of cooperation or a goal; ``said_of`` is a phase of which it was said as a whole."""

    identifier: str
    kind: str
    number: int | None
    label: Wording
    description: Wording
    said_of: str
    said_of_label: str
    passage: PublishedPassage | None = None


@dataclass(frozen=True, slots=True)
class PublishedRow:
    """A relation as one line of a list, on one day.

    ``kind`` is that of the counterpart: ``municipality``, ``network`` or ``instrument``.
    ``certainty`` says whether it belongs to the list asked for. ``since`` is the city's own word,
    or the date of the act that began the phase where the city says nothing.
    """

    identifier: str
    kind: str
    name: Wording
    written: str
    country: Wording
    country_code: str
    region: str
    is_named: bool
    latitude: float | None
    longitude: float | None
    home: str
    home_name: Wording
    phase: str
    phase_label: str
    bond: PublishedStatus
    channel: PublishedStatus
    exchange: PublishedStatus
    civil: PublishedStatus
    since: EdtfDate | None
    since_words: str
    certainty: Certainty
    themes: tuple[str, ...] = ()

    @property
    def statuses(self) -> tuple[PublishedStatus, ...]:
        """Return the four axes in their fixed order."""
        return (self.bond, self.channel, self.exchange, self.civil)

    @property
    def notice(self) -> PublishedStatus | None:
        """Return the status that a reader must know at a glance: what rests or is limited."""
        for status in (self.exchange, self.channel, self.bond):
            if status.value in ("resting", "limited", "ended"):
                return status
        return None


@dataclass(frozen=True, slots=True)
class PublishedSpan:
    """A stretch of time in which one value of an axis held, for drawing and listing.

    Between ``from_earliest`` and ``from_latest`` it may have begun, between ``until_earliest`` and
    ``until_latest`` it may have ended (exclusive); ``until_latest`` None means that it still holds.
    """

    axis: str
    value: str
    label: str
    from_earliest: date
    from_latest: date
    until_earliest: date | None
    until_latest: date | None
    words: str


@dataclass(frozen=True, slots=True)
class PublishedAnswer:
    """One of the answers in a disagreement."""

    answer: Wording
    is_used: bool
    passage: PublishedPassage


@dataclass(frozen=True, slots=True)
class PublishedDisagreement:
    """Where sources disagree: all answers, the one the city uses, and why."""

    identifier: str
    question: Wording
    reason: Wording
    is_settled: bool
    relation: str
    relation_name: Wording
    answers: tuple[PublishedAnswer, ...]


@dataclass(frozen=True, slots=True)
class PublishedDuty:
    """A duty of an instrument, with what was done about it."""

    code: str
    role: Wording
    wording: Wording
    passage: PublishedPassage
    evidence: tuple[tuple[Wording, PublishedPassage], ...] = ()


@dataclass(frozen=True, slots=True)
class PublishedStep:
    """A step of an accession: done (with its act) or not evidenced."""

    kind: str
    label: str
    act: PublishedAct | None


@dataclass(frozen=True, slots=True)
class PublishedRelation:
    """Everything about one relation on one day."""

    row: PublishedRow
    on: date
    summary: Wording
    sentence: str
    lead: Wording
    evidence_class: str
    evidence_class_label: str
    evidence_acts: tuple[str, ...]
    since: tuple[PublishedSince, ...]
    acts: tuple[PublishedAct, ...]
    spans: tuple[PublishedSpan, ...]
    themes: tuple[PublishedTheme, ...]
    disagreements: tuple[PublishedDisagreement, ...]
    description: Wording = field(default_factory=lambda: Wording("", "de"))
    instrument_kind_label: str = ""
    website: str = ""
    wikidata_id: str = ""
    geonames_id: int | None = None
    endonym: str = ""
    endonym_language: str = ""
    versions: tuple[tuple[str, str, PublishedPassage], ...] = ()
    duties: tuple[PublishedDuty, ...] = ()
    steps: tuple[PublishedStep, ...] = ()

    @property
    def identifier(self) -> str:
        """Return the permanent identifier."""
        return self.row.identifier

    @property
    def name(self) -> Wording:
        """Return the counterpart's name."""
        return self.row.name

    @property
    def passages(self) -> tuple[PublishedPassage, ...]:
        """Return every passage that the sheet rests on, each once, in order of first use."""
        seen: dict[int, PublishedPassage] = {}
        for act in self.acts:
            for passage in act.citations:
                seen.setdefault(passage.number, passage)
        for disagreement in self.disagreements:
            for answer in disagreement.answers:
                seen.setdefault(answer.passage.number, answer.passage)
        return tuple(seen.values())


@dataclass(frozen=True, slots=True)
class PublishedPage:
    """One page of a list. ``next_after`` is the cursor of the next page, empty on the last."""

    rows: tuple[PublishedRow, ...]
    next_after: str = ""


@dataclass(frozen=True, slots=True)
class PublishedCount:
    """A number with its rule, day and members; equal ``count`` and ``possible`` mean no doubt."""

    rule: str
    title: str
    meaning: str
    on: date
    members: tuple[PublishedRow, ...]

    @property
    def count(self) -> int:
        """Return how many are certain."""
        return sum(row.certainty is Certainty.CERTAIN for row in self.members)

    @property
    def possible(self) -> int:
        """Return how many there may be."""
        return len(self.members)

    @property
    def doubtful(self) -> tuple[PublishedRow, ...]:
        """Return the members that are only possible."""
        return tuple(row for row in self.members if row.certainty is Certainty.POSSIBLE)


@dataclass(frozen=True, slots=True)
class PublishedName:
    """A name of an organisation, when it bore it, and the passage that shows it."""

    name: Wording
    valid_words: str
    passage: PublishedPassage | None


@dataclass(frozen=True, slots=True)
class PublishedOrganisation:
    """An organisation with its names over time and where to find it."""

    identifier: str
    kind: str
    kind_label: str
    name: Wording
    names: tuple[PublishedName, ...]
    task: Wording
    website: str
    street: str
    postal_code: str
    locality: str


@dataclass(frozen=True, slots=True)
class PublishedAnniversary:
    """A round anniversary ahead: how many years, of which relation, when as exactly as known."""

    row: PublishedRow
    years: int
    on: EdtfDate
    words: str
    of: str
    of_label: str


@dataclass(frozen=True, slots=True)
class PublishedNews:
    """An act among the newest, with the relation it belongs to."""

    identifier: str
    relation: str
    relation_name: Wording
    relation_kind: str
    title: Wording
    on_words: str
    kind_label: str
