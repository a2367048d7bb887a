"""The rules against every possible world: who had all days before him, what would he have seen?

The oracle below shares no code with the rules. A world gives each act that holds one day within its
bounds; in a world there is no doubt, so what it says needs no rule. The rules must say what some
world says, and nothing else. Dates are of every form, the open and the unknown included.

Of each act only the ends of its bounds and the day asked for are tried: an act can be the last of
all exactly if it can be so late on some of these days while the others are early or still ahead.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.relations.test_state import MOMENT, act
from weltoffen.ground.dates import LAST_DAY, Certainty
from weltoffen.relations.enums import ActKind, Axis, Phase, Side, Status
from weltoffen.relations.rules.counting import COUNTING_RULES, Countable, count
from weltoffen.relations.rules.since import SINCE_RULES, of_the_present_bond, since
from weltoffen.relations.rules.state import deciding_acts, known_acts, state
from weltoffen.relations.types import UNSET, ActFacts

ON = date(2020, 1, 3)
AXES = ("phase", "bond", "channel", "exchange", "civil")
_DAYS = [f"2020-0{month}-{day:02}" for month in (1, 2) for day in (1, 2, 28)]
_PLAIN = [*_DAYS, "2020", "2020-01", "2020-02", "2019", "2021"]
FORMS = st.sampled_from(
    [
        *_PLAIN,
        "2020~",
        "2020-01~",
        "2020-02-01~",
        "[2020-01-02..2020-02]",
        "[2019..2020-01-02]",
        "[..2020-01-28]",
        "[..2019]",
        "[2020-02..]",
        "[2021..]",
        "XXXX",
    ]
)
ASKED = st.sampled_from(
    [date.fromisoformat(day) for day in _DAYS]
    + [date(2019, 12, 31), date(2020, 1, 31), date(2020, 12, 31), date(2021, 1, 1), LAST_DAY]
)
KNOWN_BY = st.sampled_from([None, None, None, date(2020, 1, 28), date(2020, 12, 31)])
KINDS = (
    ActKind.COUNCIL,
    ActKind.ACCESSION_COUNCIL,
    ActKind.SIGNATURE,
    ActKind.COUNTER_SIGNATURE,
    ActKind.ACCESSION_SIGNED,
    ActKind.DEED_EXCHANGE,
    ActKind.STATED,
)
RECORDED = st.integers(0, 5).map(lambda days: MOMENT + timedelta(days=days))


@st.composite
def registers(draw, most: int = 4) -> list[ActFacts]:
    """The acts of a relation: any form of date, any effects, terms, corrections, retractions."""
    acts: list[ActFacts] = []
    for pk in range(1, draw(st.integers(0, most)) + 1):
        free = [a.id for a in acts if a.id not in {b.corrects for b in acts}]
        corrects = draw(st.sampled_from([None, None, *free]))
        made = act(
            pk,
            draw(FORMS),
            **{axis: draw(st.sampled_from(["", "", *Status.values])) for axis in AXES[1:]},
            phase=draw(st.sampled_from(["", "", *Phase.values])),
            kind=draw(st.sampled_from([*KINDS, *([ActKind.RETRACTION] if corrects else [])])),
            side=draw(st.sampled_from(Side.values)),
            corrects=corrects,
            recorded_at=draw(RECORDED),
        )
        by = draw(KNOWN_BY)
        if by and made.earliest <= by < made.latest:
            made = made._replace(latest=by)
        if made.bond and draw(st.booleans()):
            later = draw(st.sampled_from([1, 30, 400]))
            room = (LAST_DAY - made.earliest).days
            made = made._replace(term_until=made.earliest + timedelta(days=min(later, room)))
        acts.append(made)
    return acts


def standing(acts: list[ActFacts], known_on: datetime | None = None) -> list[ActFacts]:
    """Return the acts that hold, asked of each by itself."""

    def holds(one: ActFacts) -> bool:
        others = [a for a in acts if known_on is None or a.recorded_at < known_on]
        if one not in others or one.kind == ActKind.RETRACTION:
            return False
        return all(other.corrects != one.id for other in others)

    return [one for one in acts if holds(one)]


def worlds(acts: list[ActFacts], on: date) -> Iterator[dict[str, set[str]]]:
    """Yield what each axis is in each world; two acts of one day leave both, in any world."""
    marks = sorted({day for a in acts for day in (a.earliest, a.latest)} | {on})
    spans = [[day for day in marks if a.earliest <= day <= a.latest] for a in acts]
    for days in product(*spans):
        seen = {}
        for axis in AXES:
            done = [
                (day, a)
                for day, a in zip(days, acts, strict=True)
                if day <= on and getattr(a, axis)
            ]
            last = max((day for day, _ in done), default=None)
            deciding = [a for day, a in done if day == last]
            seen[axis] = {getattr(a, axis) for a in deciding} or {""}
            if axis == "bond" and any(a.term_until and a.term_until <= on for a in deciding):
                seen[axis].add("ended")  # whether it went on informally, nobody knows
        yield seen


@given(registers(), ASKED, st.none() | RECORDED)
@example([act(1, "XXXX", bond=Status.ACTIVE), act(2, "XXXX", bond=Status.ENDED)], LAST_DAY, None)
def test_the_state_is_what_some_world_says_and_nothing_else(acts, on, known_on):
    said = list(worlds(standing(acts, known_on), on))
    found = state(acts, on, known_on)
    for axis in AXES:
        assert getattr(found, axis) == set().union(*(world[axis] for world in said)), axis


@given(registers(), ASKED, st.none() | RECORDED)
def test_those_that_decide_are_those_without_which_some_world_is_another(acts, on, known_on):
    held = standing(acts, known_on)
    for axis in AXES:
        named = {a.id for a in deciding_acts(acts, Axis(axis), on, known_on)}
        setters = [a for a in held if getattr(a, axis)]
        # Make each act's word its own, and see whose words come out.
        marked = [a._replace(**{axis: str(a.id)}, term_until=None) for a in setters]
        said = set().union(*(world[axis] for world in worlds(marked, on)))
        assert {str(pk) for pk in named} == said - {""}


@given(registers(), st.none() | RECORDED)
def test_what_holds_is_known_and_neither_replaced_nor_taken_back(acts, known_on):
    assert known_acts(acts, known_on) == standing(acts, known_on)


@given(registers(), ASKED, st.randoms())
def test_order_of_recording_never_matters(acts, on, random):
    shuffled = random.sample(acts, len(acts))
    at_other_times = [
        a._replace(recorded_at=MOMENT + timedelta(days=random.randrange(99))) for a in shuffled
    ]
    assert state(shuffled, on) == state(acts, on) == state(at_other_times, on)
    held = [known_acts(each) for each in (acts, shuffled)]
    for rule in SINCE_RULES:
        assert since(held[0], rule) == since(held[1], rule)


@given(registers(3), registers(1), FORMS, ASKED)
def test_correcting_twice_equals_correcting_with_the_last(acts, wrongs, form, on):
    for wrong in wrongs:
        first = act(81, form, bond=Status.PLANNED, corrects=80)
        last = act(82, form, bond=Status.ENDED, phase=Phase.CONTACT, corrects=81)
        mistaken = wrong._replace(id=80, corrects=None)
        twice = [*acts, mistaken, first, last]
        once = [*acts, mistaken, last._replace(corrects=80)]
        assert state(twice, on) == state(once, on) == state([*acts, last], on)


@given(registers(3), registers(3), ASKED, RECORDED)
def test_knowing_later_never_changes_what_was_known_before(acts, later, on, known_on):
    """Neither new acts nor corrections nor retractions reach back behind their recording."""
    learnt = [
        a._replace(
            id=a.id + 50,
            corrects=a.corrects and a.corrects + 50,
            recorded_at=max(a.recorded_at, known_on),
        )
        for a in later
    ]
    mended = [
        a._replace(id=a.id + 80, corrects=a.id, recorded_at=known_on, kind=kind)
        for a, kind in zip(standing(acts), [ActKind.RETRACTION, ActKind.COUNCIL] * 2, strict=False)
    ]
    before = state(acts, on, known_on)
    assert state([*acts, *learnt, *mended], on, known_on) == before
    assert state(acts, on, max(a.recorded_at for a in acts) + timedelta(1) if acts else None) == (
        state(acts, on)
    )


def counts_in(world: dict[str, set[str]], rule: str, *, abroad: bool) -> tuple[bool, bool]:
    """Say whether a relation certainly counts, and may count, in a world; spelled out by hand."""
    if rule in ("networks", "charters"):
        binding = {"active", "limited", "resting"}
        bound = world["bond"] <= binding, bool(world["bond"] & binding)
        if rule == "charters":
            return bound
        over = {"ended", "planned"}
        surely = world["phase"] <= {"contact"} and not world["bond"] & over
        maybe = "contact" in world["phase"] and bool(world["bond"] - over)
        return bound[0] or surely, bound[1] or maybe
    wanted = {"project"} if rule == "project-partnerships" else {"twin", "inner-german"}
    conditions = [
        (world["phase"] <= wanted, bool(world["phase"] & wanted)),
        (not world["bond"] & {"ended", "planned"}, bool(world["bond"] - {"ended", "planned"})),
    ]
    if rule == "partner-cities-abroad":
        conditions.append((abroad, abroad))
    if rule == "partner-cities-exchange-active":
        idle = {"resting", "ended", "planned"}
        conditions.append((not world["exchange"] & idle, bool(world["exchange"] - idle)))
    return all(surely for surely, _ in conditions), all(maybe for _, maybe in conditions)


@pytest.mark.parametrize("rule", sorted(COUNTING_RULES))
@given(acts=registers(3), on=ASKED, abroad=st.booleans())
def test_no_world_lies_outside_a_count(rule, acts, on, abroad):
    """What counts for certain counts in every world; what does not count, in none."""
    kind = COUNTING_RULES[rule].kind
    counted = count([Countable("x", kind, abroad, state(acts, on))], rule, on)
    in_worlds = [counts_in(world, rule, abroad=abroad) for world in worlds(standing(acts), on)]
    if counted.count:
        assert all(surely for surely, _ in in_worlds)
    if not counted.possible:
        assert not any(maybe for _, maybe in in_worlds)
    if len(in_worlds) == 1:  # nothing is in doubt but what two acts of one day leave open
        assert [(counted.count, counted.possible)] == in_worlds


@pytest.mark.parametrize("rule", sorted(COUNTING_RULES))
def test_every_plain_state_counts_as_the_rule_is_spelled_out(rule):
    """All of them: every form with every bond and exchange, at home and abroad."""
    kind = COUNTING_RULES[rule].kind
    plain = product(["", *Phase.values], ["", *Status.values], ["", *Status.values], [True, False])
    for phase, bond, exchange, abroad in plain:
        world = {"phase": {phase}, "bond": {bond}, "exchange": {exchange}}
        values = UNSET._replace(**{axis: frozenset(value) for axis, value in world.items()})
        surely, maybe = counts_in(world, rule, abroad=abroad)
        for own in ("municipality", "network", "instrument"):
            counted = count([Countable("x", own, abroad, values)], rule, ON)
            expected = (surely, maybe) if own == kind else (False, False)
            assert (counted.count, counted.possible) == expected, (phase, bond, exchange, own)


@given(registers(), ASKED, st.sampled_from(sorted(COUNTING_RULES)))
def test_counts_are_the_number_of_their_members(acts, on, rule):
    kinds = ("municipality", "network", "instrument")
    seen = [Countable(f"{k}-{n}", k, True, state(acts[n:], on)) for k in kinds for n in range(4)]
    counted = count(seen, rule, on)
    certain = [m for m in counted.members if m.certainty is Certainty.CERTAIN]
    assert (counted.count, counted.possible) == (len(certain), len(counted.members))
    assert {m.certainty for m in counted.members} <= {Certainty.CERTAIN, Certainty.POSSIBLE}
    assert all(m.identifier.startswith(COUNTING_RULES[rule].kind) for m in counted.members)


@given(registers(), st.sampled_from(sorted(SINCE_RULES)))
def test_since_is_the_day_of_the_last_act_that_it_names(acts, rule):
    """The answer's first act gives the date, and none of its acts is later."""
    held = of_the_present_bond(known_acts(acts))
    answer = since(held, rule)
    by_id = {a.id: a for a in held}
    named = [by_id[pk] for pk in answer.acts]
    assert (answer.on is None) == (not named)
    if named:
        assert answer.on.text == named[0].on
        assert all((a.latest, a.earliest) <= (named[0].latest, named[0].earliest) for a in named)


SIGNING = ("signature", "counter-signature", "deed-exchange", "accession-signed")


def of_a_beginning(act) -> bool:
    """What the city says names a form, a bond that binds, or nothing but the year."""
    changed = {axis for axis in UNSET._fields if getattr(act, axis)}
    if "bond" in changed:
        return act.bond in ("active", "limited", "resting")
    return not changed or "phase" in changed


@given(registers())
def test_since_is_the_first_that_fits(acts):
    held = of_the_present_bond(known_acts(acts))
    fits = {
        "city-word": [
            a
            for a in held
            if a.kind == "stated" and a.side == "home" and a.on != "XXXX" and of_a_beginning(a)
        ],
        "first-signature": [a for a in held if a.kind in SIGNING],
        "council": [
            a
            for a in held
            if a.kind in ("council", "accession-council")
            and all(a.earliest <= b.latest for b in held if b.phase or b.bond)
        ],
    }
    for rule, fitting in fits.items():
        first = sorted(fitting, key=lambda a: (a.latest, a.earliest, a.id))[:1]
        assert since(held, rule).acts == tuple(a.id for a in first), rule


@given(registers())
def test_both_have_signed_when_the_later_of_them_has(acts):
    """By one act of both, or by the earliest pair of one each."""
    held = of_the_present_bond(known_acts(acts))
    signed = [a for a in held if a.kind in SIGNING]
    at_once = [(a,) for a in signed if a.kind == "deed-exchange" or a.side == "both"]
    pairs = [
        pair
        for pair in product(signed, signed)
        if [a.kind for a in pair] == ["signature", "counter-signature"]
        or [a.side for a in pair] == ["home", "counterpart"]
    ]
    whole = [max((a.latest, a.earliest, a.id) for a in pair) for pair in at_once or pairs]
    answer = since(held, "both-signed")
    assert answer.acts[:1] == tuple(min(whole)[2:] if whole else ())
