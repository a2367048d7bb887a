"""Counts with their rule, and what is ahead or new."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from weltoffen.ground.dates import Certainty, EdtfDate
from weltoffen.ground.languages import Wording
from weltoffen.publication.types.proofs import PublishedPassage
from weltoffen.publication.types.relations import (
    PublishedDisagreement,
    PublishedRow,
    PublishedTheme,
)


@dataclass(frozen=True, slots=True)
class PublishedRule:
    """A named rule by which something is counted or dated, in words."""

    name: str
    title: str
    meaning: str


@dataclass(frozen=True, slots=True)
class PublishedDoubt:
    """Why a relation is only possibly a member: an act whose date is not exact enough.

    ``term_over_words`` is the last day for which the act was agreed, where that is over and nothing
    says how it went on.
    """

    relation: str
    act: str
    title: Wording
    on_words: str
    term_over_words: str = ""


@dataclass(frozen=True, slots=True)
class PublishedCount:
    """A number with its rule, day and members; equal ``count`` and ``possible`` mean no doubt.

    ``doubts`` names the acts that leave doubtful members in doubt, where they were asked for.
    """

    rule: str
    title: str
    meaning: str
    on: date
    members: tuple[PublishedRow, ...]
    doubts: tuple[PublishedDoubt, ...] = ()

    @property
    def count(self) -> int:
        """Return how many are certain."""
        return sum(row.certainty is Certainty.CERTAIN for row in self.members)

    @property
    def possible(self) -> int:
        """Return how many there may be."""
        return len(self.members)

    @property
    def certain(self) -> tuple[PublishedRow, ...]:
        """Return the members that are certain."""
        return tuple(row for row in self.members if row.certainty is Certainty.CERTAIN)

    @property
    def doubtful(self) -> tuple[PublishedRow, ...]:
        """Return the members that are only possible."""
        return tuple(row for row in self.members if row.certainty is Certainty.POSSIBLE)


@dataclass(frozen=True, slots=True)
class PublishedOverview:
    """What a register's first page says on one day.

    ``steps`` are (day, certain, possible) of the partner cities, one per day of change.
    """

    rows: tuple[PublishedRow, ...]
    counts: tuple[PublishedCount, ...]
    steps: tuple[tuple[date, int, int], ...]
    news: tuple[PublishedNews, ...]
    anniversaries: tuple[PublishedAnniversary, ...]
    disagreements: tuple[PublishedDisagreement, ...]


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
    title: Wording
    on_words: str
    kind_label: str


@dataclass(frozen=True, slots=True)
class PublishedThemeSheet:
    """A theme, the relations tagged with it and by which passages, and those it is said of."""

    theme: PublishedTheme
    tagged: tuple[tuple[PublishedRow, tuple[PublishedPassage, ...]], ...]
    said_of: tuple[PublishedRow, ...]
