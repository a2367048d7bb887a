"""Pages against a bare view: how much more than Django itself a page costs.

A request goes in where the server hands it to Django and the response is read to its end, through
the whole middleware. The bare view stands behind the same middleware and returns the same bytes
from memory.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, path, reverse
from django.utils import translation

from weltoffen.bench.timing import medians

LANGUAGE = "de"
ROUNDS = 30


@dataclass(frozen=True, slots=True)
class Page:
    """A page to measure, by the name of its view; ``query`` begins with ``?``."""

    name: str
    view: str
    arguments: tuple[str, ...] = ()
    query: str = ""

    @property
    def address(self) -> str:
        """Return the address, as a browser asks for it."""
        with translation.override(LANGUAGE):
            return reverse(self.view, args=self.arguments) + self.query


PAGES = (
    Page("Liste der Partnerstädte", "portal:partner-cities"),
    Page("Seite einer Partnerstadt", "portal:relation", ("dortmund-rostow-am-don",)),
)
"""The pages whose speed is promised."""
ALL_HOMES = Page("Liste aller Städte", "portal:partner-cities", query="?home=all")


@dataclass(frozen=True, slots=True)
class PageTimes:
    """A page's median and the bare view's, in seconds; how many queries; how many bytes."""

    page: float
    bare: float
    queries: int
    size: int

    @property
    def ratio(self) -> float:
        """Return how many times the bare view's time the page takes."""
        return self.page / self.bare


class Door:
    """Django as the server sees it."""

    def __init__(self) -> None:
        self._handler = WSGIHandler()
        self._bodies: list[tuple[bytes, str]] = []
        # First in the list, so that no other address is compared before it.
        get_resolver().url_patterns.insert(0, path(f"{LANGUAGE}/bench/<int:number>/", self._bare))

    def _bare(self, request: HttpRequest, number: int) -> HttpResponse:
        body, media_type = self._bodies[number]
        return HttpResponse(body, content_type=media_type)

    def keep(self, body: bytes, media_type: str) -> str:
        """Keep bytes for the bare view; returns the address at which it gives them out."""
        self._bodies.append((body, media_type))
        return f"/{LANGUAGE}/bench/{len(self._bodies) - 1}/"

    def get(self, address: str, cookie: str = "") -> tuple[int, Mapping[str, str], bytes]:
        """Ask for a page; returns status, headers and body. ``cookie`` is what a browser sends."""
        answered: dict[str, Any] = {}

        def start_response(
            status: str, headers: list[tuple[str, str]], exc_info: Any = None, /
        ) -> Callable[[bytes], object]:
            answered.update(status=int(status.split()[0]), headers=dict(headers))
            return lambda _written: None

        asked = _environ(address) | ({"HTTP_COOKIE": cookie} if cookie else {})
        response = self._handler(asked, start_response)
        try:
            body = b"".join(response)
        finally:
            response.close()
        return answered["status"], answered["headers"], body


def _environ(address: str) -> dict[str, Any]:
    way, _, query = address.partition("?")
    host = settings.ALLOWED_HOSTS[0]
    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": way,
        "QUERY_STRING": query,
        "SERVER_NAME": host,
        "SERVER_PORT": "80",
        "HTTP_HOST": host,
        "HTTP_ACCEPT": "text/html",
        "HTTP_ACCEPT_LANGUAGE": LANGUAGE,
        "wsgi.input": io.BytesIO(),
        "wsgi.url_scheme": "http",
    }


def measure_pages(door: Door, pages: Sequence[Page]) -> dict[str, PageTimes]:
    """Return the times of pages and of their bare views, all taken in turns."""
    works = {}
    sizes = {}
    for page in pages:
        body, media_type = _fetched(door, page.address)
        sizes[page.name] = len(body)
        works[page.name] = _asking(door, page.address)
        works[f"{page.name} bare"] = _asking(door, door.keep(body, media_type))
    found = medians(works, rounds=ROUNDS)
    return {
        page.name: PageTimes(
            page=found[page.name],
            bare=found[f"{page.name} bare"],
            queries=_queries(door, page.address),
            size=sizes[page.name],
        )
        for page in pages
    }


def _fetched(door: Door, address: str) -> tuple[bytes, str]:
    status, headers, body = door.get(address)
    if status != 200:
        raise RuntimeError(f"{address}: HTTP {status}")
    return body, headers["Content-Type"]


def _asking(door: Door, address: str) -> Callable[[], None]:
    def ask() -> None:
        # Uncached: what an earlier request left in a cache does not count.
        for cache in caches.all(initialized_only=True):
            cache.clear()
        door.get(address)

    return ask


def _queries(door: Door, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        door.get(address)
    return len(captured)
