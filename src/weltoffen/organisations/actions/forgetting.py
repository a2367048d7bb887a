"""Forgetting people: the row stays, and says nothing of anybody."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from weltoffen.ground.languages import LANGUAGES
from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.organisations.actions.contacts import delete_contact
from weltoffen.organisations.enums import Salutation
from weltoffen.organisations.models import Person
from weltoffen.organisations.selectors.retention import named_offices, people_unused
from weltoffen.records.actions import keep, log, withdraw
from weltoffen.records.redacting import redact

if TYPE_CHECKING:
    from weltoffen.accounts.models import User

NAMED_BY_ACTS = N_(
    "Diese Person steht mit ihrem Amt unter einer Urkunde. Wer für die Stadt oder ihren Partner "
    "unterschrieb, bleibt genannt (Art. 17 Abs. 3 b und d DSGVO); löschen Sie die Kontakte."
)
_TEXTS = ("given_name", "family_name", "academic_title", "pronouns", "sort_as", "sort_key")
_TOLD_OF_OFFICES = (
    "office", "body", "valid", "title", *(f"title_{code}" for code in LANGUAGES),
)  # fmt: skip


@transaction.atomic
def forget_person(*, person: Person, by: User) -> Person:
    """Remove a person's name, offices and contacts, and what the history says of the offices.

    Entries that were merged into this one are forgotten with it. Refuses for whoever an act names.
    Done again, it does nothing.
    """
    found = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    entries = [found, *Person.objects.select_for_update(of=("self",)).filter(merged_into=found)]
    if any(named_offices(entry).exists() for entry in entries):
        raise Refused(Problem("", NAMED_BY_ACTS))
    for entry in entries:
        _empty(entry, by)
    return found


def _empty(person: Person, by: User) -> None:
    if person.forgotten_on is not None:
        return
    delete_contacts_of(person=person, by=by)
    person.offices.all().delete()
    withdraw(record=person, by=by)
    for name in _TEXTS:
        setattr(person, name, "")
    person.salutation = Salutation.NEUTRAL
    person.do_not_name = False
    person.forgotten_on = timezone.localdate()
    keep(person)
    log("organisations.person.forget", person, by=by)
    redact(record=person, names=_TOLD_OF_OFFICES, by=by)


@transaction.atomic
def delete_contacts_of(*, person: Person, by: User) -> int:
    """Delete all ways to reach a person; return how many there were."""
    contacts = list(person.contacts.order_by("pk"))
    for contact in contacts:
        delete_contact(contact=contact, by=by)
    return len(contacts)


@transaction.atomic
def forget_people(*, by: User, until: date, most: int | None = None) -> int:
    """Forget people with whom the office has had nothing to do since a day; say how many."""
    found = list(people_unused(until).order_by("pk")[:most])
    for person in found:
        forget_person(person=person, by=by)
    return len(found)
