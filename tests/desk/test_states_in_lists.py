"""Relations at the desk are narrowed by how they stand today, as the list says it in words."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from tests.desk.test_lists import listed
from tests.factories import ActFactory, MunicipalityFactory, RelationFactory
from weltoffen.relations.actions import Effects
from weltoffen.relations.enums import Phase, Status
from weltoffen.relations.models import Relation


def _relation(home: Any, name: str, *effects: Effects) -> Relation:
    relation = RelationFactory(
        home=home, municipality=MunicipalityFactory(identifier=name, name={"de": name})
    )
    for year, effect in enumerate(effects, start=1990):
        ActFactory(relation=relation, on=str(year), effects=effect)
    return relation


@pytest.fixture
def relations(db: None) -> None:
    home = MunicipalityFactory(identifier="dortmund", name={"de": "D"})
    active = Effects(phase=Phase.TWIN, bond=Status.ACTIVE, exchange=Status.ACTIVE)
    _relation(home, "aktiv", active)
    _relation(home, "ruhend", active, Effects(bond=Status.RESTING, exchange=Status.RESTING))
    _relation(home, "beendet", active, Effects(bond=Status.ENDED))
    limited = Effects(bond=Status.ACTIVE, term_until=dt.date(2000, 1, 1))
    _relation(home, "befristet", limited)
    _relation(home, "ohne")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"bond": "active"}, ["D – aktiv", "D – befristet"]),
        ({"bond": "resting"}, ["D – ruhend"]),
        ({"bond": "ended"}, ["D – beendet", "D – befristet"]),
        ({"bond": "planned"}, []),
        ({"exchange": "active"}, ["D – aktiv", "D – beendet"]),
        ({"exchange": "resting", "bond": "resting"}, ["D – ruhend"]),
        ({"exchange": "resting", "bond": "active"}, []),
        ({"channel": "active"}, []),
        ({"civil": "ended"}, []),
        ({"phase": "twin", "bond": "ended", "visibility": "public"}, ["D – beendet"]),
    ],
)
@pytest.mark.usefixtures("relations")
def test_relations_are_narrowed_by_their_state_of_today(
    desk: Client, asked: dict[str, str], found: list[str]
) -> None:
    assert listed(desk, "relations", **asked) == found
