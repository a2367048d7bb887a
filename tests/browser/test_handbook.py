"""The pictures of the office's handbook: each page shows what the handbook says of it.

With ``WELTOFFEN_PICTURES=1`` the pictures in ``docs/pictures/handbuch`` are taken anew.
"""

from __future__ import annotations

import io
import os
import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.test_bench import sign_in

DOCS = Path(__file__).resolve().parents[2] / "docs"
FOLDER = DOCS / "pictures" / "handbuch"
SHOWN = {
    "anmelden": ("/desk/login/", "Mit Passkey anmelden"),
    "heute": ("/desk/", "Jubiläen"),
    "partner": ("/desk/relations/dortmund-amiens/", "Was die Öffentlichkeit sieht"),
    "begegnungen": ("/desk/encounters/beispiel-jugendchor-aus-amiens/", "Gezählte Personen"),
    "anfragen": ("/desk/requests/", "Beispiel: Zuschuss für eine Jugendbegegnung"),
    "aufgaben": ("/desk/tasks/_board/", "Aufgaben nach Zuständigkeit und Tag"),
    "dokumente": ("/desk/documents/_add/", "Wozu es gehört, und wer es sieht"),
    "personen": ("/desk/people/", "Doppelte suchen"),
    "suche": ("/desk/search/?q=Partnerschaften", "Dortmund – Amiens"),
    "listen": ("/desk/relations/", "Geänderte Tabelle einlesen"),
    "vorschlaege": ("/desk/proposals/", "Vorschläge"),
    "datenschutz": ("/desk/privacy/", "Was wie lange"),
    "konten": ("/desk/accounts/", "Meldet sich an mit"),
}
"""Each picture, the page that it shows, and words that stand there."""
COLOURS = 128


def test_the_handbook_shows_each_picture_once():
    text = (DOCS / "handbuch.md").read_text(encoding="utf-8")
    assert re.findall(r"pictures/handbuch/(\w+)\.png", text) == list(SHOWN)
    assert {path.stem for path in FOLDER.glob("*.png")} == set(SHOWN)


@pytest.mark.parametrize("name", SHOWN)
def test_the_page_shows_what_the_handbook_says(visit, served, administration, name):
    path, words = SHOWN[name]
    if name == "konten":
        sign_in(visit, administration)
    elif name != "anmelden":
        sign_in(visit, served)
    page = visit.to(path)
    expect(page.get_by_text(words).filter(visible=True).first).to_be_visible()
    if os.environ.get("WELTOFFEN_PICTURES"):
        shot = Image.open(io.BytesIO(page.screenshot()))
        small = shot.convert("P", palette=Image.Palette.ADAPTIVE, colors=COLOURS)
        small.save(FOLDER / f"{name}.png", optimize=True)
