"""The language of a text, by its small words; what a file states counts where these are silent."""

from __future__ import annotations

import json

import pytest

from tests.conftest import BESIDE
from tests.intake.test_commands import OURS
from weltoffen.intake.opening import open_bytes
from weltoffen.intake.opening.language import language_of

GERMAN = (
    "Mit Gdynia ist die Stadt seit 1973 durch einen Vertrag verbunden, der von beiden Räten kam."
)
ENGLISH = (
    "The city has been twinned with Gdynia since 1973, and the schools of both visit each other."
)
FRENCH = (
    "La ville est jumelée avec Gdynia depuis 1973, et les écoles des deux villes se rencontrent."
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (GERMAN, "de"),
        (ENGLISH, "en"),
        (FRENCH, "fr"),
        (GERMAN.upper(), "de"),
        ("", ""),
        ("1973 2026", ""),
        ("Lyon, Gdynia, Zadar, Netanya, Oberhausen", ""),
        ("Köln und Kiel", ""),
        ("De stad heeft sinds 1973 een band met Gdynia die door de scholen wordt gedragen.", ""),
        ("La ciudad tiene desde 1973 un acuerdo con Gdynia que las escuelas de la zona viven.", ""),
        ("La città ha dal 1973 un patto con Gdynia che le scuole della zona portano avanti.", ""),
        ("Byen har siden 1973 en aftale med Gdynia, og det er skolerne der bærer den.", ""),
    ],
)
def test_language_is_said_where_the_words_say_it(text, code):
    assert language_of(text) == code


@pytest.mark.parametrize(
    ("page", "code"),
    [
        (f'<html lang="en"><p>{GERMAN}</p></html>', "de"),
        (f"<html><p>{FRENCH}</p></html>", "fr"),
        ('<html lang="en-GB"><p>Lyon, Gdynia</p></html>', "en"),
        ('<html lang="tr"><p>Kardeş şehirler</p></html>', "tr"),
        ("<html><p>Lyon</p></html>", ""),
    ],
)
def test_words_go_before_what_a_page_states(page, code):
    assert open_bytes(page.encode()).language == code


CELLS_ONLY = {"103.txt"}
"""Pages of cells without a sentence: no small word says their language, and none is guessed."""


def wrong_in(folder) -> list[str]:
    rows = map(json.loads, filter(str.strip, (folder / "truth.jsonl").read_text().splitlines()))
    found = {row["file"]: language_of((folder / row["file"]).read_text()) for row in rows}
    rows = map(json.loads, filter(str.strip, (folder / "truth.jsonl").read_text().splitlines()))
    assert len(found) > 20
    return [
        row["file"]
        for row in rows
        if found[row["file"]] != row["language"] and row["file"] not in CELLS_ONLY
    ]


def test_the_language_of_every_page_of_ours_is_known():
    assert wrong_in(OURS) == []


@pytest.mark.world
def test_the_language_of_every_example_page_is_known():
    assert wrong_in(BESIDE / "pages" / "examples") == []
