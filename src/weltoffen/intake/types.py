"""What reading gives: values, no tables. Every finding quotes the words that prove it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What kind of relation a page speaks of."""

    TWIN = "twin"
    FRIENDSHIP = "friendship"
    PROJECT = "project"
    CLIMATE = "climate"
    SOLIDARITY = "solidarity"
    CONTACT = "contact"
    NETWORK = "network"
    CHARTER = "charter"


class Standing(StrEnum):
    """How the relation stands, by the page's own words."""

    ACTIVE = "active"
    LIMITED = "limited"
    RESTING = "resting"
    ENDED = "ended"
    PLANNED = "planned"


class ActKind(StrEnum):
    """What was done. The values are those of ``relations.enums.ActKind``, which a test holds.

    Reading has its own, because it does without Django.
    """

    FIRST_CONTACT = "first-contact"
    ACTIVITY = "activity"
    MANDATE = "mandate"
    COUNCIL = "council"
    COUNTERPART_COUNCIL = "counterpart-council"
    SIGNATURE = "signature"
    COUNTER_SIGNATURE = "counter-signature"
    DEED_EXCHANGE = "deed-exchange"
    MEMORANDUM = "memorandum"
    RESOLUTION = "resolution"
    LIMITATION = "limitation"
    SUSPENSION = "suspension"
    RESUMPTION = "resumption"
    END = "end"
    ACCESSION_COUNCIL = "accession-council"
    ACCESSION_NOTIFIED = "accession-notified"
    ACCESSION_SIGNED = "accession-signed"
    ACCESSION_SCAN_SENT = "accession-scan-sent"
    ACCESSION_LISTED = "accession-listed"
    ACCESSION = "accession"
    STATED = "stated"
    RETRACTION = "retraction"


class Side(StrEnum):
    """Who acted. The values are those of ``relations.enums.Side``."""

    HOME = "home"
    COUNTERPART = "counterpart"
    BOTH = "both"
    THIRD = "third"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the text and where they stand: ``text[start:end] == words``."""

    words: str
    start: int
    end: int


DEED = "deed"
"""The rule of a relation of which the text tells the deed alone, and not how it stands today."""


@dataclass(frozen=True, slots=True)
class FoundRelation:
    """A relation that the page states.

    ``home`` is whose relation it is: the page's city, a district of it, or another city. ``name``
    is the partner as the page writes it. ``country`` is an ISO 3166-1 alpha-2 code where stated or
    certain. ``since`` and ``until`` are EDTF, as exact as stated, None where the page names none.
    ``place`` is the GeoNames id where the name means one place only; where it may mean several,
    ``ambiguous`` is true. ``rule`` names the rule that found it, with its version. ``confidence``
    lies between 0 and 1. ``status_on`` is EDTF: since when it rests, is limited or has ended, or
    for when it is planned, where the text says so of the status. ``country_is_likely`` says that no
    text states the country: it follows from the sizes of the places of that name. ``status_words``
    say how it stands, where a table has them apart: in the row's remark, behind the quote.
    """

    home: str
    name: str
    country: str | None
    kind: Kind
    since: str | None
    until: str | None
    status: Standing
    quote: Quote
    rule: str
    confidence: float
    place: int | None = None
    ambiguous: bool = False
    status_on: str | None = None
    country_is_likely: bool = False
    status_words: str = ""

    @property
    def tells_of_today(self) -> bool:
        """Say whether the text tells how the relation stands on the day it is from."""
        return not self.rule.startswith(f"{DEED}/")


@dataclass(frozen=True, slots=True)
class FoundAct:
    """An act that the page tells of as done, with what it says of body, day and paper.

    ``name`` is the counterpart as the page writes it: a place, a network or a charter. ``on`` is
    EDTF, as exact as stated, None where the page gives the act no date. ``body`` is who decided, as
    written ("Rat der Stadt", "conseil municipal"), and ``paper_number`` what the decision is filed
    under; both are empty where not stated. ``side`` says who acted. ``term_until`` is EDTF: when
    what was agreed runs out, where the page says for how long. ``country``, ``place`` and
    ``ambiguous`` are as in a relation. ``form`` is of which kind the relation is, where the same
    passage says it and nothing else does. ``country_is_likely`` and ``status_words`` are as in a
    relation.
    """

    home: str
    name: str
    kind: ActKind
    on: str | None
    body: str
    paper_number: str
    quote: Quote
    rule: str
    confidence: float
    side: Side = Side.UNKNOWN
    country: str | None = None
    place: int | None = None
    ambiguous: bool = False
    term_until: str | None = None
    form: Kind | None = None
    country_is_likely: bool = False
    status_words: str = ""


@dataclass(frozen=True, slots=True)
class FoundClaim:
    """Something that can be checked: a count, a figure, a list against its number.

    ``what`` is ``count``, ``figure``, ``list-mismatch``, ``superlative``, ``announced``,
    ``doubled-unit``, ``goal-title`` or ``office-name``. Only the fields that go with it are filled.
    ``name`` is what the page calls a thing: the title of a goal, an office, what was announced;
    ``number`` is the number of the goal.
    """

    what: str
    quote: Quote
    rule: str
    of: str = ""
    value: float | None = None
    approximate: bool = False
    measure: str = ""
    unit: str = ""
    on: str | None = None
    basis: str = ""
    stated: int | None = None
    listed: int | None = None
    name: str = ""
    number: int | None = None


Found = FoundRelation | FoundAct | FoundClaim
