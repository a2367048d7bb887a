"""Forgetting who had an account, and what signing in leaves behind.

An account that is forgotten stays as a row, because the history says what it did; it has no name
any more, no address, no password and no second factor. The security log keeps the old name as long
as its own rule says (ADR 0017).
"""

from __future__ import annotations

import secrets
from datetime import date

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Model, Q, QuerySet
from django.utils import timezone
from wagtail.admin.models import EditingSession, FormState
from wagtail.log_actions import LogContext
from wagtail.users.models import UserProfile

from weltoffen.accounts.actions import take_role
from weltoffen.accounts.models import Assignment, User, Visit
from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.records.actions import log
from weltoffen.records.redacting import redact
from weltoffen.records.selectors import changed_after, end_of

GONE = "geloescht-"
"""How the name of a forgotten account begins; the rest is drawn by lot."""
STILL_OPEN = N_(
    "Das Konto „%(name)s“ ist noch offen. Schließen Sie es zuerst; gelöscht werden nur die Angaben "
    "zu Konten, mit denen niemand mehr arbeitet."
)
OF_A_PROGRAM = N_("„%(name)s“ ist ein Programm und keine Person. Hier ist nichts zu löschen.")
_TOLD = ("username", "name", "email", "first_name", "last_name")
_SIGN_INS: tuple[type[Model], ...] = (AccessAttempt, AccessFailureLog, AccessLog)


def closed_accounts(until: date) -> QuerySet[User]:
    """Return the closed accounts of people with which nothing was done since a day."""
    before = end_of(until)
    return (
        User.objects.filter(is_active=False, is_function=False, date_joined__lt=before)
        .filter(Q(last_login__isnull=True) | Q(last_login__lt=before))
        .exclude(username__startswith=GONE)
        .filter(~changed_after(User, until))
    )


@transaction.atomic
def forget_account(*, user: User, by: User, is_open_too: bool = False) -> User:
    """Remove who an account belonged to; what it did stays done, by nobody known.

    Refuses a program's account, and one that is open unless ``is_open_too``: a backup may bring one
    back as it was before. Done again, it does nothing.
    """
    found = User.objects.select_for_update().get(pk=user.pk)
    if found.username.startswith(GONE):
        return found
    if found.is_function:
        raise Refused(Problem("", OF_A_PROGRAM, {"name": found.username}))
    if found.is_active and not is_open_too:
        raise Refused(Problem("", STILL_OPEN, {"name": found.username}))
    with LogContext(user=by):  # the security log is told by whom
        for held in Assignment.objects.filter(user=found, ended_at__isnull=True):
            take_role(assignment=held, by=by)
        for model in (EmailAddress, SocialAccount, Authenticator, UserProfile, Visit):
            for row in model._default_manager.filter(user=found):
                row.delete()
        found.username = f"{GONE}{secrets.token_hex(4)}"
        found.first_name = found.last_name = found.email = ""
        found.last_login = None
        found.is_active = found.is_superuser = found.is_staff = False
        found.set_unusable_password()
        found.save()
    log("accounts.user.forget", found, by=by)
    redact(record=found, names=_TOLD, by=by, is_renamed=True)
    return found


@transaction.atomic
def forget_accounts(*, by: User, until: date, most: int | None = None) -> int:
    """Forget whose the accounts were that nobody has worked with since a day; say how many.

    One that is refused keeps no other from going; where only such are left, it is told.
    """
    done = 0
    refused: list[Problem] = []
    for user in closed_accounts(until).order_by("pk")[:most]:
        try:
            forget_account(user=user, by=by)
            done += 1
        except Refused as refusal:
            refused += refusal.problems
    if refused and not done:
        raise Refused(*refused)
    return done


def sign_ins(until: date) -> list[QuerySet[Model]]:
    """Return what is kept of attempts to sign in, up to a day."""
    before = end_of(until)
    return [model._default_manager.filter(attempt_time__lt=before) for model in _SIGN_INS]


@transaction.atomic
def forget_sign_ins(*, by: User, until: date, most: int | None = None) -> int:
    """Delete attempts to sign in up to a day, with their addresses; say how many."""
    return _delete(sign_ins(until), most)


def left_at_the_door(until: date) -> list[QuerySet[Model]]:
    """Return sessions that are over, and what was left in forms that nobody saved, up to a day."""
    before = min(end_of(until), timezone.now())
    return [
        Session.objects.filter(expire_date__lt=before),
        EditingSession.objects.filter(last_seen_at__lt=before),
        FormState.objects.filter(last_updated_at__lt=before),
    ]


@transaction.atomic
def forget_sessions(*, by: User, until: date, most: int | None = None) -> int:
    """Delete sessions that are over and what was left in forms up to a day; say how many."""
    return _delete(left_at_the_door(until), most)


def _delete(found: list[QuerySet[Model]], most: int | None) -> int:
    count = 0
    for rows in found:
        left = None if most is None else most - count
        keys = list(rows.order_by("pk").values_list("pk", flat=True)[:left])
        rows.model._default_manager.filter(pk__in=keys).delete()
        count += len(keys)
    return count
