"""Passages, their sources, and what each proves."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from weltoffen.ground.dates import EdtfDate
from weltoffen.ground.languages import Wording


@dataclass(frozen=True, slots=True)
class PublishedSource:
    """A source. ``is_read`` says whether the register knows its wording or only reports it.

    ``is_own`` says that there is no text at all: the office has noted itself what it knows.
    """

    identifier: str
    title: str
    publisher: str
    kind: str
    kind_label: str
    is_read: bool
    is_own: bool
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

    ``start`` is the quote's offset in characters in the text as received, None where not known.
    ``is_checked`` says whether the quote was found word for word in a text that the register keeps;
    it is false where that text is kept elsewhere, and of words of our own.
    """

    number: int
    quote: str
    gist: Wording
    locator: str
    start: int | None
    source: PublishedSource
    received_on: date
    sha256: str
    is_checked: bool


@dataclass(frozen=True, slots=True)
class PublishedSnapshot:
    """A version of a source as it was received; ``sha256`` is empty where nobody here has it.

    ``has_body`` says whether the text itself is kept here, so that quotes were compared with it.
    """

    received_on: date
    received_words: str
    media_type: str
    sha256: str
    has_body: bool


@dataclass(frozen=True, slots=True)
class PublishedUse:
    """What a passage is used for.

    ``kind`` is ``act``, ``disagreement``, ``theme``, ``name`` or ``duty``; ``identifier`` is that
    of the thing itself (for a name the organisation's, for a duty the instrument's). ``relation``
    is empty where it is about no relation.
    """

    passage: int
    kind: str
    identifier: str
    title: Wording
    on_words: str = ""
    relation: str = ""
    relation_name: Wording = field(default_factory=lambda: Wording("", "de"))


@dataclass(frozen=True, slots=True)
class PublishedSourceSheet:
    """A source with what was received of it, its passages, and what they prove."""

    source: PublishedSource
    snapshots: tuple[PublishedSnapshot, ...]
    passages: tuple[PublishedPassage, ...]
    uses: tuple[PublishedUse, ...]
