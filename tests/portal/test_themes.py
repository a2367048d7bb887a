"""Fields of cooperation and the 17 goals, with the passages that name them."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.factories import (
    ActFactory,
    PassageFactory,
    RelationFactory,
    SnapshotFactory,
    SourceFactory,
    ThemeFactory,
    somebody,
)
from tests.portal.public import HOSTILE, MOST_QUERIES, get, links, queries, said
from weltoffen.places.models import Municipality
from weltoffen.publication.selectors import published_theme, published_themes
from weltoffen.records.enums import Visibility
from weltoffen.relations.actions import Effects, tag_relation
from weltoffen.relations.enums import Phase, Status

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]
THEMES = "/de/themen/"


def dortmund() -> Municipality:
    return Municipality.objects.get(identifier="dortmund")


def test_all_fields_and_seventeen_goals_are_listed_and_have_pages():
    page = get(THEMES)
    goals = page.xpath("//ol[@class='wo-goals']/li")
    assert [said(goal, ".//span[@class='wo-goal__number']") for goal in goals] == [
        str(number) for number in range(1, 18)
    ]
    shown = set(links(page).values())
    for theme, _relations in published_themes("dortmund", "de"):
        assert f"{THEMES}{theme.identifier}/" in shown
        assert said(get(f"{THEMES}{theme.identifier}/"), "//h1") == theme.label.text


def test_fields_are_in_the_order_of_their_names_with_umlauts_in_place():
    names = [said(h, ".") for h in get(THEMES).xpath("//h3[@class='wo-field__name']")]
    assert names.index("Kultur") < names.index("Öffentlicher Nahverkehr") < names.index("Sport")


def test_the_number_beside_a_theme_is_the_number_on_its_page():
    for theme, relations in published_themes("dortmund", "de"):
        page = get(f"{THEMES}{theme.identifier}/")
        assert len(page.xpath("//ul[@class='wo-tagged']/li")) == relations


def test_each_tagged_relation_comes_with_the_passage_that_says_so():
    page = get(f"{THEMES}aid/")
    entries = page.xpath("//ul[@class='wo-tagged']/li")
    assert {said(entry, ".//h3") for entry in entries} == {"Mykolajiw", "Schytomyr"}
    for entry in entries:
        assert entry.xpath(".//article")


def test_what_is_said_of_a_whole_group_stands_apart_with_its_passage():
    page = get(f"{THEMES}sport/?on=2018-12-31")
    group = "//section[h2[@id='group']]"
    assert "Allgemein gesagt von: Städtepartnerschaft" in said(page, group)
    assert page.xpath(f"{group}//article")
    cities = said(page, f"{group}//ul[@class='wo-tags']")
    assert "Amiens" in cities
    assert "Kumasi" not in cities
    assert "Kumasi" in said(get(f"{THEMES}sport/?on=2024-12-31"), f"{group}//ul[@class='wo-tags']")


def test_a_relation_tagged_twice_is_shown_once_with_both_passages():
    theme, relation = ThemeFactory(), RelationFactory(home=dortmund())
    for _ in range(2):
        tag_relation(relation=relation, theme=theme, passage=PassageFactory(), by=somebody())
    page = get(f"{THEMES}{theme.identifier}/")
    assert len(page.xpath("//ul[@class='wo-tagged']/li")) == 1
    assert len(page.xpath("//ul[@class='wo-tagged']//article")) == 2


def test_neither_internal_relations_nor_internal_sources_show():
    theme = ThemeFactory()
    hidden = PassageFactory(
        snapshot=SnapshotFactory(source=SourceFactory(visibility=Visibility.INTERNAL))
    )
    for relation, passage in (
        (RelationFactory(home=dortmund()), hidden),
        (RelationFactory(home=dortmund(), internal=True), PassageFactory()),
        (RelationFactory(), PassageFactory()),
    ):
        tag_relation(relation=relation, theme=theme, passage=passage, by=somebody())
    assert "Bei keiner einzelnen Beziehung" in said(get(f"{THEMES}{theme.identifier}/"))
    assert (
        dict((t.identifier, n) for t, n in published_themes("dortmund", "de"))[theme.identifier]
        == 0
    )


def test_a_group_is_that_of_the_day():
    theme = ThemeFactory(said_of=Phase.CLIMATE, passage=PassageFactory())
    relation = RelationFactory(home=dortmund())
    ActFactory(
        relation=relation,
        on="2001-01-01",
        effects=Effects(phase=Phase.CLIMATE, bond=Status.ACTIVE),
    )
    for on, members in ((dt.date(2000, 12, 31), []), (dt.date(2001, 1, 1), [relation.identifier])):
        sheet = published_theme(theme.identifier, "dortmund", on, "de")
        assert [row.identifier for row in sheet.said_of] == members


def test_hostile_words_stay_words():
    theme = ThemeFactory(label={"de": HOSTILE}, description={"de": HOSTILE})
    assert HOSTILE in get(THEMES).text_content()
    assert said(get(f"{THEMES}{theme.identifier}/"), "//h1") == HOSTILE


@pytest.mark.parametrize("path", ["", "aid/", "sport/", "sdg-11/"])
def test_the_pages_ask_the_database_little(path):
    assert len(queries(THEMES + path)) <= MOST_QUERIES


def test_an_unknown_one_is_not_found():
    get(f"{THEMES}nope/", status=404)
