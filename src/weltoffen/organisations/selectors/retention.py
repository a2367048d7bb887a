"""Of which people and contacts the office has had no use for long, and who stays named by acts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.fields.reverse_related import ForeignObjectRel

from weltoffen.organisations.models import ContactDetail, Office, Person
from weltoffen.records.selectors import changed_after

LOOKED = "organisations.person.look"


def contacts_due(on: date) -> QuerySet[ContactDetail]:
    """Return the contacts whose own day of deletion has come."""
    return ContactDetail.objects.filter(delete_by__lte=on)


def contacts_unused(until: date) -> QuerySet[ContactDetail]:
    """Return the contacts without a day of their own that were over on a day.

    Their validity had ended, or their person had left the last of several offices. Somebody without
    any office keeps them as long as the person is kept.
    """
    offices = Office.objects.filter(person_id=OuterRef("person_id"))
    left = Q(person__isnull=False) & Exists(offices) & ~Exists(offices.filter(latest__gt=until))
    return ContactDetail.objects.filter(delete_by__isnull=True).filter(
        Q(latest__lte=until) | Q(left)
    )


def people_unused(until: date) -> QuerySet[Person]:
    """Return the people with whom the office has had nothing to do since a day.

    They hold no office since, nothing about them was changed since, and no act names them.
    """
    found = Person.objects.filter(
        ~Exists(Office.objects.filter(person_id=OuterRef("pk"), latest__gt=until)),
        ~changed_after(Person, until, not_counting=[LOOKED]),
        forgotten_on__isnull=True,
        merged_into__isnull=True,
    )
    for named in _named_conditions(OuterRef("pk")):
        found = found.filter(~named)
    return found


def named_offices(person: Person) -> QuerySet[Office]:
    """Return a person's offices at which something else points: who signed a deed in them."""
    pointed_at = Q(pk__in=())
    for relation in _pointing_at_offices():
        rows = relation.related_model._default_manager.filter(
            **{f"{relation.field.name}__isnull": False}
        )
        pointed_at |= Q(pk__in=rows.values(relation.field.attname))
    return Office.objects.filter(pointed_at, person=person)


def _named_conditions(person: OuterRef) -> Iterable[Exists]:
    for relation in _pointing_at_offices():
        rows = relation.related_model._default_manager.filter(
            **{f"{relation.field.name}__person_id": person}
        )
        yield Exists(rows)


def _pointing_at_offices() -> list[ForeignObjectRel]:
    """Return what points at offices, also from rooms that this one does not know."""
    return [
        each
        for each in Office._meta.get_fields(include_hidden=True)
        if isinstance(each, ForeignObjectRel) and (each.one_to_many or each.one_to_one)
    ]
