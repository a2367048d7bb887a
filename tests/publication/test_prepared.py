"""Queries worked out once give what the ORM gives."""

from __future__ import annotations

import datetime as dt
import inspect
from typing import Any

import pytest

from tests.factories.records import ActFactory, MunicipalityFactory, RelationFactory
from weltoffen.publication.selectors.prepared import Prepared, Shape
from weltoffen.publication.selectors.reading import public_acts
from weltoffen.relations.models import Act, Relation
from weltoffen.relations.selectors import acts_by_relation, untranslated

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


@pytest.mark.parametrize("number", [0, 31, 40_001, 70_000])
def test_a_list_is_one_value_however_long_and_another_length_is_no_other_query(
    number: int, django_assert_num_queries
) -> None:
    """More keys than SQLite or PostgreSQL take values, and more than a month has days."""
    acts = [ActFactory(on=f"19{70 + n}-01-01") for n in range(3)]
    wanted = [act.relation_id for act in acts]
    beyond = max(wanted) + 1
    keys = [*range(beyond, beyond + number), *wanted]
    built = []

    def build(relations: Any, on: dt.date) -> Any:
        built.append(relations)
        rows = untranslated(Act.objects.filter(relation__in=relations, earliest__lte=on))
        return rows.order_by("id").values_list("id")

    prepared = Prepared(build)
    for given, on, found in (
        (keys, dt.date(1971, 6, 1), acts[:2]),
        (wanted[:1], dt.date(1971, 6, 1), acts[:1]),
        ([], dt.date(1971, 6, 1), []),
        (keys, dt.date(1960, 1, 1), []),
    ):
        with django_assert_num_queries(1):
            rows = prepared.rows(relations=given, on=on)
        assert [tuple(row) for row in rows] == [(act.id,) for act in found]
    assert len(built) == 1


def test_the_acts_of_very_many_relations_are_read_at_once(django_assert_num_queries) -> None:
    act = ActFactory()
    keys = [act.relation_id, *range(act.relation_id + 1, act.relation_id + 40_001)]
    for public_only in (True, False):
        with django_assert_num_queries(1):
            assert [pk for pk, _acts in acts_by_relation(keys, public_only=public_only)] == keys[:1]
    assert [found[0] for found in public_acts(keys)] == keys[:1]


@pytest.mark.parametrize(
    ("build", "lost"),
    [
        (lambda identifier, on: Relation.objects.filter(identifier=identifier), "on"),
        (
            lambda identifier, on: Relation.objects.filter(identifier=identifier + "-b"),
            "identifier",
        ),
        (lambda keys: Relation.objects.exclude(pk__in=[]), "keys"),
        (lambda number: Relation.objects.filter(pk=number + 1), "number"),
    ],
)
def test_a_value_that_the_query_would_ignore_is_refused(build: Any, lost: str) -> None:
    values = {"identifier": "a", "on": dt.date(2020, 1, 1), "keys": [1], "number": 7}
    given = {name: values[name] for name in inspect.signature(build).parameters}
    prepared = Prepared(lambda **blanks: untranslated(build(**blanks)).values_list("id"))
    with pytest.raises(TypeError, match=rf"values:.*\b{lost}\b"):
        prepared.rows(**given)


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
