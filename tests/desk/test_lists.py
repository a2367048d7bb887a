"""Lists: finding, narrowing, ordering, taking along; and the first page's counts."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from tests.factories import (
    ActFactory,
    CountryFactory,
    MunicipalityFactory,
    OrganisationFactory,
    RelationFactory,
    SourceFactory,
    account,
    somebody,
)
from weltoffen.accounts.enums import RoleName
from weltoffen.desk.kinds import KINDS
from weltoffen.ground.identifiers import identifier_from
from weltoffen.organisations.actions import name_organisation
from weltoffen.records.enums import Visibility
from weltoffen.relations.actions import Effects, amend_relation, retract_act
from weltoffen.relations.enums import Phase


def listed(desk: Client, name: str, **asked: Any) -> list[str]:
    """Return the titles that a list shows."""
    page = desk.get(reverse(f"desk:{name}"), asked)
    assert page.status_code == 200
    return [record.desk_title for record in page.context["object_list"]]


@pytest.mark.parametrize("name", KINDS)
def test_an_empty_list_says_so(desk: Client, name: str) -> None:
    page = desk.get(reverse(f"desk:{name}")).content.decode()
    assert "Noch ist kein" in page
    assert "Nichts gefunden" in desk.get(reverse(f"desk:{name}"), {"q": "x"}).content.decode()


@pytest.mark.parametrize("typed", ["özdere", "Oezdere", "OZDER", "Özdere"])
def test_names_are_found_without_regard_to_marks_and_capitals(desk: Client, typed: str) -> None:
    MunicipalityFactory(identifier="oezdere", name={"de": "Özdere"})
    MunicipalityFactory(identifier="kumasi", name={"de": "Kumasi"})
    assert listed(desk, "municipalities", q=typed) == ["Özdere"]


def test_an_organisation_is_found_by_a_name_that_it_bore(desk: Client) -> None:
    office = OrganisationFactory(name={"de": "Auslandsamt"})
    name_organisation(
        organisation=office, name="Büro International", valid="2020/..", by=somebody()
    )
    assert listed(desk, "organisations", q="auslandsamt") == ["Büro International"]


def test_relations_are_narrowed_by_their_form_of_today(desk: Client) -> None:
    home = MunicipalityFactory(identifier="dortmund", name={"de": "Dortmund"})
    for name, phases in (
        ("a", ["twin"]),
        ("b", ["project", "twin"]),
        ("c", ["project"]),
        ("d", []),
    ):
        relation = RelationFactory(
            home=home, municipality=MunicipalityFactory(identifier=name, name={"de": name})
        )
        for year, phase in enumerate(phases, start=1990):
            effects = Effects(phase=Phase(phase))
            ActFactory(relation=relation, on=str(year), effects=effects)
    assert listed(desk, "relations", phase="twin") == ["Dortmund – a", "Dortmund – b"]
    assert listed(desk, "relations", phase="project") == ["Dortmund – c"]
    assert listed(desk, "relations", todo="no-acts") == ["Dortmund – d"]
    assert listed(desk, "relations", counterpart="network") == []


def test_relations_and_acts_are_narrowed_by_home_where_there_are_several(desk: Client) -> None:
    act = ActFactory()
    only = desk.get(reverse("desk:relations")).context["filters"]
    assert "home" not in only.form.fields
    other = ActFactory()
    for home, kept in ((act.relation.home, act), (other.relation.home, other)):
        assert listed(desk, "relations", home=home.pk) == listed(
            desk, "relations", q=f"{kept.relation.identifier} "
        )
        assert listed(desk, "acts", home=home.pk) == [kept.title]


def test_lists_are_narrowed_by_visibility_and_ordered(desk: Client) -> None:
    for name, visibility in (("b", "public"), ("a", "internal"), ("c", "public")):
        MunicipalityFactory(identifier=name, name={"de": name}, visibility=visibility)
    assert listed(desk, "municipalities", visibility="public") == ["b", "c"]
    assert listed(desk, "municipalities", ordering="-name_de") == ["c", "b", "a"]
    assert listed(desk, "municipalities", country=CountryFactory(code="JP").pk) == []


def test_acts_tell_which_of_them_hold(desk: Client) -> None:
    old = ActFactory(title={"de": "alt"})
    ActFactory(title={"de": "neu"}, relation=old.relation, corrects=old)
    assert listed(desk, "acts", holds="no") == ["alt"]
    assert listed(desk, "acts", holds="yes") == ["neu"]
    assert sorted(listed(desk, "acts")) == ["alt", "neu"]


def test_a_long_list_has_pages(desk: Client) -> None:
    for number in range(51):
        SourceFactory(title=f"Quelle {number:02}")
    assert len(listed(desk, "sources")) == 50
    assert listed(desk, "sources", p=2) == ["Quelle 50"]


@pytest.mark.parametrize("name", KINDS)
def test_every_list_can_be_taken_along_as_csv(desk: Client, name: str) -> None:
    ActFactory(relation=RelationFactory(with_network=True))
    answer = desk.get(reverse(f"desk:{name}"), {"export": "csv"})
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0][0] == "Kennung"
    named = f"{identifier_from(str(KINDS[name].plural))}-{timezone.localdate():%Y-%m-%d}.csv"
    assert f'filename="{named}"' in answer["Content-Disposition"]
    assert len(rows) == 1 + KINDS[name].model._default_manager.count()


def test_relations_can_be_taken_along_as_a_spreadsheet_with_how_they_stand(desk: Client) -> None:
    relation = RelationFactory()
    ActFactory(relation=relation, twinning=True)
    columns = "desk_title,desk_phase,desk_bond,acts_count"
    answer = desk.get(reverse("desk:relations"), {"export": "xlsx", "columns": columns})
    book = load_workbook(io.BytesIO(answer.content))
    heads, line = book.active.values
    said = dict(zip(heads, line, strict=True))
    assert (said["Kennung"], said["Form heute"]) == (relation.identifier, "Städtepartnerschaft")
    assert (said["Bindung"], said["Akte"]) == ("aktiv", 1)


def test_a_list_asks_no_more_of_the_database_for_more_lines(
    desk: Client, django_assert_max_num_queries: Any
) -> None:
    def more() -> None:
        ActFactory(relation=RelationFactory(with_network=True))
        ActFactory(relation=RelationFactory(with_instrument=True))

    more()
    address = reverse("desk:relations")
    desk.get(address)
    with django_assert_max_num_queries(20) as few:
        desk.get(address)
    for _ in range(5):
        more()
    with django_assert_max_num_queries(len(few.captured_queries)):
        assert len(desk.get(address).context["object_list"]) == 12


def test_suggestions_are_what_the_fields_understand(desk: Client) -> None:
    MunicipalityFactory(identifier="kumasi", name={"de": "Kumasi"})
    MunicipalityFactory(identifier="leeds", name={"de": "Leeds"})
    found = desk.get(reverse("desk:suggest", args=["municipalities"]), {"q": "kum"}).json()
    assert found == {"found": ["Kumasi · kumasi"]}
    assert desk.get(reverse("desk:suggest", args=["nichts"])).status_code == 404


def test_the_first_page_counts_what_is_to_do_and_leads_there(desk: Client) -> None:
    relation = RelationFactory(internal=True)
    amend_relation(relation=relation, by=somebody(), open_question="Seit wann?")
    old = ActFactory(relation=RelationFactory(), internal=True)
    ActFactory(relation=old.relation, internal=True, corrects=old)
    # Of what was taken back before anybody saw it there is nothing to publish.
    mistaken = ActFactory(relation=RelationFactory(internal=True), internal=True)
    retract_act(
        act=mistaken, identifier="irrtum", reason={"de": "Irrtum"},
        citations=[each.passage for each in mistaken.citations.all()], by=somebody(),
    )  # fmt: skip
    page = desk.get(reverse("wagtailadmin_home"))
    panel = next(p for p in page.context["panels"] if p.name == "today")
    to_do = {each.what: each for each in panel.get_context_data()["to_do"]}
    assert {what: each.count for what, each in to_do.items()} == {
        "Beziehung ohne Akte": 1,
        "Beziehung mit offener Frage": 1,
        "Beziehung noch nicht veröffentlicht": 1,
        "Akt noch nicht veröffentlicht": 1,
    }
    for each in to_do.values():
        assert each.url in page.content.decode().replace("&amp;", "&")
        shown = desk.get(each.url).context["object_list"]
        assert len(shown) == each.count


def test_a_list_names_no_relation_and_no_town_that_one_may_not_see(db: None) -> None:
    reader = Client()
    reader.force_login(account("leserin", RoleName.READER))
    hidden = {"visibility": Visibility.RESTRICTED}
    town = MunicipalityFactory(identifier="geheimort", name="Geheimort", **hidden)
    OrganisationFactory(municipality=town)
    OrganisationFactory(municipality=MunicipalityFactory(name="Offenort"))
    secret = RelationFactory(identifier="geheim", municipality=town, **hidden)
    ActFactory(relation=secret, visibility=Visibility.INTERNAL, title={"de": "Vermerkt"})
    acts = reader.get(reverse("desk:acts")).content.decode()
    assert "Vermerkt" in acts
    assert "(nicht für Sie sichtbar)" in acts
    organisations = reader.get(reverse("desk:organisations")).content.decode()
    assert "Offenort" in organisations
    assert "geheim" not in (acts + organisations).lower()
