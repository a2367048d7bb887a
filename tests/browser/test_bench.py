"""The review bench in a browser: a text is read, decided about by keyboard, and cited."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

TEXT = """Freunde in der Welt

Dortmund pflegt seit 1984 eine Städtepartnerschaft mit Lyon in Frankreich.
Mit Halle besteht seit 1990 eine Städtefreundschaft.
Seit 2009 gibt es eine Projektpartnerschaft mit Tours, Frankreich.
Seit 2011 besteht eine Städtepartnerschaft mit Turin, Italien.
Seit 2013 besteht eine Städtepartnerschaft mit Gdynia, Polen.
"""
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def sign_in(visit, served):
    page = visit.to("/desk/")
    page.locator('input[name="username"]').fill(served.username)
    page.locator('input[name="password"]').fill(served.password)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"^[^?]*/desk/$"), timeout=30_000)
    return page


def say_it_is_ours(page):
    """Say whose word a text is, and what: nothing is chosen beforehand."""
    page.locator('select[name="publisher_side"]').select_option("home")
    page.locator('select[name="source_kind"]').select_option("web-page")


def paste(page, served, text, name):
    """Let a pasted text be read, wait until it was, and open its proposals."""
    page.goto(served.address + "/desk/reading/")
    page.locator('textarea[name="pasted"]').fill(text)
    page.locator('input[name="pasted_name"]').fill(name)
    say_it_is_ours(page)
    page.get_by_role("button", name="Lesen", exact=True).click()
    # The page of the run looks again by itself.
    expect(page.locator("[data-desk-live=no]")).to_contain_text("Fertig", timeout=30_000)
    page.locator("td.title a").first.click()
    expect(page.locator(".desk-bench")).to_be_visible()


def press(page, key):
    """Press a key of the bench; the page listens when its scripts have come, which come last."""
    page.wait_for_load_state("load")
    page.keyboard.press(key)


def icon_heights(page):
    """Return the heights in pixels of all icons in buttons of the page that are seen."""
    icons = page.locator("main .button .icon:visible")
    return [box["height"] for each in icons.all() if (box := each.bounding_box())]


def current(page):
    return page.locator("[data-desk-card][open]")


@pytest.fixture
def desk(visit, served):
    """The desk, signed in."""
    return sign_in(visit, served)


def test_a_text_is_read_decided_by_keyboard_and_cited_at_the_right_words(desk, served, visit):
    page = desk
    paste(page, served, TEXT, "Rede zum Partnerschaftstag")

    expect(current(page)).to_contain_text("Lyon")
    expect(page.locator("mark.is-current")).to_contain_text("Lyon")
    press(page, "j")
    expect(current(page)).to_contain_text("Halle")
    press(page, "k")
    expect(current(page)).to_contain_text("Lyon")
    assert current(page).locator("summary").first.evaluate("one => one === document.activeElement")

    press(page, "a")  # accept
    expect(page.locator("[data-desk-last]")).to_contain_text("Lyon")
    expect(current(page)).to_contain_text("Halle")

    press(page, "a")  # its place is unclear: it has to be chosen
    page.get_by_label("Halle (Saale)").check()
    page.get_by_role("button", name="So annehmen").first.click()
    expect(page.locator("[data-desk-last]")).to_contain_text("geändert angenommen")
    expect(current(page)).to_contain_text("Tours")

    press(page, "r")
    page.keyboard.type("Das Projekt ist länger vorbei als jede Akte")
    field = current(page).get_by_label("Warum nicht?")
    letters = field.evaluate("one => parseFloat(getComputedStyle(one).fontSize)")
    assert letters <= 16
    assert field.bounding_box()["height"] >= 3 * letters
    press(page, "Enter")
    expect(page.locator("[data-desk-last]")).to_contain_text("abgelehnt")
    expect(current(page)).to_contain_text("Turin")

    press(page, "l")
    expect(current(page)).to_contain_text("Gdynia")
    expect(page.get_by_role("heading", name=re.compile("Zurückgestellt"))).to_be_visible()

    page.get_by_role("link", name=re.compile("sicheren annehmen")).click()
    expect(page.locator("main")).to_contain_text("Turin")
    assert icon_heights(page)
    assert max(icon_heights(page)) <= 24
    page.get_by_role("button", name="Angekreuzte annehmen").click()
    expect(page.locator("main")).to_contain_text("2 Vorschläge sind angenommen")
    page.go_back()
    page.go_back()
    page.reload()  # the bench, with what was done since
    expect(page.locator("[data-desk-last]")).to_contain_text("2 Vorschläge sind zusammen")
    press(page, "u")
    expect(page.locator("body")).to_contain_text("2 Vorschläge warten wieder. Es sind: Turin,")
    expect(page.locator("[data-desk-last]")).to_have_count(0)

    page.goto(served.address + "/desk/relations/dortmund-lyon/")
    page.locator("#acts-section").get_by_role(
        "link", name=re.compile("Im Text ansehen")
    ).first.click()
    expect(page).to_have_url(re.compile("#passage$"))
    mark = page.locator("mark#passage")
    expect(mark).to_have_text(
        "Dortmund pflegt seit 1984 eine Städtepartnerschaft mit Lyon in Frankreich."
    )
    expect(mark).to_be_in_viewport()
    assert visit.hosts == {"127.0.0.1"}
    assert visit.complaints == []


def is_focused(locator):
    return locator.evaluate("one => one === document.activeElement")


def test_the_cursor_goes_along_and_what_is_open_is_seen(desk, served):
    page = desk
    page.set_viewport_size({"width": 1280, "height": 900})
    paste(page, served, TEXT.replace("Lyon", "Metz").replace("Tours", "Nancy"), "Zeiger")
    last = page.locator("[data-desk-card]").last
    # What needs no decision lies in a fold; a closed one holds no place to go to.
    last.evaluate(
        """one => {
          const fold = one.parentElement.appendChild(document.createElement("details"));
          fold.append(document.createElement("summary"), one);
        }"""
    )
    count = page.locator("[data-desk-card]").count()
    for key in "j" * count + "k":
        press(page, key)
        summary = current(page).locator("summary").first
        expect(summary).to_be_in_viewport(ratio=1)
        assert is_focused(summary)
    press(page, "e")
    expect(page).to_have_url(re.compile(r"/proposals/\d+/\d+/$"))
    page.wait_for_load_state("load")
    expect(
        page.locator('input[name="name"], input[name="place"]').locator(":scope:focus")
    ).to_have_count(1)
    page.go_back()
    page.reload()
    page.wait_for_load_state("load")
    press(page, "l")
    expect(page.locator("[data-desk-last]")).to_be_visible()
    page.wait_for_load_state("load")
    assert is_focused(current(page).locator("summary").first)
    expect(current(page).locator("summary").first).to_be_in_viewport(ratio=1)


def test_keys_can_be_switched_off_and_stay_so(desk, served):
    page = desk
    text = "Dortmund ist seit 1975 Partnerstadt von Oulu in Finnland."
    paste(page, served, text, "Tasten")
    press(page, "?")
    page.get_by_label("Tasten verwenden").uncheck()
    page.reload()
    press(page, "r")
    press(page, "a")
    expect(current(page)).to_contain_text("Oulu")
    expect(page.locator("[data-desk-last]")).to_have_count(0)
    page.locator(".desk-keys > summary").click()
    page.get_by_label("Tasten verwenden").check()
    press(page, "l")
    expect(page.locator("[data-desk-last]")).to_contain_text("Oulu")


def test_the_whole_bench_works_without_scripts(browser, served):
    with_scripts = browser.new_context(locale="de-DE")
    without = browser.new_context(locale="de-DE", java_script_enabled=False)
    page = without.new_page()
    page.goto(served.address + "/desk/")
    page.locator('input[name="username"]').fill(served.username)
    page.locator('input[name="password"]').fill(served.password)
    page.locator('button[type="submit"]').first.click()
    page.goto(served.address + "/desk/reading/")
    page.locator('textarea[name="pasted"]').fill(
        "Dortmund ist seit 1976 Partnerstadt von Tampere in Finnland."
    )
    say_it_is_ours(page)
    page.get_by_role("button", name="Lesen", exact=True).click()
    for _ in range(30):
        if page.locator("[data-desk-live=no]").count():
            break
        page.wait_for_timeout(500)
        page.reload()
    page.locator("td.title a").first.click()
    expect(current(page)).to_contain_text("Tampere")
    current(page).get_by_role("button", name=re.compile("^Annehmen")).click()
    expect(page.locator("[data-desk-last]")).to_contain_text("angenommen")
    page.locator("[data-desk-last]").get_by_role("button").click()
    expect(page.locator("body")).to_contain_text("Der Vorschlag wartet wieder")
    current(page).locator("summary", has_text="Ablehnen").click()
    current(page).get_by_label("Warum nicht?").fill("Nur ein Versuch")
    current(page).get_by_role("button", name="Ablehnen", exact=True).click()
    expect(page.locator("body")).to_contain_text("Auf dieser Seite ist alles entschieden")
    with_scripts.close()
    without.close()


def faults_of(visit, where):
    """Return what is wrong with a page; Wagtail's own frame around it is judged by Wagtail.

    Only a page that is wholly there can be judged. A click returns as soon as the next page begins
    to arrive, when there is no ``main`` in it yet; and Wagtail's core.js, which comes last, puts
    its own axe in the place of the one that was brought along. So callers see first that it is the
    page they mean, and here it has to be loaded.
    """
    visit.page.wait_for_load_state("load")
    expect(visit.page.locator("main")).to_be_visible()
    found = Axe().run(visit.page, context="main", options=RULES)
    faults = [f"{where}: {found.generate_report()}"] if found.violations_count else []
    overflow = visit.page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    if overflow > 0:
        faults.append(f"{where}: {overflow} px wider than the screen")
    return faults


def test_every_page_of_reviewing_is_accessible(visit_in, look, served):
    page = sign_in(visit_in, served)
    # Two versions of one page, so that there is something to compare.
    text = f"Dortmund und die Welt ({look})\n\nDortmund ist seit 1977 Partnerstadt von Nantes."
    paste(page, served, text, f"welt-{look}")
    faults = faults_of(visit_in, "bench")
    bench = page.url
    page.goto(served.address + "/desk/proposals/")
    faults += faults_of(visit_in, "proposals")
    page.goto(served.address + "/desk/proposals/certain/")
    faults += faults_of(visit_in, "certain")
    page.goto(served.address + "/desk/reading/")
    faults += faults_of(visit_in, "reading")
    page.get_by_role("button", name="Lesen", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Noch nicht getan")
    faults += faults_of(visit_in, "reading, faulty")
    page.goto(served.address + "/desk/reading/section/")
    faults += faults_of(visit_in, "section")
    page.goto(bench)
    number = re.search(r"/proposals/(\d+)/", bench)[1]
    page.locator("[data-desk-amend]").first.click()
    expect(page).to_have_url(re.compile(r"/proposals/\d+/\d+/"))
    faults += faults_of(visit_in, "amend")
    page.goto(f"{served.address}/desk/sources/texts/{number}/")
    faults += faults_of(visit_in, "text")
    title = page.locator(".desk-lead a").first.get_attribute("href")
    source = title.rstrip("/").rpartition("/")[2]
    page.goto(served.address + "/desk/reading/")
    page.locator('textarea[name="pasted"]').fill(text.replace("1977", "1978"))
    page.locator('input[name="revises"]').fill(source)
    page.get_by_role("button", name="Lesen", exact=True).click()
    expect(page.locator("[data-desk-live=no]")).to_contain_text("Fertig", timeout=30_000)
    faults += faults_of(visit_in, "run")
    page.locator("td.title a").first.click()
    page.get_by_role("link", name="Mit der Fassung davor vergleichen").click()
    expect(page.locator("ins")).to_have_text("1978")
    faults += faults_of(visit_in, "compare")
    assert faults == [], "\n".join(faults)
    assert visit_in.hosts == {"127.0.0.1"}
    assert visit_in.complaints == []


def middle_of(inner, within):
    """Where the middle of the one lies in the other, which moves with it."""
    inside, around = inner.bounding_box(), within.bounding_box()
    return {
        "x": inside["x"] + inside["width"] / 2 - around["x"],
        "y": inside["y"] + inside["height"] / 2 - around["y"],
    }


def test_the_field_for_files_opens_by_click_and_by_key_and_names_what_is_chosen(desk, served):
    page = desk
    page.goto(served.address + "/desk/reading/")
    drawn = page.locator(".desk-files--own").get_by_text("Dateien wählen …")
    expect(drawn).to_be_visible()
    field = page.locator('input[name="documents"]')
    with page.expect_file_chooser():  # where it is when it lies still, not where it was once
        field.click(position=middle_of(drawn, within=field))
    field.focus()
    with page.expect_file_chooser() as asked:
        page.keyboard.press("Space")
    files = [{"name": name, "mimeType": "text/plain", "buffer": b"x"} for name in ("a.txt", "b")]
    asked.value.set_files(files)
    expect(page.locator("[data-desk-files-names] li")).to_have_text(["a.txt", "b"])


def test_on_a_narrow_window_the_way_to_a_page_and_the_list_of_jobs_stay_within_it(desk, served):
    page = desk
    page.set_viewport_size({"width": 320, "height": 640})
    paste(page, served, f"{TEXT}Schmal.", "Brief aus Amiens, 3. Mai 2024")
    page.locator(".w-breadcrumbs button").first.click()
    title = page.locator(".w-breadcrumbs li").last
    expect(page.locator(".w-breadcrumbs li").first).to_be_visible()
    page.wait_for_timeout(400)  # it slides open
    assert title.bounding_box()["width"] > 120
    page.goto(served.address + "/desk/jobs/")
    table = page.locator("#listing-results table, .desk-scroll table").first
    assert table.bounding_box()["width"] <= 320
