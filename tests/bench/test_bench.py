"""The benchmark's own parts. What it measures is no test: a machine's speed proves nothing here."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import get_resolver

from tests.factories import ActFactory, PassageFactory, RelationFactory, somebody
from weltoffen.bench import filling, pages, starting
from weltoffen.bench.management.commands.bench import table
from weltoffen.bench.states import LOOKED_AT
from weltoffen.bench.timing import medians
from weltoffen.bench.types import Measurement
from weltoffen.relations.models import Act, Relation
from weltoffen.relations.types import ActFacts


def test_things_are_timed_in_turns_and_warming_up_does_not_count(monkeypatch):
    order: list[str] = []
    clock = iter(range(1000))
    monkeypatch.setattr("weltoffen.bench.timing.time.perf_counter", lambda: next(clock))
    things = {"a": lambda: order.append("a"), "b": lambda: order.append("b")}
    assert medians(things, rounds=3, warm_up=1) == {"a": 1, "b": 1}
    assert order == ["a", "b"] * 4


@pytest.mark.parametrize(
    ("value", "limit", "held"), [(1.5, 1.5, True), (1.6, 1.5, False), (9, None, None)]
)
def test_measurement_says_whether_its_limit_held(value, limit, held):
    assert Measurement("Teil", "Name", value, "mal", limit).held is held


def test_table_shows_what_is_too_much():
    results = [
        Measurement("Stand", "alle", 1.26, "mal", 1.5, note="0,1 s"),
        Measurement("Seiten", "Liste", 21, "mal", 20, 10),
        Measurement("Start", "erster", 3.14159, "s"),
    ]
    first, second, third = table([one.as_values() for one in results]).splitlines()
    assert first == "Stand: alle        1,26 mal       höchstens 1.5 (0,1 s)"
    assert "ZU VIEL, höchstens 20, Ziel 10" in second
    assert third.endswith("3,14 s")
    assert json.dumps([one.as_values() for one in results])


def test_environment_of_a_measurement_is_its_own(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", "postgresql://somewhere/else")
    monkeypatch.setenv("WELTOFFEN_HOME", "elsewhere")
    made = starting.scratch_environment(tmp_path / "new")
    assert "DATABASE_URL" not in made
    assert "WELTOFFEN_HOME" not in made
    assert made["WELTOFFEN_DATA"] == str(tmp_path / "new")
    assert "WELTOFFEN_EMBEDDED_DATABASE_URL" not in made


def test_sparing_read_has_what_state_looks_at():
    assert set(ActFacts._fields) - set(LOOKED_AT) == {
        "recorded_at", "side", "on", "planned_for",
    }  # fmt: skip


def test_missing_file_is_said_before_anything_is_measured(tmp_path):
    with pytest.raises(CommandError, match="--world"):
        call_command("bench", world=tmp_path / "none.csv", stdout=StringIO())


@pytest.fixture
def door():
    """Stand behind the addresses for one test only."""
    patterns = list(get_resolver().url_patterns)
    yield pages.Door()
    get_resolver().url_patterns[:] = patterns


@pytest.mark.django_db
def test_bare_view_gives_the_same_bytes_behind_the_same_middleware(door):
    address = door.keep("grüße".encode(), "text/html; charset=utf-8")
    status, headers, body = door.get(address)
    assert (status, body.decode()) == (200, "grüße")
    assert "Content-Security-Policy" in headers
    assert headers["Content-Language"] == "de"


@pytest.mark.django_db
def test_filling_up_mirrors_pairs_and_makes_up_acts(monkeypatch):
    PassageFactory()
    relation = RelationFactory()
    ActFactory(relation=relation)
    by = somebody()
    filling._mirror(5, by)
    assert Relation.objects.count() == 2, "there is but one pair to mirror"
    mirrored = Relation.objects.get(home=relation.municipality)
    assert mirrored.municipality == relation.home
    monkeypatch.setattr(filling, "BATCH", 4)
    monkeypatch.setattr(filling, "CORRECTIONS", 2)
    filling._make_up_acts(10, by)
    filling._correct_some(by)
    assert Act.objects.count() == 1 + 10 + 2
    assert Act.objects.filter(corrects__isnull=False).count() == 2
