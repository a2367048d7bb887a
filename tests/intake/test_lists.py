"""Lists whose lines tell by what stands around them: pairs, cells, run-together words, tallies."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weltoffen.intake.reading.claims import claims_in
from weltoffen.intake.reading.flattened import rows_joined
from weltoffen.intake.reading.glued import is_glued
from weltoffen.intake.reading.labels import standing_said
from weltoffen.intake.reading.layout import Form, units
from weltoffen.intake.reading.reader import relations_in
from weltoffen.intake.reading.shapes import shaped
from weltoffen.intake.types import Standing

PIECES = st.sampled_from(
    [
        "Partnerstädte",
        "Stadt",
        "Land",
        "Seit",
        "Lyon",
        "Frankreich",
        "1970",
        "Leeds – York",
        "•",
        "Name: Lyon",
        "",
    ]
)


@given(st.lists(PIECES, max_size=25), st.sampled_from(["\n", "\n\n", "", " "]))
def test_turned_lines_stay_within_the_text(pieces: list[str], sign: str) -> None:
    text = sign.join(pieces)
    for unit in shaped(units(text)):
        assert 0 <= unit.start < unit.end <= len(text)
    for found in relations_in(text, "Fulda"):
        assert text[found.quote.start : found.quote.end] == found.quote.words


@pytest.mark.parametrize(
    ("cells", "rows"),
    [
        (
            ["Stadt", "Land", "Seit", "Como", "Italien", "1960", "Arles", "Frankreich", "1964"],
            ["Stadt | Land | Seit", "Como | Italien | 1960", "Arles | Frankreich | 1964"],
        ),
        (
            ["Town", "Country", "Population", "Signed", "Arles", "France", "50,000", "1964"],
            ["Town | Country | Population | Signed", "Arles | France | 50,000 | 1964"],
        ),
        (["Stadt", "Leben", "Como"], ["Stadt", "Leben", "Como"]),
        (["Ort", "Datum", "Musikschule", "Eintritt frei"], ["Ort", "Datum", "Musikschule",
                                                            "Eintritt frei"]),
    ],
)  # fmt: skip
def test_cells_on_lines_of_their_own_are_rows(cells: list[str], rows: list[str]) -> None:
    assert [unit.text for unit in rows_joined(units("\n".join(cells)))] == rows


@pytest.mark.parametrize(
    ("text", "glued"),
    [
        ("ComoItalien1960ArlesFrankreich1964LeominsterEngland1990", True),
        ("Die GmbH und die McDonalds-Filiale am iPhone-Laden bleiben im Jahr 1990 offen.", False),
        ("Seit 1960 ist Como Partnerstadt, seit 1964 Arles.", False),
    ],
)
def test_words_that_run_together_are_known(text: str, glued: bool) -> None:
    assert is_glued(text) is glued


@pytest.mark.parametrize(
    ("words", "standing"),
    [
        ("Emeritus", Standing.ENDED),
        ("Ehemalige Partnerstädte", Standing.ENDED),
        ("Nicht mehr aktiv", Standing.ENDED),
        ("Dormant links", Standing.RESTING),
        ("En projet", Standing.PLANNED),
        ("Unsere Partnerstädte", None),
        ("Des liens anciens", None),
        ("Keine geplant", None),
    ],
)
def test_what_a_label_says_of_how_it_stands(words: str, standing: Standing | None) -> None:
    assert standing_said(words) is standing


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Zwei Freundinnen\n\nPartnerstädte\n\n- Como (Italien)\n- Arles (Frankreich)", [2]),
        ("Two places, one town\n\nTwin towns\n\n- Como (Italy)\n- Arles (France)", [2]),
        ("Deux sœurs\n\nJumelages\n\n- Côme (Italie)\n- Arles (France)", [2]),
        ("Partnerstädte\n\n- Como (Italien)\n- Arles (Frankreich)\n\nDrei Orte suchen Wasser.",
         []),
        ("Partnerstädte\n\n- Como (Italien)\n- Arles (Frankreich)\n\nZwei Vereine und zwei "
         "Schulen reisen mit.", []),
    ],
)  # fmt: skip
def test_any_noun_counts_partners_where_so_many_are_listed(text: str, counts: list[int]) -> None:
    found = claims_in(units(text), text, "Fulda")
    assert [claim.value for claim in found if claim.what == "count"] == counts


def test_a_line_alone_is_no_list_of_pairs() -> None:
    text = "Partnerschaften\n\nFähre Kiel – Göteborg, 1967\n"
    assert all(each.home == "Fulda" for each in relations_in(text, "Fulda"))
    assert [unit.form for unit in units(text)] == [Form.HEADING, Form.HEADING]
