"""Every kind of page of the desk once: accessible in light and dark, nothing cut off, at home."""

from __future__ import annotations

import re
from urllib.parse import urldefrag, urlsplit

from axe_playwright_python.sync_playwright import Axe
from django.urls import Resolver404, resolve

from tests.browser.test_bench import sign_in
from tests.browser.test_signing_in import sign_in_with_an_app

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
WAGTAILS_OWN = {"wagtailadmin_home"}
"""Of Wagtail's own pages only those that we fill."""
FILES = re.compile(r"export=|/file/|/export/|\.(?:ics|xlsx|csv|md|pdf)\b")
NOT_WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
TOO_MANY = 400


def view_of(address: str) -> str:
    """Return the name of the view behind an address, ``""`` where it is none of ours."""
    try:
        found = resolve(urlsplit(address).path)
    except Resolver404:
        return ""
    ours = found.view_name.startswith("desk:") or found.view_name in WAGTAILS_OWN
    return found.view_name if ours and not FILES.search(address) else ""


def new_among(links: list[str], host: str, known: set[str]) -> dict[str, str]:
    """Return one address for every view that is not known yet, by its name."""
    found: dict[str, str] = {}
    for link in links:
        address = urldefrag(link)[0]
        if urlsplit(address).netloc != host:
            continue
        name = view_of(address)
        if name and name not in known:
            found.setdefault(name, address)
    return found


def judged(page) -> list[str]:
    """Return what is wrong with the page that is open."""
    found = [
        f"{each['id']}: {each['nodes'][0]['html'][:120]}"
        for each in Axe().run(page, options=RULES).response["violations"]
    ]
    page.emulate_media(color_scheme="dark")
    found += [
        f"dark {each['id']}: {each['nodes'][0]['html'][:120]}"
        for each in Axe().run(page, options=COLOURS).response["violations"]
    ]
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 320, "height": 700})
    if (over := page.evaluate(NOT_WIDER)) > 0:
        found.append(f"{over} px wider than 320 px")
    page.set_viewport_size({"width": 1280, "height": 900})
    return found


def crawled(page, host: str, first: str, only: str = "") -> tuple[set[str], dict[str, list[str]]]:
    """Open every kind of page that can be reached from one; return which, and what is wrong.

    ``only`` is how the names of views begin to which links are followed.
    """
    waiting = {view_of(first): first}
    seen: set[str] = set()
    wrong: dict[str, list[str]] = {}
    while waiting and len(seen) < TOO_MANY:
        name, address = waiting.popitem()
        seen.add(name)
        answer = page.goto(address)
        if answer is None or answer.status != 200:
            wrong[address] = [f"answered {answer and answer.status}"]
            continue
        if "html" not in answer.headers.get("content-type", ""):
            continue
        if found := judged(page):
            wrong[address] = found
        links = page.locator("a[href]").evaluate_all("links => links.map(link => link.href)")
        found_here = new_among(links, host, seen | set(waiting))
        waiting |= {name: at for name, at in found_here.items() if name.startswith(only)}
    return seen, wrong


def test_every_kind_of_page_of_the_desk_can_be_used_by_all(visit, served):
    page = sign_in(visit, served)
    host = urlsplit(served.address).netloc
    seen, wrong = crawled(page, host, f"{served.address}/desk/")
    assert wrong == {}
    assert visit.hosts == {"127.0.0.1"}
    assert len(seen) > 60, sorted(seen)


def test_the_pages_that_only_the_protocol_sees_can_be_used_by_all(visit, served):
    """Those of names, which no page of the coordination leads to: reached past a second factor."""
    page = sign_in_with_an_app(visit, served.with_account("protokoll", "protocol"))
    host = urlsplit(served.address).netloc
    first = f"{served.address}/desk/encounters/beispiel-woche-der-partnerstaedte/names/"
    seen, wrong = crawled(page, host, first, only="desk:encounters-")
    assert wrong == {}
    assert {f"desk:encounters-{verb}" for verb in (
        "names", "name", "paste", "until", "participants-edit", "participants-delete",
    )} <= seen  # fmt: skip
