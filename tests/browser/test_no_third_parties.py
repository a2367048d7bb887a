"""The desk asks nobody else either; the portal's pages are held in ``test_every_page.py``."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from playwright.sync_api import expect

MOST = 160
"""So many pages are visited, those that stand nearest to the desk's first page first."""
KIND = re.compile(r"/(?:[\w-]*\d[\w-]*|[a-z0-9]+(?:-[a-z0-9]+)+)(?=/)")
"""The part of an address that names one record: pages that differ only in it are of one kind."""
LEAVES = ("/desk/logout/", "/desk/password")


def _kinds_led_to(page) -> dict[str, str]:
    addresses = page.locator("a[href]").evaluate_all("links => links.map(link => link.href)")
    paths = [urlsplit(address).path for address in addresses]
    return {
        KIND.sub("/*", path): path
        for path in paths
        if path.startswith("/desk/") and not path.startswith(LEAVES)
    }


def test_no_page_of_the_desk_asks_another_host(visit, served):
    page = visit.to("/desk/")
    page.locator('input[name="username"]').fill(served.username)
    page.locator('input[name="password"]').fill(served.password)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"^[^?]*/desk/$"), timeout=30_000)
    # The address stands there before the page does, and its menu is drawn after both.
    expect(page.locator('a[href$="/desk/relations/"]').first).to_be_attached(timeout=30_000)
    seen: set[str] = {"/desk/"}
    ahead = _kinds_led_to(page)
    while ahead and len(seen) < MOST:
        kind = next(iter(ahead))
        path = ahead.pop(kind)
        if kind in seen:
            continue
        seen.add(kind)
        page.goto(served.address + path, wait_until="load")
        ahead |= _kinds_led_to(page)
    assert {"/desk/relations/", "/desk/sources/", "/desk/relations/*/edit/"} <= seen
    assert visit.hosts == {"127.0.0.1"}
