"""What people come for, done as they would do it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect


def test_press_asks_how_many_partner_cities_there_were_on_a_day(visit):
    page = visit.to("/de/")
    page.get_by_role("navigation").get_by_role(
        "link", name="Partnerstädte", exact=True
    ).first.click()
    page.get_by_label("Stand am").fill("2018-12-31")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"on=2018-12-31"))
    expect(page.locator("main")).to_contain_text("31. Dezember 2018")
    expect(page.locator("main")).to_contain_text(re.compile(r"\b9\b"))
    expect(page.locator("main table").first).not_to_contain_text("Kumasi")
    expect(page.locator("main table").first).to_contain_text("Trabzon")


def test_citizen_learns_what_rests_with_rostow_since_when_and_by_which_resolution(visit):
    page = visit.to("/de/partnerstaedte/")
    page.locator("main table").get_by_role("link", name=re.compile("Rostow")).first.click()
    main = page.locator("main")
    expect(main).to_contain_text("ruht")
    expect(main).to_contain_text("31. März 2022")
    source = main.locator('a[href^="#"]', has_text=re.compile("Beleg|Quelle")).first
    source.click()
    expect(page).to_have_url(re.compile("#"))


def test_reader_sees_that_the_accession_to_integrating_cities_has_no_date(visit):
    page = visit.to("/de/beziehungen/dortmund-integrating-cities-charter/")
    expect(page.locator("main")).to_contain_text(re.compile("unbekannt|nicht bekannt"))


def test_language_switch_keeps_page_and_day(visit):
    page = visit.to("/de/partnerstaedte/?on=2018-12-31")
    page.get_by_role("link", name="English").first.click()
    expect(page).to_have_url(re.compile(r"/en/partner-cities/\?on=2018-12-31"))
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_map_marks_lead_to_the_partner(visit):
    page = visit.to("/de/partnerstaedte/")
    mark = page.locator('main svg a[href*="dortmund-kumasi"]').first
    mark.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("dortmund-kumasi"))


def test_keyboard_alone_reaches_content_and_every_stop_is_visible(visit):
    page = visit.to("/de/partnerstaedte/")
    page.keyboard.press("Tab")
    skip = page.evaluate("document.activeElement.getAttribute('href')")
    assert skip
    assert skip.startswith("#")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
    for _ in range(12):
        box = page.evaluate(
            """() => { const here = document.activeElement, box = here.getBoundingClientRect();
                       const style = getComputedStyle(here);
                       // The button inside a date field is the browser's own, ring included.
                       const own = here.type === "date" && !here.matches(":focus-visible");
                       return [box.width, box.height, own ? "own" : style.outlineStyle,
                               style.boxShadow] }"""
        )
        assert min(box[:2]) > 0
        assert box[2:] != ["none", "none"], "the focus cannot be seen"
        page.keyboard.press("Tab")


def test_permanent_address_leads_to_the_page_and_to_json(visit, served):
    page = visit.to("/id/dortmund-rostow-am-don")
    expect(page).to_have_url(re.compile("/de/beziehungen/dortmund-rostow-am-don/"))
    answer = page.request.get(
        served.address + "/id/dortmund-rostow-am-don", headers={"Accept": "application/json"}
    )
    assert answer.ok
    assert answer.json()["identifier"] == "dortmund-rostow-am-don"


@pytest.fixture
def desk(visit, served):
    """The desk, signed in."""
    page = visit.to("/desk/")
    page.locator('input[name="username"]').fill(served.username)
    page.locator('input[name="password"]').fill(served.password)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"^[^?]*/desk/$"), timeout=30_000)
    return page


@pytest.mark.parametrize("width", [1280, 420])
def test_a_long_name_stands_whole_in_the_head_of_its_sheet(desk, served, width):
    desk.set_viewport_size({"width": width, "height": 800})
    desk.goto(served.address + "/desk/organisations/dortmund-buero-internationale-beziehungen/")
    name = desk.locator(".w-slim-header nav li:last-child")
    expect(name).to_contain_text("Büro für Internationale Beziehungen")
    whole = name.evaluate(
        """one => {
            for (let box = one; !box.matches("header"); box = box.parentElement)
                if (box.scrollWidth > box.clientWidth + 1) return box.className;
            return one.getBoundingClientRect().right <= innerWidth;
        }"""
    )
    assert whole is True


LISTS = ("acts/", "relations/", "relations/dortmund-rostow-am-don/", "proposals/", "reading/")


@pytest.mark.parametrize("width", [1280, 900, 320])
def test_no_list_of_the_desk_is_cut_off(desk, served, width):
    desk.set_viewport_size({"width": width, "height": 800})
    cut = {}
    for path in LISTS:
        desk.goto(f"{served.address}/desk/{path}")
        over = desk.evaluate(
            """() => [document.documentElement, ...document.querySelectorAll("main .desk-scroll")]
                .map(box => box.scrollWidth - box.clientWidth)"""
        )
        cut |= {path: over} if max(over) > 0 else {}
    assert cut == {}


def test_coordinator_signs_in_and_finds_a_relation(desk, served):
    expect(desk.locator("html")).to_have_attribute("lang", re.compile("^de"))
    desk.goto(served.address + "/desk/relations/")
    expect(desk.locator("main")).to_contain_text("Rostow")


def test_wrong_password_is_refused(visit):
    page = visit.to("/desk/")
    page.locator('input[name="username"]').fill("wer-auch-immer")
    page.locator('input[name="password"]').fill("falsch")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("login"))
