"""Counting rules, since-rules and the evidence class."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.relations.test_state import DAY, act, chains
from weltoffen.ground.dates import Certainty
from weltoffen.ground.problems import Refused
from weltoffen.relations.enums import ActKind, Phase, RgreClass, Side, Status
from weltoffen.relations.rules.counting import COUNTING_RULES, Countable, count
from weltoffen.relations.rules.rgre import evidence_class
from weltoffen.relations.rules.since import SINCE_RULES, since
from weltoffen.relations.rules.state import state
from weltoffen.relations.types import StateOn

ON = date(2020, 1, 3)


def countable(identifier="x", kind="municipality", abroad=True, **values) -> Countable:
    unset = {axis: frozenset({""}) for axis in StateOn._fields}
    given_values = {axis: frozenset(value) for axis, value in values.items()}
    return Countable(identifier, kind, abroad, StateOn(**(unset | given_values)))


TWIN = {"phase": {Phase.TWIN}, "bond": {Status.ACTIVE}}


@pytest.mark.parametrize(
    ("rule", "relation", "certainty"),
    [
        ("partner-cities", countable(**TWIN), Certainty.CERTAIN),
        ("partner-cities", countable(phase={Phase.INNER_GERMAN}), Certainty.CERTAIN),
        ("partner-cities", countable(phase={Phase.TWIN, ""}), Certainty.POSSIBLE),
        ("partner-cities", countable(phase={Phase.PROJECT}), None),
        ("partner-cities", countable(phase={Phase.TWIN}, bond={Status.ENDED}), None),
        ("partner-cities", countable(phase={Phase.TWIN}, bond={Status.PLANNED}), None),
        ("partner-cities", countable(**TWIN, exchange={Status.RESTING}), Certainty.CERTAIN),
        (
            "partner-cities",
            countable(phase={Phase.TWIN}, bond={Status.ACTIVE, Status.ENDED}),
            Certainty.POSSIBLE,
        ),
        ("partner-cities-abroad", countable(abroad=False, **TWIN), None),
        ("partner-cities-abroad", countable(**TWIN), Certainty.CERTAIN),
        ("partner-cities-exchange-active", countable(**TWIN), Certainty.CERTAIN),
        ("partner-cities-exchange-active", countable(**TWIN, exchange={Status.RESTING}), None),
        (
            "partner-cities-exchange-active",
            countable(**TWIN, exchange={Status.RESTING, ""}),
            Certainty.POSSIBLE,
        ),
        ("project-partnerships", countable(phase={Phase.PROJECT}), Certainty.CERTAIN),
        ("project-partnerships", countable(phase={Phase.PROJECT}, bond={Status.PLANNED}), None),
        ("networks", countable(kind="network", bond={Status.ACTIVE}), Certainty.CERTAIN),
        ("networks", countable(kind="network"), None),
        ("networks", countable(kind="network", phase={Phase.CONTACT}), Certainty.CERTAIN),
        (
            "networks",
            countable(kind="network", phase={Phase.CONTACT}, bond={Status.ENDED}),
            None,
        ),
        ("charters", countable(kind="instrument", phase={Phase.CONTACT}), None),
        ("charters", countable(kind="instrument", bond={Status.ACTIVE}), Certainty.CERTAIN),
        ("charters", countable(kind="network", bond={Status.ACTIVE}), None),
    ],
)
def test_rule_judges_a_state(rule, relation, certainty):
    members = count([relation], rule, ON).members
    assert [m.certainty for m in members] == ([] if certainty is None else [certainty])


def test_rule_that_does_not_exist_is_refused_with_those_that_do():
    with pytest.raises(Refused, match="partner-cities-abroad"):
        count([], "twins", ON)


@given(
    st.lists(st.tuples(chains(), st.booleans()), max_size=6),
    DAY,
    st.sampled_from(sorted(COUNTING_RULES)),
)
def test_count_equals_the_number_of_its_members(relations, on, rule):
    kind = COUNTING_RULES[rule].kind
    counted = count(
        [
            Countable(str(n), kind, abroad, state(acts, on))
            for n, (acts, abroad) in enumerate(relations)
        ],
        rule,
        on,
    )
    certain = [m for m in counted.members if m.certainty is Certainty.CERTAIN]
    assert counted.count == len(certain)
    assert counted.possible == len(counted.members)
    assert counted.count <= counted.possible
    assert [m.identifier for m in counted.members] == sorted(m.identifier for m in counted.members)


@given(st.lists(st.tuples(chains(), st.booleans()), max_size=6), DAY)
def test_stricter_rules_never_count_more(relations, on):
    seen = [
        Countable(str(n), "municipality", abroad, state(acts, on))
        for n, (acts, abroad) in enumerate(relations)
    ]
    all_of_them = count(seen, "partner-cities", on)
    for rule in ("partner-cities-abroad", "partner-cities-exchange-active"):
        stricter = count(seen, rule, on)
        assert stricter.count <= all_of_them.count
        assert {m.identifier for m in stricter.members} <= {
            m.identifier for m in all_of_them.members
        }


ROSTOW = [
    act(1, "1977-07-04", kind=ActKind.COUNCIL, side=Side.HOME, phase=Phase.TWIN),
    act(2, "1978-01-23", kind=ActKind.COUNTER_SIGNATURE, side=Side.COUNTERPART),
    act(3, "1977", kind=ActKind.STATED, side=Side.HOME),
    act(4, "1978", kind=ActKind.STATED, side=Side.THIRD),
]
NETANYA = [
    act(1, "1980-06-12", kind=ActKind.COUNCIL, side=Side.HOME),
    act(2, "1981-05-14", kind=ActKind.SIGNATURE, phase=Phase.TWIN),
    act(3, "1981-11-16", kind=ActKind.COUNTER_SIGNATURE),
]
SAID_TO_REST = [
    act(1, "1977-07-04", kind=ActKind.SIGNATURE, phase=Phase.TWIN),
    act(2, "2022-03-31", kind=ActKind.STATED, side=Side.HOME, exchange=Status.RESTING),
]
ANNOUNCED = [act(1, "2019", kind=ActKind.STATED, side=Side.HOME, bond=Status.PLANNED)]
KUMASI = [
    act(
        1, "2020-10-07", kind=ActKind.MEMORANDUM, phase=Phase.PROJECT, term_until=date(2022, 10, 7)
    ),
    act(2, "2024-05-14", kind=ActKind.DEED_EXCHANGE, side=Side.BOTH, phase=Phase.TWIN),
]


SIGNED_BY_EACH = [
    act(1, "2020", kind=ActKind.SIGNATURE, side=Side.HOME, phase=Phase.TWIN),
    act(2, "2021-02", kind=ActKind.SIGNATURE, side=Side.COUNTERPART),
]
TWIN_AND_LATER_DECISION = [
    act(1, "1960", kind=ActKind.STATED, side=Side.HOME, phase=Phase.TWIN, bond=Status.ACTIVE),
    act(2, "2020-05-03", kind=ActKind.COUNCIL, side=Side.HOME),
]


@pytest.mark.parametrize(
    ("acts", "rule", "on", "by"),
    [
        (ROSTOW, "city-word", "1977", (3,)),
        (ROSTOW, "council", "1977-07-04", (1,)),
        (ROSTOW, "first-signature", "1978-01-23", (2,)),
        (ROSTOW, "both-signed", None, ()),
        (NETANYA, "both-signed", "1981-11-16", (3, 2)),
        (NETANYA, "first-signature", "1981-05-14", (2,)),
        (NETANYA, "city-word", None, ()),
        (ANNOUNCED, "city-word", None, ()),
        (SAID_TO_REST, "city-word", None, ()),
        (KUMASI, "both-signed", "2024-05-14", (2,)),
        (KUMASI, "first-signature", "2024-05-14", (2,)),
        ([], "council", None, ()),
        (SIGNED_BY_EACH, "both-signed", "2021-02", (2, 1)),
        (TWIN_AND_LATER_DECISION, "council", None, ()),
    ],
)
def test_since_names_the_acts_that_answer(acts, rule, on, by):
    answer = since(acts, rule)
    assert (answer.on.text if answer.on else None, answer.acts) == (on, by)


@given(chains(), st.sampled_from(sorted(SINCE_RULES)), st.randoms())
def test_since_does_not_depend_on_the_order_of_acts(acts, rule, random):
    shuffled = list(acts)
    random.shuffle(shuffled)
    assert since(shuffled, rule) == since(acts, rule)


PROJECT = act(1, "2018-03-01", kind=ActKind.MEMORANDUM, phase=Phase.PROJECT)
SIGNED = act(2, "2020-06-01", kind=ActKind.SIGNATURE)
RENEWED = act(3, "2020-06-01", kind=ActKind.MEMORANDUM)
TWIN_BY_COUNCIL = act(4, "2020-05-01", kind=ActKind.COUNCIL, phase=Phase.TWIN)
TWIN_IN_THAT_YEAR = act(5, "2020", kind=ActKind.STATED, phase=Phase.TWIN)
LATER = date(2021, 1, 1)


@pytest.mark.parametrize(
    ("acts", "supported"),
    [
        (NETANYA, RgreClass.PARTNERSHIP),
        (KUMASI, RgreClass.PARTNERSHIP),
        (KUMASI[:1], RgreClass.PROJECT),
        ([KUMASI[0]._replace(phase="")], RgreClass.FRIENDSHIP),
        ([act(1, "1960", kind=ActKind.STATED, phase=Phase.TWIN)], RgreClass.CONTACT),
        ([], RgreClass.CONTACT),
        ([*NETANYA, act(9, "1999-01-01", kind=ActKind.END)], RgreClass.CONTACT),
        ([PROJECT, SIGNED], RgreClass.PROJECT),
        ([SIGNED, PROJECT], RgreClass.PROJECT),
        ([PROJECT, SIGNED._replace(phase=Phase.TWIN)], RgreClass.PARTNERSHIP),
        ([PROJECT, TWIN_BY_COUNCIL, SIGNED], RgreClass.PARTNERSHIP),
        ([PROJECT, TWIN_IN_THAT_YEAR, SIGNED], RgreClass.PARTNERSHIP),
        ([SIGNED, PROJECT._replace(earliest=LATER, latest=LATER)], RgreClass.PARTNERSHIP),
        ([PROJECT, RENEWED], RgreClass.PROJECT),
        ([PROJECT, act(8, "2019", kind=ActKind.END), SIGNED], RgreClass.CONTACT),
        (
            [PROJECT, act(8, "2019", kind=ActKind.END), SIGNED._replace(bond=Status.ACTIVE)],
            RgreClass.PARTNERSHIP,
        ),
        ([SIGNED], RgreClass.CONTACT),
        ([SIGNED, RENEWED], RgreClass.FRIENDSHIP),
        ([SIGNED, act(7, "2021", phase=Phase.TWIN)], RgreClass.PARTNERSHIP),
    ],
)
def test_evidence_class_follows_documents_and_not_labels(acts, supported):
    assert evidence_class(acts)[0] is supported


def test_where_only_the_other_side_declared_the_council_stands_beside_it():
    decided = act(1, "1977-07-04", kind=ActKind.COUNCIL, side=Side.HOME, bond=Status.ACTIVE)
    later = act(2, "1990-01-01", kind=ActKind.COUNCIL, side=Side.HOME, bond=Status.RESTING)
    declared = act(3, "1978-01-23", kind=ActKind.COUNTER_SIGNATURE, side=Side.COUNTERPART)
    both = (RgreClass.PARTNERSHIP, (1, 3))
    assert evidence_class([declared, later, decided]) == both
    own = act(4, "1977-08-01", kind=ActKind.SIGNATURE, side=Side.HOME)
    assert evidence_class([decided, declared, own])[1] == (3, 4)
