"""Organisations: their names over time, their task, and where they are."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.utils import timezone

from weltoffen.finding.enums import Where
from weltoffen.finding.registry import Kind
from weltoffen.finding.sources_of_text.wording import (
    PLACE,
    in_languages,
    keys_of,
    names_over_time,
    plain,
    said,
    sorts,
)
from weltoffen.finding.types import Document
from weltoffen.organisations.enums import OrganisationKind
from weltoffen.organisations.models import Organisation
from weltoffen.organisations.selectors import borne_on, own_entries


def read(keys: Collection[int]) -> Iterator[Document]:
    """Read organisations, each under the name of today; none that leads elsewhere."""
    bodies = Organisation.objects.filter(own_entries(), pk__in=keys).select_related("municipality")
    for body in bodies.prefetch_related("names"):
        names = list(body.names.all())
        borne = borne_on(names, timezone.localdate()).get(body.pk)
        town = body.municipality
        yield Document(
            record=body.pk,
            reference=body.identifier,
            titles=in_languages(borne, "name") if borne else {"de": body.identifier},
            said=(
                *names_over_time(names),
                *sorts(OrganisationKind, body.kind),
                *said(Where.TASK, body, "task"),
                *(said(Where.ADDRESS, town, "name") if town else ()),
                *plain(Where.ADDRESS, body.street, body.postal_code, body.locality, body.website),
            ),
            visibility=body.visibility,
        )


KIND = Kind(
    "organisations", Organisation, read, place=2,
    follows={PLACE: keys_of(Organisation.objects.all(), "municipality")},
)  # fmt: skip
