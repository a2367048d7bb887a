"""The search in the sidebar: the whole register, forgiving, and only what one may see."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.desk.test_permissions import one_of_each
from tests.factories import (
    ActFactory,
    CountryFactory,
    MunicipalityFactory,
    OrganisationFactory,
    RelationFactory,
    SourceFactory,
    ThemeFactory,
    account,
    somebody,
)
from weltoffen.accounts.enums import RoleName
from weltoffen.records.actions import set_visibility
from weltoffen.records.enums import Visibility


def _found(client: Client, typed: str) -> dict[str, list[str]]:
    page = client.get(reverse("desk:search"), {"q": typed})
    assert page.status_code == 200
    return {g["kind"].name: [line[0] for line in g["lines"]] for g in page.context["groups"]}


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Göteborg", "goteborg"), ("Göteborg", "Goeteborg"), ("Göteborg", "GÖTEBORG"),
        ("Göteborg", "Go\u0308teborg"), ("Go\u0308teborg", "goeteborg"), ("Goeteborg", "Göteborg"),
        ("Weißenfels", "weissenfels"), ("Weissenfels", "Weißenfels"), ("WEIẞENFELS", "weiß"),
        ("Århus", "aarhus"), ("Århus", "arhus"), ("Łódź", "lodz"), ("Xi’an", "xian"),
        ("Çorum", "corum"), ("İzmir", "izmir"), ("Ростов", "ростов"), ("ΑΘΗΝΑ", "αθηνα"),
        ("Rostow am Don", "don rostow"), ("100 % Stadt", "% stadt"),
    ],
)  # fmt: skip
def test_names_are_found_however_one_types_them(desk: Client, name: str, typed: str) -> None:
    MunicipalityFactory(identifier="x-1", name={"de": name})
    MunicipalityFactory(identifier="x-2", name={"de": "Kumasi"})
    assert _found(desk, typed) == {"municipalities": [name]}
    listed = desk.get(reverse("desk:municipalities"), {"q": typed}).context["object_list"]
    assert [each.desk_title for each in listed] == [name]


def test_a_land_finds_its_towns_in_every_spelling(desk: Client) -> None:
    MunicipalityFactory(name={"de": "Ort"}, country=CountryFactory(code="TR", label="Türkei"))
    for typed in ("turkei", "Tuerkei", "TÜRKEI"):
        assert _found(desk, typed) == {"municipalities": ["Ort"]}


def test_all_kinds_are_searched(desk: Client) -> None:
    home = MunicipalityFactory(identifier="dortmund", name={"de": "Dortmund"})
    network = OrganisationFactory(identifier="netz", name={"de": "Städtenetz"})
    relation = RelationFactory(home=home, municipality=None, network=network)
    ActFactory(relation=relation, title="Beitritt zum Staedtenetz")
    SourceFactory(title="Bericht über das Städtenetz")
    ThemeFactory(label="Städtenetze")
    assert _found(desk, "stadtenetz") == {
        "relations": ["Dortmund – Städtenetz"],
        "acts": ["Beitritt zum Staedtenetz"],
        "organisations": ["Städtenetz"],
        "sources": ["Bericht über das Städtenetz"],
        "themes": ["Städtenetze"],
    }
    assert _found(desk, "städtenetz beitritt") == {"acts": ["Beitritt zum Staedtenetz"]}


def test_every_kind_is_found_by_its_identifier(desk: Client) -> None:
    for name, record in one_of_each().items():
        assert name in _found(desk, record.identifier), name


def test_of_many_a_few_are_shown_with_the_way_to_all(desk: Client) -> None:
    for number in range(7):
        SourceFactory(title=f"Zeitung & Blatt {number}")
    page = desk.get(reverse("desk:search"), {"q": "zeitung &"})
    (group,) = page.context["groups"]
    assert (group["count"], len(group["lines"])) == (7, 5)
    assert "Alle 7 zeigen" in page.content.decode()
    assert len(desk.get(group["url"]).context["object_list"]) == 7


def test_one_finds_only_what_one_may_see(desk: Client, onlooker: Client) -> None:
    SourceFactory(title="Dortmunder Quelle")
    hidden = MunicipalityFactory(name={"de": "Dortmund"})
    set_visibility(record=hidden, visibility=Visibility.RESTRICTED, by=somebody())
    assert set(_found(desk, "dortmund")) == {"sources", "municipalities"}
    client = Client()
    client.force_login(account("leserin", RoleName.READER))
    assert set(_found(client, "dortmund")) == {"sources"}
    assert _found(onlooker, "dortmund") == {}


def test_the_box_in_the_sidebar_leads_here(desk: Client) -> None:
    page = desk.get(reverse("wagtailadmin_home")).content.decode()
    assert re.search(f'"_args": \\["{reverse("desk:search")}"\\]', page)


@pytest.mark.parametrize("typed", ["", "   ", "\x00", "qqq", "x" * 5000, "ß" * 500])
def test_nothing_is_found_in_a_helpful_way(desk: Client, typed: str) -> None:
    MunicipalityFactory(identifier="a", name={"de": "A"})
    page = desk.get(reverse("desk:search"), {"q": typed})
    assert page.status_code == 200
    assert not page.context["groups"]
    said = "Nichts gefunden" in page.content.decode()
    assert said == bool(page.context["typed"])


def test_a_search_asks_the_database_a_fixed_number_of_times(
    desk: Client, django_assert_max_num_queries: Any
) -> None:
    one_of_each()
    ActFactory(relation=RelationFactory(with_network=True))
    address = reverse("desk:search")
    desk.get(address, {"q": "ort"})
    with django_assert_max_num_queries(60) as few:
        desk.get(address, {"q": "e"})
    for _ in range(3):
        ActFactory(relation=RelationFactory(with_network=True))
    with django_assert_max_num_queries(len(few.captured_queries)):
        desk.get(address, {"q": "e"})
