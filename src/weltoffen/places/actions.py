"""Recording countries and municipalities."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction

from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.places.models import Country, Municipality
from weltoffen.records.actions import AS_SAID, Texts, amend, keep, log, put_wording
from weltoffen.records.enums import Visibility

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

_NOT_CHANGEABLE = N_("„%(field)s“ kann nicht geändert werden. Nehmen Sie diese Angabe heraus.")
_CHANGEABLE = {
    "endonym", "script", "country", "region", "is_named", "geonames_id", "wikidata_id", "ags",
    "latitude", "longitude", "owner", "review_by",
}  # fmt: skip
_HELD = {
    "geonames_id": N_(
        "Die GeoNames-Kennung %(value)s hat schon %(place)s (%(identifier)s). Prüfen Sie sie, oder "
        "bearbeiten Sie den vorhandenen Ort."
    ),
    "wikidata_id": N_(
        "Die Wikidata-Kennung %(value)s hat schon %(place)s (%(identifier)s). Prüfen Sie sie, oder "
        "bearbeiten Sie den vorhandenen Ort."
    ),
    "ags": N_(
        "Den Gemeindeschlüssel %(value)s hat schon %(place)s (%(identifier)s). Prüfen Sie ihn, "
        "oder bearbeiten Sie den vorhandenen Ort."
    ),
}
"""Per number that only one place can have, what is said where another has it."""


@transaction.atomic
def record_country(
    *, code: str, label: Texts, by: AbstractBaseUser, policy: Texts = None
) -> Country:
    """Record a country under the city's label, or change the label we have.

    ``code`` is ISO 3166-1 alpha-2; ``policy`` says why the label is as it is.
    """
    country = Country.objects.filter(code=code).first() or Country(code=code)
    put_wording(country, label=label, policy=policy)
    keep(country)
    log("places.country.record", country, by=by, data={"code": code})
    return country


@transaction.atomic
def record_municipality(
    *,
    identifier: str,
    name: Texts,
    country: Country,
    by: AbstractBaseUser,
    visibility: Visibility = Visibility.INTERNAL,
    **facts: Any,
) -> Municipality:
    """Record a municipality.

    ``facts`` are further fields of :class:`~weltoffen.places.models.Municipality`: ``endonym``,
    ``script``, ``region``, ``is_named``, ``geonames_id``, ``wikidata_id``, ``ags``, ``latitude``,
    ``longitude``, ``owner``, ``review_by``. Refuses a number that another place has, by its name.
    """
    _refuse_others(facts)
    municipality = Municipality(
        identifier=identifier, country=country, visibility=visibility, **facts
    )
    put_wording(municipality, name=name)
    with _naming_holders(municipality):
        keep(municipality)
    log("places.municipality.record", municipality, by=by)
    return municipality


@transaction.atomic
def amend_municipality(
    *, municipality: Municipality, by: AbstractBaseUser, name: Texts = None, **facts: Any
) -> Municipality:
    """Change what we know of a municipality; the history keeps what was there before."""
    _refuse_others(facts)
    with _naming_holders(municipality):
        amend(
            municipality,
            action="places.municipality.amend",
            by=by,
            wording={"name": name},
            **facts,
        )
    return municipality


def _refuse_others(facts: Mapping[str, Any]) -> None:
    others = sorted(set(facts) - _CHANGEABLE)
    if others:
        raise Refused(*(Problem(field, _NOT_CHANGEABLE, {"field": field}) for field in others))


@contextmanager
def _naming_holders(municipality: Municipality) -> Iterator[None]:
    """Name, where a number was refused, the place that has it; nothing is looked up before."""
    try:
        yield
    except Refused as refusal:
        raise Refused(*(_named(municipality, each) for each in refusal.problems)) from refusal


def _named(municipality: Municipality, problem: Problem) -> Problem:
    name = problem.where
    if name not in _HELD or problem.sentence != AS_SAID:
        return problem
    field: Any = Municipality._meta.get_field(name)
    try:
        value = field.clean(getattr(municipality, name), municipality)
    except ValidationError:  # it cannot be one, so nobody has it
        return problem
    others = Municipality.objects.exclude(pk=municipality.pk)
    holder = others.filter(**{name: value}).first() if value else None
    if holder is None:
        return problem
    said = {"value": value, "place": holder.name, "identifier": holder.identifier}
    return Problem(name, _HELD[name], said)
