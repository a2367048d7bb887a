"""The search's dialog in a browser: by keyboard alone, and back to where one was."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.test_bench import RULES, sign_in

pytestmark = pytest.mark.browser


def test_one_finds_a_partner_from_any_page_by_keyboard(visit, served):
    page = sign_in(visit, served)
    page.goto(served.address + "/desk/sources/")
    before = page.locator("#id_q").first
    before.focus()
    page.keyboard.press("Control+k")
    field = page.get_by_role("combobox", name="Im ganzen Register suchen")
    expect(field).to_be_focused()
    page.keyboard.type("amie")
    first = page.get_by_role("option").first
    expect(first).to_contain_text("Dortmund – Amiens", timeout=15_000)
    page.keyboard.press("ArrowDown")
    expect(first).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", first.get_attribute("id"))
    expect(field).to_be_focused()
    assert Axe().run(page, options=RULES).response["violations"] == []
    page.keyboard.press("Escape")
    expect(before).to_be_focused()
    page.keyboard.press("Control+k")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(served.address + "/desk/relations/dortmund-amiens/", timeout=15_000)
