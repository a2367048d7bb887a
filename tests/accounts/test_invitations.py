"""Invitations: a secret that opens an account once, while it holds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import ModelLogEntry

from tests.factories import UserFactory, somebody
from weltoffen.accounts.actions import (
    accept_invitation,
    close_account,
    invite,
    renew_invitation,
    withdraw_invitation,
)
from weltoffen.accounts.enums import InvitationState, RoleName
from weltoffen.accounts.models import Invitation, User
from weltoffen.accounts.rules.invitations import HOLDS, hashed, state_of
from weltoffen.accounts.selectors import invitation_of_token, invitation_state
from weltoffen.audit.enums import EventName
from weltoffen.audit.models import AuditEvent
from weltoffen.ground.problems import Refused

PASSWORD = "sieben Kraniche am See"
MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))


@given(now=MOMENTS, expires=MOMENTS, used=st.none() | MOMENTS, withdrawn=st.none() | MOMENTS)
def test_an_invitation_is_open_only_while_nothing_has_ended_it(now, expires, used, withdrawn):
    state = state_of(expires_at=expires, used_at=used, withdrawn_at=withdrawn, now=now)
    assert (state == InvitationState.OPEN) == (used is None and withdrawn is None and now < expires)
    assert (state == InvitationState.USED) == (used is not None)


def invited(name: str = "neu", role: RoleName = RoleName.READER) -> tuple[Invitation, str]:
    return invite(username=name, role=role, by=somebody(), first_name=" Ada ", email="a@x.example")


def lets_in(name: str, password: str) -> bool:
    return User.objects.get(username=name).check_password(password)


@pytest.mark.django_db
def test_an_invited_account_has_its_role_and_lets_nobody_in_until_the_password_is_set():
    invitation, token = invited()
    account = invitation.account
    assert account.first_name == "Ada"
    assert not account.has_usable_password()
    assert [held.role for held in account.assignments.all()] == ["reader"]
    assert token not in str(Invitation.objects.values())
    assert invitation_of_token(token) == invitation
    assert invitation_of_token(token + "x") is None
    accept_invitation(invitation=invitation, password=PASSWORD, by=account)
    assert lets_in("neu", PASSWORD)
    assert invitation_state(Invitation.objects.get()) == InvitationState.USED


@pytest.mark.django_db
def test_a_link_works_once():
    invitation, _token = invited()
    accept_invitation(invitation=invitation, password=PASSWORD, by=invitation.account)
    with pytest.raises(Refused, match="gilt nicht mehr"):
        accept_invitation(invitation=invitation, password="ein anderes Wort", by=somebody())
    assert lets_in("neu", PASSWORD)


@pytest.mark.django_db
def test_a_link_holds_for_a_week():
    with time_machine.travel(MONDAY, tick=False) as clock:
        invitation, _token = invited()
        clock.move_to(MONDAY + HOLDS - timedelta(seconds=1))
        assert invitation_state(invitation) == InvitationState.OPEN
        clock.move_to(MONDAY + HOLDS)
        assert invitation_state(invitation) == InvitationState.EXPIRED
        with pytest.raises(Refused, match="gilt nicht mehr"):
            accept_invitation(invitation=invitation, password=PASSWORD, by=invitation.account)


@pytest.mark.django_db
@pytest.mark.parametrize("password", ["kurz", "123456789012345", "passwort-neu-neu"[:8]])
def test_a_password_that_the_rules_do_not_allow_leaves_the_link_as_it_is(password):
    invitation, _token = invited()
    with pytest.raises(Refused) as refusal:
        accept_invitation(invitation=invitation, password=password, by=invitation.account)
    assert {problem.where for problem in refusal.value.problems} == {"password"}
    assert invitation_state(Invitation.objects.get()) == InvitationState.OPEN


@pytest.mark.django_db
def test_a_new_link_ends_the_one_before_and_an_end_of_both_is_an_end():
    first, old = invited()
    account = first.account
    second, new = renew_invitation(account=account, by=somebody())
    assert invitation_state(invitation_of_token(old)) == InvitationState.WITHDRAWN
    assert invitation_state(invitation_of_token(new)) == InvitationState.OPEN
    withdraw_invitation(account=account, by=somebody())
    withdraw_invitation(account=account, by=somebody())
    assert invitation_state(invitation_of_token(new)) == InvitationState.WITHDRAWN
    told = ModelLogEntry.objects.filter(object_id=str(account.pk)).order_by("pk")
    assert [entry.action for entry in told] == [
        "accounts.user.invite", "accounts.role.give", "accounts.user.reinvite",
        "accounts.user.uninvite",
    ]  # fmt: skip
    noted = AuditEvent.objects.filter(event__startswith="accounts.invitation").order_by("number")
    assert [each.event for each in noted] == [
        EventName.INVITED, EventName.INVITED, EventName.INVITATION_WITHDRAWN,
    ]  # fmt: skip
    assert second.made_by == somebody()


@pytest.mark.django_db
def test_neither_programs_nor_closed_accounts_are_invited():
    program = UserFactory(username="lader", is_function=True, is_active=False)
    invitation, token = invited()
    close_account(account=invitation.account, by=somebody())
    for account in (program, invitation.account):
        with pytest.raises(Refused):
            renew_invitation(account=account, by=somebody())
    assert invitation_state(invitation_of_token(token)) == InvitationState.WITHDRAWN


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["Neu", "neu", " NEU "])
def test_a_name_is_given_once_however_it_is_spelled(name):
    invited("neu")
    with pytest.raises(Refused) as refusal:
        invited(name)
    assert refusal.value.problems[0].where == "username"
    assert User.objects.filter(username__iexact="neu").count() == 1


@pytest.mark.django_db
def test_a_name_that_cannot_be_one_is_refused_at_its_field():
    with pytest.raises(Refused) as refusal:
        invited("zwei Wörter")
    assert refusal.value.problems[0].where == "username"
    assert not Invitation.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong",
    [
        {"token_hash": hashed("b")},  # a second open one
        {"expires_at": MONDAY, "withdrawn_at": MONDAY},
        {"used_at": MONDAY + HOLDS},
        {"used_at": MONDAY + timedelta(hours=1), "withdrawn_at": MONDAY + timedelta(hours=1)},
        {"used_at": MONDAY - timedelta(hours=1)},
    ],
)
def test_the_database_holds_what_an_invitation_is(wrong):
    account = UserFactory()
    kept = {"account": account, "made_at": MONDAY, "made_by": somebody()}
    Invitation.objects.create(**kept, token_hash=hashed("a"), expires_at=MONDAY + HOLDS)
    row = kept | {"token_hash": hashed("c"), "expires_at": MONDAY + HOLDS} | wrong
    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.create(**row)


@pytest.mark.django_db
def test_who_sets_a_new_password_by_a_link_keeps_the_old_one_until_then():
    account = UserFactory(username="alt")
    account.set_password("das alte, das noch gilt")
    account.save()
    invitation, _token = renew_invitation(account=account, by=somebody())
    assert lets_in("alt", "das alte, das noch gilt")
    accept_invitation(invitation=invitation, password=PASSWORD, by=account)
    assert not lets_in("alt", "das alte, das noch gilt")
    assert timezone.now() >= Invitation.objects.get().made_at
