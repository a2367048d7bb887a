"""What forms begin with in this city's register, and which relations it has already."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.db.models import Count, Q

from weltoffen.organisations.models import Organisation
from weltoffen.places.models import Municipality
from weltoffen.relations.enums import Side
from weltoffen.relations.models import Act, Instrument, Relation


def home() -> Municipality | None:
    """Return the city whose register this is, None as long as it is not recorded."""
    among = Municipality.objects.select_related("country")
    return among.filter(identifier=settings.WELTOFFEN_HOME).first()


def relation_between(
    of: Municipality, others: Sequence[Municipality | Organisation | Instrument]
) -> Relation | None:
    """Return the relation that there is already between a city and one other side."""
    if len(others) != 1:
        return None
    other = others[0]
    among = Relation.objects.select_related("home", "municipality", "network", "instrument")
    sides = {
        Municipality: Q(municipality=other),
        Organisation: Q(network=other),
        Instrument: Q(instrument=other),
    }
    return among.filter(sides[type(other)], home=of).first()


def usual_side(relation: Relation) -> str:
    """Return who acts in most acts of this relation's city; of a register without acts, the city.

    That nobody knows who acted is no usual answer, however often it is given.
    """
    acts = Act.objects.filter(relation__home=relation.home_id).exclude(side=Side.UNKNOWN)
    counted = acts.values("side").annotate(times=Count("pk")).order_by("-times", "side")
    most = counted.first()
    return str(most["side"]) if most else str(Side.HOME)
