"""Recording municipalities by the thousand, when a whole register is loaded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from weltoffen.places.models import Country, Municipality
from weltoffen.records.actions import log, put_wording
from weltoffen.records.bulk import keep_many
from weltoffen.records.enums import Visibility

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser


@dataclass(frozen=True, slots=True)
class NewMunicipality:
    """What is known of one of them; ``name`` by language, coordinates in WGS 84 degrees."""

    identifier: str
    name: dict[str, str]
    country: Country
    geonames_id: int
    latitude: float
    longitude: float


@transaction.atomic
def record_municipalities(
    *,
    places: Sequence[NewMunicipality],
    by: AbstractBaseUser,
    visibility: Visibility = Visibility.INTERNAL,
) -> list[Municipality]:
    """Record municipalities together: all or none, with one entry in the history of the first.

    The entry names them all. Refuses identifiers that are taken, as the single action does.
    """
    rows = [_row(place, visibility) for place in places]
    kept = keep_many(rows)
    if kept:
        identifiers = [row.identifier for row in kept]
        log("places.municipality.record", kept[0], by=by, data={"identifiers": identifiers})
    return kept


def _row(place: NewMunicipality, visibility: Visibility) -> Municipality:
    row = Municipality(
        identifier=place.identifier,
        country=place.country,
        geonames_id=place.geonames_id,
        latitude=place.latitude,
        longitude=place.longitude,
        visibility=visibility,
    )
    put_wording(row, name=place.name)
    return row
