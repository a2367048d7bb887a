"""Relations as a line of a list and as a whole page, and what belongs to them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from weltoffen.ground.dates import Certainty, EdtfDate
from weltoffen.ground.languages import Wording
from weltoffen.publication.types.acts import (
    PublishedAct,
    PublishedSince,
    PublishedSpan,
    PublishedStatus,
)
from weltoffen.publication.types.places import PublishedHome
from weltoffen.publication.types.proofs import PublishedPassage


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

    ``kind`` is that of the counterpart: ``municipality``, ``network`` or ``instrument``;
    ``written`` is a place's name for itself, in ``written_language`` (BCP 47, empty if not known).
    ``certainty`` says whether it belongs to the list asked for. ``since`` is the city's own word,
    or the date of the act that began the phase where the city says nothing; ``held_words`` say more
    of a form that is over or only planned; ``since_rule`` is
    ``"city-word"`` or ``"first-act"``, and ``since_acts`` are the acts that give it. Charters have
    a kind of their own, and may have steps by which one accedes.
    """

    identifier: str
    kind: str
    name: Wording
    written: str
    written_language: str
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
    since_rule: str = ""
    since_acts: tuple[str, ...] = ()
    held_words: str = ""
    instrument_kind_label: str = ""
    steps_done: int = 0
    steps_in_all: int = 0

    @property
    def statuses(self) -> tuple[PublishedStatus, ...]:
        """Return the four axes in their fixed order."""
        return (self.bond, self.channel, self.exchange, self.civil)

    @property
    def has_begun(self) -> bool:
        """Return whether anything is recorded of it by the day asked for."""
        return bool(self.phase) or any(status.value != "unset" for status in self.statuses)

    @property
    def notice(self) -> PublishedStatus | None:
        """Return the status that a reader must know at a glance: what rests or is limited."""
        for status in (self.exchange, self.channel, self.bond):
            if status.value in ("resting", "limited", "ended"):
                return status
        return None


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
    passage: PublishedPassage | None
    evidence: tuple[tuple[Wording, PublishedPassage], ...] = ()


@dataclass(frozen=True, slots=True)
class PublishedStep:
    """A step of an accession: done (with its act) or not evidenced."""

    kind: str
    label: str
    act: PublishedAct | None


@dataclass(frozen=True, slots=True)
class PublishedNeighbour:
    """Another relation of the same home, next in time or alike in ``shared`` themes.

    ``since_words`` are given of those next in time only.
    """

    identifier: str
    name: Wording
    since_words: str
    shared: tuple[Wording, ...] = ()


@dataclass(frozen=True, slots=True)
class PublishedRelation:
    """Everything about one relation on one day."""

    home: PublishedHome
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
    before: PublishedNeighbour | None = None
    after: PublishedNeighbour | None = None
    kin: tuple[PublishedNeighbour, ...] = ()

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
        used = [passage for act in self.acts for passage in act.citations]
        used += [answer.passage for d in self.disagreements for answer in d.answers]
        used += [theme.passage for theme in self.themes if theme.passage]
        used += [passage for _label, _dated, passage in self.versions]
        for duty in self.duties:
            used += [duty.passage] if duty.passage else []
            used += [passage for _measure, passage in duty.evidence]
        return tuple({passage.number: passage for passage in used}.values())


@dataclass(frozen=True, slots=True)
class PublishedPage:
    """One page of a list. ``next_after`` is the cursor of the next page, empty on the last."""

    rows: tuple[PublishedRow, ...]
    next_after: str = ""
