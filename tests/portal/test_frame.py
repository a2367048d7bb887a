"""The frame around every page."""

from __future__ import annotations

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from tests.portal.reading import HOSTILE
from tests.portal.showing import home_city, shown, words

pytestmark = pytest.mark.django_db
PAGES = (
    "/de/",
    "/de/partnerstaedte/",
    "/de/projektpartnerschaften/",
    "/de/netzwerke-und-chartas/",
)


@pytest.mark.parametrize("address", PAGES)
def test_an_empty_register_has_whole_pages(client: Client, address: str) -> None:
    """Before the first record every page stands, says so and breaks nowhere."""
    page = shown(client, address)
    assert page.get("lang") == "de"
    assert "weltoffen" in words(page.find(".//header"))


def test_every_page_can_be_skipped_into(client: Client) -> None:
    page = shown(client, "/de/partnerstaedte/")
    first = page.find(".//body").find(".//a")
    assert first.get("href") == "#content"
    assert page.get_element_by_id("content").tag == "main"


def test_navigation_marks_where_the_reader_is(client: Client) -> None:
    page = shown(client, "/de/partnerstaedte/")
    here = page.xpath("//nav//a[@aria-current='page']")
    assert {words(link) for link in here} == {"Partnerstädte"}


def test_language_switch_keeps_page_day_and_filters(client: Client) -> None:
    address = "/de/partnerstaedte/?sort=since&on=2018-12-31"
    page = shown(client, address)
    switch = {a.get("hreflang"): a.get("href") for a in page.xpath("//nav//a[@hreflang]")}
    assert switch["de"] == address
    english = shown(client, switch["en"])
    assert english.get("lang") == "en"
    back = {a.get("hreflang"): a.get("href") for a in english.xpath("//nav//a[@hreflang]")}
    assert back["de"] == address


def test_alternates_canonical_and_preview_are_whole_addresses_of_this_site(
    client: Client, settings
) -> None:
    page = shown(client, "/de/partnerstaedte/?on=2018-12-31")
    alternates = page.xpath("//link[@rel='alternate']/@hreflang")
    assert sorted(alternates) == ["de", "en", "x-default"]
    canonical = page.xpath("string(//link[@rel='canonical']/@href)")
    assert canonical == f"{settings.WELTOFFEN_ADDRESS}/de/partnerstaedte/?on=2018-12-31"
    image = page.xpath("string(//meta[@property='og:image']/@content)")
    assert image.startswith(settings.WELTOFFEN_ADDRESS)
    assert page.xpath("string(//meta[@property='og:title']/@content)") == "Partnerstädte"
    assert page.xpath("string(//meta[@name='description']/@content)")


@pytest.mark.parametrize(
    "file",
    [
        "portal/portal.css",
        "portal/paper.css",
        "portal/mark.svg",
        "portal/preview.png",
        "portal/icons/pause.svg",
    ],
)
def test_what_the_frame_names_is_in_the_package(file: str) -> None:
    assert finders.find(file)


def test_names_cannot_become_markup(client: Client) -> None:
    """A name that wants to be more than a name stays one, in title, header and meta."""
    home_city(HOSTILE.replace("\x00", "").replace("\x1f", ""))
    page = shown(client, "/de/")
    assert "<script>" in words(page.find(".//header"))
    assert "<script>" in page.find(".//title").text


def test_footer_leads_to_what_must_be_reachable_from_everywhere(client: Client) -> None:
    page = shown(client, "/de/")
    links = {words(a) for a in page.xpath("//footer//a")}
    assert {"Impressum", "Datenschutz", "Barrierefreiheit", "Quellen"} <= links
    assert "Stand: Register vom" in words(page.find(".//footer"))
