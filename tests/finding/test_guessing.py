"""What somebody may have meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weltoffen.finding.rules.guessing import distance, nearest

WORDS = st.text("abcd", max_size=8)
KNOWN = ["dortmund", "amiens", "rostow", "rostock", "leeds", "buffalo", "trabzon", "netanya"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("dortmudn", ["dortmund"]), ("amienz", ["amiens"]), ("amens", ["amiens"]),
        ("rostov", ["rostow"]), ("bufalo", ["buffalo"]), ("trabzonn", ["trabzon"]),
        ("xyz", []), ("kiew", []), ("amiens", []), ("dostmunt", ["dortmund"]),
    ],
)  # fmt: skip
def test_a_slip_is_forgiven(typed: str, meant: list[str]) -> None:
    assert nearest(typed, KNOWN) == meant


def test_of_several_the_nearest_comes_first() -> None:
    assert nearest("rostowk", ["rostow", "rostock", "rost"]) == ["rostock", "rostow"]


@given(WORDS, WORDS)
def test_the_distance_is_the_same_both_ways_and_nothing_from_a_word_to_itself(
    a: str, b: str
) -> None:
    assert distance(a, b, 9) == distance(b, a, 9)
    assert (distance(a, b, 9) == 0) == (a == b)
    assert distance(a, b, 9) >= abs(len(a) - len(b))


@given(WORDS, WORDS, st.integers(0, 3))
def test_giving_up_early_changes_no_answer_that_counts(a: str, b: str, most: int) -> None:
    whole = distance(a, b, 99)
    early = distance(a, b, most)
    assert early == whole if whole <= most else early > most


@given(WORDS, st.integers(0, 7), st.sampled_from("abcd"))
def test_one_letter_is_one_slip(word: str, at: int, letter: str) -> None:
    assert distance(word, word[:at] + letter + word[at:], 9) == 1
