"""Which place a row means: by the gazetteer, by its region, or by what a person picked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from weltoffen.ground.problems import N_
from weltoffen.intake.reading.countries import country_of
from weltoffen.intake.sheets.types import AS_WRITTEN
from weltoffen.places.gazetteer import Place, Status, fold, lookup, to_offer
from weltoffen.places.gazetteer.countries import us_states
from weltoffen.places.gazetteer.spelling import qualified

MOST_CANDIDATES = 40
_SEVERAL = N_(
    "„%(name)s“ heißen %(count)s Orte. Wählen Sie den, der gemeint ist; sonst wartet die Zeile als "
    "Vorschlag."
)
_A_QUARTER_TOO = N_(
    "„%(name)s“ heißt ein Ort, und ein Stadtteil anderswo heißt auch so. Bestätigen Sie, dass der "
    "Ort gemeint ist; sonst wartet die Zeile als Vorschlag."
)
_NONE = N_(
    "Einen Ort „%(name)s“ kennt das Ortsverzeichnis nicht. Prüfen Sie die Schreibweise, oder "
    "wählen Sie, dass er neu angelegt wird; sonst wartet die Zeile als Vorschlag."
)
_ELSEWHERE = N_(
    "In diesem Land kennt das Ortsverzeichnis keinen Ort „%(name)s“, aber anderswo. Wählen Sie, "
    "was gemeint ist; sonst wartet die Zeile als Vorschlag."
)


@dataclass(frozen=True, slots=True)
class Placed:
    """A counterpart: the name as the row has it, and as much of its place as is certain.

    ``asks`` is the question that is left, ``""`` for none, with its ``values``. ``is_new`` says
    that a person wants a new place of this name.
    """

    name: str
    country: str | None = None
    place: int | None = None
    ambiguous: bool = False
    candidates: tuple[Place, ...] = ()
    asks: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    is_new: bool = False


def split_name(name: str) -> tuple[str, str | None]:
    """Return a name without the country that stands behind it, and that country's code."""
    parts = qualified(name)
    named = country_of(parts[1]) if parts else None
    return (parts[0], named) if parts and named else (name, None)


def whereabouts(name: str, country: str | None, region: str, pick: int | str | None) -> Placed:
    """Return which place a name means in a country, if that can be said.

    What a person picked counts where it is one of the places that the name may mean.
    """
    found = lookup(name, country)
    candidates = _in_region(to_offer(found.candidates), region)
    if found.status is Status.UNKNOWN and country is not None:
        candidates = to_offer(lookup(name).candidates)
    picked = next((each for each in candidates if each.geonames_id == pick), None)
    offered = candidates[:MOST_CANDIDATES]
    if picked is not None:
        return Placed(name, picked.country, picked.geonames_id, candidates=offered)
    if pick == AS_WRITTEN and found.status is not Status.FOUND:
        return Placed(name, country, candidates=offered, is_new=True)
    is_only = len(candidates) == 1 and _is_told_apart(found.candidates)
    only = found.place or (candidates[0] if is_only else None)
    if only is not None:
        return Placed(name, country or only.country, only.geonames_id)
    values = {"name": name, "count": len(candidates)}
    if found.status is Status.AMBIGUOUS:
        asks = _SEVERAL if len(candidates) > 1 else _A_QUARTER_TOO
        return Placed(name, country, None, True, offered, asks, values)
    asks = _ELSEWHERE if candidates else _NONE
    return Placed(name, country, None, False, offered, asks, values)


def _is_told_apart(named: tuple[Place, ...]) -> bool:
    """Say whether one place is left of them, and not only because quarters are not offered."""
    return len(named) == 1 or len(to_offer(named)) > 1


def _in_region(places: tuple[Place, ...], region: str) -> tuple[Place, ...]:
    """Leave the places of a state of the USA, where one is named; other regions have no names."""
    state = us_states().get(fold(region)) if region else None
    fitting = tuple(each for each in places if each.country == "US" and each.admin1 == state)
    return fitting or places
