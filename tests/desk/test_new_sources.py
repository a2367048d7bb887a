"""Sources that are typed in the rows of a form, as evidence."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.desk.conftest import act, evidence
from tests.factories import RelationFactory
from weltoffen.relations.models import Act, Relation
from weltoffen.sources.models import Passage, Source

NEW = {
    "new_title": "Partnerstädte", "new_publisher": "Stadt", "new_kind": "web-page",
    "new_publisher_side": "home", "new_address": "https://dortmund.de/partner",
    "new_content_date": "2024",
}  # fmt: skip


@pytest.fixture
def relation(db: None) -> Relation:
    """A relation without acts."""
    made: Relation = RelationFactory()
    return made


def _sent(desk: Client, relation: Relation, *rows: dict[str, str]) -> int:
    address = reverse("desk:relations-act", args=[relation.identifier])
    return desk.post(address, act() | evidence(*(NEW | row for row in rows))).status_code


def test_a_new_source_that_is_typed_in_two_rows_is_recorded_once(
    desk: Client, relation: Relation
) -> None:
    assert _sent(desk, relation, {"gist": "Es gibt sie."}, {"quote": "seit 1977"}) == 302
    source = Source.objects.get()
    assert source.snapshots.count() == 1
    assert [p.snapshot.source for p in Passage.objects.all()] == [source, source]
    assert Act.objects.get().citations.count() == 2
    assert source.standing == "read"  # one of the rows has its words


@pytest.mark.parametrize(
    "other",
    [
        {"new_title": "Städte"},
        {"new_address": "https://dortmund.de/Partner"},
        {"new_content_date": "2023"},
        {"new_publisher": "Verein"},
    ],
)
def test_new_sources_that_differ_are_recorded_each(
    desk: Client, relation: Relation, other: dict[str, str]
) -> None:
    assert _sent(desk, relation, {"quote": "seit 1977"}, {"quote": "seit 1960"} | other) == 302
    assert Source.objects.count() == 2


def test_nothing_is_recorded_where_one_of_the_rows_is_faulty(
    desk: Client, relation: Relation
) -> None:
    rows = ({"quote": "seit 1977", "locator": "x" * 121}, {"quote": "seit 1960"})
    assert _sent(desk, relation, *rows) == 200
    assert not Source.objects.exists()
