"""A text as headings, items and sentences: nothing moves, wrapped lines are one."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from weltoffen.intake.reading.layout import Form, masked, units

PAGE_LIKE = st.text(
    st.sampled_from("aB .,;:!?\n\r\t-•*1923()<>/p„“&#\u00a0\u2028ÄöE"), max_size=200
)


@given(st.one_of(st.text(max_size=300), PAGE_LIKE))
@example("<p>A</p>\n\n• B. C!\r\n1. D")
def test_every_unit_is_where_it_says(text: str) -> None:
    found = units(text)
    shown = masked(text)
    assert len(shown) == len(text)
    for unit in found:
        assert 0 <= unit.start < unit.end <= len(text)
        assert len(unit.text) == unit.end - unit.start
        raw = shown[unit.start : unit.end].replace("\n", " ").replace("\r", " ")
        raw = raw.replace("\xa0", " ")
        assert unit.text == raw or letters(unit.text) == letters(raw)
    assert all(one.end <= two.start for one, two in pairwise(found))


def letters(text: str) -> str:
    """Return a text without what a word broken at the end of a line gains and loses."""
    return text.replace(" ", "").replace("-", "")


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Seit 1973 ist Jyväs-\nkylä Partner.", "Seit 1973 ist   Jyväskylä Partner."),
        ("Am 24. Janu-\nar 1988 begann es.", "  Am 24. Januar 1988 begann es."),
        ("Bonn und Tel Aviv-\nJaffa sind Partner.", "Bonn und  Tel Aviv-Jaffa sind Partner."),
        ("Städte-\nund Gemeindepartnerschaften", "Städte- und Gemeindepartnerschaften"),
    ],
)
def test_a_word_broken_at_the_end_of_a_line_is_whole(text: str, whole: str) -> None:
    [unit] = units(text)
    assert unit.text == whole


def test_pairs_and_entries_on_long_lines_are_not_run_together() -> None:
    text = (
        "Great Malvern – Landivisiau (France), Mariánské Lázně (Czech Republic)\n"
        "Pershore – Plouay (France)\n\n"
        "Cheltenham (England): 1951 Beginn der Kontakte, 1955 Vertrag, erneuert 1978\n"
        "Pau (Frankreich): 1983"
    )
    assert len(units(text)) == 4


def forms(text: str) -> list[tuple[str, str]]:
    return [(unit.form.value, unit.text) for unit in units(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Unsere Städte\n\n- Lyon\n- Leeds",
            [("heading", "Unsere Städte"), ("item", "Lyon"), ("item", "Leeds")],
        ),
        ("1. Lyon\n2) Leeds", [("item", "Lyon"), ("item", "Leeds")]),
        ("<ul><li>Lyon</li><li>Leeds</li></ul>", [("heading", "Lyon"), ("heading", "Leeds")]),
        (
            "Lyon, FrankreichLyon, Frankreich<p>Seit 1970.</p>",
            [("heading", "Lyon, Frankreich"), ("sentence", "Seit 1970.")],
        ),
        (
            "Der Vertrag wurde im März\n1992 geschlossen. Er gilt.",
            [("sentence", "Der Vertrag wurde im März 1992 geschlossen."), ("sentence", "Er gilt.")],
        ),
        (
            "Am 3. Mai kam St. Petersburg. Danach Lyon.",
            [("sentence", "Am 3. Mai kam St. Petersburg."), ("sentence", "Danach Lyon.")],
        ),
        ("# url: https://a.example\n# text: Kopie\nLyon", [("heading", "Lyon")]),
    ],
)
def test_lines_become_units(text: str, found: list[tuple[str, str]]) -> None:
    assert forms(text) == found


def test_a_table_row_is_not_joined_with_the_next() -> None:
    assert [unit.form for unit in units("Lyon\tFrankreich\t1970\nLeeds\tEngland\t1969")] == [
        Form.ITEM, Form.ITEM,
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["Lyon, " * 2000, "a" * 9000, "Aa " * 3000])
def test_what_is_too_long_for_a_sentence_is_read_in_pieces(text: str) -> None:
    found = units(text)
    assert max(len(unit.text) for unit in found) <= 2000
    assert "".join(unit.text for unit in found).replace(" ", "") == text.replace(" ", "")
