"""What the lines of lists say, judged of values alone."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.relations.test_state import act, chains
from weltoffen.ground.dates import Certainty
from weltoffen.ground.problems import Refused
from weltoffen.publication.rules.beginnings import began_to_hold, phase_began
from weltoffen.publication.rules.counted import (
    everything,
    judge_by,
    open_acts,
    steps_through,
    turning_days,
)
from weltoffen.publication.rules.news import newest_first
from weltoffen.publication.rules.steps import steps_done
from weltoffen.relations.enums import ActKind, Axis, Phase, Side, Status
from weltoffen.relations.rules.counting import Countable
from weltoffen.relations.rules.state import known_acts, state
from weltoffen.relations.types import UNSET

TODAY = date(2026, 1, 1)
SIGNED = act(1, "1977-07-04", phase=Phase.TWIN, bond=Status.ACTIVE)
CONFIRMED = act(2, "1997-07-04", phase=Phase.TWIN, bond=Status.ACTIVE)
ENDED = act(3, "2010-01-01", bond=Status.ENDED)
AGAIN = act(4, "2015-01-01", bond=Status.ACTIVE)
LIMITED = act(5, "2000-01-01", bond=Status.ACTIVE, term_until=date(2005, 1, 1))


@pytest.mark.parametrize(
    ("acts", "on", "began"),
    [
        ([], TODAY, None),
        ([SIGNED], date(1977, 7, 3), None),
        ([SIGNED], TODAY, 1),
        ([CONFIRMED, SIGNED], TODAY, 1),
        ([SIGNED, ENDED], TODAY, None),
        ([SIGNED, ENDED, AGAIN], TODAY, 4),
        ([LIMITED, AGAIN], TODAY, 4),
        ([SIGNED, LIMITED], TODAY, 1),
    ],
)
def test_a_value_holds_since_the_act_that_no_other_interrupts(acts, on, began) -> None:
    found = began_to_hold(acts, Axis.BOND, Status.ACTIVE, on)
    assert (found.id if found else None) == began


def stated(pk: int, on: str):
    return act(pk, on, kind=ActKind.STATED, side=Side.HOME)


@pytest.mark.parametrize(
    ("acts", "said"),
    [
        ([], (None, "", ())),
        ([SIGNED], ("1977-07-04", "first-act", (1,))),
        ([SIGNED, CONFIRMED], ("1977-07-04", "first-act", (1,))),
        ([SIGNED, stated(9, "1978")], ("1978", "city-word", (9,))),
        ([SIGNED, stated(9, "XXXX")], ("1977-07-04", "first-act", (1,))),
        ([act(1, "1977", phase=Phase.PROJECT), stated(9, "1978")], ("1977", "first-act", (1,))),
        ([act(1, "XXXX", phase=Phase.MEMBERSHIP)], ("XXXX", "first-act", (1,))),
    ],
)
def test_the_form_holds_since_the_citys_word_for_a_partnership_else_since_the_act(
    acts, said
) -> None:
    found = phase_began(acts, TODAY)
    assert (found.on.text if found.on else None, found.rule, found.acts) == said


@given(chains(), st.randoms())
def test_the_order_of_recording_does_not_matter(acts, random) -> None:
    held = known_acts(acts)
    shuffled = list(held)
    random.shuffle(shuffled)
    assert phase_began(shuffled, TODAY) == phase_began(held, TODAY)
    assert open_acts(shuffled, TODAY).keys() == open_acts(held, TODAY).keys()


def test_a_rule_lets_in_its_own_kind_only_and_a_rule_that_is_none_is_refused() -> None:
    held = state([SIGNED], TODAY)
    judge = judge_by("partner-cities-abroad")
    assert judge(Countable("a", "municipality", True, held)) is Certainty.CERTAIN
    assert judge(Countable("a", "municipality", False, held)) is Certainty.NO
    assert judge(Countable("a", "network", True, held)) is Certainty.NO
    assert everything(Countable("a", "network", True, UNSET)) is Certainty.CERTAIN
    with pytest.raises(Refused):
        judge_by("keine-regel")


def test_open_acts_are_those_that_leave_a_day_in_doubt() -> None:
    vague = act(6, "2025", phase=Phase.TWIN, bond=Status.ACTIVE)
    assert open_acts([vague], date(2025, 6, 1)) == {6: None}
    assert open_acts([vague], date(2026, 6, 1)) == {}
    assert open_acts([LIMITED], TODAY) == {5: date(2005, 1, 1)}


@given(chains())
def test_between_turning_days_nothing_changes(acts) -> None:
    days = turning_days(acts, date(2020, 1, 9))
    for number in range(1, 9):
        day = date(2020, 1, number)
        if day not in days:
            assert state(acts, day) == state(acts, date.fromordinal(day.toordinal() - 1))


def test_steps_of_a_count() -> None:
    certain, possible, no = Certainty.CERTAIN, Certainty.POSSIBLE, Certainty.NO
    turns = [
        (date(2020, 1, 1), possible, certain),
        (date(2010, 1, 1), no, certain),
        (date(2019, 1, 1), no, possible),
        (date(2015, 1, 1), certain, no),
        (date(2015, 1, 1), no, certain),
    ]
    assert list(steps_through(turns, TODAY)) == [
        (date(2010, 1, 1), 1, 1),
        (date(2019, 1, 1), 1, 2),
        (date(2020, 1, 1), 2, 2),
        (TODAY, 2, 2),
    ]
    assert list(steps_through([], TODAY)) == [(TODAY, 0, 0)]


def test_steps_of_an_accession_are_done_once_their_act_certainly_happened() -> None:
    path = [ActKind.ACCESSION_COUNCIL, ActKind.ACCESSION_SIGNED, ActKind.ACCESSION_LISTED]
    acts = [
        act(1, "2000-01-01", kind=ActKind.ACCESSION_COUNCIL),
        act(2, "2026", kind=ActKind.ACCESSION_SIGNED),
        act(3, "2001-01-01", kind=ActKind.COUNCIL),
    ]
    assert steps_done(path, acts, TODAY) == 1
    assert steps_done(path, acts, date(2026, 12, 31)) == 2
    assert steps_done([], acts, TODAY) == 0


def test_news_are_dated_events_of_the_past_the_newest_first() -> None:
    acts = [
        act(1, "2020-01-01"),
        act(2, "2021-01-01"),
        act(3, "2027-01-01"),
        act(4, "XXXX")._replace(latest=date(2022, 1, 1)),
        act(5, "2023-01-01", kind=ActKind.STATED),
        act(6, "2024-01-01", kind=ActKind.RETRACTION, corrects=7),
        act(8, "2021-01-01"),
        act(9, "2025~"),
    ]
    assert newest_first([acts], TODAY, 9) == [2, 8, 1]
    assert newest_first([acts[:2], acts[2:]], TODAY, 1) == [2]


def test_a_statement_is_news_where_it_is_all_that_tells_of_a_new_form() -> None:
    told = act(1, "2025", kind=ActKind.STATED, phase=Phase.TWIN, bond=Status.ACTIVE)
    later = told._replace(id=2, earliest=date(2025, 6, 1), on="2025-06-01")
    still = act(3, "2025-07", kind=ActKind.STATED, bond=Status.ACTIVE)
    project = act(4, "2023-05-04", kind=ActKind.MEMORANDUM, phase=Phase.PROJECT)
    assert newest_first([[told, later, still, project]], TODAY, 9) == [1, 4]


@pytest.mark.parametrize("signed", ["1977-07-04", "2025-02-01", "2025-12-31"])
def test_a_statement_that_repeats_what_an_act_tells_is_no_news(signed: str) -> None:
    told = act(1, "2025-02-01", kind=ActKind.STATED, phase=Phase.TWIN, bond=Status.ACTIVE)
    deed = act(2, signed, kind=ActKind.SIGNATURE, phase=Phase.TWIN, bond=Status.ACTIVE)
    assert newest_first([[told, deed]], TODAY, 9) == [2]
    assert newest_first([[told], [deed]], TODAY, 9) in ([1, 2], [2, 1])
