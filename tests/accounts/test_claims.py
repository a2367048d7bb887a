"""From what a sign-in service says to the roles of an account."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import UserFactory, account, somebody
from weltoffen.accounts.actions import follow_claims
from weltoffen.accounts.enums import RoleName
from weltoffen.accounts.rules.claims import (
    Limited,
    claimed,
    differences,
    mapping_from,
    wanted_of,
)

ROLES = st.frozensets(
    st.sampled_from(
        [
            Limited(RoleName.READER),
            Limited(RoleName.COORDINATOR),
            Limited(RoleName.CONTRIBUTOR, unit="sportamt"),
            Limited(RoleName.CONTRIBUTOR, unit="kulturamt"),
            Limited(RoleName.GUEST, relation="dortmund-amiens"),
        ]
    )
)


def test_values_of_the_claim_give_roles_with_their_limits():
    mapped = mapping_from(
        [
            "international=coordinator",
            "sport=contributor:sportamt",
            "sport=reader",
            "cn=a,ou=b=reader",
        ]
    )
    assert wanted_of(mapped, {"sport", "unknown"}) == {
        Limited(RoleName.CONTRIBUTOR, unit="sportamt"),
        Limited(RoleName.READER),
    }
    assert wanted_of(mapped, {"cn=a,ou=b"}) == {Limited(RoleName.READER)}
    assert wanted_of(mapped, set()) == frozenset()


@pytest.mark.parametrize(
    ("word", "says"),
    [
        ("international", "hat nicht die Form"),
        ("=reader", "hat nicht die Form"),
        ("international=chef", "nennt keine Rolle, die es gibt"),
        ("sport=contributor", "braucht hinter der Rolle einen Doppelpunkt und einen Fachbereich"),
        ("amiens=guest", "braucht hinter der Rolle einen Doppelpunkt und eine Beziehung"),
        ("international=coordinator:sportamt", "nennt eine Grenze, die diese Rolle nicht hat"),
    ],
)
def test_a_word_that_is_wrong_is_quoted_with_what_is_wrong(word, says):
    with pytest.raises(ValueError, match=says):
        mapping_from([word])


@pytest.mark.parametrize(
    ("said", "path", "values"),
    [
        ({"groups": ["a", "b"]}, "groups", {"a", "b"}),
        ({"groups": "a"}, "groups", {"a"}),
        ({"realm_access": {"roles": ["a"]}}, "realm_access.roles", {"a"}),
        ({"groups": ["a", 7, None, ["b"]]}, "groups", {"a"}),
        ({"groups": {"a": 1}}, "groups", set()),
        ({"groups": "a"}, "groups.roles", set()),
        ({}, "groups", set()),
    ],
)
def test_a_claim_is_read_as_texts_and_nothing_else(said, path, values):
    assert claimed(said, path) == values


@given(ROLES, ROLES, ROLES)
def test_an_account_follows_its_claims_and_keeps_what_was_given_by_hand(wanted, by_claims, by_hand):
    give, take = differences(wanted, by_claims, by_hand)
    after = (by_claims | give) - take
    assert after | by_hand == wanted | by_hand
    assert take <= by_claims
    assert not give & (by_claims | by_hand)
    assert differences(wanted, after, by_hand) == (frozenset(), frozenset())


def held(user):
    return {(each.role, each.unit, each.is_by_claims)
            for each in user.assignments.filter(ended_at__isnull=True)}  # fmt: skip


@pytest.mark.django_db
def test_roles_come_and_go_with_the_claims_those_by_hand_stay():
    user = account("sport", RoleName.READER)
    sport = Limited(RoleName.CONTRIBUTOR, unit="sportamt")
    follow_claims(user=user, wanted=[sport, Limited(RoleName.READER)], by=somebody())
    assert held(user) == {("reader", "", False), ("contributor", "sportamt", True)}
    follow_claims(user=user, wanted=[], by=somebody())
    assert held(user) == {("reader", "", False)}
    follow_claims(user=user, wanted=[sport], by=somebody())
    assert ("contributor", "sportamt", True) in held(user)


@pytest.mark.django_db
def test_the_last_administrator_stays_one_whatever_the_claims_say():
    user = UserFactory(username="it")
    follow_claims(user=user, wanted=[Limited(RoleName.ADMINISTRATOR)], by=somebody())
    follow_claims(user=user, wanted=[], by=somebody())
    assert held(user) == {("administrator", "", True)}
    account("andere-it", RoleName.ADMINISTRATOR)
    follow_claims(user=user, wanted=[], by=somebody())
    assert held(user) == set()
