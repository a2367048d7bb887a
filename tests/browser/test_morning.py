"""A coordinator's morning, from signing in to taking back, on both databases."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect
from psycopg import sql

from tests.browser.conftest import LOOKS, Served, own_environment, serving
from tests.browser.test_bench import paste
from tests.desk.test_city_sign_in import Provider, issuer  # noqa: F401 - a fixture
from tests.documents import samples

SERVER = "postgresql://postgres@127.0.0.1:5432"
NAME = "weltoffen_morning"
TEXT = "Dortmund pflegt seit 1984 eine Städtepartnerschaft mit Lyon in Frankreich.\n"
AMIENS, BONDO = "dortmund-amiens", "dortmund-bondo"


@contextlib.contextmanager
def on_postgres() -> Iterator[str]:
    """Give the address of a new database on this machine's PostgreSQL, dropped at the end."""
    try:
        administration = psycopg.connect(f"{SERVER}/postgres", autocommit=True)
    except psycopg.OperationalError:
        pytest.skip("no PostgreSQL on this machine")
    with administration:
        gone = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(NAME))
        administration.execute(gone)
        administration.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(NAME)))
        try:
            yield f"{SERVER}/{NAME}"
        finally:
            administration.execute(gone)


@pytest.fixture(params=["sqlite", "postgresql"])
def office(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    issuer: str,  # noqa: F811
) -> Iterator[Served]:
    """The demonstration with the city's service for signing in, on one of the databases."""
    city = {
        "WELTOFFEN_OIDC_ISSUER": issuer,
        "WELTOFFEN_OIDC_CLIENT": "weltoffen",
        "WELTOFFEN_OIDC_SECRET": "geheim",
        "WELTOFFEN_OIDC_ROLES": "international=coordinator",
    }
    with contextlib.ExitStack() as stack:
        if request.param == "postgresql":
            city["WELTOFFEN_EMBEDDED_DATABASE_URL"] = stack.enter_context(on_postgres())
        yield stack.enter_context(serving(own_environment(tmp_path / "data", **city)))


@pytest.fixture
def page(browser, office: Served) -> Iterator[Page]:
    context = browser.new_context(locale="de-DE", base_url=office.address, **LOOKS["light"])
    yield context.new_page()
    context.close()


def test_a_morning(page: Page, office: Served, issuer: str, tmp_path: Path) -> None:  # noqa: F811
    sign_in_by_the_city(page, issuer)
    accept_a_proposal(page, office)
    correct_an_act(page)
    upload_a_deed(page, tmp_path)
    answer_a_request(page)
    plan_a_task(page)
    changes = change_two_cells_in_excel(page, tmp_path)
    publish_what_was_accepted(page)
    look_at_the_public_page(page)
    take_the_two_cells_back(page, changes)


def sign_in_by_the_city(page: Page, issuer: str) -> None:  # noqa: F811
    Provider(issuer).knows("s1", preferred_username="koordination", groups=["international"])
    page.goto("/desk/")
    page.get_by_role("link", name="Mit dem Stadtkonto anmelden").click()
    expect(page).to_have_url(re.compile(re.escape(urlsplit(issuer).netloc)))
    page.locator('input[name="sub"]').first.fill("s1")
    page.get_by_role("button", name="Authorize").click()
    expect(page).to_have_url(re.compile(r"^[^?]*/desk/$"))
    expect(page.locator("main")).to_contain_text("Jubiläen")


def accept_a_proposal(page: Page, office: Served) -> None:
    paste(page, office, TEXT, "Rede zum Partnerschaftstag")
    expect(page.locator("[data-desk-card][open]")).to_contain_text("Lyon")
    page.wait_for_load_state("load")
    page.keyboard.press("a")
    expect(page.locator("[data-desk-last]")).to_contain_text("Lyon")
    page.goto("/desk/proposals/")
    expect(page.locator("main")).to_be_visible()


def correct_an_act(page: Page) -> None:
    page.goto("/desk/relations/dortmund-lyon/")
    page.locator("#acts-section a[href*='/desk/acts/']").first.click()
    page.get_by_role("link", name="Berichtigen").first.click()
    page.get_by_label("Wann").fill("Mai 1984")
    page.locator("main form button[type=submit]").last.scroll_into_view_if_needed()
    save(page)
    expect(page.locator("main")).to_contain_text("Mai 1984")


def save(page: Page) -> None:
    page.get_by_role("button", name=re.compile("^(Speichern|Berichtigung speichern)")).first.click()


def upload_a_deed(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "urkunde.pdf"
    file.write_bytes(samples.pdf())
    page.goto(f"/desk/documents/_add/?relation={AMIENS}")
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Hochladen").click()
    expect(page.locator("main")).to_contain_text("urkunde")


def answer_a_request(page: Page) -> None:
    page.goto("/desk/requests/")
    page.locator("td.title a").first.click()
    page.get_by_role("link", name="Antworten").first.click()
    page.locator("textarea[name=text]").fill("Gern. Wir melden uns mit einem Termin.")
    page.get_by_role("button", name=re.compile("Antwort")).last.click()
    expect(page.locator("main")).to_contain_text("Wir melden uns mit einem Termin")


def plan_a_task(page: Page) -> None:
    page.goto("/desk/tasks/_add/")
    page.locator("input[name=title]").fill("Grußwort schreiben")
    page.locator("input[name=due]").fill("31.12.2030")
    page.locator("select[name=owner]").select_option("coordination")
    save(page)
    page.goto("/desk/tasks/?q=Grußwort")
    expect(page.locator("main")).to_contain_text("Grußwort schreiben")


def change_two_cells_in_excel(page: Page, tmp_path: Path) -> str:
    """Take the partners along, change two cells, bring them back; return where it is taken back."""
    page.goto("/desk/relations/?columns=desk_title,desk_phase,review_by,open_question")
    with page.expect_download() as coming:
        page.get_by_role("link", name="Excel").click()
    file = tmp_path / "relations.xlsx"
    coming.value.save_as(file)
    book = load_workbook(file)
    sheet = book.worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    rows = {row[0].value: row for row in sheet.iter_rows(min_row=2)}
    rows[AMIENS][heads.index("Prüfen bis")].value = "31.12.2030"
    rows[BONDO][heads.index("Offene Frage")].value = "Wer vertritt Bondo?"
    book.save(file)
    page.get_by_role("link", name="Geänderte Tabelle einlesen").click()
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Hochladen und Unterschiede ansehen").click()
    expect(page.locator(".desk-bulk tbody tr")).to_have_count(2)
    expect(page.locator(".desk-bulk")).to_contain_text("31. Dezember 2030")
    page.get_by_role("button", name="Alles Angehakte speichern").click()
    expect(page.locator("main")).to_contain_text("2 Änderungen sind gespeichert")
    address = page.url
    page.goto(f"/desk/relations/{BONDO}/")
    expect(page.locator("main")).to_contain_text("Wer vertritt Bondo?")
    return address


def publish_what_was_accepted(page: Page) -> None:
    page.goto("/desk/relations/dortmund-lyon/publish/")
    for box in page.locator("input[name=with]").all():
        box.check()
    page.locator("main form button[type=submit]").first.click()
    expect(page.locator("main")).to_contain_text("Lyon")


def look_at_the_public_page(page: Page) -> None:
    page.goto("/de/beziehungen/dortmund-lyon/")
    expect(page.locator("main")).to_contain_text("Lyon")
    expect(page.locator("main")).to_contain_text("1984")


def take_the_two_cells_back(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("button", name="2 gespeicherte Änderungen zurücknehmen").click()
    expect(page.locator("main")).to_contain_text("2 Änderungen sind zurückgenommen")
    page.goto(f"/desk/relations/{BONDO}/")
    expect(page.locator("main")).not_to_contain_text("Wer vertritt Bondo?")
