"""Terms and what is taken out of the history, as pure values."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weltoffen.privacy.rules.terms import months_before, over_until, term_problems
from weltoffen.privacy.types import Months
from weltoffen.records.rules.redacting import without


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        ("2026-11-23", 12, "2025-11-23"),
        ("2026-03-31", 1, "2026-02-28"),
        ("2024-03-31", 1, "2024-02-29"),
        ("2026-01-15", 1, "2025-12-15"),
        ("2026-12-31", 360, "1996-12-31"),
    ],
)
def test_months_are_those_of_the_calendar(day: str, months: int, before: str) -> None:
    assert months_before(dt.date.fromisoformat(day), months) == dt.date.fromisoformat(before)


@given(st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1)), st.integers(1, 360))
def test_a_longer_term_never_ends_earlier(day: dt.date, months: int) -> None:
    assert months_before(day, months + 1) < months_before(day, months) < day


def test_what_has_a_day_of_its_own_is_due_today() -> None:
    assert over_until(dt.date(2026, 1, 1), None) == dt.date(2026, 1, 1)


def test_a_term_within_its_bounds_for_a_reason_is_fine() -> None:
    assert term_problems(Months(12, 6, 24), 6, "Plan", "") == []
    assert [p.where for p in term_problems(Months(12, 6, 24), 5, "", "")] == ["months", "reason"]
    assert [p.where for p in term_problems(None, 5, "Plan", "am Tag")] == ["months"]


DATA = {"changed": {"text": ["alt", "neu"], "on": ["1", "2"]}, "office": "Amt", "row": "a.b"}


def test_what_is_taken_out_leaves_its_name_behind() -> None:
    assert without(DATA, ["text", "office"]) == {
        "changed": {"on": ["1", "2"]}, "row": "a.b", "redacted": ["office", "text"],
    }  # fmt: skip


def test_taking_out_again_or_what_is_not_there_changes_nothing() -> None:
    once = without(DATA, ["text"])
    assert without(once, ["text"]) == once
    assert without(DATA, ["anderes", "row", "changed"]) == DATA
