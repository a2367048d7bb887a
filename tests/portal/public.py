"""Reading pages back in tests."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

HOSTILE = "</title><script>alert(1)</script>'\"&<img src=x onerror=y>"
"""A text that wants to be more than a text."""
MOST_QUERIES = 10


def get(path: str, status: int = 200, **headers: str) -> html.HtmlElement:
    """Ask for a page as a reader does, check what holds for every answer, and parse it."""
    response = Client(headers=headers).get(path)
    assert response.status_code == status, (path, response.status_code)
    assert not response.cookies, "public pages set no cookie"
    page = html.document_fromstring(response.content.decode())
    check(page)
    return page


def check(page: html.HtmlElement) -> None:
    """Check what holds for every page: one first heading, ids once, no script, nothing inline."""
    assert len(page.xpath("//h1")) == 1
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids)), sorted(i for i in ids if ids.count(i) > 1)
    assert not page.xpath("//script | //style | //@style | //@onerror | //@onload")
    assert not [href for href in page.xpath("//a/@href") if href.startswith("javascript:")]


def said(page: html.HtmlElement, path: str = "//main") -> str:
    """Return the words at an XPath with single spaces."""
    return " ".join(" ".join(found.text_content() for found in page.xpath(path)).split())


def queries(path: str, **headers: str) -> list[str]:
    """Return the SQL that a page asks, once what is kept between requests is there."""
    client = Client(headers=headers)
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200, path
    return [
        query["sql"]
        for query in captured.captured_queries
        if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))
    ]


def links(page: html.HtmlElement, path: str = "//main//a") -> dict[str, Any]:
    """Return address by text of the links at an XPath."""
    return {" ".join(a.text_content().split()): a.get("href") for a in page.xpath(path)}
