"""The first page, with the packaged register."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client

from tests.portal.showing import shown, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]


def counted(page) -> dict[str, str]:
    return {
        words(a.find_class("wo-count__title")[0]): words(a.find_class("wo-count__number")[0])
        for a in page.find_class("wo-count")
    }


@time_machine.travel("2026-03-01")
def test_dortmund_at_a_glance(client: Client) -> None:
    page = shown(client, "/de/")
    numbers = counted(page)
    assert numbers["Partnerstädte"] == "11"
    assert set(numbers) == {
        "Partnerstädte",
        "Projektpartnerschaften",
        "Netzwerke",
        "Chartas und Selbstverpflichtungen",
    }
    listed = [words(li.find("a")) for li in page.xpath("//ol[@class='wo-numbered']/li")]
    assert (len(listed), listed[0], listed[-1]) == (11, "Amiens", "Zwickau")
    assert len(page.xpath("//svg")) >= 3


@time_machine.travel("2026-03-01")
def test_every_number_leads_to_its_rule(client: Client) -> None:
    for link in shown(client, "/de/").find_class("wo-count"):
        shown(client, link.get("href"))


def test_a_day_of_which_not_all_is_known_gives_a_range(client: Client) -> None:
    page = shown(client, "/de/?on=2025-06-01")
    assert counted(page)["Partnerstädte"] == "10, vielleicht 11"
    assert "vielleicht" in words(page.xpath("//ol[@class='wo-numbered']")[0])
    assert "1. Juni 2025" in words(page.find_class("wo-banner")[0])


@time_machine.travel("2026-11-22")
def test_an_anniversary_is_over_when_its_last_day_is(client: Client) -> None:
    page = shown(client, "/de/")
    assert "Netanya" not in words(page.get_element_by_id("anniversaries").getparent())
    assert "Die Stadt nennt Schytomyr als Partnerstadt seit 2025" in words(
        page.get_element_by_id("news").getparent()
    )


@time_machine.travel("2026-03-01")
def test_anniversaries_ahead_and_what_is_new(client: Client) -> None:
    page = shown(client, "/de/")
    ahead = words(page.get_element_by_id("anniversaries").getparent())
    assert "Netanya: 45 Jahre" in ahead
    assert (
        "Rostow am Don: 50 Jahre 2027 · Städtepartnerschaft, seit 1977 · Austausch: ruht" in ahead
    )
    news = page.get_element_by_id("news").getparent()
    for link in news.iterfind(".//a"):
        assert "#act-" in link.get("href")
    assert "Schytomyr" in words(news)


def test_chart_and_its_table_agree(client: Client) -> None:
    page = shown(client, "/de/?on=2018-12-31")
    rows = page.xpath("//section[@aria-labelledby='years']//tbody/tr")
    assert [words(cell) for cell in rows[-1]] == ["31. Dezember 2018", "9", "9"]
