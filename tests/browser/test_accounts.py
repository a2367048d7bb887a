"""Accounts in a browser: from the link to work, and that each page is accessible."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_bench import sign_in
from tests.browser.test_desk_pages import judged

PASSWORD = "sieben Kraniche am See"


def test_an_account_is_opened_by_one_and_used_by_another(visit, browser, served, administration):
    page = sign_in(visit, administration)
    page.goto(f"{served.address}/desk/accounts/_add/")
    page.get_by_label("Anmeldename").fill("a.weber")
    page.get_by_label("Vorname").fill("Anna")
    page.locator("select[name=role]").select_option("reader")
    page.get_by_role("button", name="Konto öffnen und einladen").click()
    link = page.get_by_label("Dieser Link wird nur jetzt gezeigt.").input_value()
    assert judged(page) == []

    context = browser.new_context(locale="de-DE")
    other = context.new_page()
    other.goto(link)
    assert judged(other) == []
    other.locator("[name=password]").fill("kurz")
    other.locator("[name=again]").fill("kurz")
    other.get_by_role("button", name="Passwort setzen").click()
    expect(other.get_by_text("zu kurz")).to_be_visible()
    other.locator("[name=password]").fill(PASSWORD)
    other.locator("[name=again]").fill(PASSWORD)
    other.get_by_role("button", name="Passwort setzen").click()
    expect(other.get_by_text("Ihr Passwort ist gesetzt")).to_be_visible()
    other.get_by_label("Anmeldename").fill("a.weber")
    other.get_by_label("Passwort").fill(PASSWORD)
    other.get_by_role("button", name="Anmelden", exact=True).click()
    expect(other).to_have_url(re.compile(r"/desk/$"))
    other.goto(link)
    expect(other.get_by_text("schon angenommen")).to_be_visible()
    assert judged(other) == []
    context.close()


@pytest.mark.parametrize("name", ["", "edit", "role", "invite", "close", "sessions", "factors"])
def test_each_page_of_an_account_is_accessible(visit, served, administration, name):
    page = sign_in(visit, administration)
    page.goto(f"{served.address}/desk/accounts/")
    page.get_by_role("link", name=served.username, exact=True).click()
    if name:
        page.goto(f"{page.url}{name}/")
    assert judged(page) == []


@pytest.mark.parametrize("path", ["/desk/accounts/", "/desk/accounts/_add/", "/desk/sessions/"])
def test_the_list_the_form_and_ones_own_sessions_are_accessible(
    visit, served, administration, path
):
    page = sign_in(visit, administration)
    page.goto(f"{served.address}{path}")
    assert judged(page) == []
