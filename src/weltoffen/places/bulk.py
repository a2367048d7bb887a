"""Recording municipalities by the thousand, when a whole register is loaded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from weltoffen.places.models import Country, Municipality
from weltoffen.records.actions import put_wording
from weltoffen.records.bulk import keep_many, log_many
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
    """Record municipalities together: all or none, each with its entry in the history.

    Refuses identifiers that are taken, as the single action does.
    """
    rows = [_row(place, visibility) for place in places]
    kept = keep_many(rows)
    log_many("places.municipality.record", [(row, {}) for row in kept], by=by)
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
