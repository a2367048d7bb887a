"""Documents that the public may read."""

from __future__ import annotations

from dataclasses import dataclass

from weltoffen.ground.dates import EdtfDate
from weltoffen.ground.languages import Wording


@dataclass(frozen=True, slots=True)
class PublishedDocument:
    """A document with the address of its file. ``size`` is in bytes, ``format`` as people call it.

    ``act`` is the identifier of the act that it belongs to, ``""`` where it belongs to the relation
    as a whole.
    """

    identifier: str
    title: str
    kind: str
    kind_label: str
    on: EdtfDate
    on_words: str
    language: str
    summary: Wording
    address: str
    format: str
    size: int
    act: str = ""
