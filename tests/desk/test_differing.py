"""What the history shows of two long texts: where they differ."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from weltoffen.desk.differing import LONGEST_SHOWN, cut, cut_apart

TEXTS = st.text(st.sampled_from("ab "), max_size=4 * LONGEST_SHOWN)


@given(TEXTS, TEXTS)
@example("a" * 200, "a" * 201)
@example("a" * 200 + "b", "a" * 200 + "c")
@example("a " * 60 + "b", "a " * 60 + "c")
def test_what_differs_is_shown_differently_and_no_longer_than_a_line(
    before: str, after: str
) -> None:
    told = cut_apart(before, after)
    assert (told[0] == told[1]) <= (before == after or "" in (before, after))
    assert max(map(len, told)) <= LONGEST_SHOWN + 4


@given(TEXTS)
def test_what_is_short_stays_as_it_is(text: str) -> None:
    assert (cut(text) == text) == (len(text) <= LONGEST_SHOWN)


def test_the_line_begins_at_a_word_before_the_first_difference() -> None:
    same = "Amiens in Frankreich ist seit 1960 Partnerstadt und liegt an der Somme. "
    told = cut_apart(f"{same}Erste Änderung.", f"{same}Zweite Änderung.")
    assert told == (
        "… liegt an der Somme. Erste Änderung.",
        "… liegt an der Somme. Zweite Änderung.",
    )
