"""Municipalities: all their names, their country and region."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from weltoffen.finding.enums import Where
from weltoffen.finding.registry import Kind
from weltoffen.finding.sources_of_text.wording import (
    COUNTRY,
    by_country,
    in_languages,
    place_names,
    plain,
)
from weltoffen.finding.types import Document
from weltoffen.places.models import Municipality


def read(keys: Collection[int]) -> Iterator[Document]:
    """Read municipalities."""
    for place in Municipality.objects.filter(pk__in=keys).select_related("country"):
        yield Document(
            record=place.pk,
            reference=place.identifier,
            titles=in_languages(place, "name"),
            said=(*place_names(place), *plain(Where.ADDRESS, place.region, place.ags)),
            visibility=place.visibility,
        )


KIND = Kind(
    "municipalities", Municipality, read, place=1,
    follows={COUNTRY: by_country("", Municipality.objects.all())},
)  # fmt: skip
