"""People: their names and their offices; nobody who must not be named, and no contact."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from weltoffen.finding.enums import Where
from weltoffen.finding.registry import Kind
from weltoffen.finding.sources_of_text.wording import said
from weltoffen.finding.types import Document
from weltoffen.organisations.models import Person
from weltoffen.organisations.selectors import name_of, own_entries


def read(keys: Collection[int]) -> Iterator[Document]:
    """Read people by their names; a protected one has no words here, so nothing finds it."""
    people = Person.objects.filter(own_entries(), pk__in=keys, do_not_name=False)
    for person in people.prefetch_related("offices"):
        yield Document(
            record=person.pk,
            reference=person.identifier,
            titles={"de": name_of(person)},
            said=tuple(
                words
                for office in person.offices.all()
                for words in said(Where.OFFICE, office, "title")
            ),
            visibility=person.visibility,
        )


KIND = Kind("people", Person, read, place=2)
