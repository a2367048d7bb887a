"""Laws of the check: what is quoted stands in the text, wherever it is looked for."""

from __future__ import annotations

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weltoffen.ground.problems import Refused
from weltoffen.intake.asking.answers import content_of, proposals_in
from weltoffen.intake.asking.checking import checked, places_of
from weltoffen.intake.asking.merging import merged
from weltoffen.intake.asking.pieces import LONGEST, OVERLAP, pieces_of
from weltoffen.intake.asking.types import HIGHEST_CONFIDENCE, Piece, ProposedRelation
from weltoffen.intake.reading.findings import findings_in
from weltoffen.intake.types import FoundClaim, FoundRelation, Kind, Quote, Standing

WORDS = st.lists(
    st.sampled_from(["Lyon", "Kiel", "seit", "1970", "Łódź.", "(Polen)", "a+b", "\\d", ".*", "X"]),
    min_size=1,
    max_size=8,
)
GAPS = st.lists(st.sampled_from([" ", "\n", "  ", "\t", " \n ", "\xa0"]), min_size=9, max_size=9)


def woven(words: list[str], gaps: list[str]) -> str:
    return "".join(word + gap for word, gap in zip(words, gaps, strict=False)).strip()


@given(WORDS, GAPS, GAPS, st.text(max_size=30), st.text(max_size=30))
def test_words_are_found_however_lines_are_wrapped(words, gaps, others, before, behind):
    stands = woven(words, gaps)
    text = f"{before}\n{stands}\n{behind}"
    found = list(places_of(woven(words, others), text, Piece(0, len(text))))
    assert stands in [each.words for each in found]
    for each in found:
        assert text[each.start : each.end] == each.words
        assert each.words.split() == words


@given(st.text("ab c\n", max_size=40), st.text("ab c\n", max_size=8))
def test_what_is_found_are_the_words_asked_for_and_nothing_else(text, quote):
    found = list(places_of(quote, text, Piece(0, len(text))))
    for each in found:
        assert text[each.start : each.end] == each.words
        assert each.words.split() == quote.split()
    whole = f" {' '.join(text.split())} "
    assert bool(found) == (bool(quote.split()) and f" {' '.join(quote.split())} " in whole)


def test_a_word_that_a_piece_cuts_through_is_not_whole():
    text = "der Vereinigung"
    assert list(places_of("Verein", text, Piece(0, 10))) == []
    assert list(places_of("Vereinigung", text, Piece(0, 10))) == []
    assert list(places_of("der", text, Piece(1, 15))) == []
    assert [each.start for each in places_of("der", text, Piece(0, 3))] == [0]


@given(st.text(max_size=200), st.text(max_size=30), st.text(max_size=12), st.text(max_size=10))
def test_no_proposal_whatever_breaks_the_check(text, quote, name, date):
    said = ProposedRelation(quote or "x", name.strip() or "x", "", "twin", "", "PL", date, "")
    found, dropped = checked([said], text, Piece(0, len(text)), "Bielefeld", "model:m/1")
    assert len(found) + sum(dropped.values()) >= 1
    for each in found:
        assert text[each.quote.start : each.quote.end] == each.quote.words
        assert each.name in " ".join(text.split())
        assert each.since is None or each.since[:4] in text
        assert each.confidence <= HIGHEST_CONFIDENCE


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(
        st.sampled_from(["relations", "counts", "name", "quote", "of", "value", "choices",
                         "message", "content"]), inner, max_size=5),
    max_leaves=20,
)  # fmt: skip


@given(JSON | st.fixed_dictionaries({"relations": st.lists(JSON), "counts": st.lists(JSON)}))
def test_no_answer_whatever_breaks_the_reading(value):
    said = json.dumps(value)
    for read in (lambda: content_of(said.encode(), 1), lambda: proposals_in(said, 1)):
        with contextlib.suppress(Refused):
            read()


@given(st.lists(st.integers(0, 40_000), max_size=30), st.integers(0, 60_000), st.data())
def test_pieces_hold_every_passage_whole(line_ends, size, data):
    text = bytearray(b"x" * size)
    for at in line_ends:
        if at < size:
            text[at] = ord("\n")
    pieces = pieces_of(text.decode())
    assert all(0 < piece.end - piece.start <= LONGEST for piece in pieces)
    assert not pieces or (pieces[0].start, pieces[-1].end) == (0, size)
    if size:
        start = data.draw(st.integers(0, size - 1))
        end = min(size, start + OVERLAP)
        assert any(piece.start <= start and end <= piece.end for piece in pieces)


def relation(name: str, *, at: int = 0, rule: str = "model:m/1", place: int | None = None):
    return FoundRelation("Bielefeld", name, None, Kind.TWIN, None, None, Standing.ACTIVE,
                         Quote(name, at, at + len(name)), rule, 0.5, place)  # fmt: skip


def test_what_the_rules_found_is_theirs():
    rules = [relation("Gdynia", at=9, rule="list/1", place=1)]
    model = [relation("gdynia"), relation("Gdingen", place=1), relation("Zadar", at=3)]
    assert [(each.name, each.rule) for each in merged(rules, model)] == [
        ("Zadar", "model:m/1"), ("Gdynia", "list/1"),
    ]  # fmt: skip


@pytest.mark.parametrize(("value", "kept"), [(2.0, 1), (3.0, 2)])
def test_a_count_that_the_rules_found_is_theirs(value, kept):
    one = FoundClaim("count", Quote("zwei", 0, 4), "count/1", of="twin-part", value=2.0)
    two = FoundClaim("count", Quote("zwei", 0, 4), "model:m/1", of="twin", value=value)
    assert len(merged([one], [two])) == kept


def test_merging_with_nothing_changes_nothing():
    found = findings_in("Partnerstädte\n\n- Lyon, Frankreich seit 1970\n", "Kiel")
    assert found
    assert merged(found, ()) == found
