"""Numbers that were passed over are looked at again until nothing can appear there."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from weltoffen.finding.rules.gaps import MOST, PATIENCE, Gap, joined, missing, narrowed, still_open

NUMBERS = st.sets(st.integers(11, 60), max_size=30)


def numbers_in(gaps: list[Gap]) -> set[int]:
    return {number for gap in gaps for number in range(gap.first, gap.last + 1)}


@given(NUMBERS)
def test_what_is_missing_is_what_was_not_read(read: set[int]) -> None:
    gaps = missing(10, read, 7, 0.0)
    assert numbers_in(gaps) == set(range(11, max(read, default=10) + 1)) - read


@given(NUMBERS, NUMBERS)
def test_what_appears_later_leaves_the_gap(read: set[int], late: set[int]) -> None:
    gaps = missing(10, read, 7, 0.0)
    left = [part for gap in gaps for part in narrowed(gap, late)]
    assert numbers_in(left) == numbers_in(gaps) - late
    assert {(gap.until, gap.at) for gap in left} <= {(7, 0.0)}


def test_a_gap_closes_once_all_who_had_begun_have_ended() -> None:
    gap = Gap(5, 5, until=100, at=0.0)
    later = PATIENCE + 1
    assert still_open([gap], oldest=99, now=later) == [gap]
    assert still_open([gap], oldest=100, now=PATIENCE - 1) == [gap]
    assert still_open([gap], oldest=100, now=later) == []


@given(st.lists(st.integers(1, 5), min_size=1, max_size=20))
def test_too_many_gaps_are_joined_and_none_is_forgotten(steps: list[int]) -> None:
    gaps, at = [], 0
    for step in steps * (MOST // len(steps) + 2):
        at += step + 1
        gaps.append(Gap(at, at, 1, 0.0))
    kept = joined(gaps)
    assert len(kept) <= MOST < len(gaps)
    assert numbers_in(gaps) <= numbers_in(kept)
