"""Which name an organisation bears on which day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet

from weltoffen.organisations.models import Organisation, OrganisationName


def names_on(organisations: Iterable[int], on: date) -> dict[int, OrganisationName]:
    """Return the name each organisation bore on a day, by primary key, in one query.

    Where several may have been borne, the one borne latest, of equals the one recorded first (its
    main name); where none is known for that day, the nearest known one, because an organisation
    without a name cannot be shown.
    """
    wanted = list(organisations)
    if not wanted:
        return {}
    names = OrganisationName.objects.filter(organisation_id__in=wanted).order_by(
        "organisation_id", "-latest", "-earliest", "id"
    )
    return borne_on(names, on)


def borne_on(names: Iterable[Any], on: date) -> dict[int, Any]:
    """Choose among names that are read already, the one borne latest first."""
    found: dict[int, Any] = {}
    fits: dict[int, bool] = {}
    for name in names:
        borne = name.earliest <= on <= name.latest
        pk = name.organisation_id
        if pk not in found or (borne and not fits[pk]):
            found[pk], fits[pk] = name, borne
    return found


def names_without_end(organisation: Organisation) -> QuerySet[OrganisationName]:
    """Return the names of an organisation that have no end."""
    return organisation.names.filter(valid__endswith="/..")
