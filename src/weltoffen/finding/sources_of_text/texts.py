"""What was received of sources, word for word: the text of each snapshot."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from weltoffen.finding.enums import Where
from weltoffen.finding.registry import Kind
from weltoffen.finding.sources_of_text.wording import keys_of
from weltoffen.finding.types import Document, Said
from weltoffen.sources.models import Rendering, Snapshot

LONGEST = 300_000
"""Of a longer text only so many characters are found."""


def read(keys: Collection[int]) -> Iterator[Document]:
    """Read the texts of snapshots; those without a text are found by their source."""
    rows = Rendering.objects.filter(snapshot__in=keys).select_related("snapshot__source")
    for rendering in rows.defer("snapshot__body"):
        source = rendering.snapshot.source
        received = rendering.snapshot.received_on.isoformat()
        lines = (line.strip() for line in rendering.text[:LONGEST].splitlines())
        yield Document(
            record=rendering.snapshot_id,
            reference=str(rendering.snapshot_id),
            titles={"de": source.title},
            said=tuple(Said(Where.TEXT, line, received) for line in lines if line),
            visibility=source.visibility,
        )


KIND = Kind(
    "texts", Snapshot, read, place=14,
    follows={"sources.source": keys_of(Snapshot.objects.all(), "source")},
)  # fmt: skip
