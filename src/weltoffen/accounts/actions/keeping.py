"""Keeping accounts: closing and opening them again, ending sessions, second factors."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import LogContext

from weltoffen.accounts.actions.inviting import end_invitations
from weltoffen.accounts.actions.roles import hold_administrators
from weltoffen.accounts.enums import RoleName
from weltoffen.accounts.models import DeskSession, User
from weltoffen.accounts.rules.keeping import problem_of_closing
from weltoffen.accounts.rules.rights import roles_in
from weltoffen.accounts.selectors import forget_grants, grants_of, has_other_administrators
from weltoffen.audit.actions import note
from weltoffen.audit.enums import EventName
from weltoffen.ground.problems import N_, Problem, Refused, refuse_if_any
from weltoffen.records.actions import keep, log

PROGRAM = N_("Ein Funktionskonto ist ein Programm; es lässt sich hier nicht ändern.")
OWN_FACTOR = N_("Ihre eigenen zweiten Faktoren verwalten Sie unter „Benutzerkonto“, nicht hier.")


@transaction.atomic
def amend_account(*, account: User, first_name: str, last_name: str, email: str, by: User) -> User:
    """Change how an account's person is called and reached. The name to sign in with stays.

    The history is told what changed, and keeps nothing of what stood there.
    """
    held = _held(account)
    given = {"first_name": first_name, "last_name": last_name, "email": email}
    changed = [name for name, text in given.items() if getattr(held, name) != text.strip()]
    for name in changed:
        setattr(held, name, given[name].strip())
    if changed:
        with LogContext(user=by):  # the security log is told by whom
            keep(held, only=changed)
        log("accounts.user.amend", held, by=by, data={"fields": changed})
    return held


@transaction.atomic
def close_account(*, account: User, by: User, reason: str = "") -> None:
    """Let nobody in with an account any more; its sessions and its invitation end at once.

    Everything it wrote stays, with its name. Refuses one's own, and the last one that may manage
    accounts.
    """
    hold_administrators()
    held = _held(account)
    if not held.is_active:
        return
    problem = problem_of_closing(
        is_own=held.pk == by.pk,
        is_administrator=RoleName.ADMINISTRATOR in roles_in(grants_of(held)),
        has_others=has_other_administrators(held),
    )
    refuse_if_any([problem] if problem else [])
    held.is_active = False
    with LogContext(user=by):
        held.save(update_fields=["is_active"])
    end_invitations(held)
    _end(held)
    log("accounts.user.close", held, by=by, data={"reason": reason.strip()})


@transaction.atomic
def reopen_account(*, account: User, by: User, reason: str = "") -> None:
    """Let somebody in with an account again, with the roles and the password that it has."""
    held = _held(account)
    if held.is_active:
        return
    held.is_active = True
    with LogContext(user=by):
        held.save(update_fields=["is_active"])
    forget_grants(held)
    log("accounts.user.reopen", held, by=by, data={"reason": reason.strip()})


@transaction.atomic
def end_sessions(*, account: User, by: User, but: int | None = None) -> User:
    """End all sessions of an account at once, whatever they are kept in; return it as it is now.

    ``but`` is the number of one that goes on; whoever holds it has to give it the new mark
    (``update_session_auth_hash``).
    """
    held = _held(account)
    _end(held, but)
    log("accounts.user.end-sessions", held, by=by)
    note(EventName.SESSIONS_ENDED, by=by, about=_told_of(held))
    return held


@transaction.atomic
def reset_second_factor(*, account: User, by: User, reason: str = "") -> int:
    """Remove passkeys, app and recovery codes of an account; return how many they were.

    For somebody who lost their device. Sessions end, so that whoever has the device is out.
    """
    held = _held(account)
    if held.pk == by.pk:
        raise Refused(Problem("", OWN_FACTOR))
    factors = list(Authenticator.objects.filter(user=held))
    with LogContext(user=by):
        for each in factors:
            each.delete()
    _end(held)
    data = {"count": len(factors), "reason": reason.strip()}
    log("accounts.user.reset-factors", held, by=by, data=data)
    return len(factors)


def note_look(*, account: User, by: User) -> None:
    """Note that somebody looks at when an account's person signs in and from what."""
    note(EventName.ACCOUNT_SEEN, by=by, about=_told_of(account))


def _held(account: User) -> User:
    """Return an account as it is now, held until the transaction ends; refuse a program's."""
    held = User.objects.select_for_update().get(pk=account.pk)
    if held.is_function:
        raise Refused(Problem("", PROGRAM))
    return held


def _end(held: User, but: int | None = None) -> None:
    held.sessions_ended_at = now = timezone.now()
    held.save(update_fields=["sessions_ended_at"])
    open_ = DeskSession.objects.filter(account=held, ended_at__isnull=True, began_at__lte=now)
    others = open_ if but is None else open_.exclude(pk=but)
    others.update(ended_at=now)


def _told_of(user: User) -> str:
    return f"accounts.user:{user.get_username()}"
