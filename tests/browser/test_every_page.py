"""Every kind of page, in light, dark and narrow: accessible, self-contained, nothing cut off."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

KINDS = {
    "home": "/de/",
    "home-en": "/en/",
    "partner-cities": "/de/partnerstaedte/",
    "partner-cities-on": "/de/partnerstaedte/?on=2018-12-31",
    "partner-cities-bad-day": "/de/partnerstaedte/?on=2018-02-31",
    "projects": "/de/projektpartnerschaften/",
    "networks": "/de/netzwerke-und-chartas/",
    "relation-resting": "/de/beziehungen/dortmund-rostow-am-don/",
    "relation-on": "/de/beziehungen/dortmund-kumasi/?on=2021-01-01",
    "relation-en": "/en/relations/dortmund-kumasi/",
    "network": "/de/beziehungen/dortmund-eurocities/",
    "charter": "/de/beziehungen/dortmund-integrating-cities-charter/",
    "counting": "/de/wie-wir-zaehlen/",
    "counting-rule": "/de/wie-wir-zaehlen/partner-cities/?on=2025-06-01",
    "ledger": "/de/widersprueche/",
    "sources": "/de/quellen/",
    "office": "/de/buero/",
    "themes": "/de/themen/",
    "page-map": "/de/uebersicht/",
    "imprint": "/de/impressum/",
    "privacy": "/de/datenschutz/",
    "accessibility": "/de/barrierefreiheit/",
    "not-found": "/de/beziehungen/dortmund-rostock/",
}
DETAILS = {
    "disagreement": ("/de/widersprueche/", "/de/widersprueche/"),
    "source": ("/de/quellen/", "/de/quellen/"),
    "theme": ("/de/themen/", "/de/themen/"),
    "organisation": ("/de/buero/", "/de/organisationen/"),
}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def _judge(visit, look):
    page = visit.page
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()
    overflow = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert overflow <= 0, f"{overflow} px wider than the {look} screen"
    assert visit.hosts == {"127.0.0.1"}
    expected = [c for c in visit.complaints if "404" in c]
    assert visit.complaints == expected


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_page_is_accessible_and_asks_nobody_else(visit_in, look, kind):
    page = visit_in.to(KINDS[kind])
    assert page.locator("h1").count() == 1
    _judge(visit_in, look)


@pytest.mark.parametrize("kind", sorted(DETAILS))
def test_detail_page_reached_by_a_link_is_accessible(visit_in, look, kind):
    listing, prefix = DETAILS[kind]
    page = visit_in.to(listing)
    addresses = page.locator(f'main a[href^="{prefix}"]').evaluate_all(
        "links => links.map(link => link.getAttribute('href').split('#')[0])"
    )
    address = next((found for found in addresses if len(found) > len(prefix)), None)
    assert address, f"no link to a {kind} on {listing}"
    visit_in.to(address)
    _judge(visit_in, look)


def test_portal_works_and_says_the_same_without_scripts(browser, served):
    context = browser.new_context(java_script_enabled=False, locale="de-DE")
    page = context.new_page()
    for path in ("/de/", "/de/partnerstaedte/", "/de/beziehungen/dortmund-rostow-am-don/"):
        page.goto(served.address + path)
        assert page.locator("script").count() == 0
        assert page.locator("main h1").is_visible()
    context.close()
