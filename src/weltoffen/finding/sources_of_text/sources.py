"""Sources: title, publisher, address, and the passages that are kept of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import groupby

from weltoffen.finding.enums import Where
from weltoffen.finding.registry import Kind
from weltoffen.finding.sources_of_text.wording import keys_of, plain, said
from weltoffen.finding.types import Document, Said
from weltoffen.sources.models import Passage, Snapshot, Source


def read(keys: Collection[int]) -> Iterator[Document]:
    """Read sources."""
    passages = Passage.objects.filter(snapshot__source__in=keys)
    rows = passages.order_by("snapshot__source", "pk").values_list(
        "snapshot__source", "quote", "locator", "gist_de", "gist_en"
    )
    quoted = {key: tuple(found) for key, found in groupby(rows, key=lambda row: row[0])}
    for source in Source.objects.filter(pk__in=keys):
        yield Document(
            record=source.pk,
            reference=source.identifier,
            titles={"de": source.title},
            said=(*_said(source), *_quotes(quoted.get(source.pk, ()))),
            visibility=source.visibility,
        )


def _said(source: Source) -> Iterator[Said]:
    yield from plain(Where.PUBLISHER, source.publisher)
    yield from plain(Where.PAPER, source.paper_number)
    yield from said(Where.NOTE, source, "content_note")
    yield from plain(Where.ADDRESS, source.address)


def _quotes(rows: Collection[tuple[int, str, str, str, str]]) -> Iterator[Said]:
    for _, quote, locator, *gists in rows:
        if quote:
            yield Said(Where.QUOTE, quote, locator)
        yield from (Said(Where.GIST, gist, locator) for gist in dict.fromkeys(gists) if gist)


KIND = Kind(
    "sources", Source, read, place=5,
    follows={
        Snapshot._meta.label_lower: keys_of(Snapshot.objects.all(), "pk", "source"),
        Passage._meta.label_lower: keys_of(Passage.objects.all(), "pk", "snapshot__source"),
    },
)  # fmt: skip
