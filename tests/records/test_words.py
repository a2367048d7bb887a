"""Taking a name out of a text: what is found, and that the rest stays to the letter."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weltoffen.records.rules.words import (
    OMITTED,
    names_somebody,
    pattern_of,
    plain_parts,
    without_words,
)

NAMES = ("Jörg Müller-Lüdenscheidt", "Anna Maria Öz")
FOUND = pattern_of(NAMES)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Mit Jörg Müller-Lüdenscheidt gesprochen.", f"Mit {OMITTED} gesprochen."),
        (
            "Anna Maria Öz’ Brief, Jörg Müller-Lüdenscheidts Wunsch",
            f"{OMITTED}’ Brief, {OMITTED} Wunsch",
        ),
        ("JÖRG  MÜLLER-LÜDENSCHEIDT", OMITTED),
        ("Müller-Lüdenscheidt, Jörg; Messe", f"{OMITTED}; Messe"),
        (unicodedata.normalize("NFD", "(Jörg\nMüller-Lüdenscheidt)"), f"({OMITTED})"),
        ("Öz, Anna Maria und Anna Maria Öz", f"{OMITTED} und {OMITTED}"),
    ],
)
def test_a_name_goes_however_it_is_written(text: str, left: str) -> None:
    assert without_words(text, FOUND) == left
    assert names_somebody({"changed": {"text": ["", text]}}, FOUND)


@pytest.mark.parametrize(
    "text",
    [
        "Jörg Müller-Lüdenscheidtstraße",
        "Anna Öz",
        "person-anna-maria-oez",
        unicodedata.normalize("NFD", "Jörg Meier"),
        "",
    ],
)
def test_what_only_looks_alike_stays_to_the_letter(text: str) -> None:
    assert without_words(text, FOUND) == text
    assert not names_somebody([text], FOUND)


def test_values_of_the_history_keep_their_shape() -> None:
    data = {"changed": {"text": ["Anna Maria Öz", "–"]}, "pk": 7, "ok": True, "fields": ["text"]}
    assert without_words(data, FOUND) == {
        "changed": {"text": [OMITTED, "–"]}, "pk": 7, "ok": True, "fields": ["text"],
    }  # fmt: skip


WORD = st.text(st.sampled_from("abcdeöüßéñ"), min_size=1, max_size=6)


@given(st.lists(WORD, min_size=1, max_size=3), st.text(), st.text())
def test_no_name_is_left(words: list[str], before: str, after: str) -> None:
    name = " ".join(words)
    found = pattern_of([name])
    assert not names_somebody(without_words(f"{before} {name} {after}", found), found)


@given(st.lists(WORD, min_size=1, max_size=3))
def test_what_databases_look_for_stands_in_every_way_to_write_it(words: list[str]) -> None:
    name = " ".join(words)
    for way in (name, name.upper(), unicodedata.normalize("NFD", name)):
        if pattern_of([name]).search(unicodedata.normalize("NFC", way)):
            assert all(part.lower() in way.lower() for part in plain_parts(name))


@pytest.mark.parametrize("name", ["Dr. Jörg Müller", "Joerg Mueller", "Herr Müller, Jörg"])
@pytest.mark.parametrize("text", ["JÖRG MÜLLER", "Joerg Mueller", "Müller, Jörg"])
def test_titles_and_ways_to_write_umlauts_do_not_count(name: str, text: str) -> None:
    assert without_words(f"({text})", pattern_of([name])) == f"({OMITTED})"
    for part in plain_parts(name):
        assert part.casefold() in text.casefold()


def test_a_name_may_be_asked_for_in_either_order() -> None:
    found = pattern_of(["müller-lüdenscheidt , jörg"])
    assert without_words("Jörg Müller-Lüdenscheidt", found) == OMITTED
    assert plain_parts("Öz, Anna") == ["Anna", "z"]
    assert plain_parts("王 小明") == []


def test_without_a_name_nothing_is_found() -> None:
    assert not names_somebody("anything", pattern_of([]))
    assert not names_somebody("anything", pattern_of([" "]))
