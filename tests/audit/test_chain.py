"""The chain as values: whatever is done to it is found."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from weltoffen.audit.enums import FaultKind
from weltoffen.audit.rules import (
    canonical,
    chained,
    checked_event,
    exported,
    hash_of,
    one_line,
    parse_anchor,
    verify,
)
from weltoffen.audit.types import BEGINNING, START, Anchor, Entry, Stub
from weltoffen.ground.problems import Refused

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=6,
)
DRAFTS = st.builds(
    Entry,
    number=st.just(0),
    at=st.datetimes(timezones=st.just(dt.UTC), min_value=dt.datetime(2000, 1, 1)),
    event=st.sampled_from(["accounts.session.open", "audit.log.view"]),
    by_key=st.none() | st.integers(1, 9),
    by_name=st.text(max_size=8),
    about=st.text(max_size=8),
    data=st.dictionaries(st.text(max_size=4), JSON, max_size=3).map(canonical),
    previous=st.just(""),
)


def chain_of(drafts: list[Entry]) -> list[Entry]:
    """Return entries that follow each other as they are noted."""
    tip, made = BEGINNING, []
    for draft in drafts:
        made.append(chained(draft, tip))
        tip = Anchor(made[-1].number, made[-1].hash)
    return made


CHAINS = st.lists(DRAFTS, min_size=1, max_size=7).map(chain_of)


def anchored(chain: list[Entry], place: int = -1) -> Anchor:
    return Anchor(chain[place].number, chain[place].hash)


@given(CHAINS, st.data())
def test_what_nobody_touched_is_whole_for_every_anchor_it_ever_had(chain, data):
    place = data.draw(st.integers(0, len(chain) - 1))
    found = verify(chain, anchor=anchored(chain, place))
    assert found.is_whole
    assert (found.events, found.removed, found.anchor) == (len(chain), 0, anchored(chain))
    assert verify(chain, anchor=BEGINNING).is_whole
    assert [entry.number for entry in chain] == list(range(1, len(chain) + 1))


CHANGES = {
    "at": dt.datetime(1999, 1, 1, tzinfo=dt.UTC),
    "event": "accounts.session.close",
    "by_key": 77,
    "by_name": "jemand anderes",
    "about": "etwas anderes",
    "data": '{"anders":1}',
    "hash": "f" * 64,
    "previous": "e" * 64,
    "number": 99,
}


@pytest.mark.parametrize("field", CHANGES)
@given(chain=CHAINS, data=st.data())
def test_any_change_is_found_even_if_its_own_hash_was_made_to_fit(field, chain, data):
    place = data.draw(st.integers(0, len(chain) - 1))
    changed = replace(chain[place], **{field: CHANGES[field]})
    assert not verify([*chain[:place], changed, *chain[place + 1 :]]).is_whole
    fitting = replace(changed, hash=hash_of(changed))
    rewritten = [*chain[:place], fitting, *chain[place + 1 :]]
    assert verify(rewritten, anchor=anchored(chain)).is_whole is (fitting == chain[place])


@given(CHAINS, st.data())
def test_a_blank_within_the_data_is_a_change(chain, data):
    place = data.draw(st.integers(0, len(chain) - 1))
    changed = replace(chain[place], data=chain[place].data + " ")
    found = verify([*chain[:place], changed, *chain[place + 1 :]])
    assert [fault.kind for fault in found.faults] == [FaultKind.CHANGED]
    assert found.faults[0].number == place + 1


@given(CHAINS, st.data())
def test_what_is_taken_out_within_is_found_and_at_the_end_by_an_anchor(chain, data):
    place = data.draw(st.integers(0, len(chain) - 1))
    shorter = [*chain[:place], *chain[place + 1 :]]
    is_last = place == len(chain) - 1
    assert verify(shorter).is_whole is is_last
    assert not verify(shorter, anchor=anchored(chain)).is_whole
    cut = verify(chain[:place], anchor=anchored(chain))
    assert [(f.kind, f.number) for f in cut.faults] == [(FaultKind.SHORTER, len(chain))]


@given(CHAINS, DRAFTS, st.data())
def test_what_is_put_in_between_is_found(chain, draft, data):
    place = data.draw(st.integers(0, len(chain) - 1))
    tip = anchored(chain, place - 1) if place else BEGINNING
    slipped = chained(draft, tip)
    assert not verify([*chain[:place], slipped, *chain[place:]]).is_whole


@given(CHAINS, st.data())
def test_two_that_changed_places_are_found(chain, data):
    assume(len(chain) > 1)
    first = data.draw(st.integers(0, len(chain) - 2))
    second = data.draw(st.integers(first + 1, len(chain) - 1))
    swapped = list(chain)
    swapped[first], swapped[second] = swapped[second], swapped[first]
    assert not verify(swapped).is_whole
    renumbered = [replace(entry, number=n) for n, entry in enumerate(swapped, start=1)]
    assert not verify(renumbered).is_whole


@given(CHAINS, DRAFTS)
def test_a_chain_written_anew_is_found_by_an_anchor_only(chain, draft):
    other = replace(draft, about="anders als alles")
    anew = chain_of([other, *[replace(entry, hash="", previous="") for entry in chain[1:]]])
    assert verify(anew).is_whole
    found = verify(anew, anchor=anchored(chain))
    assert [(f.kind, f.number) for f in found.faults] == [(FaultKind.REWRITTEN, len(chain))]


@given(CHAINS, st.data())
def test_removing_by_rule_leaves_a_chain_that_is_whole(chain, data):
    cut = data.draw(st.integers(1, len(chain)))
    halfway = data.draw(st.integers(0, cut))
    parts = [(1, halfway), (halfway + 1, cut)]
    stubs = [Stub(a, b, chain[b - 1].hash) for a, b in parts if a <= b]
    found = verify(chain[cut:], stubs, anchor=anchored(chain))
    assert found.is_whole
    assert (found.removed, found.events) == (cut, len(chain) - cut)
    assert found.anchor == anchored(chain)
    # One removed without the rule, and stubs that do not join, are found.
    assert cut == len(chain) or not verify(chain[cut + 1 :] or chain[:1], stubs).is_whole
    assert not verify(chain[cut:], [Stub(2, cut + 1, chain[cut - 1].hash)]).is_whole


def test_an_anchor_in_what_was_removed_proves_nothing_any_more():
    moment = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    draft = Entry(0, moment, "audit.log.view", None, "", "", "{}", "")
    chain = chain_of([replace(draft, about=str(n)) for n in range(4)])
    found = verify(chain[3:], [Stub(1, 3, chain[2].hash)], anchor=anchored(chain, 1))
    assert [(f.kind, f.number) for f in found.faults] == [(FaultKind.ANCHOR_REMOVED, 2)]
    assert verify(chain[3:], [Stub(1, 3, chain[2].hash)], anchor=anchored(chain, 2)).is_whole


def test_a_wholly_broken_chain_is_told_in_few_faults():
    moment = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    draft = Entry(0, moment, "audit.log.view", None, "", "", "{}", "")
    chain = [replace(entry, hash="0" * 64) for entry in chain_of([draft] * 100)]
    assert len(verify(chain).faults) == 20


def test_the_hash_is_the_one_that_the_documents_describe():
    """Fixed for ever: a chain noted by one version is verified by the next."""
    moment = dt.datetime(2026, 11, 23, 4, 5, 6, 7, tzinfo=dt.timezone(dt.timedelta(hours=1)))
    data = canonical({"b": [True, None], "a": "ä"})
    draft = Entry(0, moment, "accounts.session.open", 7, "müller", "", data, "")
    entry = chained(draft, BEGINNING)
    written = (
        r'{"about":"","at":"2026-11-23T03:05:06.000007Z","by_key":7,"by_name":"m\u00fcller",'
        r'"data":"{\"a\":\"\\u00e4\",\"b\":[true,null]}","event":"accounts.session.open",'
        r'"number":1,"previous":"0000000000000000000000000000000000000000000000000000000000000000"}'
    )
    assert entry.hash == sha256(written.encode()).hexdigest()
    assert exported(entry) == written.replace('"number"', f'"hash":"{entry.hash}","number"')


@given(JSON)
def test_canonical_json_is_json_and_always_the_same(value):
    text = canonical(value)
    assert json.loads(text) == value
    assert canonical(json.loads(text)) == text
    assert text.isascii()


@pytest.mark.parametrize("value", [0.5, {1: "a"}, {"a": {2}}, [b"a"], {"a": [float("nan")]}])
def test_what_two_databases_may_write_differently_is_refused(value):
    with pytest.raises(ValueError, match="data"):
        canonical(value)


@pytest.mark.parametrize("name", ["", "a.b", "accounts.session.Open", "a.b.c.d", "a b.c.d"])
def test_an_event_has_three_words(name):
    with pytest.raises(ValueError, match=r"area\.noun\.verb"):
        checked_event(name)


@pytest.mark.parametrize("text", ["", "7", "7:abc", f"-1:{START}", f"7:{'g' * 64}"])
def test_what_is_no_anchor_is_refused_with_what_to_do(text):
    with pytest.raises(Refused, match="weltoffen audit verify"):
        parse_anchor(text)


def test_an_anchor_is_read_as_it_is_written():
    anchor = Anchor(12, "ab" * 32)
    assert parse_anchor(f" {str(anchor).upper()}\n") == anchor


def test_a_name_cannot_move_the_cursor_of_a_terminal():
    assert one_line("a\x1b[2J\nb\x00") == "a [2J b "
