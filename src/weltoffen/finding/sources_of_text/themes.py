"""Themes: what they are called and about."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from weltoffen.finding.enums import Where
from weltoffen.finding.registry import Kind
from weltoffen.finding.sources_of_text.wording import in_languages, said
from weltoffen.finding.types import Document
from weltoffen.records.enums import Visibility
from weltoffen.relations.models import Theme


def read(keys: Collection[int]) -> Iterator[Document]:
    """Read themes, which are always public."""
    for theme in Theme.objects.filter(pk__in=keys):
        yield Document(
            record=theme.pk,
            reference=theme.identifier,
            titles=in_languages(theme, "label"),
            said=tuple(said(Where.SUMMARY, theme, "description")),
            visibility=Visibility.PUBLIC,
        )


KIND = Kind("themes", Theme, read, place=7)
