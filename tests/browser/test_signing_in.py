"""Signing in with a passkey and with an authenticator app, in a browser with a virtual key."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.test_bench import sign_in

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def at_localhost(served):
    """Passkeys belong to names; an address in numbers has none."""
    return served.address.replace("127.0.0.1", "localhost")


@pytest.fixture
def window(browser, served):
    context = browser.new_context(locale="de-DE", base_url=at_localhost(served))
    page = context.new_page()
    chromium = context.new_cdp_session(page)
    chromium.send("WebAuthn.enable")
    chromium.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    yield page
    context.close()


def type_password(page, served):
    page.goto("/desk/login/")
    page.get_by_label("Anmeldename").fill(served.username)
    page.get_by_label("Passwort").fill(served.password)
    page.get_by_role("button", name="Anmelden", exact=True).click()
    expect(page).to_have_url(re.compile(r"/desk/$"))


def sign_in_with_an_app(visit, served):
    """Sign in with a role that demands a second factor, and set up an authenticator app."""
    page = visit.to("/desk/login/")
    page.get_by_label("Anmeldename").fill(served.username)
    page.get_by_label("Passwort").fill(served.password)
    page.get_by_role("button", name="Anmelden", exact=True).click()
    expect(page.get_by_text("Ihre Rolle braucht einen zweiten Faktor")).to_be_visible()
    page.goto(f"{served.address}/desk/signin/second/totp/activate/")
    page.get_by_label("Passwort").fill(served.password)
    page.locator("main form button[type=submit]").click()
    expect(page).to_have_url(re.compile(r"totp/activate/$"))
    shown = page.locator("input").evaluate_all("fields => fields.map(field => field.value)")
    secret = next(value for value in shown if re.fullmatch(r"[A-Z2-7]{16,}", value))
    counter = next(iter(yield_hotp_counters_from_time()))
    page.locator('input[name="code"]').fill(format_hotp_value(hotp_value(secret, counter)))
    page.locator("main form button[type=submit]").click()
    expect(page).not_to_have_url(re.compile(r"totp/activate/$"))
    return page


def test_a_passkey_is_set_up_lets_in_and_is_taken_away(window, served):
    page = window
    served = served.with_account("passkey", "coordinator")
    type_password(page, served)
    page.goto("/desk/signin/second/webauthn/add/")
    page.get_by_label("Passwort").fill(served.password)
    page.locator("main form button[type=submit]").click()
    expect(page).to_have_url(re.compile(r"webauthn/add/$"))
    page.locator('input[name="name"]').fill("Diensthandy")
    expect(page.locator('input[name="passwordless"]')).to_be_checked()
    page.locator("#mfa_webauthn_add").click()
    expect(page).not_to_have_url(re.compile(r"webauthn/add/$"))

    page.context.clear_cookies()
    page.goto("/desk/login/")
    page.get_by_role("button", name="Mit Passkey anmelden").click()
    expect(page).to_have_url(re.compile(r"/desk/$"))
    expect(page.get_by_role("heading", name="Heute")).to_be_visible()

    page.goto("/desk/signin/second/webauthn/")
    expect(page.get_by_text("Diensthandy", exact=True)).to_be_visible()
    page.locator('a[href*="/remove/"]').first.click()
    if "again" in page.url or "reauthenticate" in page.url:
        page.get_by_label("Passwort").fill(served.password)
        page.locator("main form button[type=submit]").first.click()
    page.locator("main form button[type=submit]").first.click()
    expect(page.get_by_text("Diensthandy", exact=True)).to_have_count(0)


@pytest.mark.parametrize(
    "path",
    [
        "/desk/login/",
        "/desk/signin/second/",
        "/desk/signin/password/",
        "/desk/signin/inactive/",
        "/desk/signin/logout/",
        "/desk/signin/again/",
        "/desk/signin/second/webauthn/",
    ],
)
def test_every_page_of_signing_in_is_accessible(visit_in, look, served, path):
    page = visit_in.page
    if path != "/desk/login/":
        sign_in(visit_in, served)
    visit_in.to(path)
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()
    wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wider) <= 0
    assert visit_in.hosts == {"127.0.0.1"}
