"""``weltoffen count`` and ``weltoffen state``, as a person or a script asks them."""

from __future__ import annotations

import json
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command

from tests.factories import ActFactory, CountryFactory, MunicipalityFactory, RelationFactory
from weltoffen.ground.problems import Refused
from weltoffen.relations.actions import Effects
from weltoffen.relations.enums import ActKind, Phase, Side, Status

pytestmark = pytest.mark.django_db


def ask(command: str, *words: str) -> str:
    out = StringIO()
    call_command(command, *words, stdout=out)
    return out.getvalue()


def ask_json(command: str, *words: str) -> dict:
    return json.loads(ask(command, *words, "--json"))


@pytest.fixture
def dortmund(settings):
    settings.WELTOFFEN_HOME = "dortmund"
    return MunicipalityFactory(identifier="dortmund", country=CountryFactory(code="DE"))


@pytest.fixture
def three(dortmund):
    """A partner since 1977, one since some day in 2025, one within the country since 1987."""
    twin = Effects(phase=Phase.TWIN, bond=Status.ACTIVE)
    for place, code, on in (("rostow", "RU", "1977-07"), ("neustadt", "FR", "2025")):
        city = MunicipalityFactory(identifier=place, country=CountryFactory(code=code))
        relation = RelationFactory(
            identifier=f"dortmund-{place}", home=dortmund, municipality=city, internal=True
        )
        ActFactory(relation=relation, on=on, effects=twin, internal=True)
    relation = RelationFactory(
        identifier="dortmund-zwickau",
        home=dortmund,
        municipality=MunicipalityFactory(country=CountryFactory(code="DE")),
    )
    ActFactory(
        relation=relation,
        on="1987",
        effects=Effects(phase=Phase.INNER_GERMAN, bond=Status.ACTIVE),
    )


@pytest.mark.usefixtures("three")
def test_count_says_what_is_certain_and_what_may_hold():
    found = ask_json("count", "partner-cities", "--on", "2025-06-01")
    assert found["rule"] == "partner-cities"
    assert found["on"] == "2025-06-01"
    assert (found["count"], found["possible"]) == (2, 3)
    assert found["members"] == ["dortmund-neustadt", "dortmund-rostow", "dortmund-zwickau"]
    assert found["doubtful"] == ["dortmund-neustadt"]


@pytest.mark.usefixtures("three")
def test_count_abroad_leaves_the_own_country_out():
    found = ask_json("count", "partner-cities-abroad", "--on", "31.12.2025")
    assert found["members"] == ["dortmund-neustadt", "dortmund-rostow"]
    assert found["doubtful"] == []


@pytest.mark.usefixtures("three")
def test_count_in_words_shows_a_range_as_one():
    said = ask("count", "partner-cities", "--on", "2025-06-01")
    assert said.startswith("Partnerstädte am 1. Juni 2025: 2, vielleicht 3\n")
    doubtful = [line for line in said.splitlines() if "vielleicht)" in line]
    assert [line.split()[0] for line in doubtful] == ["dortmund-neustadt"]
    certain = ask("count", "partner-cities", "--on", "2020-01-01")
    assert certain.startswith("Partnerstädte am 1. Januar 2020: 2\n")


@pytest.mark.usefixtures("three")
def test_count_as_it_was_known_before_anything_was_recorded_is_nothing():
    found = ask_json("count", "partner-cities", "--on", "2025-12-31", "--known-on", "2000-01-01")
    assert (found["count"], found["possible"], found["members"]) == (0, 0, [])
    assert found["known_on"] == "2000-01-01"


@pytest.mark.usefixtures("three")
@time_machine.travel("2025-06-01 12:00:00+02:00", tick=False)
def test_without_a_day_it_is_today():
    assert ask_json("count", "partner-cities")["on"] == "2025-06-01"


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("words", "where", "remedy"),
    [
        (["count", "partner-cities", "--on", "2018"], "--on", "2018-12-31"),
        (["count", "partner-cities", "--on", "2018-12-31~"], "--on", "2018-12-31"),
        (["count", "partner-cities", "--on", "31.02.2018"], "--on", "28.2.2018"),
        (["count", "partner-cities", "--known-on", "XXXX"], "--known-on", "2018-12-31"),
        (["count", "twin-towns"], "rule", "partner-cities"),
        (["count", "networks", "--home", "nirgendwo"], "--home", "load-demo"),
        (["state", "dortmund-rostw"], "BEZIEHUNG", "dortmund-rostow"),
        (["state", "dortmund-rostow", "--on", "gestern"], "--on", "4.7.1977"),
    ],
)
def test_bad_question_is_refused_with_field_and_remedy(words, where, remedy):
    with pytest.raises(Refused) as refused:
        ask(*words)
    (problem,) = refused.value.problems
    assert problem.where == where
    assert remedy in problem.says()


@pytest.fixture
def resting(three):
    from weltoffen.relations.models import Relation

    relation = Relation.objects.get(identifier="dortmund-rostow")
    ActFactory(identifier="wort", relation=relation, kind=ActKind.STATED, side=Side.HOME, on="1978")
    ActFactory(
        relation=relation,
        kind=ActKind.RESOLUTION,
        on="2022-03-31",
        effects=Effects(channel=Status.LIMITED, exchange=Status.RESTING),
    )


@pytest.mark.usefixtures("resting")
def test_state_says_each_axis_with_its_certainty():
    found = ask_json("state", "dortmund-rostow", "--on", "2022-04-01")
    assert found["phase"] == {"value": "twin", "certain": True, "possible": ["twin"]}
    assert found["channel"]["value"] == "limited"
    assert found["exchange"]["value"] == "resting"
    assert found["civil"] == {"value": None, "certain": True, "possible": [None]}
    assert found["bond_in_force"] == "certain"
    assert found["since"]["city-word"] == {"on": "1978", "acts": ["wort"]}
    assert found["since"]["council"] == {"on": None, "acts": []}


@pytest.mark.usefixtures("resting")
def test_state_on_a_day_does_not_know_later_acts():
    found = ask_json("state", "dortmund-rostow", "--on", "2022-03-30")
    assert found["exchange"]["value"] is None
    before = ask_json("state", "dortmund-rostow", "--on", "1977-12-31")
    assert before["since"]["city-word"]["on"] is None


@pytest.mark.usefixtures("three")
def test_state_in_doubt_has_no_value_and_says_what_is_possible():
    found = ask_json("state", "dortmund-neustadt", "--on", "2025-06-01")
    assert found["bond"] == {"value": None, "certain": False, "possible": [None, "active"]}
    assert found["bond_in_force"] == "possible"
    said = ask("state", "dortmund-neustadt", "--on", "2025-06-01")
    assert "aktiv oder nicht festgehalten" in said
    assert "vielleicht" in said
