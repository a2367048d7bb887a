"""Documents and pictures: what they are called, what they are about, who made them."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from weltoffen.documents.enums import FileKind
from weltoffen.documents.models import Document as Filed
from weltoffen.documents.models import Picture
from weltoffen.finding.enums import Where
from weltoffen.finding.registry import Kind
from weltoffen.finding.sources_of_text.wording import plain, said, sorts
from weltoffen.finding.types import Document, Said


def read(keys: Collection[int]) -> Iterator[Document]:
    """Read documents, not what stands in their files."""
    for document in Filed.objects.filter(pk__in=keys):
        yield _read(document)


def read_pictures(keys: Collection[int]) -> Iterator[Document]:
    """Read pictures, by the words for those who do not see them too."""
    for picture in Picture.objects.filter(pk__in=keys):
        yield _read(picture, *said(Where.SUMMARY, picture, "alt"))


def _read(file: Filed | Picture, *more: Said) -> Document:
    return Document(
        record=file.pk,
        reference=file.identifier,
        titles={"de": file.title},
        said=(
            *sorts(FileKind, file.kind),
            *said(Where.SUMMARY, file, "summary"),
            *more,
            *plain(Where.PUBLISHER, file.author),
            *plain(Where.NAME, file.received_name),
        ),
        visibility=file.visibility,
    )


DOCUMENTS = Kind("documents", Filed, read, place=8)
PICTURES = Kind("pictures", Picture, read_pictures, place=9)
