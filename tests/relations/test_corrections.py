"""What replaces what for the public, whatever lies between; what a withdrawal may not revive."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import ActFactory, RelationFactory, somebody
from tests.relations.test_state import START, act, chains
from weltoffen.ground.problems import Refused
from weltoffen.records.actions import publish, set_visibility, withdraw
from weltoffen.records.enums import Visibility
from weltoffen.relations.actions import Effects, correct_act, retract_act
from weltoffen.relations.enums import ActKind, Status
from weltoffen.relations.models import Act
from weltoffen.relations.rules.corrections import (
    NOT_SHOWN,
    revived_by_withdrawing,
    seen_by_public,
)
from weltoffen.relations.rules.state import known_acts, state
from weltoffen.relations.selectors import acts_by_relation, states
from weltoffen.relations.types import ActFacts


@st.composite
def histories(draw) -> tuple[list[ActFacts], set[int]]:
    """Acts recorded after what they correct, and the ids of those that are internal."""
    acts: dict[int, ActFacts] = {}
    for one in draw(chains(most=7)):
        before = acts.get(one.corrects or 0)
        moment = max(one.recorded_at, before.recorded_at) if before else one.recorded_at
        acts[one.id] = one._replace(recorded_at=moment)
    internal = {pk for pk in acts if draw(st.booleans())}
    return draw(st.permutations(list(acts.values()))), internal


def before(one: ActFacts, acts: list[ActFacts]) -> list[int]:
    """Return all that an act descends from."""
    by_id = {a.id: a for a in acts}
    found = []
    while one.corrects is not None:
        found.append(one.corrects)
        one = by_id[one.corrects]
    return found


def read(acts: list[ActFacts], internal: set[int]) -> list[ActFacts]:
    """Return what a public reader gets of them, who reads no internal act that corrects nothing."""
    return [a for a in acts if a.id not in internal or a.corrects is not None]


@given(histories(), st.none() | st.integers(0, 20))
def test_replaced_is_what_a_public_and_known_act_descends_from(history, nth) -> None:
    acts, internal = history
    moments = sorted({a.recorded_at for a in acts})
    known_on = moments[nth % len(moments)] if moments and nth is not None else None
    public = [
        a for a in acts
        if a.id not in internal and (known_on is None or a.recorded_at < known_on)
    ]  # fmt: skip
    replaced = {pk for a in public for pk in before(a, acts)}
    expected = {a.id for a in public if a.id not in replaced and a.kind != ActKind.RETRACTION}
    held = known_acts(seen_by_public(read(acts, internal), internal), known_on)
    assert {a.id for a in held} == expected


@given(histories())
def test_public_readers_hold_what_holds_once_internal_leaves_are_plucked(history) -> None:
    acts, internal = history
    left = list(acts)
    while leaves := {a.id for a in left} & internal - {a.corrects for a in left}:
        left = [a for a in left if a.id not in leaves]
    seen = seen_by_public(read(acts, internal), internal)
    assert {a.id for a in known_acts(seen)} == {a.id for a in known_acts(left)}
    assert state(seen, START) == state(left, START)


@given(histories())
def test_nothing_internal_comes_out(history) -> None:
    acts, internal = history
    for seen in seen_by_public(read(acts, internal), internal):
        assert not {seen.id, seen.corrects} & internal


@given(histories())
def test_where_nothing_is_internal_nothing_changes(history) -> None:
    acts, _internal = history
    assert seen_by_public(acts, set()) == acts


def test_a_public_retraction_of_what_was_never_public_is_no_event():
    retraction = act(2, "2020", kind=ActKind.RETRACTION, corrects=1, bond=Status.ACTIVE)
    (seen,) = seen_by_public([retraction], set())
    assert seen.corrects == NOT_SHOWN
    assert known_acts([seen]) == []
    assert state([seen], START).bond == {""}


@given(histories())
def test_a_withdrawal_revives_what_its_refusal_names_and_nothing_else(history) -> None:
    acts, internal = history
    chain = [(a.id, a.corrects, a.id not in internal) for a in acts]
    replaced = {a.corrects for a in seen_by_public(read(acts, internal), internal)}
    for one in acts:
        if one.id in internal:
            continue
        then = internal | {one.id}
        still = {a.corrects for a in seen_by_public(read(acts, then), then)}
        revived = {a.id for a in acts if a.id in replaced - still and a.id != one.id} - then
        assert revived_by_withdrawing(one.id, chain) == next(iter(revived), None)
        assert len(revived) <= 1


EXCHANGE = (Status.ACTIVE, Status.LIMITED, Status.RESTING)


def recorded(seen: str) -> list[Act]:
    """Record a statement and its corrections; ``seen`` has a letter each, p or i."""
    acts: list[Act] = []
    for letter, exchange in zip(seen, EXCHANGE, strict=False):
        visibility = Visibility.PUBLIC if letter == "p" else Visibility.INTERNAL
        acts.append(
            ActFactory(
                relation=acts[0].relation if acts else RelationFactory(),
                corrects=acts[-1] if acts else None,
                on="1977",
                effects=Effects(exchange=exchange),
                visibility=visibility,
            )
        )
    return acts


@pytest.mark.django_db
@pytest.mark.parametrize("seen", ["".join(letters) for letters in product("pi", repeat=3)])
def test_the_last_public_act_of_a_chain_is_what_the_public_reads(seen: str) -> None:
    acts = recorded(seen)
    relation = acts[0].relation_id
    shown = [one for one, letter in zip(acts, seen, strict=True) if letter == "p"]
    facts = dict(acts_by_relation([relation], public_only=True)).get(relation, [])
    assert {a.id for a in facts} == {one.pk for one in shown}
    assert [a.id for a in known_acts(facts)] == [one.pk for one in shown[-1:]]
    found = states(START, [relation], public_only=True)
    if shown:
        assert found[relation].exchange == {shown[-1].exchange}
    else:
        assert found == {}


@pytest.mark.django_db
def test_a_correction_is_not_withdrawn_from_what_it_mended() -> None:
    wrong, between, right = recorded("pip")
    with pytest.raises(Refused, match=rf"{wrong.identifier}.*weitere Berichtigung") as refusal:
        withdraw(record=right, by=somebody())
    assert wrong.title in str(refusal.value)
    right.refresh_from_db()
    assert right.visibility == Visibility.PUBLIC
    with pytest.raises(Refused):
        set_visibility(record=right, visibility=Visibility.INTERNAL, by=somebody())
    publish(record=between, by=somebody())
    with pytest.raises(Refused, match=between.identifier):
        withdraw(record=right, by=somebody())
    for act_ in (wrong, between, right):
        withdraw(record=act_, by=somebody())
        act_.refresh_from_db()
        assert act_.visibility == Visibility.INTERNAL


@pytest.mark.django_db
def test_a_correction_is_withdrawn_once_another_stands_in_its_place() -> None:
    wrong, better = recorded("pp")
    best = correct_act(
        act=better, identifier="am-besten", by=somebody(), kind=ActKind.COUNCIL, on="1978",
        title="Am besten", citations=[c.passage for c in wrong.citations.all()],
        visibility=Visibility.PUBLIC,
    )  # fmt: skip
    withdraw(record=better, by=somebody())
    facts = dict(acts_by_relation([wrong.relation_id], public_only=True))[wrong.relation_id]
    assert [a.id for a in known_acts(facts)] == [best.pk]


@pytest.mark.django_db
def test_a_retraction_is_not_withdrawn_from_what_never_took_place() -> None:
    (wrong,) = recorded("p")
    retraction = retract_act(
        act=wrong, identifier="nie", reason="Das war nie.", by=somebody(),
        citations=[c.passage for c in wrong.citations.all()],
    )  # fmt: skip
    facts = dict(acts_by_relation([wrong.relation_id], public_only=True))[wrong.relation_id]
    assert [a.id for a in known_acts(facts)] == [wrong.pk], "an internal retraction alone"
    publish(record=retraction, by=somebody())
    with pytest.raises(Refused, match=wrong.identifier):
        withdraw(record=retraction, by=somebody())
