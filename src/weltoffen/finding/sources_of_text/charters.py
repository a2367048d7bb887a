"""Charters and pledges: what they are called and about, their versions and duties."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from weltoffen.finding.enums import Where
from weltoffen.finding.registry import Kind
from weltoffen.finding.sources_of_text.wording import in_languages, plain, said, sorts
from weltoffen.finding.types import Document, Said
from weltoffen.relations.enums import InstrumentKind
from weltoffen.relations.models import Instrument


def read(keys: Collection[int]) -> Iterator[Document]:
    """Read charters."""
    rows = Instrument.objects.filter(pk__in=keys).prefetch_related("duties", "versions")
    for charter in rows:
        yield Document(
            record=charter.pk,
            reference=charter.identifier,
            titles=in_languages(charter, "name"),
            said=tuple(_said(charter)),
            visibility=charter.visibility,
        )


def _said(charter: Instrument) -> Iterator[Said]:
    yield from sorts(InstrumentKind, charter.kind)
    yield from said(Where.SUMMARY, charter, "description")
    for version in charter.versions.all():
        yield Said(Where.TEXT, version.label, version.dated)
    for duty in charter.duties.all():
        yield from said(Where.DUTY, duty, "wording", "role", detail=duty.code)
    yield from plain(Where.ADDRESS, charter.website)


KIND = Kind("charters", Instrument, read, place=4)
