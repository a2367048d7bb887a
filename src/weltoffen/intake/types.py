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


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the text and where they stand: ``text[start:end] == words``."""

    words: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class FoundRelation:
    """A relation that the page states.

    ``home`` is whose relation it is: the page's city, a district of it, or another city. ``name``
    is the partner as the page writes it. ``country`` is an ISO 3166-1 alpha-2 code where stated or
    certain. ``since`` and ``until`` are EDTF, as exact as stated, None where the page names none.
    ``place`` is the GeoNames id where the name means one place only; where it may mean several,
    ``ambiguous`` is true. ``rule`` names the rule that found it, with its version. ``confidence``
    lies between 0 and 1.
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


@dataclass(frozen=True, slots=True)
class FoundAct:
    """An act that the page tells of, with what it says of body, day and paper."""

    home: str
    name: str
    kind: str
    on: str | None
    body: str
    paper_number: str
    quote: Quote
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class FoundClaim:
    """Something that can be checked: a count, a figure, a list against its number.

    ``what`` is ``count``, ``figure``, ``list-mismatch``, ``superlative`` or ``announced``. Only the
    fields that go with it are filled.
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


Found = FoundRelation | FoundAct | FoundClaim
