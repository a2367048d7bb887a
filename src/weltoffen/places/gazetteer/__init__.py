"""Towns of the world, found by name: from a packaged extract of GeoNames, without a network.

`lookup` answers with one of three words. FOUND: one place, and the rule that chose it.
AMBIGUOUS: places of that name exist and nothing here decides between them, so a person must.
UNKNOWN: no place of that name (the extract leaves small places out, see data/README.md).

Names are compared in a folded form (`fold`). A name may match a place's *main* names (the one
GeoNames lists it under, its German label) or one of its *other* names (alternates, and the name
without its qualifier: "Halle" for "Halle (Saale)"). Only a main name can win against rivals.

Nothing is read before the first question; then only the countries asked for are indexed.
"""

from weltoffen.places.gazetteer.countries import (
    country_code,
    country_name,
    division_name,
    region_name,
)
from weltoffen.places.gazetteer.extract import Place, place, places, to_offer
from weltoffen.places.gazetteer.judging import Because, Found, Status, lookup, may_be_known
from weltoffen.places.gazetteer.spelling import fold, unqualified

__all__ = [
    "Because",
    "Found",
    "Place",
    "Status",
    "country_code",
    "country_name",
    "division_name",
    "fold",
    "lookup",
    "may_be_known",
    "place",
    "places",
    "region_name",
    "to_offer",
    "unqualified",
]
