"""People in an office, and how they are reached."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from weltoffen.ground.dates import parse_interval
from weltoffen.ground.problems import Refused
from weltoffen.ground.spoken import say_interval
from weltoffen.organisations.actions import (
    delete_contact,
    delete_due_contacts,
    delete_unused_contacts,
    forget_people,
    forget_person,
    note_look,
)
from weltoffen.organisations.actions.forgetting import NAMED_BY_ACTS
from weltoffen.organisations.models import ContactDetail, Person
from weltoffen.organisations.selectors import names_on, protected_name_of
from weltoffen.organisations.selectors.retention import (
    contacts_due,
    contacts_unused,
    named_offices,
    people_unused,
)
from weltoffen.privacy.enums import Activity, Affected, Ground, Then
from weltoffen.privacy.held.rows import about_of, called, called_as, values_of
from weltoffen.privacy.types import Held, Kind, Months, Room, Subject

_PERSON = (
    "given_name", "family_name", "academic_title", "salutation", "pronouns", "sort_as",
    "do_not_name",
)  # fmt: skip
_CONTACT = (
    "value", "purpose", "legal_ground", "consent_on", "consent_by", "consent_withdrawn_on",
    "delete_by",
)  # fmt: skip
_OFFICE = _("das Büro, bei geschützten Angaben nur Koordination und Protokoll")


def _find_people(subject: Subject) -> Iterator[Held]:
    certain = Person.objects.filter(pk__in=subject.people)
    others = Person.objects.exclude(pk__in=subject.people)
    perhaps = called_as(others, subject.names, "given_name", "family_name")
    for is_certain, rows in ((True, certain), (False, perhaps)):
        for person in rows.filter(forgotten_on__isnull=True).order_by("pk"):
            is_named = named_offices(person).exists()
            yield Held(
                key=about_of(person),
                title=protected_name_of(person),
                values=(*values_of(person, _PERSON), *_offices(person)),
                is_certain=is_certain,
                fate=Then.KEPT if is_named else Then.ANONYMISED,
                why=gettext(NAMED_BY_ACTS) if is_named else "",
            )


def _look(*, keys: Collection[str], by: Any) -> None:
    """Note a look at those whose name is protected, as on their sheet."""
    for person in called(Person.objects.filter(do_not_name=True), keys).order_by("pk"):
        note_look(record=person, what="name", by=by)


def _look_at_contacts(*, keys: Collection[str], by: Any) -> None:
    contacts = called(ContactDetail.objects.exclude(person=None), keys)
    for person in Person.objects.filter(contacts__in=contacts).distinct().order_by("pk"):
        note_look(record=person, what="contacts", by=by)


def _offices(person: Person) -> Iterator[tuple[str, str]]:
    offices = list(person.offices.select_related("organisation", "municipality"))
    bodies = {office.organisation_id for office in offices if office.organisation_id}
    names = names_on(bodies, timezone.localdate())
    for office in offices:
        known = names.get(office.organisation_id or 0)
        body = known.name if known else str(getattr(office.body, "name", office.body.identifier))
        span = say_interval(parse_interval(office.valid), get_language() or "de")
        yield gettext("Amt"), f"{office.title}, {body} ({span})"


def _forget_people(*, subject: Subject, keys: Collection[str], by: Any) -> list[str]:
    """Forget people; of whoever an act names the contacts alone go, a kind of their own."""
    done = []
    for person in _meant(subject, keys).filter(forgotten_on__isnull=True):
        try:
            forget_person(person=person, by=by)
        except Refused:  # named by an act: the preview has said so
            continue
        done.append(about_of(person))
    return done


def _meant(subject: Subject, keys: Collection[str]) -> Any:
    named = called(Person.objects.all(), keys)
    people = Person.objects.filter(Q(pk__in=subject.people) | Q(pk__in=named.values("pk")))
    return people.filter(merged_into__isnull=True).order_by("pk")


def _find_contacts(subject: Subject) -> Iterator[Held]:
    whose = Q(person_id__in=subject.people)
    for email in subject.emails:
        whose |= Q(value__iexact=email)
    for contact in ContactDetail.objects.filter(whose).order_by("pk"):
        yield Held(
            key=about_of(contact),
            title=contact.get_kind_display(),
            values=values_of(contact, _CONTACT),
            is_certain=contact.person_id in subject.people,
            fate=Then.DELETED,
        )


def _forget_contacts(*, subject: Subject, keys: Collection[str], by: Any) -> list[str]:
    named = called(ContactDetail.objects.all(), keys)
    meant = Q(person_id__in=subject.people) | Q(pk__in=named.values("pk"))
    done = []
    for contact in ContactDetail.objects.filter(meant).order_by("pk"):
        done.append(about_of(contact))
        delete_contact(contact=contact, by=by)
    return done


def _count_due(on: date) -> int:
    return contacts_due(on).count()


def _delete_due(*, until: date, most: int, by: Any) -> int:
    return delete_due_contacts(by=by, on=until, most=most)


CONTACTS = Kind(
    "contacts",
    _("Kontakte"),
    Activity.RELATIONS,
    (Affected.CONTACTS, Affected.OFFICE_HOLDERS),
    _("Personen und Stellen erreichen, mit denen das Büro arbeitet"),
    Ground.SAID_EACH,
    _OFFICE,
    Then.DELETED,
    {
        "organisations.contactdetail": (
            "person", "value", "consent_by", "consent_on", "consent_withdrawn_on",
        )
    },
    rule=_("bis zu dem Tag, der beim Kontakt steht, nach einem Widerruf bis zu dessen Tag"),
    due=_count_due,
    carry_out=_delete_due,
    find=_find_contacts,
    forget=_forget_contacts,
    look=_look_at_contacts,
)  # fmt: skip
UNUSED_CONTACTS = Kind(
    "contacts-unused",
    _("Kontakte ohne einen Tag zum Löschen"),
    Activity.RELATIONS,
    (Affected.CONTACTS, Affected.OFFICE_HOLDERS),
    _("Personen und Stellen erreichen, mit denen das Büro arbeitet"),
    Ground.SAID_EACH,
    _OFFICE,
    Then.DELETED,
    {},
    since=_("seit der Kontakt nicht mehr gilt oder die Person ihr letztes Amt verließ"),
    months=Months(24, 1, 60),
    due=lambda until: contacts_unused(until).count(),
    carry_out=lambda *, until, most, by: delete_unused_contacts(by=by, until=until, most=most),
)
PEOPLE = Kind(
    "people",
    _("Personen und ihre Ämter"),
    Activity.RELATIONS,
    (Affected.OFFICE_HOLDERS, Affected.CONTACTS),
    _("wissen, wer in welchem Amt für wen spricht und wer unterschrieben hat"),
    Ground.PUBLIC_TASK,
    _("das Büro und die Fachbereiche; nie die Öffentlichkeit"),
    Then.ANONYMISED,
    {
        "organisations.person": (
            "given_name", "family_name", "academic_title", "pronouns", "sort_as", "sort_key",
            "salutation", "merged_into",
        ),
        "organisations.office": ("person", "title"),
    },
    since=_("seit dem letzten Amt und der letzten Änderung; wer eine Urkunde unterschrieb, bleibt"),
    months=Months(60, 12, 360),
    due=lambda until: people_unused(until).count(),
    carry_out=lambda *, until, most, by: forget_people(by=by, until=until, most=most),
    find=_find_people,
    forget=_forget_people,
    look=_look,
)  # fmt: skip

ROOM = Room(
    kinds=(CONTACTS, UNUSED_CONTACTS, PEOPLE),
    nobody={
        "organisations.organisation": "Angaben über Stellen und Vereine, nicht über Personen",
        "organisations.organisationname": "Namen von Stellen",
        "organisations.contactdetail.valid": "eine Zeitspanne",
        "organisations.office.valid": "eine Zeitspanne",
        "organisations.office.made_from": "Fingerabdrücke von Übersetzungen",
        "organisations.person.made_from": "Fingerabdrücke von Übersetzungen",
        "organisations.person.unit": "die Kennung eines Fachbereichs",
        "organisations.merge": "Kennungen, Schlüssel und Namen von Feldern, keine Inhalte",
    },
)
