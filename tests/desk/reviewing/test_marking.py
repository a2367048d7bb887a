"""Passages marked in a text: nothing of the text is lost, moved or said twice."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from weltoffen.desk.reviewing.marking import Span, pieces

TEXT = "Erst Amiens, dann Leeds und Netanya."
LETTERS = st.text(alphabet="ab c", min_size=1, max_size=60)


@st.composite
def marked_texts(draw):
    text = draw(LETTERS)
    spots = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
    drawn = draw(st.lists(spots, max_size=6))
    return text, [Span(key, *sorted(spot)) for key, spot in enumerate(drawn)]


@given(marked_texts())
def test_pieces_are_the_text_and_each_knows_all_passages_that_cover_it(drawn):
    text, spans = drawn
    at = 0
    for piece in pieces(text, spans):
        end = at + len(piece.text)
        assert text[at:end] == piece.text
        wanted = {s.key for s in spans if s.start <= at and end <= s.end and s.start < s.end}
        assert set(piece.keys) == (wanted if piece.text else set())
        at = end
    assert at == len(text)


@given(marked_texts())
def test_every_passage_begins_in_exactly_one_piece(drawn):
    text, spans = drawn
    begun = [key for piece in pieces(text, spans) for key in piece.begins]
    assert sorted(begun) == [span.key for span in spans if span.start < span.end]


def test_where_passages_overlap_the_shortest_is_the_one_that_is_linked():
    whole, inner = Span(1, 0, len(TEXT)), Span(2, 5, 11)
    found = {piece.text: piece.key for piece in pieces(TEXT, [whole, inner])}
    assert found["Amiens"] == 2
    assert found["Erst "] == 1


def test_a_long_text_is_shown_around_its_passages_and_says_what_is_left_out():
    text = "x" * 50_000 + "Amiens" + "y" * 50_000
    found = pieces(text, [Span(7, 50_000, 50_006)], whole=10_000)
    assert [piece.text for piece in found if piece.keys] == ["Amiens"]
    shown = sum(len(piece.text) for piece in found)
    left_out = sum(piece.left_out for piece in found)
    assert shown < 10_000
    assert shown + left_out == len(text)


def test_empty_lines_between_passages_are_thinned_and_those_within_stay():
    text = "oben\n\n\n\n\nAmiens\n\n\n\nFrankreich\nunten"
    start = text.index("Amiens")
    found = pieces(text, [Span(1, start, text.index("unten"))])
    assert [piece.text for piece in found] == [
        "oben\n\n", "Amiens\n\n\n\nFrankreich\n", "unten",
    ]  # fmt: skip


def test_a_passage_beyond_the_text_marks_nothing():
    assert all(not piece.keys for piece in pieces(TEXT, [Span(1, 30, 900)]))
