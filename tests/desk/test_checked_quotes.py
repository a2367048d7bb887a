"""The desk says where a quote cannot be compared with the source's text."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import ActFactory, PassageFactory, SnapshotFactory, SourceFactory, somebody
from weltoffen.relations.actions import Answer, record_disagreement
from weltoffen.sources.actions import render_snapshot

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


@pytest.mark.parametrize(("text", "is_marked"), [("In Leeds 1969", False), ("Dann Leeds", True)])
def test_a_quote_that_stands_in_a_text_read_later_is_compared(desk, text, is_marked):
    snapshot = SnapshotFactory(sha256="0" * 64)
    cited = PassageFactory(snapshot=snapshot, quote="Leeds", start=3)
    render_snapshot(snapshot=snapshot, text=text, opened_by="probe/1", by=somebody())
    act = ActFactory(citations=[cited])
    other = PassageFactory(quote="", gist={"de": "Sinn"})
    entry = record_disagreement(
        identifier="leeds-since",
        home=act.relation.home,
        relation=act.relation,
        question={"de": "Seit wann?"},
        answers=[Answer({"de": "1969"}, cited), Answer({"de": "1970"}, other)],
        by=somebody(),
    )
    for address in (
        reverse("desk:ledger-sheet", args=[entry.identifier]),
        reverse("desk:acts-sheet", args=[act.identifier]),
    ):
        assert (MARK in desk.get(address).content.decode()) == is_marked
