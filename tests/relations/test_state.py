"""``state``: the worked cases, and the laws that hold whatever was recorded in whatever order."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weltoffen.ground.dates import FIRST_DAY, LAST_DAY, Certainty, parse_date
from weltoffen.relations.enums import ActKind, Axis, Phase, Status
from weltoffen.relations.rules.state import deciding_acts, known_acts, state
from weltoffen.relations.types import UNSET, ActFacts

START = date(2020, 1, 1)
MOMENT = datetime(2021, 1, 1, tzinfo=UTC)


def act(pk: int, on: str = "2020-01-05", **said) -> ActFacts:
    """An act as values; what is not said is left alone."""
    when = parse_date(on)
    blank = {
        "id": pk, "earliest": when.earliest, "latest": when.latest, "phase": "", "bond": "",
        "channel": "", "exchange": "", "civil": "", "corrects": None, "term_until": None,
        "recorded_at": MOMENT, "kind": ActKind.COUNCIL, "side": "home", "on": on,
    }  # fmt: skip
    return ActFacts(**(blank | said))


# --- worked cases ---------------------------------------------------------------------------


def test_relation_without_acts_has_nothing_set():
    assert state([], START) == UNSET


@pytest.mark.parametrize(
    ("on", "bond", "in_force"),
    [
        (date(2024, 12, 31), {""}, Certainty.NO),
        (date(2025, 1, 1), {"", "active"}, Certainty.POSSIBLE),
        (date(2025, 12, 30), {"", "active"}, Certainty.POSSIBLE),
        (date(2025, 12, 31), {"active"}, Certainty.CERTAIN),
        (date(2100, 1, 1), {"active"}, Certainty.CERTAIN),
    ],
)
def test_year_alone_makes_the_days_of_that_year_possible(on, bond, in_force):
    found = state([act(1, "2025", bond=Status.ACTIVE)], on)
    assert found.bond == bond
    assert found.bond_in_force is in_force


def test_act_holds_from_its_own_day_on():
    deed = act(1, "2024-05-14", phase=Phase.TWIN)
    assert state([deed], date(2024, 5, 13)).phase == {""}
    assert state([deed], date(2024, 5, 14)).phase == {"twin"}


def test_rostow_bond_stays_while_channel_is_limited_and_exchange_rests():
    acts = [
        act(1, "1977-07-04", phase=Phase.TWIN, bond=Status.ACTIVE),
        act(2, "2022-03-31", channel=Status.LIMITED, exchange=Status.RESTING),
    ]
    before, after = state(acts, date(2022, 3, 30)), state(acts, date(2022, 3, 31))
    assert before.exchange == {""}
    assert (after.bond, after.channel, after.exchange) == ({"active"}, {"limited"}, {"resting"})
    assert after.bond_in_force is Certainty.CERTAIN


def test_unknown_date_is_possible_on_any_day_until_a_source_tells_of_it():
    unknown = act(1, "XXXX", bond=Status.ACTIVE)
    told = unknown._replace(latest=date(2025, 12, 19))
    assert state([unknown], date(1900, 1, 1)).bond_in_force is Certainty.POSSIBLE
    assert state([unknown], date(2999, 1, 1)).bond_in_force is Certainty.POSSIBLE
    assert state([told], date(2025, 12, 18)).bond_in_force is Certainty.POSSIBLE
    assert state([told], date(2025, 12, 19)).bond_in_force is Certainty.CERTAIN


def test_limited_agreement_is_in_doubt_once_its_term_is_over_and_settled_by_the_next_act():
    memorandum = act(1, "2020-10-07", bond=Status.ACTIVE, term_until=date(2022, 10, 7))
    deed = act(2, "2024-05-14", bond=Status.ACTIVE)
    assert state([memorandum], date(2022, 10, 6)).bond == {"active"}
    assert state([memorandum], date(2022, 10, 7)).bond == {"active", "ended"}
    assert state([memorandum, deed], date(2023, 1, 1)).bond == {"active", "ended"}
    assert state([memorandum, deed], date(2024, 5, 14)).bond == {"active"}


def test_two_acts_of_one_day_that_disagree_leave_both_possible():
    acts = [act(1, bond=Status.ACTIVE), act(2, bond=Status.ENDED)]
    assert state(acts, date(2020, 2, 1)).bond == {"active", "ended"}


def test_vague_act_that_may_precede_the_exact_one_leaves_both_possible():
    acts = [act(1, "2020", bond=Status.ACTIVE), act(2, "2020-06-01", bond=Status.ENDED)]
    assert state(acts, date(2020, 12, 31)).bond == {"active", "ended"}
    assert state(acts, date(2020, 3, 1)).bond == {"", "active"}


def test_corrected_act_counts_no_more_and_a_retracted_one_leaves_nothing():
    wrong = act(1, "1977", bond=Status.ACTIVE)
    right = act(2, "1978", bond=Status.ACTIVE, corrects=1)
    taken_back = act(3, "1978", kind=ActKind.RETRACTION, corrects=2)
    assert state([wrong, right], date(1977, 12, 31)).bond == {""}
    assert state([wrong, right, taken_back], date(2000, 1, 1)) == UNSET


def test_deciding_acts_are_those_that_a_page_must_cite():
    acts = [
        act(1, "1977-07-04", bond=Status.ACTIVE),
        act(2, "2022-03-31", bond=Status.ACTIVE, exchange=Status.RESTING),
    ]
    assert [a.id for a in deciding_acts(acts, Axis.BOND, date(2023, 1, 1))] == [2]
    assert [a.id for a in deciding_acts(acts, Axis.BOND, date(2000, 1, 1))] == [1]
    assert deciding_acts(acts, Axis.CIVIL, date(2023, 1, 1)) == []


# --- laws ------------------------------------------------------------------------------------

WINDOW = 6
DAY = st.integers(min_value=0, max_value=WINDOW - 1).map(lambda n: START + timedelta(days=n))
VALUES = st.sampled_from(["", *Status.values])


@st.composite
def chains(draw, most: int = 4) -> list[ActFacts]:
    """Acts within a few days, some exact, some vague, some correcting earlier ones."""
    acts: list[ActFacts] = []
    for pk in range(1, draw(st.integers(0, most)) + 1):
        low, high = sorted([draw(DAY), draw(DAY)])
        open_corrections = [a.id for a in acts if a.id not in {b.corrects for b in acts}]
        corrects = draw(st.sampled_from([None, None, *open_corrections]))
        acts.append(
            act(pk)._replace(
                earliest=low,
                latest=high,
                bond=draw(VALUES),
                exchange=draw(VALUES),
                corrects=corrects,
                term_until=draw(
                    st.none() | st.integers(1, 4).map(lambda n, low=low: low + timedelta(n))
                ),
                kind=draw(st.sampled_from([ActKind.COUNCIL, ActKind.RETRACTION]))
                if corrects
                else ActKind.COUNCIL,
                recorded_at=MOMENT + timedelta(days=draw(st.integers(0, 9))),
            )
        )
    return acts


def possible_worlds(acts: list[ActFacts], on: date) -> set[str]:
    """Enumerate every way the days may have been, and what the bond was in each."""
    setters = [a for a in known_acts(acts) if a.bond]
    spans = [
        [a.earliest + timedelta(days=n) for n in range((a.latest - a.earliest).days + 1)]
        for a in setters
    ]
    found: set[str] = set()
    for days in product(*spans):
        happened = [(day, a) for day, a in zip(days, setters, strict=True) if day <= on]
        last = max((day for day, _ in happened), default=None)
        deciding = [a for day, a in happened if day == last]
        found |= {a.bond for a in deciding} or {""}
        found |= {"ended" for a in deciding if a.term_until and a.term_until <= on}
    return found


@given(chains(), DAY)
def test_state_is_what_holds_in_any_possible_world(acts, on):
    assert state(acts, on).bond == possible_worlds(acts, on)


@given(chains(), DAY, st.randoms())
def test_order_of_recording_never_matters(acts, on, random):
    shuffled = list(acts)
    random.shuffle(shuffled)
    at_other_times = [
        a._replace(recorded_at=MOMENT + timedelta(days=random.randrange(99))) for a in shuffled
    ]
    assert state(shuffled, on) == state(acts, on) == state(at_other_times, on)


@given(chains(most=3), DAY, DAY, VALUES, VALUES)
def test_correcting_twice_equals_correcting_with_the_last(acts, on, day, first, last):
    wrong = act(90)._replace(earliest=day, latest=day, bond=Status.ACTIVE)
    once = act(91)._replace(earliest=day, latest=day, bond=first, corrects=90)
    twice = act(92)._replace(earliest=day, latest=day, bond=last, corrects=91)
    straight = twice._replace(corrects=90)
    assert state([*acts, wrong, once, twice], on) == state([*acts, wrong, straight], on)


@given(chains(), chains(), DAY, st.integers(0, 9))
def test_knowing_later_never_changes_what_was_known_before(acts, later, on, days):
    known_on = MOMENT + timedelta(days=days)
    learnt = [
        a._replace(id=a.id + 50, corrects=a.corrects and a.corrects + 50, recorded_at=known_on)
        for a in later
    ]
    correcting = [
        a._replace(id=a.id + 80, corrects=a.id, recorded_at=known_on) for a in known_acts(acts)
    ]
    before = state(acts, on, known_on)
    assert state([*acts, *learnt], on, known_on) == before
    assert state([*acts, *correcting], on, known_on) == before


@given(chains(), DAY)
def test_values_are_those_of_the_deciding_acts(acts, on):
    decided = {a.exchange for a in deciding_acts(acts, Axis.EXCHANGE, on)}
    assert state(acts, on).exchange - {""} == decided


@given(chains())
def test_before_everything_nothing_is_set_and_after_everything_nothing_is_unset(acts):
    assert state(acts, FIRST_DAY) == UNSET
    after = state(acts, LAST_DAY)
    if any(a.bond for a in known_acts(acts)):
        assert "" not in after.bond
