"""The city itself, bodies, and everything with an address of its own."""

from __future__ import annotations

from dataclasses import dataclass

from weltoffen.ground.languages import Wording
from weltoffen.publication.types.proofs import PublishedPassage


@dataclass(frozen=True, slots=True)
class PublishedHome:
    """The municipality whose register this is."""

    identifier: str
    name: Wording
    country_code: str
    latitude: float | None
    longitude: float | None


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
class PublishedAddress:
    """Something with a permanent address: of which kind, and what people call it.

    ``kind`` is ``relation``, ``organisation``, ``source``, ``disagreement`` or ``theme``; ``group``
    divides a kind further (the counterpart of a relation, the kind of a theme); ``number`` is that
    of a goal.
    """

    kind: str
    identifier: str
    label: Wording
    group: str = ""
    number: int = 0
