"""Asking for everything that the public can ask for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urldefrag, urlsplit

from django.apps import apps
from django.conf import settings
from django.test import Client
from lxml import html

from weltoffen.records.models import Record
from weltoffen.relations.models import Theme
from weltoffen.relations.rules.counting import COUNTING_RULES

NOT_OURS = ("/desk/", "/documents/", "/static/", "/media/")
STARTS = (
    "/", "/de/", "/en/", "/de/uebersicht/", "/en/page-map/", "/robots.txt", "/sitemap.xml",
    "/de/partnerstaedte/?home=all", "/en/?on=nie", "/de/das-gibt-es-nicht/",
    "/en/no-such-page/", "/id/nichts",
)  # fmt: skip
DAYS = ("?on=1187-06-01", "?on=1990-01-01")


def crawled(starts: Iterable[str] = STARTS, *, follow: bool = True) -> dict[str, str]:
    """Return by address what is said there, headers included, following every link."""
    client = Client()
    said: dict[str, str] = {}
    ahead = list(starts)
    while ahead:
        address = ahead.pop()
        if address in said:
            continue
        answer = client.get(address)
        assert answer.status_code < 500, address
        text = b"".join(answer).decode() if answer.streaming else answer.content.decode()
        said[address] = f"{dict(answer.items())}\n{text}"
        if follow:
            ahead += [_of_this_site(answer.get("Location", "")) or address]
            ahead += _led_to(answer["Content-Type"], text)
    return said


def _led_to(media_type: str, text: str) -> list[str]:
    found: list[str] = []
    if media_type.startswith("text/html") and text:
        page = html.document_fromstring(text)
        found = page.xpath("//a/@href | //link[@rel='alternate' or @rel='canonical']/@href")
    elif media_type.startswith("application/xml"):
        found = re.findall(r"https?://[^<\"]+", text)
    elif media_type.startswith("application/json"):
        found = re.findall(rf"{re.escape(settings.WELTOFFEN_ADDRESS)}/id/[^\"]+", text)
    return [path for path in map(_of_this_site, map(str, found)) if path]


def _of_this_site(address: str) -> str:
    """Return the path of an address of this site that is public, else nothing."""
    bare = urldefrag(address.removeprefix(settings.WELTOFFEN_ADDRESS))[0]
    parts = urlsplit(bare)
    if parts.netloc or not bare.startswith("/") or bare.startswith(NOT_OURS):
        return ""
    return bare


def everything() -> dict[str, str]:
    """Return what is said anywhere: on all pages, on other days, and as documents."""
    pages = crawled()
    plain = {address for address in pages if "?" not in address}
    on_days = [page + day for page in plain if page.startswith("/de/") for day in DAYS]
    documents = [
        f"/id/{identifier}{ending}"
        for identifier in (*identifiers(), *COUNTING_RULES)
        for ending in ("", ".json", ".json?lang=en&on=1990-01-01")
    ]
    return pages | crawled(on_days, follow=False) | crawled(documents, follow=False)


def identifiers() -> list[str]:
    """Return every public identifier that there is."""
    kinds = [m for m in apps.get_models() if issubclass(m, Record) and m.PUBLIC_FIELDS]
    public = [
        kind._default_manager.filter(visibility="public").values_list("identifier", flat=True)
        for kind in kinds
    ]
    return [identifier for found in public for identifier in found] + list(
        Theme.objects.values_list("identifier", flat=True)
    )
