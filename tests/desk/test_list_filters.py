"""Lists that are narrowed, by what makes sense and by what does not."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.desk.table_trips import LIST, out
from tests.factories import (
    MunicipalityFactory,
    RelationFactory,
    TaskFactory,
)
from weltoffen.desk.views.record_list import RecordList
from weltoffen.lists.models import BulkChange


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("", {"aachen", "bonn", "celle", "dessau"}),
        ("visibility=internal", {"bonn", "dessau"}),
        ("q=Gemeinde", {"celle", "dessau"}),
        ("q=Gemeinde&visibility=internal&ordering=-region&columns=region", {"dessau"}),
        ("q=gibtesnicht", set()),
    ],
)
def test_a_whole_list_is_changed_as_it_was_narrowed(
    desk: Client, monkeypatch: pytest.MonkeyPatch, asked: str, meant: set[str]
) -> None:
    monkeypatch.setattr(RecordList, "paginate_by", 1)  # all pages are meant, not the one shown
    for number, name in enumerate(("Aachen", "Bonn", "Gemeinde Celle", "Gemeinde Dessau")):
        seen_by = "internal" if number % 2 else "public"
        identifier = name.split()[-1].lower()
        MunicipalityFactory(identifier=identifier, name={"de": name}, visibility=seen_by)
    address = reverse("desk:list-change", args=["municipalities"])
    sent = {"all": "yes", "asked": asked, "do_region": "on", "region": "neu"}
    page = desk.post(address, sent, follow=True)
    assert page.status_code == 200
    if not meant:
        assert "Gewählt ist kein Eintrag" in page.content.decode()
        return
    cells = BulkChange.objects.get().cells
    assert set(cells.values_list("identifier", "after")) == {(each, "neu") for each in meant}


FILTERED = [
    ("relations", "bond", "quatsch"),
    ("relations", "home", "7"),
    ("acts", "kind", "quatsch"),
    ("municipalities", "country", "xx"),
    ("organisations", "municipality", "0"),
    ("organisations", "silent", "3"),
    ("people", "office", "quatsch"),
    ("encounters", "relation", "gibt-es-nicht"),
    ("encounters", "time", "gestern"),
    ("documents", "media_type", "text/quatsch"),
    ("requests", "due", "quatsch"),
    ("tasks", "whose", "deine"),
    ("notes", "about", "relations.relation:gibt-es-nicht"),
    ("changes", "since", "gestern"),
    ("changes", "kind", "quatsch"),
]


@pytest.mark.parametrize(("name", "asked", "value"), FILTERED)
def test_a_filter_that_means_nothing_is_left_out_and_said(
    desk: Client, name: str, asked: str, value: str
) -> None:
    TaskFactory()
    page = desk.get(reverse(f"desk:{name}"), {asked: value})
    assert page.status_code == 200
    text = page.content.decode()
    assert f"„{value}“ gibt es dort nicht oder nicht mehr" in text
    usual = desk.get(reverse(f"desk:{name}")).content.decode()
    assert "ist nicht gefiltert" not in usual


def test_the_other_filters_hold_where_one_means_nothing(desk: Client) -> None:
    shown = RelationFactory()
    RelationFactory(visibility="internal")
    asked = {"bond": "quatsch", "visibility": "public"}
    page = desk.get(LIST, asked)
    assert [each.pk for each in page.context["object_list"]] == [shown.pk]
    about = dict(out(desk, LIST, **asked).worksheets[1].values)
    assert about["Nicht gefiltert"] == "Bindung heute: quatsch"


def test_a_list_that_could_not_be_narrowed_is_not_changed_as_a_whole(desk: Client) -> None:
    RelationFactory()
    address = reverse("desk:list-change", args=["relations"])
    sent = {"all": "yes", "asked": "bond=quatsch", "do_owner": "on", "owner": "protocol"}
    for page in (desk.get(address, sent), desk.post(address, sent)):
        assert "ließ sich nicht filtern: „quatsch“" in page.content.decode()
    assert not BulkChange.objects.exists()
