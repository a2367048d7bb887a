"""Laws of what judges in casework."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weltoffen.accounts.enums import RoleName
from weltoffen.accounts.types import Grant
from weltoffen.casework.enums import Outcome, RequestState, StepKind, Verdict
from weltoffen.casework.rules.composing import (
    PLACES,
    answer_problems,
    block_problems,
    composed,
    fill,
    greeting,
    places_in,
)
from weltoffen.casework.rules.due import duties_of, is_overdue, nearness, next_year
from weltoffen.casework.rules.requests import (
    LEADS_TO,
    may_follow,
    outcome_of,
    score_of,
    state_of,
    step_problems,
)
from weltoffen.casework.types import Judged, Nearness, Step
from weltoffen.records.enums import Role

KINDS = st.sampled_from(StepKind)
DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2090, 1, 1))
WORDS = st.text(alphabet=st.characters(codec="utf-8"), max_size=40)
PIECES = WORDS.filter(lambda text: "{" not in text and "}" not in text)
"""What stands between the places of a text; braces would make places of what is filled in."""


def steps(*kinds: StepKind) -> tuple[Step, ...]:
    return tuple(Step(kind, outcome=Outcome.PARTLY) for kind in kinds)


@given(st.lists(KINDS))
def test_a_remark_never_changes_how_a_request_stands(kinds):
    assert state_of(steps(*kinds, StepKind.REMARK)) == state_of(steps(*kinds))


@given(st.lists(KINDS), st.sampled_from(sorted(LEADS_TO)))
def test_any_other_step_says_how_it_stands_from_then_on(kinds, last):
    assert state_of(steps(*kinds, last)) is LEADS_TO[last]


@given(st.lists(KINDS))
def test_there_is_an_outcome_exactly_as_long_as_a_request_is_closed(kinds):
    closed = state_of(steps(*kinds)) is RequestState.CLOSED
    assert (outcome_of(steps(*kinds)) is not None) is closed


@pytest.mark.parametrize("state", RequestState)
def test_from_everywhere_a_request_can_be_closed_and_remarked(state):
    """Nothing is stuck: from each state there is a way to an answer, or to its end."""
    assert StepKind.REMARK in may_follow(state)
    seen, todo = set(), [state]
    while todo:
        here = todo.pop()
        seen.add(here)
        todo += [LEADS_TO[k] for k in may_follow(here) if k in LEADS_TO and LEADS_TO[k] not in seen]
    assert {RequestState.CLOSED, RequestState.ANSWERED} <= seen
    assert StepKind.RECEIVE not in may_follow(state)


def test_what_cannot_follow_is_told_with_what_stands():
    told = step_problems(RequestState.CLOSED, StepKind.ANSWER, "Gern.")
    assert "abgeschlossen" in told[0].says()
    assert [p.where for p in step_problems(RequestState.RECEIVED, StepKind.ANSWER, " ")] == ["text"]


JUDGED = st.builds(Judged, weight=st.integers(1, 9), verdict=st.none() | st.sampled_from(Verdict))


@given(st.lists(JUDGED, max_size=12))
def test_the_sum_lies_between_nothing_and_all(judged):
    score = score_of(judged)
    assert 0 <= score.points <= score.most
    assert score.percent is None or 0 <= score.percent <= 100
    known = [j for j in judged if j.verdict not in (None, Verdict.UNKNOWN)]
    assert score.open == len(judged) - len(known)


@given(st.lists(JUDGED, max_size=8), st.integers(1, 9))
def test_what_is_not_known_yet_changes_no_sum(judged, weight):
    with_unknown = [*judged, Judged(weight, Verdict.UNKNOWN)]
    assert score_of(with_unknown).percent == score_of(judged).percent


def test_partly_counts_half():
    found = score_of([Judged(3, Verdict.YES), Judged(2, Verdict.PARTLY), Judged(1, Verdict.NO)])
    assert (found.points, found.most, found.percent) == (4.0, 6, 67)


@given(st.dictionaries(st.sampled_from(sorted(PLACES)), WORDS), st.lists(PIECES, max_size=4))
def test_a_filled_text_has_just_the_places_that_are_told_missing(values, pieces):
    text = " ".join(f"{piece} {{{place}}}" for piece, place in zip(pieces, PLACES, strict=False))
    filled = fill(text, values)
    assert set(places_in(filled.text)) == set(filled.missing)
    assert not filled.missing or answer_problems(filled.text)


def test_what_somebody_calls_themselves_is_no_place():
    filled = fill("{anrede}, {name}", {"anrede": "Guten Tag {heute}", "name": "x"})
    assert filled.text == "Guten Tag (heute), x"
    assert not answer_problems(filled.text)


def test_blocks_with_places_that_nobody_could_fill_are_refused():
    assert not block_problems("{anrede}, wie {Partnerstadt} schreibt")
    assert "{vorname}" in block_problems("Hallo {vorname}")[0].says()


def test_blocks_stand_apart_and_empty_ones_are_left_out():
    assert composed([" Guten Tag ", "", "Gern.\n"]) == "Guten Tag\n\nGern."
    assert greeting("Ama Mensah", "fr") == "Bonjour Ama Mensah"
    assert greeting(" ", "de") == greeting("Ama", "xx") == ""


@given(DAYS, DAYS)
def test_overdue_is_what_lies_before_today(day, today):
    assert is_overdue(day, today) is (day < today)
    assert (nearness(day, today) is Nearness.TODAY) is (day == today)


def test_how_near_a_day_is():
    today = dt.date(2026, 3, 1)
    ahead = {0: "today", 1: "soon", 7: "soon", 8: "later", -1: "overdue"}
    found = {days: nearness(today + dt.timedelta(days), today).value for days in ahead}
    assert found == ahead
    assert nearness(None, today) is Nearness.UNDATED


@given(DAYS)
def test_next_year_is_the_next_year_and_hardly_another_day(day):
    found = next_year(day)
    assert found.year == day.year + 1
    assert (found.month, found.day) == (day.month, day.day) or (day.month, day.day) == (2, 29)


def test_whose_work_somebody_does():
    grants = [Grant(RoleName.PROTOCOL), Grant(RoleName.READER)]
    assert duties_of(grants) == {Role.PROTOCOL}
