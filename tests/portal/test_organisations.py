"""The office, what it was called, and who takes part."""

from __future__ import annotations

import pytest

from tests.factories import OrganisationFactory, RelationFactory, somebody
from tests.portal.public import HOSTILE, MOST_QUERIES, get, links, queries, said
from weltoffen.organisations.actions import name_organisation
from weltoffen.organisations.enums import OrganisationKind
from weltoffen.organisations.models import Organisation
from weltoffen.places.models import Municipality
from weltoffen.records.enums import Visibility

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]
OFFICE = "/de/buero/"
BUREAU = "dortmund-buero-internationale-beziehungen"


def dortmund() -> Municipality:
    return Municipality.objects.get(identifier="dortmund")


def test_the_office_says_where_to_turn_and_what_it_does():
    page = get(OFFICE)
    contact = said(page, "//address")
    assert "Betenstraße 19" in contact
    assert "44135 Dortmund" in contact
    assert Organisation.objects.get(identifier=BUREAU).task_de in said(page)


def test_its_names_over_time_have_their_proof_and_their_disagreement():
    page = get(OFFICE)
    names = page.xpath("//ol[@class='wo-names']/li")
    assert len(names) == 3
    for name in names:
        assert len(name.xpath(".//a[contains(@href, '#passage-')]")) == 1
    assert "/de/widersprueche/dortmund-office-name/" in links(page).values()


def test_a_proof_leads_to_the_passage_on_its_sources_page():
    href = get(OFFICE).xpath("//ol[@class='wo-names']//a/@href")[0]
    path, anchor = href.split("#")
    assert get(path).xpath(f"//*[@id='{anchor}']")


def test_everybody_who_takes_part_is_named_and_has_a_page():
    page = get(OFFICE)
    shown = links(page, "//ul[@class='wo-bodies']//a")
    others = Organisation.objects.filter(municipality=dortmund()).exclude(identifier=BUREAU)
    assert set(shown.values()) == {f"/de/organisationen/{o.identifier}/" for o in others}
    for name, href in shown.items():
        assert said(get(href), "//h1") == name


def test_the_office_is_the_one_that_leads_most_relations():
    other = OrganisationFactory(
        kind=OrganisationKind.OFFICE,
        municipality=dortmund(),
        name={"de": "Amt A"},
    )
    assert "Betenstraße 19" in said(get(OFFICE), "//address")
    assert "Amt A" in said(get(OFFICE), "//ul[@class='wo-bodies']")
    for _ in range(40):
        RelationFactory(home=dortmund(), lead=other)
    assert "Amt A" in said(get(OFFICE), "//address")


def test_one_name_needs_no_disagreement():
    body = OrganisationFactory(name={"de": "Verein X"}, kind=OrganisationKind.ASSOCIATION)
    page = get(f"/de/organisationen/{body.identifier}/")
    assert said(page, "//h2[@id='names']") == "Der Name"
    assert not page.xpath("//*[contains(@class, 'wo-differs')]")


def test_names_over_time_are_all_shown():
    body = OrganisationFactory(name={"de": "Heute"}, valid="2001/..")
    name_organisation(organisation=body, name={"de": "Früher"}, valid="1977/2000", by=somebody())
    names = said(get(f"/de/organisationen/{body.identifier}/"), "//ol[@class='wo-names']")
    assert names == "seit 2001 Heute 1977 bis 2000 Früher"


def test_an_internal_one_has_no_page():
    body = OrganisationFactory(
        kind=OrganisationKind.DEPARTMENT,
        municipality=dortmund(),
        visibility=Visibility.INTERNAL,
        name={"de": "Geheimes Amt"},
    )
    get(f"/de/organisationen/{body.identifier}/", status=404)
    assert "Geheimes Amt" not in said(get(OFFICE))


def test_a_website_is_a_link_only_where_it_is_one():
    body = OrganisationFactory(website="https://example.org/pfad")
    page = get(f"/de/organisationen/{body.identifier}/")
    assert links(page)["Seite auf example.org"] == "https://example.org/pfad"


def test_hostile_words_stay_words():
    body = OrganisationFactory(
        name={"de": HOSTILE}, task={"de": HOSTILE}, street=HOSTILE[:120], locality="x"
    )
    assert said(get(f"/de/organisationen/{body.identifier}/"), "//h1") == HOSTILE


@pytest.mark.parametrize("path", [OFFICE, f"/de/organisationen/{BUREAU}/"])
def test_the_pages_ask_the_database_little(path):
    assert len(queries(path)) <= MOST_QUERIES


@pytest.mark.parametrize("identifier", ["nope", "x" * 2000])
def test_an_unknown_one_is_not_found(identifier):
    get(f"/de/organisationen/{identifier}/", status=404)
