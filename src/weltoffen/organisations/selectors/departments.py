"""The organisations that a record can belong to."""

from __future__ import annotations

from django.db.models import QuerySet

from weltoffen.organisations.models import Organisation
from weltoffen.organisations.rules.departments import OF_THE_CITY
from weltoffen.organisations.selectors.people import own_entries


def departments() -> QuerySet[Organisation]:
    """Return the city's own organisations, none that only leads to another one."""
    return Organisation.objects.filter(own_entries(), kind__in=OF_THE_CITY)
