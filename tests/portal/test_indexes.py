"""The bare address, the map of pages, and what machines that index pages ask for."""

from __future__ import annotations

import pytest
from django.test import Client
from lxml import etree

from tests.factories import somebody
from tests.portal.public import MOST_QUERIES, get, queries, said
from weltoffen.accounts.actions import ensure_group
from weltoffen.accounts.enums import RoleName
from weltoffen.portal.actions import prepare_editorial_pages

HOST = "http://127.0.0.1:8000"
SITEMAP = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "x": "http://www.w3.org/1999/xhtml",
}


@pytest.mark.parametrize(
    ("accepts", "home"),
    [
        ("de-DE,de;q=0.9,en;q=0.8", "/de/"),
        ("en-GB,en;q=0.9,de;q=0.1", "/en/"),
        ("fr-FR,fr", "/de/"),
        ("fr,en;q=0.5", "/en/"),
        ("", "/de/"),
        ("*", "/de/"),
        ("x" * 10000, "/de/"),
        ("%s%n\x01", "/de/"),
    ],
)
def test_the_bare_address_leads_to_the_readers_language(accepts, home):
    answer = Client(headers={"accept-language": accepts}).get("/")
    assert answer.status_code == 302
    assert answer["Location"] == home
    assert "Accept-Language" in answer["Vary"]
    assert not answer.cookies


def test_the_bare_address_keeps_the_day():
    assert Client().get("/?on=2018-12-31")["Location"] == "/de/?on=2018-12-31"


def test_robots_may_read_all_but_the_desk():
    text = Client().get("/robots.txt").content.decode()
    assert "Disallow: /desk/" in text.splitlines()
    assert f"Sitemap: {HOST}/sitemap.xml" in text.splitlines()


@pytest.fixture
def prepared(loaded) -> None:
    prepare_editorial_pages(
        by=somebody(), editors=ensure_group(role=RoleName.COORDINATOR), public_address=HOST
    )


def entries() -> dict[str, dict[str, str]]:
    """Return, per address in the site map, its counterparts by language."""
    answer = Client().get("/sitemap.xml")
    assert answer["Content-Type"] == "application/xml; charset=utf-8"
    root = etree.fromstring(answer.content)
    return {
        url.find("s:loc", SITEMAP).text: {
            link.get("hreflang"): link.get("href") for link in url.findall("x:link", SITEMAP)
        }
        for url in root.findall("s:url", SITEMAP)
    }


def mapped() -> list[str]:
    """Return the addresses on the map of pages."""
    return get("/de/uebersicht/").xpath("//main//a/@href")


@pytest.mark.django_db
@pytest.mark.usefixtures("prepared")
class TestAllPages:
    def test_every_page_is_whole_and_leads_to_pages_that_there_are(self):
        known = {address.removeprefix(HOST) for address in entries()}
        for path in known:
            for target in get(path).xpath("//a/@href"):
                address = target.removeprefix(HOST).partition("#")[0].partition("?")[0]
                # Other tests ask for every permanent address, and for the desk.
                if address.startswith("/") and not address.startswith(("/id/", "/desk/")):
                    assert address in known, (path, target)

    def test_counterparts_name_each_other(self):
        found = entries()
        for address, languages in found.items():
            assert set(languages) == {"de", "en"}
            assert address in languages.values()
            for other in languages.values():
                assert found[other] == languages

    def test_the_map_of_pages_and_the_site_map_name_the_same_pages(self):
        listed = {HOST + href for href in mapped()}
        german = {a for a in entries() if a.startswith(f"{HOST}/de/")}
        assert german - listed == {f"{HOST}/de/uebersicht/"}
        assert listed <= german

    def test_the_map_sorts_relations_by_what_they_are_now(self):
        page = get("/de/uebersicht/")
        chapter = "//section[h2/a[@href='/de/{}/']]//ul"
        assert "Kumasi" in said(page, chapter.format("partnerstaedte"))
        assert "Bondo" in said(page, chapter.format("projektpartnerschaften"))
        assert "Eurocities" in said(page, chapter.format("netzwerke-und-chartas"))
        assert "Mykolajiw" not in said(page, chapter.format("partnerstaedte"))

    @pytest.mark.parametrize("path", ["/de/uebersicht/", "/sitemap.xml"])
    def test_they_ask_the_database_little(self, path):
        assert len(queries(path)) <= MOST_QUERIES
