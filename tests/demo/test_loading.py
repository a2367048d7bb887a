"""The packaged register in the database says what the city's history says, on any day."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.apps import apps
from wagtail.models import ModelLogEntry

from weltoffen.accounts.models import User
from weltoffen.demo.loading import LOADER, load
from weltoffen.demo.register_files import read_register
from weltoffen.ground.dates import Certainty
from weltoffen.organisations.models import Organisation
from weltoffen.places.actions import record_country, record_municipality
from weltoffen.places.models import Country, Municipality
from weltoffen.records.enums import Visibility
from weltoffen.records.models import Record
from weltoffen.relations.actions import amend_relation
from weltoffen.relations.enums import ActKind
from weltoffen.relations.models import Act, Relation
from weltoffen.relations.rules.since import since
from weltoffen.relations.selectors import acts_by_relation, count, states
from weltoffen.sources.enums import Publisher, Standing
from weltoffen.sources.models import Passage, Source

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]

ROOMS = ("places", "sources", "organisations", "relations", "accounts")


def state_of(identifier: str, on: str):
    relation = Relation.objects.get(identifier=identifier)
    return states(dt.date.fromisoformat(on), [relation.pk], public_only=True)[relation.pk]


def acts_of(identifier: str):
    relation = Relation.objects.get(identifier=identifier)
    return dict(acts_by_relation([relation.pk], public_only=True))[relation.pk]


def tables() -> dict[str, int]:
    models = [model for room in ROOMS for model in apps.get_app_config(room).get_models()]
    return {model._meta.label: model._default_manager.count() for model in models}


# --- counts ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "on", "certain", "possible"),
    [
        ("partner-cities", "2018-12-31", 9, 9),
        ("partner-cities-abroad", "2018-12-31", 8, 8),
        ("partner-cities", "2024-05-13", 9, 9),
        ("partner-cities", "2024-06-01", 10, 10),
        ("partner-cities", "2025-06-01", 10, 11),
        ("partner-cities", "2025-12-31", 11, 11),
        ("partner-cities-abroad", "2025-12-31", 10, 10),
        ("partner-cities-exchange-active", "2025-12-31", 10, 10),
        ("project-partnerships", "2025-12-31", 5, 5),
        ("networks", "2026-11-21", 5, 5),
        ("charters", "2026-11-21", 5, 5),
    ],
)
def test_count(rule, on, certain, possible):
    counted = count(rule, "dortmund", dt.date.fromisoformat(on), public_only=True)
    assert (counted.count, counted.possible) == (certain, possible)


def test_resting_exchange_leaves_rostow_out_from_the_day_of_the_resolution():
    def members(on: str) -> dict[str, Certainty]:
        day = dt.date.fromisoformat(on)
        counted = count("partner-cities-exchange-active", "dortmund", day, public_only=True)
        return {member.identifier: member.certainty for member in counted.members}

    before, after = members("2022-03-30"), members("2022-03-31")
    assert set(before) - set(after) == {"dortmund-rostow-am-don"}
    assert set(after.values()) == {Certainty.CERTAIN}


def test_what_was_planned_once_and_never_heard_of_again_counts_nowhere():
    for identifier in ("dortmund-kolumbien", "dortmund-suedafrika"):
        assert state_of(identifier, "2021-01-01").bond == {"planned"}
        assert state_of(identifier, "2026-11-21").bond == {"unknown"}
        for day in (dt.date(2021, 1, 1), dt.date(2024, 6, 1), dt.date(2026, 11, 21)):
            counted = count("project-partnerships", "dortmund", day)
            assert identifier not in {member.identifier for member in counted.members}


# --- states ----------------------------------------------------------------------------------


def test_rostow_keeps_its_bond_with_a_limited_channel_and_a_resting_exchange():
    before, after = (state_of("dortmund-rostow-am-don", f"2022-03-{day}") for day in (30, 31))
    assert before[:4] == ({"twin"}, {"active"}, {""}, {""})
    assert after[:4] == ({"twin"}, {"active"}, {"limited"}, {"resting"})
    resolution = Act.objects.get(identifier="dortmund-rostow-am-don-2022-resolution")
    assert resolution.kind == ActKind.RESOLUTION
    assert resolution.wording_de
    assert resolution.wording_en


def test_cluj_napoca_is_a_project_partner_for_certain_once_the_list_is_there():
    assert state_of("dortmund-cluj-napoca", "2019-07-31").phase == {""}
    assert state_of("dortmund-cluj-napoca", "2020-01-01").phase == {"", "project"}
    assert state_of("dortmund-cluj-napoca", "2024-07-01").phase == {"project"}


def test_mykolajiw_has_activity_and_no_bond():
    assert state_of("dortmund-mykolajiw", "2026-11-21")[:2] == ({"contact"}, {""})


def test_accession_to_the_integrating_cities_charter_has_no_date_and_is_done():
    (accession,) = acts_of("dortmund-integrating-cities-charter")
    assert accession.on == "XXXX"
    assert accession.earliest == dt.date.min
    day_received = accession.latest
    before = state_of("dortmund-integrating-cities-charter", f"{day_received - dt.timedelta(1)}")
    assert before.bond_in_force is Certainty.POSSIBLE
    after = state_of("dortmund-integrating-cities-charter", f"{day_received}")
    assert after.bond_in_force is Certainty.CERTAIN


def test_city_word_is_the_year_that_its_own_list_quotes():
    quotes = Passage.objects.filter(
        snapshot__source__identifier="dortmund-p2", quote__regex=r"seit \d{4}$"
    )
    assert quotes.count() == count("partner-cities", "dortmund", dt.date(2025, 12, 31)).possible
    for passage in quotes:
        (relation,) = {citation.act.relation for citation in passage.citations.all()}
        said = since(acts_of(relation.identifier), "city-word").on
        assert said.text == re.search(r"\d{4}$", passage.quote)[0], relation.identifier


# --- what every entry owes -------------------------------------------------------------------


def test_everything_loaded_is_public():
    records = [m for room in ROOMS for m in apps.get_app_config(room).get_models()]
    for model in records:
        if issubclass(model, Record):
            assert not model._default_manager.exclude(visibility=Visibility.PUBLIC).exists(), model


def test_every_act_has_a_citation_and_every_relation_a_summary_and_an_act():
    assert not Act.objects.filter(citations__isnull=True).exists()
    assert not Relation.objects.filter(acts__isnull=True).exists()
    assert not Relation.objects.rewrite(False).filter(summary_de="").exists()
    assert not Relation.objects.rewrite(False).filter(summary_en="").exists()


def test_named_places_have_coordinates():
    named = Municipality.objects.filter(is_named=True)
    assert not named.filter(latitude__isnull=True).exists()
    assert {place.latitude for place in Municipality.objects.filter(is_named=False)} == {None}


def test_office_bears_its_full_name_and_keeps_the_others():
    names = Organisation.objects.get(
        identifier="dortmund-buero-internationale-beziehungen"
    ).names.all()
    assert names[0].name_de.endswith("Büro für Internationale Beziehungen")
    assert names.count() == 3
    assert names.filter(passage__isnull=True).count() == 0
    assert names.last().latest < dt.date(2024, 7, 1)


def test_history_names_the_loader_and_nobody_else():
    users = set(ModelLogEntry.objects.values_list("user__username", flat=True))
    assert users == {LOADER}
    account = User.objects.get(username=LOADER)
    assert account.is_function
    assert not account.is_active


# --- loading again ---------------------------------------------------------------------------


def test_second_load_changes_nothing_and_asks_little(register, django_assert_max_num_queries):
    before = tables()
    with django_assert_max_num_queries(30):
        steps = list(load(register))
    assert tables() == before
    assert [step.new for step in steps] == [0] * len(steps)
    assert [step.number for step in steps] == list(range(1, steps[0].steps + 1))


def test_second_load_keeps_what_the_office_entered_and_changed(register):
    editor = User.objects.create(username="koordination")
    record_country(code="GH", label={"de": "Republik Ghana"}, by=editor)
    relation = Relation.objects.get(identifier="dortmund-leeds")
    amend_relation(relation=relation, summary={"de": "Neu gefasst."}, by=editor)
    record_municipality(
        identifier="lwiw", name="Lwiw", country=Country.objects.get(code="UA"), by=editor
    )
    before = tables()
    list(load(register))
    assert tables() == before
    assert Country.objects.get(code="GH").label_de == "Republik Ghana"
    assert Relation.objects.get(pk=relation.pk).summary_de == "Neu gefasst."
    assert Municipality.objects.filter(identifier="lwiw").exists()


def test_second_load_adds_what_the_files_have_gained(folder, change):
    change(
        "relations-twin-cities.yaml",
        "      citations: [p2-buffalo]\n",
        "      citations: [p2-buffalo]\n"
        "    - {identifier: dortmund-buffalo-contact, kind: first-contact, on: XXXX,\n"
        "       title: Ein Kontakt, citations: [p2-buffalo]}\n",
    )
    before = tables()
    steps = {str(step.title): step.new for step in load(read_register(folder))}
    assert sum(steps.values()) == steps["Akte"] == 1
    assert tables() == before | {
        "relations.Act": before["relations.Act"] + 1,
        "relations.Citation": before["relations.Citation"] + 1,
    }


def test_what_the_city_said_and_what_others_reported_stay_apart():
    read = Source.objects.filter(standing=Standing.READ)
    assert set(read.values_list("publisher_side", flat=True)) == {Publisher.HOME}
    assert not Passage.objects.exclude(snapshot__source__in=read).exclude(quote="").exists()
    assert Source.objects.get(identifier="dortmund-w5").publisher_side == Publisher.COUNTERPART
