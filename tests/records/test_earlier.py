"""What a record said earlier follows from what it says now and from every change since."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from weltoffen.records.rules.earlier import as_it_was, differing

NAMES = st.sampled_from(["name_de", "name_en", "region", "owner"])
VALUES = st.one_of(st.none(), st.text(max_size=4), st.booleans())
STATES = st.fixed_dictionaries({name: VALUES for name in ("name_de", "name_en", "region", "owner")})


@given(first=STATES, edits=st.lists(st.dictionaries(NAMES, VALUES, min_size=1), max_size=6))
def test_taking_every_change_back_leads_to_each_earlier_state(first, edits):
    states, changes = [first], []
    for edit in edits:
        before = states[-1]
        changes.append({name: (before[name], value) for name, value in edit.items()})
        states.append(before | edit)
    for kept in range(len(changes) + 1):
        assert as_it_was(states[-1], reversed(changes[kept:])) == states[kept]


@given(one=STATES, other=STATES)
def test_states_differ_both_ways_alike_and_nothing_is_like_an_empty_text(one, other):
    assert set(differing(one, other)) == set(differing(other, one))
    assert differing(one, {name: value or "" for name, value in one.items()}) == ()


def test_a_field_that_is_gone_is_left_out():
    assert as_it_was({"a": 1}, [{"b": (2, 3)}]) == {"a": 1}
