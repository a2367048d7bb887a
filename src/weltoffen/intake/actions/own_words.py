"""The office's own word, kept as a source: what a person knows otherwise than a text says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from weltoffen.ground.identifiers import identifier_from
from weltoffen.ground.languages import LEADING
from weltoffen.places.models import Municipality
from weltoffen.records.selectors import free_identifier, leading_text
from weltoffen.sources.actions import receive_snapshot, record_passage, record_source
from weltoffen.sources.enums import Publisher, SourceKind, Standing
from weltoffen.sources.models import Passage, Source

if TYPE_CHECKING:
    from weltoffen.accounts.models import User

OF_THE_OFFICE = "kenntnis-des-bueros"
"""What the identifiers of the office's own words have behind that of their municipality."""
_TITLE = "Kenntnis des Büros: %s"
_LONGEST = 200  # of a source's title


def keep_own_word(*, home: Municipality, about: str, words: str, by: User) -> Passage:
    """Keep what the office knows, word for word, as a source of its own.

    Each is its own: no word is a later version of another, and whoever sees one in public sees
    nothing of those that are internal. ``about`` names the other side.
    """
    wanted = identifier_from(home.identifier, OF_THE_OFFICE, about)
    source = record_source(
        identifier=free_identifier(Source, wanted),
        kind=SourceKind.OTHER,
        standing=Standing.OWN,
        title=(_TITLE % about)[:_LONGEST],
        publisher=leading_text(home, "name"),
        publisher_side=Publisher.HOME,
        language=LEADING,
        by=by,
    )
    snapshot = receive_snapshot(
        source=source,
        received_on=timezone.localdate(),
        media_type="text/plain",
        body=words.encode(),
        by=by,
    )
    return record_passage(snapshot=snapshot, quote=words, start=0, by=by)
