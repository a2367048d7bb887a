"""What was typed, understood; and every word of a text finds it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weltoffen.finding.rules.asking import LONGEST, clauses, ranks, understood
from weltoffen.finding.rules.excerpting import best_excerpt, marks_in
from weltoffen.finding.rules.folding import tokens
from weltoffen.finding.rules.indexing import indexed
from weltoffen.finding.types import Clauses, Document, Said

TEXTS = st.text(st.characters(max_codepoint=0x24F) | st.sampled_from("Роств "), max_size=80)


def meets(document: Document, asked: Clauses) -> bool:
    """Say whether a document has of each clause at least one term, as the databases do."""
    terms = indexed(document, 0).terms.split()
    return all(
        any(
            word == t.word or (t.is_prefix and word.startswith(t.word))
            for t in clause
            for word in terms
        )
        for clause in asked
    )


def about(title: str, *said: str) -> Document:
    return Document(1, "x", {"de": title}, tuple(Said("note", text) for text in said))


@given(TEXTS)
def test_any_word_of_a_text_finds_it(text: str) -> None:
    document = about("Titel", text)
    for token in tokens(text):
        assert meets(document, clauses(understood(token.text)))


@given(TEXTS)
def test_a_text_finds_itself(text: str) -> None:
    asked = understood(text)
    if asked:
        assert meets(about(text[:LONGEST]), clauses(asked))


@pytest.mark.parametrize("typed", ["", "   ", "\x00", "%", "_ ( [ *", "“”", "-"])
def test_signs_alone_ask_nothing(typed: str) -> None:
    assert not understood(typed)


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("Städtepartnerschaft mit Amiens", "partnerschaften"),
        ("Städtepartnerschaft mit Amiens", "Partnerschaft"),
        ("Städtepartnerschaft mit Amiens", "stadtepartnerschaften amiens"),
        ("Die Partnerschaften unserer Städte", "Städtepartnerschaft"),
        ("Städtepartnerschaftsvertrag", "Vertrag Partnerschaft"),
        ("Vertrag über die Partnerschaft der Städte", "Städtepartnerschaftsvertrag"),
        ("Rostow am Don", "rost"), ("Rostow am Don", "don rostow"), ("Rostow am Don", "am"),
        ("Ростов-на-Дону", "rostow"), ("Schytomyr", "Житомир"), ("Drucksache 12345-21", "12345-21"),
        ("l’amitié franco-allemande", "amitie"),
    ],
)  # fmt: skip
def test_found(text: str, typed: str) -> None:
    assert meets(about(text), clauses(understood(typed)))


@pytest.mark.parametrize(
    ("text", "typed"),
    [("Rostow am Don", "ros don amiens"), ("Rostow am Don", "rost don"), ("Städtetag", "Stadtrat"),
     ("Partnerschaft", "Städtepartnerschaft"), ("Amiens", "amie ")],
)  # fmt: skip
def test_not_found(text: str, typed: str) -> None:
    """All words have to be there; only the last may be unfinished, until a space ends it."""
    assert not meets(about(text), clauses(understood(typed)))


def test_words_in_quotes_are_a_phrase() -> None:
    assert understood("Vertrag „am Don“").phrases == (" am don ",)
    assert understood('"Amiens"').phrases == ()
    assert not understood('"am Do"').words[-1].is_prefix


def test_numbers_stand_together_with_what_joins_them() -> None:
    assert understood("Drucksache 12345-21 ").phrases == (" 12345 21 ",)
    assert understood("12345-2").phrases == (" 12345 2",), "it may go on"
    assert understood("1977 deutsch-französisch").phrases == ()


def first_rank(document: Document, typed: str) -> int:
    steps = ranks(understood(typed))
    return next((n for n, asked in enumerate(steps) if meets(document, asked)), len(steps))


def test_the_title_counts_more_than_the_text_and_the_word_more_than_its_forms() -> None:
    in_order = [
        about("Partnerschaft mit Amiens"),
        about("Amiens", "Partnerschaft"),
        about("Amiens", "Partnerschaften"),
        about("Amiens", "Städtepartnerschaft"),
    ]
    found = [first_rank(document, "partnerschaft ") for document in in_order]
    assert found == sorted(set(found)), found
    assert first_rank(about("Amiens"), "Amie") < first_rank(about("Leeds", "Amiens"), "Amiens")


def test_an_excerpt_shows_the_exact_words_with_where_they_stand() -> None:
    words = "lange über die\nStädtepartnerschaften mit Amiens beraten "
    quote = f"Der Rat hat {'sehr ' * 60}{words}{'und noch ' * 40}"
    said = [Said("note", "Nichts davon."), Said("quote", quote)]
    excerpt = best_excerpt(said, understood("partnerschaft amiens"))
    assert excerpt is not None
    assert [excerpt.text[a:b] for a, b in excerpt.marks] == ["Städtepartnerschaften", "Amiens"]
    assert excerpt.where == "quote"
    assert excerpt.text.startswith("… ")
    assert excerpt.text.endswith(" …")
    assert "\n" not in excerpt.text
    assert len(excerpt.text) < 200
    assert best_excerpt(said, understood("leeds")) is None


@given(TEXTS, TEXTS)
def test_marks_are_words_in_their_order(text: str, typed: str) -> None:
    question = understood(typed)
    words = {(token.start, token.end) for token in tokens(text)}
    marks = marks_in(text, question)
    assert set(marks) <= words
    assert list(marks) == sorted(marks)
    excerpt = best_excerpt([Said("note", text)], question)
    if marks and excerpt is not None:
        assert excerpt.marks
        assert all(0 <= a < b <= len(excerpt.text) for a, b in excerpt.marks)
