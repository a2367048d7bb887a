"""Relations at the desk are narrowed by how they stand today, as the list says it in words."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.desk.test_lists import listed
from tests.factories import ActFactory, MunicipalityFactory, RelationFactory, account
from weltoffen.accounts.enums import RoleName
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
        ({"bond": "unknown"}, ["D – ohne"]),
        ({"exchange": "unknown"}, ["D – befristet", "D – ohne"]),
        ({"exchange": "unknown", "bond": "active"}, ["D – befristet"]),
        ({"phase": "unknown"}, ["D – befristet", "D – ohne"]),
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


def test_guests_are_told_by_a_list_no_more_than_by_the_sheet(db: None) -> None:
    relation = RelationFactory()
    active = Effects(phase=Phase.TWIN, bond=Status.ACTIVE)
    ActFactory(relation=relation, on="1990", effects=active)
    ended = Effects(bond=Status.ENDED, exchange=Status.RESTING)
    ActFactory(relation=relation, on="2020", effects=ended, internal=True)
    guest = Client()
    guest.force_login(account("gast", RoleName.GUEST, relation=relation.identifier))
    address = reverse("desk:relations")
    (line,) = guest.get(address).context["object_list"]
    assert (line.desk_bond, line.acts_count) == ("aktiv", 1)
    assert listed(guest, "relations", bond="ended") == []
    assert len(listed(guest, "relations", bond="active")) == 1
    told = guest.get(address, {"export": "csv"}).content.decode("utf-8-sig")
    assert "beendet" not in told
    assert "aktiv" in told
    counted = guest.get(address, {"ordering": "-acts_count"}).context["object_list"]
    assert [each.acts_count for each in counted] == [1]
