"""Closing accounts, ending sessions, roles with a last day, and the last administrator."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.db import connection
from django.test import Client
from wagtail.models import ModelLogEntry

from tests.factories import RelationFactory, UserFactory, account, somebody
from weltoffen.accounts.actions import (
    begin_session,
    close_account,
    end_sessions,
    forget_sessions,
    give_role,
    invite,
    lapse_roles,
    leave_session,
    reopen_account,
    reset_second_factor,
    stay_in_session,
    take_role,
)
from weltoffen.accounts.enums import RoleName
from weltoffen.accounts.models import Assignment, DeskSession, User
from weltoffen.accounts.rules.devices import device_of
from weltoffen.accounts.rules.keeping import problem_of_closing, problem_of_taking
from weltoffen.accounts.rules.sessions import KEPT
from weltoffen.accounts.selectors import administrators, grants_of
from weltoffen.audit.enums import EventName
from weltoffen.audit.models import AuditEvent
from weltoffen.ground.problems import Refused

DESK = "/desk/"
MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    assert client.get(DESK).status_code == 200
    return client


# --- the last administrator ----------------------------------------------------------------------


@pytest.mark.parametrize("role", RoleName)
@pytest.mark.parametrize("is_own", [True, False])
@pytest.mark.parametrize("has_others", [True, False])
def test_only_the_administrators_role_is_held_fast(role, is_own, has_others):
    problem = problem_of_taking(role, is_own=is_own, has_others=has_others)
    expected = role == RoleName.ADMINISTRATOR and (is_own or not has_others)
    assert (problem is not None) == expected


def test_nobody_closes_themselves_or_the_last_one():
    said = {"is_administrator": True, "has_others": True}
    assert problem_of_closing(is_own=True, **said)
    assert not problem_of_closing(is_own=False, **said)
    assert problem_of_closing(is_own=False, is_administrator=True, has_others=False)
    assert not problem_of_closing(is_own=False, is_administrator=False, has_others=False)


@pytest.mark.django_db
def test_nobody_takes_their_own_administration():
    one, _other = (account(name, RoleName.ADMINISTRATOR) for name in ("eins", "zwei"))
    with pytest.raises(Refused, match="nur jemand anderes"):
        take_role(assignment=one.assignments.get(), by=one)
    with pytest.raises(Refused, match="nur jemand anderes"):
        close_account(account=one, by=one)
    assert RoleName.ADMINISTRATOR in {grant.role for grant in grants_of(one)}


@pytest.mark.django_db
def test_the_last_administrator_is_neither_closed_nor_loses_the_role():
    one = account("eins", RoleName.ADMINISTRATOR)
    with pytest.raises(Refused, match="letzte Konto"):
        close_account(account=one, by=somebody())
    with pytest.raises(Refused, match="letzte Konto"):
        take_role(assignment=one.assignments.get(), by=somebody())


@pytest.mark.django_db
def test_who_cannot_come_in_or_only_for_a_while_is_no_other_administrator():
    one = account("eins", RoleName.ADMINISTRATOR)
    invite(username="eingeladen", role=RoleName.ADMINISTRATOR, by=one)
    limited = UserFactory(username="vertretung")
    give_role(user=limited, role=RoleName.ADMINISTRATOR, by=one, last_day=date(2099, 1, 1))
    closed = account("zu", RoleName.ADMINISTRATOR)
    close_account(account=closed, by=one)
    assert list(administrators()) == [one]
    with pytest.raises(Refused, match="letzte Konto"):
        close_account(account=one, by=somebody())


@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="SQLite lets one transaction write at a time anyway"
)
@pytest.mark.django_db(transaction=True)
def test_two_who_shut_each_other_out_in_the_same_moment_leave_one():
    one, two = (account(name, RoleName.ADMINISTRATOR) for name in ("eins", "zwei"))
    both = threading.Barrier(2)
    refused: list[str] = []

    def shut_out(of: User, by: User) -> None:
        both.wait()
        try:
            take_role(assignment=of.assignments.get(), by=by)
        except Refused:
            refused.append(of.username)
        finally:
            connection.close()

    threads = [threading.Thread(target=shut_out, args=pair) for pair in ((one, two), (two, one))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
    assert Assignment.objects.filter(role="administrator", ended_at__isnull=True).count() == 1


# --- roles with a last day -----------------------------------------------------------------------


@pytest.mark.django_db
def test_a_role_with_a_last_day_counts_until_its_end_and_no_further():
    user = UserFactory()
    with time_machine.travel(MONDAY, tick=False) as clock:
        give_role(user=user, role=RoleName.READER, by=somebody(), last_day=date(2026, 11, 24))
        clock.move_to(datetime(2026, 11, 24, 22, 59, tzinfo=UTC))  # one minute to midnight here
        assert grants_of(User.objects.get(pk=user.pk))
        clock.move_to(datetime(2026, 11, 24, 23, 1, tzinfo=UTC))
        assert not grants_of(User.objects.get(pk=user.pk))
        assert user.groups.exists()
        assert lapse_roles(by=somebody()) == 1
        assert lapse_roles(by=somebody()) == 0
        assert not user.groups.exists()
    told = ModelLogEntry.objects.filter(object_id=str(user.pk)).order_by("pk")
    assert [entry.action for entry in told] == ["accounts.role.give", "accounts.role.lapse"]


@pytest.mark.django_db
def test_a_role_that_lapsed_is_given_anew():
    user = UserFactory()
    with time_machine.travel(MONDAY, tick=False) as clock:
        give_role(user=user, role=RoleName.READER, by=somebody(), last_day=date(2026, 11, 23))
        with pytest.raises(Refused, match="schon"):
            give_role(user=user, role=RoleName.READER, by=somebody())
        clock.shift(timedelta(days=2))
        give_role(user=user, role=RoleName.READER, by=somebody())
    assert user.assignments.filter(ended_at__isnull=True).count() == 1


@pytest.mark.django_db
def test_a_last_day_that_is_over_is_refused_at_its_field():
    with (
        time_machine.travel(MONDAY, tick=False),
        pytest.raises(Refused) as refusal,
    ):
        give_role(
            user=UserFactory(), role=RoleName.READER, by=somebody(), last_day=date(2026, 11, 22)
        )
    assert refusal.value.problems[0].where == "last_day"


@pytest.mark.django_db
def test_a_guest_sees_the_relation_until_the_last_day():
    relation = RelationFactory()
    user = UserFactory(username="gast")
    with time_machine.travel(MONDAY, tick=False) as clock:
        give_role(
            user=user, role=RoleName.GUEST, relation=relation.identifier, by=somebody(),
            last_day=date(2026, 11, 23),
        )  # fmt: skip
        client = signed_in(user)
        clock.shift(timedelta(days=1))
        client.force_login(User.objects.get(pk=user.pk))
        assert client.get(DESK).status_code == 403


# --- sessions and closing ------------------------------------------------------------------------


@pytest.mark.django_db
def test_closing_ends_sessions_at_once_and_opening_again_revives_none():
    user = account("frueher", RoleName.READER)
    clients = [signed_in(user), signed_in(user)]
    close_account(account=user, by=somebody(), reason="im Ruhestand")
    assert [client.get(DESK).status_code for client in clients] == [302, 302]
    assert not grants_of(User.objects.get(pk=user.pk))
    reopen_account(account=user, by=somebody())
    assert [client.get(DESK).status_code for client in clients] == [302, 302]
    assert signed_in(User.objects.get(pk=user.pk))
    told = ModelLogEntry.objects.filter(object_id=str(user.pk), action="accounts.user.close")
    assert told.get().data == {"reason": "im Ruhestand"}


@pytest.mark.django_db
def test_ending_sessions_ends_each_wherever_it_is_and_none_of_others():
    user, other = account("eine", RoleName.READER), account("andere", RoleName.READER)
    clients, stranger = [signed_in(user), signed_in(user)], signed_in(other)
    end_sessions(account=user, by=somebody())
    assert [client.get(DESK).status_code for client in clients] == [302, 302]
    assert stranger.get(DESK).status_code == 200
    assert not DeskSession.objects.filter(account=user, ended_at__isnull=True).exists()
    assert DeskSession.objects.get(account=other).ended_at is None
    assert AuditEvent.objects.filter(event=EventName.SESSIONS_ENDED).count() == 1


@pytest.mark.django_db
def test_a_lost_device_is_taken_away_with_its_sessions_and_each_factor_is_noted():
    user = account("verloren", RoleName.READER)
    TOTP.activate(user, generate_totp_secret())
    RecoveryCodes.activate(user)
    client = signed_in(user)
    assert reset_second_factor(account=user, by=somebody(), reason="Telefon verloren") == 2
    assert not Authenticator.objects.filter(user=user).exists()
    assert client.get(DESK).status_code == 302
    removed = AuditEvent.objects.filter(event=EventName.FACTOR_REMOVED)
    assert {each.by_name for each in removed} == {somebody().get_username()}
    with pytest.raises(Refused, match="Benutzerkonto"):
        reset_second_factor(account=user, by=user)


@pytest.mark.django_db
def test_a_program_is_not_touched():
    program = UserFactory(username="lader", is_function=True, is_active=False)
    for act in (close_account, reopen_account, end_sessions, reset_second_factor):
        with pytest.raises(Refused):
            act(account=program, by=somebody())


@pytest.mark.django_db
def test_a_session_is_kept_from_when_until_when_and_forgotten_later():
    user = UserFactory()
    with time_machine.travel(MONDAY, tick=False) as clock:
        number = begin_session(by=user, device="Firefox, Linux", at=MONDAY)
        stay_in_session(number=number, by=user, at=MONDAY + timedelta(hours=1))
        stay_in_session(number=number, by=user, at=MONDAY)  # a clock that was put back
        leave_session(number=number, by=None, at=MONDAY + timedelta(hours=2))
        leave_session(number=number, by=None, at=MONDAY + timedelta(hours=3))
        kept = DeskSession.objects.get()
        assert kept.seen_at == MONDAY + timedelta(hours=1)
        assert kept.ended_at == MONDAY + timedelta(hours=2)
        clock.move_to(MONDAY + KEPT)
        assert forget_sessions(by=somebody()) == 0
        clock.shift(timedelta(hours=2))
        assert forget_sessions(by=somebody()) == 1


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/2010 Firefox/140.0", "Firefox, Linux"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
         "Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0", "Edge, Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, "
         "like Gecko) Version/18.0 Mobile/15E148 Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (Linux; Android 15; SM-S931B) AppleWebKit/537.36 (KHTML, like Gecko) "
         "Chrome/141.0.0.0 Mobile Safari/537.36", "Chrome, Android"),
        ("curl/8.5.0", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_a_device_is_known_by_browser_and_system_alone(agent, said):
    assert device_of(agent) == said
