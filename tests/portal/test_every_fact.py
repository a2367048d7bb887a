"""Every number and date of the register, on any page, leads to its sources in one click.

All pages are read as a reader finds them, by following links. What says a year or a day must lie in
a link to its sources, or stand in the same line (of a table, a list, a paragraph) as one. Such a
link is followed in turn: there a passage must stand, or a list whose lines lead to passages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urldefrag, urlsplit

import pytest
import time_machine
from django.test import Client
from lxml import html

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]

TODAY = "2026-11-22"
DATE = re.compile(r"\b(1[89]|20)\d\d\b")
NO_DATES = re.compile(
    r"22\.? November 2026|2030[- ]Agenda|Ruhr ?2010|https?://\S+|\d{4}-\d\d-\d\d|31\.12\.2018"
)
"""The day that is asked for, names with a year in them, addresses, examples of what to type."""
LINES = ("tr", "li", "dd", "p", "figcaption", "caption", "summary", "h2", "h3", "hgroup")
LINE_CLASSES = ("wo-said", "wo-notice", "wo-evidence")
"""What is one statement with its sources, though it has several paragraphs."""
NUMBERS = (
    "wo-count__number", "wo-head__count", "wo-total__figure", "wo-rule__number", "wo-field__count",
    "wo-goal__count",
)  # fmt: skip
ASKED = ("wo-banner", "wo-day", "wo-days", "wo-filter")
"""What repeats the day that the reader asks for, and offers others."""
SAID_ITSELF = ("wo-passage", "wo-facts", "wo-permanent", "wo-commands", "wo-editorial")
"""What is itself the source panel, an address, or an editorial text."""
PANELS = re.compile(
    r"/(quellen|sources)/[^/]+/|/(widersprueche|disagreements)/[^/]+/|/(themen|themes)/[^/]+/"
    r"|/(wie-wir-zaehlen|how-we-count)/[^/]+/"
)
"""Pages on which passages stand, or lists whose lines lead to them."""


class Reader:
    """Reads each page once."""

    def __init__(self) -> None:
        self.client = Client()
        self.pages: dict[str, Any] = {}

    def page(self, address: str) -> Any:
        if address not in self.pages:
            answer = self.client.get(address)
            is_page = answer.status_code == 200 and "html" in answer["Content-Type"]
            self.pages[address] = (
                html.document_fromstring(answer.content.decode()) if is_page else None
            )
        return self.pages[address]

    def links(self, address: str) -> Iterator[str]:
        page = self.page(address)
        for href in page.xpath("//a/@href") if page is not None else ():
            path = urldefrag(href)[0]
            if path.startswith("?"):
                path = urlsplit(address).path + path
            if path.startswith(("/de/", "/en/")):
                yield path

    def crawl(self, start: str) -> list[str]:
        """Return the addresses of all pages, each once and not again for every day."""
        found, waiting = [], [start]
        seen = {urlsplit(start).path}
        while waiting:
            address = waiting.pop()
            found.append(address)
            for link in self.links(address):
                if urlsplit(link).path not in seen and "?" not in link:
                    seen.add(urlsplit(link).path)
                    waiting.append(link)
        return found


def _is_inside(element: Any, classes: tuple[str, ...]) -> bool:
    chain = [element, *element.iterancestors()]
    return any(set((one.get("class") or "").split()) & set(classes) for one in chain)


def _said(element: Any) -> str:
    return " ".join(element.text_content().split())


def _has_class(element: Any, classes: tuple[str, ...]) -> bool:
    return bool(set((element.get("class") or "").split()) & set(classes))


def _facts(page: Any) -> Iterator[Any]:
    """Yield the elements whose own words say a date or a number of the register.

    The first heading is left out: it is what the page is about.
    """
    for element in page.find(".//main").iter():
        around = [element, *element.iterancestors()]
        if any(one.tag in ("svg", "code", "form", "h1") for one in around):
            number = _has_class(element, NUMBERS) and element.tag == "a"
            if not number:
                continue
        own = " ".join([element.text or "", *(child.tail or "" for child in element)])
        if _has_class(element, NUMBERS) or DATE.search(NO_DATES.sub("", own)):
            yield element


def _line(element: Any) -> Any:
    """Return the line in which a fact stands: one statement, a row, an entry, a paragraph."""
    around = [element, *element.iterancestors()]
    for wanted in (
        lambda one: _has_class(one, LINE_CLASSES),
        lambda one: one.tag in ("tr", "li"),
        lambda one: one.tag in LINES,
    ):
        found = next(filter(wanted, around), None)
        if found is not None:
            return found
    return element


def _proves(reader: Reader, address: str, href: str) -> bool:
    """Say whether a link leads to a source panel, by going there."""
    path, fragment = urldefrag(href)
    if path.startswith("?"):
        path = urlsplit(address).path + path
    page = reader.page(path or address)
    if page is None:
        return False
    if fragment:
        there = page.xpath("//*[@id=$name]", name=fragment)
        if not there:
            return False
        place = there[0]
        section = next((a for a in place.iterancestors() if a.tag == "section"), place)
        where = place if fragment.startswith(("act-", "passage-")) else section
        return bool(
            where.xpath("descendant-or-self::article[contains(@class, 'wo-passage')]")
        ) or any("#passage-" in link or "#act-" in link for link in where.xpath(".//a/@href"))
    return bool(PANELS.search(path)) or bool(re.search(r"\?on=\d", href))


def _is_proven(reader: Reader, address: str, element: Any) -> bool:
    own = [one for one in (element, *element.iterancestors()) if one.tag == "a"]
    line = _line(element)
    if line.xpath(".//article[contains(@class, 'wo-passage')]"):
        return True
    links = [*own, *line.iter("a")]
    return any(_proves(reader, address, link.get("href") or "") for link in links)


def _exempt(element: Any) -> bool:
    return _is_inside(element, ASKED + SAID_ITSELF)


@time_machine.travel(TODAY)
@pytest.mark.parametrize("start", ["/de/", "/en/"])
def test_every_date_and_number_leads_to_its_sources(start: str) -> None:
    reader = Reader()
    bare = set()
    pages = [page for page in reader.crawl(start) if page.startswith(start)]
    assert len(pages) > 100
    for address in pages:
        page = reader.page(address)
        if page is None or page.find(".//main") is None:
            continue
        for element in _facts(page):
            if not _exempt(element) and not _is_proven(reader, address, element):
                bare.add((address, element.tag, element.get("class") or "", _said(element)[:80]))
    assert not bare, "\n".join(map(str, sorted(bare)))
