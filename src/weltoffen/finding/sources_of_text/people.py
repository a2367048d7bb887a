"""People: their names and their offices; nobody who must not be named, and no contact."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from weltoffen.finding.enums import Where
from weltoffen.finding.registry import Kind
from weltoffen.finding.sources_of_text.wording import keys_of, may_tell_of, names_over_time, said
from weltoffen.finding.types import Document, Said
from weltoffen.organisations.models import Person
from weltoffen.organisations.selectors import name_of, own_entries


def read(keys: Collection[int]) -> Iterator[Document]:
    """Read people by their names; a protected one has no words here, so nothing finds it."""
    rows = Person.objects.filter(
        own_entries(), pk__in=keys, do_not_name=False, forgotten_on__isnull=True
    )
    for person in rows.prefetch_related("offices__municipality", "offices__organisation__names"):
        yield Document(
            record=person.pk,
            reference=person.identifier,
            titles={"de": name_of(person)},
            said=tuple(_offices(person)),
            visibility=person.visibility,
        )


def _offices(person: Person) -> Iterator[Said]:
    for office in person.offices.all():
        yield from said(Where.OFFICE, office, "title")
        if office.municipality is not None:
            yield from said(Where.BODY, office.municipality, "name")
        body = office.organisation
        if body is not None and may_tell_of(body.visibility, person.visibility):
            names = names_over_time(body.names.all())
            yield from (Said(Where.BODY, each.text) for each in names)


KIND = Kind(
    "people",
    Person,
    read,
    place=2,
    follows={
        "organisations.organisation": keys_of(Person.objects.all(), "offices__organisation"),
        "places.municipality": keys_of(Person.objects.all(), "offices__municipality"),
    },
)
