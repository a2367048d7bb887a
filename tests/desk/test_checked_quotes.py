"""The desk says where a quote cannot be compared with the source's text."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import ActFactory, PassageFactory, SnapshotFactory, SourceFactory

pytestmark = pytest.mark.django_db
NOTE = "Ein Zitat kann nicht mit ihm verglichen werden"
MARK = "nicht am gespeicherten Text geprüft"


@pytest.mark.parametrize(
    ("versions", "is_noted"),
    [([], True), ([{"sha256": "0" * 64}], True), ([{"sha256": "0" * 64}, {"body": b"x"}], False)],
)
def test_who_types_a_passage_is_told_where_nothing_can_be_compared(desk, versions, is_noted):
    source = SourceFactory()
    for version in versions:
        SnapshotFactory(source=source, **version)
    page = desk.get(reverse("desk:sources-passage", args=[source.identifier]))
    assert (NOTE in page.content.decode()) == is_noted


def act_sheet(desk: Client, **passage: object) -> str:
    act = ActFactory(citations=[PassageFactory(**passage)])
    return desk.get(reverse("desk:acts-sheet", args=[act.identifier])).content.decode()


def test_an_act_shows_which_of_its_quotes_were_not_compared(desk):
    assert MARK in act_sheet(desk, quote="Leeds")
    whole = SnapshotFactory(body=b"Leeds 1969")
    assert MARK not in act_sheet(desk, quote="Leeds", snapshot=whole)
    assert MARK not in act_sheet(desk, quote="", gist={"de": "Sinn"})
