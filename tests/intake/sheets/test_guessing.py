"""Which row holds the headings, and what the columns mean."""

from __future__ import annotations

import pytest

from tests.intake.sheets.samples import HEADINGS, row
from weltoffen.intake.sheets import Layout, Meaning, fingerprint, guess
from weltoffen.intake.sheets.guessing import meaning_of
from weltoffen.intake.sheets.remembering import layout_of, picks_of, values_of
from weltoffen.intake.types import Kind


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [
        ("Partnerstadt", Meaning.NAME),
        ("Name der Partnerkommune", Meaning.NAME),
        ("Twin town", Meaning.NAME),
        ("Ville jumelée", Meaning.NAME),
        ("Partnerstadt seit", Meaning.SINCE),
        ("Partnerschaft seit (Jahr)", Meaning.SINCE),
        ("Depuis", Meaning.SINCE),
        ("Gründungsjahr", Meaning.SINCE),
        ("bis", Meaning.UNTIL),
        ("Land", Meaning.COUNTRY),
        ("Pays", Meaning.COUNTRY),
        ("Bundesland", Meaning.REGION),
        ("Art der Beziehung", Meaning.KIND),
        ("Partnerschaftsart", Meaning.KIND),
        ("Status", Meaning.STATUS),
        ("Ratsbeschluss vom", Meaning.DECIDED_ON),
        ("Drucksachen-Nr.", Meaning.PAPER),
        ("Beschluss-Nr.", Meaning.PAPER),
        ("Homepage", Meaning.HOMEPAGE),
        ("Bemerkungen", Meaning.NOTE),
        ("Ansprechpartner/in", Meaning.PERSON),
        ("Name der Ansprechpartnerin", Meaning.PERSON),
        ("E-Mail", Meaning.PERSON),
        ("Oberbürgermeisterin", Meaning.PERSON),
        ("lfd. Nr.", Meaning.IGNORED),
        ("Grund (von weltoffen)", Meaning.IGNORED),
        ("Quux", None),
    ],
)
def test_headings_say_what_their_column_means(heading, meaning):
    assert meaning_of(heading) is meaning


def test_headings_are_found_below_titles_and_empty_rows():
    title = ["Internationale Beziehungen der Stadt"] * 5  # as merged cells come
    found = guess([title, [], ["Stand: 1.1.2026"], HEADINGS, row("Amiens", land="FR")])
    assert found.header == 3
    assert found.meanings[:4] == (Meaning.NAME, Meaning.COUNTRY, Meaning.KIND, Meaning.SINCE)
    assert found.meanings[8] is Meaning.PERSON


def test_a_table_without_headings_is_read_by_its_cells():
    rows = [
        ["Amiens", "FR", "1960", "Erika Beispiel", "erika@example.org", "www.amiens.example"],
        ["Leeds", "GB", "1969", "", "0231 5012345", "https://leeds.example"],
        ["Buffalo", "USA", "1978", "", "", ""],
    ]
    found = guess(rows)
    assert found.header is None
    assert found.meanings == (
        Meaning.NAME, Meaning.COUNTRY, Meaning.SINCE, Meaning.IGNORED, Meaning.PERSON,
        Meaning.HOMEPAGE,
    )  # fmt: skip


def test_only_one_column_gets_a_meaning_of_which_there_is_one():
    found = guess([["Ort", "Stadt", "Jahr", "seit", "Notiz", "Bemerkung"], ["Amiens", "", "1960"]])
    assert found.meanings == (
        Meaning.NAME, Meaning.IGNORED, Meaning.SINCE, Meaning.IGNORED, Meaning.NOTE, Meaning.NOTE,
    )  # fmt: skip


def test_headings_are_known_again_by_their_words():
    known = fingerprint(["Ort", "Land", "Seit"])
    assert fingerprint(["ORT ", "land.", "seit", "", ""]) == known
    assert fingerprint(["Ort", "Land", "seit", "Grund (von weltoffen)"]) == known
    assert fingerprint(["Land", "Ort", "seit"]) != known
    assert fingerprint(["", " "]) == fingerprint([]) == ""


def test_a_layout_comes_back_as_it_was_kept():
    layout = Layout(2, (Meaning.NAME, Meaning.NOTE, Meaning.PERSON), Kind.TWIN, True)
    assert layout_of(values_of(layout), 2, 3) == layout


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"meanings": ["telepathy"], "kind": "", "fills_down": False},
        {"meanings": None, "kind": "", "fills_down": False},
        {"meanings": [], "kind": "marriage", "fills_down": False},
    ],
)
def test_what_no_longer_means_anything_is_no_layout(values):
    assert layout_of(values, None, 3) is None


def test_a_kept_layout_fits_itself_to_the_table():
    values = {"meanings": ["name", "name", "since"], "kind": "", "fills_down": False}
    short, long = layout_of(values, 0, 2), layout_of(values, 0, 4)
    assert short is not None
    assert long is not None
    assert short.meanings == (Meaning.NAME, Meaning.IGNORED)
    assert long.meanings == (Meaning.NAME, Meaning.IGNORED, Meaning.SINCE, Meaning.IGNORED)


def test_only_picks_are_picks():
    kept = {"3": 42, "4": "as-written", "5": "other", "x": 1, "6": None}
    assert picks_of(kept) == {3: 42, 4: "as-written"}


def test_cells_that_are_too_long_to_be_read_tell_nothing_of_their_column():
    table = [["Lyon", "ruht"], ["Gdynia", "ruht"]]
    assert guess(table, None).meanings == (Meaning.NAME, Meaning.STATUS)
    long = [[name, f"{said} " * 80] for name, said in table]
    assert guess(long, None).meanings == (Meaning.NAME, Meaning.IGNORED)
