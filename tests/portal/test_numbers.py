"""How we count: rules, members on any day, doubts with their reason, and the course of years."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.factories import ActFactory, MunicipalityFactory, RelationFactory
from tests.portal.public import HOSTILE, MOST_QUERIES, get, links, queries, said
from weltoffen.places.models import Municipality
from weltoffen.publication.selectors import (
    published_count,
    published_counting_rules,
    published_counts,
    yearly_counts,
)
from weltoffen.relations.actions import Effects
from weltoffen.relations.enums import Phase, Status

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]
RULES = "/de/wie-wir-zaehlen/"
CITIES = "/de/wie-wir-zaehlen/partner-cities/"


@pytest.mark.parametrize(
    ("on", "rule", "number"),
    [
        ("2018-12-31", "partner-cities", "9"),
        ("2018-12-31", "partner-cities-abroad", "8"),
        ("2024-06-01", "partner-cities", "10"),
        ("2025-06-01", "partner-cities", "10, vielleicht 11"),
        ("2025-12-31", "partner-cities", "11"),
    ],
)
def test_the_list_of_rules_and_a_rules_page_say_the_same_number(on, rule, number):
    rules = get(f"{RULES}?on={on}")
    entry = rules.xpath(f"//li[.//a[contains(@href, '/{rule}/')]]")[0]
    assert said(entry, ".//p[@class='wo-rule__number']") == number
    assert said(get(f"{RULES}{rule}/?on={on}"), "//*[@class='wo-total__figure']") == number


def test_every_rule_stands_in_the_list_with_its_meaning_and_has_a_page():
    page = get(RULES)
    for rule in published_counting_rules("de"):
        assert rule.meaning in said(page)
        assert rule.title in said(get(links(page)[rule.title]), "//h1")


def test_the_rules_of_since_are_explained():
    since = said(get(RULES), "//dl")
    for word in ("Angabe der Stadt", "erste Unterschrift", "beide Unterschriften", "Ratsbeschluss"):
        assert word in since


def test_members_lead_to_their_relations_on_the_same_day():
    page = get(f"{CITIES}?on=2018-12-31")
    members = links(page, "//section[h2[@id='certain']]//th//a")
    assert len(members) == 9
    assert members["Zwickau"] == "/de/beziehungen/dortmund-zwickau/?on=2018-12-31"
    assert "Kumasi" not in members


def test_a_doubtful_member_stands_apart_with_the_act_that_leaves_the_doubt():
    page = get(f"{CITIES}?on=2025-06-01")
    assert "Schytomyr" not in said(page, "//section[h2[@id='certain']]")
    doubt = said(page, "//section[h2[@id='doubtful']]")
    assert "Schytomyr" in doubt
    assert "nicht genau genug bekannt: 2025" in doubt
    acts = [a for a in links(page, "//section[h2[@id='doubtful']]//a").values() if "#act-" in a]
    assert len(acts) == 1
    assert get(acts[0].split("#")[0]).xpath(f"//*[@id='{acts[0].split('#')[1]}']")


def test_no_doubt_no_section_of_doubts():
    assert not get(f"{CITIES}?on=2025-12-31").xpath("//*[@id='doubtful']")


def test_a_term_that_is_over_is_named_as_the_reason():
    relation = RelationFactory(
        home=Municipality.objects.get(identifier="dortmund"), municipality=MunicipalityFactory()
    )
    agreed = Effects(phase=Phase.PROJECT, bond=Status.ACTIVE, term_until=dt.date(2003, 1, 1))
    ActFactory(relation=relation, on="2001-01-01", effects=agreed, title={"de": "Vereinbarung"})
    during = get(f"{RULES}project-partnerships/?on=2002-06-01")
    assert relation.municipality.name in said(during, "//section[h2[@id='certain']]")
    after = said(
        get(f"{RULES}project-partnerships/?on=2003-06-01"), "//section[h2[@id='doubtful']]"
    )
    assert "„Vereinbarung“ war befristet bis zum 31. Dezember 2002" in after


def test_the_course_of_years_is_drawn_and_stands_as_a_table():
    page = get(f"{CITIES}?on=2018-12-31")
    assert page.xpath("//svg//title")[0].text == "Partnerstädte im Lauf der Jahre"
    rows = [
        tuple(cell.text_content() for cell in row.xpath("./td"))
        for row in page.xpath("//details//tbody/tr")
    ]
    course = yearly_counts("partner-cities", "dortmund", dt.date(2018, 12, 31))
    changes = [step for i, step in enumerate(course) if i == 0 or step[1:] != course[i - 1][1:]]
    assert rows == [(str(certain), str(possible)) for _day, certain, possible in changes[::-1]]
    assert rows[0] == ("9", "9")
    first = page.xpath("//details//tbody/tr[last()]//a/@href")[0]
    assert first == f"{CITIES}?on=1960-01-01"


def test_each_step_of_the_course_is_what_the_page_of_its_day_says():
    until = dt.date(2025, 12, 31)
    for day, certain, possible in yearly_counts("partner-cities", "dortmund", until):
        counted = published_count("partner-cities", "dortmund", day, "de")
        assert (counted.count, counted.possible) == (certain, possible), day


def test_a_day_before_everything_has_no_member_and_no_picture():
    page = get(f"{CITIES}?on=1900-01-01")
    assert "An diesem Tag gehört niemand dazu." in said(page)
    assert not page.xpath("//figure")


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_first_and_the_last_day_of_the_calendar_can_be_asked(day):
    get(f"{CITIES}?on={day}")


@pytest.mark.parametrize("typed", ["31.02.2020", "2025", "gestern", HOSTILE, "\x00", "9" * 5000])
def test_a_day_that_is_none_gives_today_and_says_so(typed):
    path = f"{CITIES}?on=" + "".join(f"%{byte:02x}" for byte in typed.encode())
    page = get(path)
    assert "Geben Sie einen Tag an" in said(page, "//form")
    assert page.xpath("//form//input[@name='on']/@aria-invalid") == ["true"]
    assert said(page, "//*[@class='wo-total__figure']") == said(
        get(CITIES), "//*[@class='wo-total__figure']"
    )


@pytest.mark.parametrize("rule", ["nope", "Partner-Cities", "x" * 3000, "-", "partner_cities"])
def test_a_rule_that_does_not_exist_is_not_found(rule):
    get(f"{RULES}{rule}/", status=404)


def test_a_mistyped_rule_is_guessed():
    page = get(f"{RULES}partner-citys/", status=404)
    assert links(page)["Partnerstädte"] == CITIES


def test_press_find_the_address_of_the_data_and_the_command():
    page = get(f"{CITIES}?on=2018-12-31")
    assert "weltoffen count partner-cities --on 2018-12-31" in said(page, "//aside")
    (address,) = page.xpath("//aside//a/@href")
    assert address.endswith("/id/partner-cities.json?on=2018-12-31")


@pytest.mark.parametrize("path", [RULES, CITIES, f"{CITIES}?on=2025-06-01"])
def test_the_pages_ask_the_database_little(path):
    assert len(queries(path)) <= MOST_QUERIES


def test_all_counts_at_once_are_the_counts_one_by_one():
    on = dt.date(2025, 6, 1)
    for counted in published_counts("dortmund", on, "de"):
        alone = published_count(counted.rule, "dortmund", on, "de")
        assert (counted.count, counted.possible) == (alone.count, alone.possible)
