"""Which place has an identifier already that only one place can have."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from weltoffen.ground.problems import N_, Problem
from weltoffen.places.models import Municipality

_BORNE = {
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
"""Per identifier that only one place can have, what is said where another has it."""


def bearers_of(typed: Mapping[str, Any], besides: Municipality | None) -> dict[str, Municipality]:
    """Return, by field, the other place that has the identifier typed there."""
    others = Municipality.objects.all()
    if besides is not None:
        others = others.exclude(pk=besides.pk)
    found = {name: others.filter(**{name: typed[name]}).first() for name in _BORNE if typed[name]}
    return {name: city for name, city in found.items() if city is not None}


def naming(
    problem: Problem, bearers: Mapping[str, Municipality], typed: Mapping[str, Any]
) -> Problem:
    """Return a problem with the name of the place that has the identifier, where that is it."""
    city = bearers.get(problem.where)
    if city is None:
        return problem
    values = {"value": typed[problem.where], "place": city, "identifier": city.identifier}
    return Problem(problem.where, _BORNE[problem.where], values)
