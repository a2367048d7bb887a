"""Showing pages in tests: what holds for all of them, and small registers to show."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from tests.factories.records import (
    ActFactory,
    CountryFactory,
    MunicipalityFactory,
    RelationFactory,
)
from weltoffen.places.models import Municipality
from weltoffen.relations.actions import Effects
from weltoffen.relations.enums import Phase, Status
from weltoffen.relations.models import Relation

FETCHING = {
    "img": ("src", "srcset"),
    "link": ("href",),
    "script": ("src",),
    "image": ("href", "{http://www.w3.org/1999/xlink}href"),
    "use": ("href",),
    "source": ("src", "srcset"),
    "iframe": ("src",),
}
"""Which attributes make a browser ask for something without being told to."""
NAMED_BY = ("aria-labelledby", "aria-describedby", "for", "aria-controls")


def shown(client: Client, address: str, status: int = 200) -> html.HtmlElement:
    """Ask for a page, and check what holds for every page."""
    answer = client.get(address)
    assert answer.status_code == status, address
    page = html.document_fromstring(answer.content.decode())
    check(page)
    return page


def check(page: html.HtmlElement) -> None:
    """Check what holds for every page: nothing inline, nobody else asked, every name resolved."""
    ids = [found.get("id") for found in page.iter() if found.get("id")]
    assert sorted(ids) == sorted(set(ids))
    assert len(page.findall(".//h1")) == 1
    assert page.get("lang") in ("de", "en")
    assert not page.findall(".//script")
    assert not page.findall(".//style")
    for found in page.iter():
        if not isinstance(found.tag, str):
            continue
        assert not [name for name in found.attrib if name == "style" or name.startswith("on")]
        for name in NAMED_BY:
            assert set((found.get(name) or "").split()) <= set(ids), (found.tag, name)
        _check_asks_nobody_else(found)
    for link in page.iterfind(".//a"):
        address = link.get("href") or ""
        assert urlsplit(address).scheme in ("", "http", "https"), address
        if address.startswith("#"):
            assert address[1:] in ids, address


def _check_asks_nobody_else(found: html.HtmlElement) -> None:
    if found.tag == "link" and found.get("rel") in ("canonical", "alternate"):
        return
    for name in FETCHING.get(found.tag, ()):
        assert not urlsplit(found.get(name) or "").netloc, (found.tag, found.get(name))


def words(element: html.HtmlElement) -> str:
    """Return the text of an element, white space folded."""
    return " ".join(element.text_content().split())


def names(page: html.HtmlElement) -> list[str]:
    """Return the names in a page's tables of relations, in order."""
    return [words(link) for link in page.xpath("//table//tbody/tr/th/a")]


def heading(page: html.HtmlElement) -> str:
    """Return the page's first heading."""
    return words(page.find(".//h1"))


def queries(client: Client, address: str) -> int:
    """Return how many queries a page asks, also when nothing is kept from earlier pages."""
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked.captured_queries)


def home_city(name: str = "Dortmund") -> Municipality:
    """Record the municipality whose register the settings name."""
    return MunicipalityFactory(
        identifier="dortmund", name={"de": name}, country=CountryFactory(code="DE")
    )


def partner(home: Municipality, number: int, on: str = "1977-07-04", **place: object) -> Relation:
    """Record a twinning abroad."""
    country = CountryFactory(code=("FR", "GB", "RU")[number % 3])
    city = MunicipalityFactory(country=country, latitude=40 + number % 20, **place)
    relation = RelationFactory(home=home, municipality=city)
    ActFactory(relation=relation, on=on, effects=Effects(phase=Phase.TWIN, bond=Status.ACTIVE))
    return relation
