"""Queries worked out once give what the ORM gives."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.factories.records import ActFactory, MunicipalityFactory, RelationFactory
from weltoffen.publication.selectors.prepared import Prepared, Shape
from weltoffen.relations.models import Act, Relation
from weltoffen.relations.selectors import untranslated

pytestmark = pytest.mark.django_db

PLACE = Shape("pk", "identifier", country=Shape("pk", "code"))
RELATION = Shape("pk", "identifier", "made_from", municipality=PLACE, network=Shape("pk"))
ACTS = Prepared(
    lambda relations, on: (
        untranslated(Act.objects.filter(relation__in=relations, earliest__lte=on))
        .order_by("id")
        .values_list("id", "earliest", "recorded_at", "term_until")
    )
)
RELATIONS = Prepared(
    lambda identifier: untranslated(Relation.objects.filter(identifier=identifier)).values_list(
        *RELATION.paths()
    )
)


@pytest.mark.parametrize("number", [1, 2, 3, 5, 9])
def test_lists_of_any_length_and_days_are_filled_in(number: int) -> None:
    acts = [ActFactory(on=f"19{70 + n}-01-01") for n in range(number + 2)]
    wanted = [act.relation_id for act in acts[:number]]
    on = dt.date(1972, 6, 1)
    plain = Act.objects.filter(relation__in=wanted, earliest__lte=on).order_by("id")
    expected = [(act.id, act.earliest, act.recorded_at, act.term_until) for act in plain]
    assert [tuple(row) for row in ACTS.rows(relations=wanted, on=on)] == expected
    assert ACTS.rows(relations=wanted, on=dt.date(1960, 1, 1)) == []


def test_the_same_query_answers_for_other_values(django_assert_num_queries) -> None:
    first, second = RelationFactory(), RelationFactory()
    for relation in (first, second, first):
        with django_assert_num_queries(1):
            rows = RELATIONS.rows(identifier=relation.identifier)
        assert [row[0] for row in rows] == [relation.pk]


@pytest.mark.parametrize("hostile", ["'", '"; drop table act; --', "%s", "\ue0000\ue000", ""])
def test_values_are_values(hostile: str) -> None:
    RelationFactory()
    assert RELATIONS.rows(identifier=hostile) == []
    assert Relation.objects.count() == 1


def test_rows_look_like_the_models_they_stand_for() -> None:
    place = MunicipalityFactory(identifier="amiens")
    relation = RelationFactory(municipality=place)
    (row,) = (RELATION.read(values) for values in RELATIONS.rows(identifier=relation.identifier))
    assert row.identifier == relation.identifier
    assert row.made_from == relation.made_from
    assert row.municipality.identifier == "amiens"
    assert row.municipality.country.code == place.country.code
    assert row.network is None


def test_a_row_can_be_read_from_the_middle_of_others() -> None:
    shape = Shape("pk", "name", inner=Shape("pk", "word"))
    assert shape.paths("act__") == ["act__pk", "act__name", "act__inner__pk", "act__inner__word"]
    read = shape.read(["before", 1, "one", 2, "two", "behind"], 1)
    assert (read.name, read.inner.word) == ("one", "two")
    assert shape.read([None, None, None, None]) is None
    assert shape.read([1, "one", None, None]).inner is None


def test_lists_that_come_in_another_order_are_refused() -> None:
    """modeltranslation's lists do not have their columns where they were named."""
    translated = Prepared(lambda: Act.objects.values_list("id", "title"))
    with pytest.raises(TypeError, match="untranslated"):
        translated.rows()
