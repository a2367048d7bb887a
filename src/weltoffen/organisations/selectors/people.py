"""Who holds which office when, how to reach whom, and which entries may be one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Q, QuerySet

from weltoffen.ground.languages import LEADING
from weltoffen.organisations.enums import MergeOf
from weltoffen.organisations.models import (
    ContactDetail,
    Merge,
    Office,
    Organisation,
    OrganisationName,
    Person,
)
from weltoffen.organisations.rules.duplicates import Entry, Pair, same_bodies, same_people
from weltoffen.organisations.rules.people import full_name
from weltoffen.organisations.rules.spans import When, when
from weltoffen.places.models import Municipality

MOST_COMPARED = 5_000
"""Of so many entries names are compared; of more, only those recorded last."""


def own_entries() -> Q:
    """Return what leaves out entries that only lead to another one."""
    return Q(merged_into__isnull=True)


def name_of(person: Person) -> str:
    """Return a person's full name, ``""`` where it is protected: callers say so in their words."""
    if person.do_not_name:
        return ""
    return protected_name_of(person)


def protected_name_of(person: Person) -> str:
    """Return a person's full name also where it is protected; whoever shows it notes who looked."""
    return full_name(
        academic_title=person.academic_title,
        given_name=person.given_name,
        family_name=person.family_name,
    )


def offices_of(person: Person) -> QuerySet[Office]:
    """Return the offices that a person holds or held, the latest first."""
    return person.offices.select_related("organisation", "municipality", "person")


def offices_in(body: Organisation | Municipality) -> QuerySet[Office]:
    """Return who holds or held an office in a body, the latest first."""
    return body.offices.select_related("organisation", "municipality", "person")


def by_time(offices: Iterable[Office], on: date) -> dict[When, list[Office]]:
    """Divide offices into those that are over, are held, and are ahead on a day."""
    found: dict[When, list[Office]] = defaultdict(list)
    for office in offices:
        found[when(office.earliest, office.latest, on)].append(office)
    return found


def contacts_of(whose: Person | Organisation) -> QuerySet[ContactDetail]:
    """Return how a person or an organisation is reached."""
    return whose.contacts.select_related("person", "organisation")


def possibly_same_organisations() -> list[Pair]:
    """Return the organisations that may be one, by all names that they bear or bore."""
    among = OrganisationName.objects.filter(organisation__merged_into__isnull=True)
    rows = among.order_by("-organisation_id", "id").values_list(
        "organisation_id", f"name_{LEADING}", f"organisation__municipality__name_{LEADING}",
        "organisation__locality",
    )[:MOST_COMPARED]  # fmt: skip
    return same_bodies(Entry(key, name, town or place) for key, name, town, place in rows)


def possibly_same_people() -> list[Pair]:
    """Return the people that may be one; whose name is protected is compared with nobody."""
    among = Person.objects.filter(own_entries(), do_not_name=False, forgotten_on=None)
    among = among.order_by("-pk")
    return same_people(among.values_list("pk", "given_name", "family_name")[:MOST_COMPARED])


def merge_that_led_away(record: Organisation | Person) -> Merge | None:
    """Return the merge by which an entry leads to another one, None where it stands for itself."""
    if record.merged_into_id is None:
        return None
    return _standing(record).filter(merged=record.identifier).first()


def merged_into(record: Organisation | Person) -> Sequence[Merge]:
    """Return the merges by which other entries lead to this one, the latest first."""
    return list(_standing(record).filter(survivor=record.identifier))


def _standing(record: Organisation | Person) -> QuerySet[Merge]:
    of = MergeOf.PERSON if isinstance(record, Person) else MergeOf.ORGANISATION
    return Merge.objects.filter(of=of, undone_at__isnull=True)
