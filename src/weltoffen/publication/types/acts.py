"""Acts, what they changed, and how things stand by them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from weltoffen.ground.dates import EdtfDate
from weltoffen.ground.languages import Wording
from weltoffen.publication.types.proofs import PublishedPassage


@dataclass(frozen=True, slots=True)
class PublishedChange:
    """What an act changed on one axis, both as stored and in words."""

    axis: str
    axis_label: str
    value: str
    value_label: str


@dataclass(frozen=True, slots=True)
class PublishedAct:
    """An act with its proofs. ``corrected_by`` is set where a later act stands in its place.

    ``on_words`` say the date as exactly as it is known; ``when_words`` say for an unknown one that
    it is, and by when the act had happened.
    """

    identifier: str
    kind: str
    kind_label: str
    on: EdtfDate
    on_words: str
    when_words: str
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
    planned_for: EdtfDate | None
    planned_for_words: str
    citations: tuple[PublishedPassage, ...]
    hidden_citations: int
    corrects: str
    corrected_by: str
    recorded_on: date
    recorded_on_words: str

    @property
    def is_dated(self) -> bool:
        """Return whether anything is known of its date; what is not has no place in time."""
        return self.on.is_known


@dataclass(frozen=True, slots=True)
class PublishedStatus:
    """How one axis stands on the day asked for.

    ``values`` has one entry where it is certain; ``""`` in it means that perhaps nothing was set.
    ``label`` is the short word ("ruht"), ``sentence`` says it plainly, ``wording`` is how the city
    itself says it. ``acts`` are the identifiers of the acts that decide it. ``term_over_words`` is
    the day on which the term of what was agreed ran out, where that alone leaves it in doubt.
    """

    axis: str
    axis_label: str
    values: tuple[str, ...]
    label: str
    sentence: str
    wording: Wording
    since_words: str
    acts: tuple[str, ...]
    term_over_words: str = ""

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
class PublishedSpan:
    """A stretch of time in which one value of an axis held, for drawing and listing.

    Between ``from_earliest`` and ``from_latest`` it may have begun, between ``until_earliest`` and
    ``until_latest`` it may have ended (exclusive); ``until_latest`` None means that it still holds.
    ``act`` is the identifier of the act with which it began.
    """

    axis: str
    axis_label: str
    value: str
    label: str
    from_earliest: date
    from_latest: date
    until_earliest: date | None
    until_latest: date | None
    words: str
    act: str = ""
