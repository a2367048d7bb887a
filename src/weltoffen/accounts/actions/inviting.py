"""Inviting people to their account by a link that opens it once."""

from __future__ import annotations

import secrets
from datetime import date

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import LogContext

from weltoffen.accounts.actions.roles import give_role
from weltoffen.accounts.enums import InvitationState, RoleName
from weltoffen.accounts.models import Invitation, User
from weltoffen.accounts.rules.invitations import HOLDS, hashed
from weltoffen.accounts.selectors import invitation_state
from weltoffen.audit.actions import note
from weltoffen.audit.enums import EventName
from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.records.actions import AS_SAID, keep, log

TAKEN = N_(
    "Ein Konto „%(name)s“ gibt es schon. Wählen Sie einen anderen Namen, oder geben Sie dem "
    "vorhandenen Konto die Rolle."
)
CLOSED = N_("Dieses Konto ist geschlossen. Öffnen Sie es zuerst wieder, dann laden Sie ein.")
PROGRAM = N_("Ein Programm lädt man nicht ein: Es kann sich nicht anmelden.")
NOT_OPEN = N_(
    "Diese Einladung gilt nicht mehr. Bitten Sie die Administration um eine neue; das dauert nur "
    "einen Augenblick."
)


@transaction.atomic
def invite(
    *,
    username: str,
    role: RoleName,
    by: User,
    first_name: str = "",
    last_name: str = "",
    email: str = "",
    unit: str = "",
    relation: str = "",
    last_day: date | None = None,
    reason: str = "",
) -> tuple[Invitation, str]:
    """Open an account for somebody, with a role, and invite them to it.

    Returns the invitation and its secret, which is kept nowhere. Until it is used nobody can sign
    in with the account. Refuses a name that another account bears, however it is spelled.
    """
    username = username.strip()
    if User.objects.filter(username__iexact=username).exists():
        raise Refused(Problem("username", TAKEN, {"name": username}))
    account = User(
        username=username,
        first_name=first_name.strip(),
        last_name=last_name.strip(),
        email=email.strip(),
    )
    account.set_unusable_password()
    with LogContext(user=by):  # the security log is told by whom
        keep(account)
    log("accounts.user.invite", account, by=by, data={"username": username})
    give_role(
        user=account,
        role=role,
        unit=unit,
        relation=relation,
        last_day=last_day,
        reason=reason,
        by=by,
    )
    return _invited(account, by)


@transaction.atomic
def renew_invitation(*, account: User, by: User) -> tuple[Invitation, str]:
    """Invite somebody anew, who lost the link or forgot the password; an older link ends.

    The password that there is stays until the new one is set. Refuses for closed accounts and for
    programs.
    """
    held = User.objects.select_for_update().get(pk=account.pk)
    if held.is_function:
        raise Refused(Problem("", PROGRAM))
    if not held.is_active:
        raise Refused(Problem("", CLOSED))
    log("accounts.user.reinvite", held, by=by)
    return _invited(held, by)


@transaction.atomic
def withdraw_invitation(*, account: User, by: User) -> None:
    """Let an open invitation be used no more. Without one there is nothing to do."""
    if end_invitations(account):
        log("accounts.user.uninvite", account, by=by)
        note(EventName.INVITATION_WITHDRAWN, by=by, about=_told_of(account))


@transaction.atomic
def accept_invitation(*, invitation: Invitation, password: str, by: User) -> User:
    """Set the password of the account that somebody was invited to; the link works no more.

    ``by`` is that account. All its sessions end. Refuses a password that the rules do not allow,
    and an invitation that is no longer open; then it stays as it is.
    """
    held = _open(invitation)
    account = held.account
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise Refused(
            *(Problem("password", AS_SAID, {"message": said}) for said in error.messages)
        ) from error
    account.set_password(password)
    with LogContext(user=by):
        account.save(update_fields=["password"])
    _use(held, by, "password")
    return account


@transaction.atomic
def join_by_service(*, invitation: Invitation, by: User) -> User:
    """Note that somebody came to their account by the city's sign-in service instead.

    Refuses an invitation that is no longer open.
    """
    held = _open(invitation)
    _use(held, by, "service")
    return held.account


def end_invitations(account: User) -> int:
    """Withdraw what is open of an account's invitations; return how many there were."""
    still = Invitation.objects.filter(
        account=account, used_at__isnull=True, withdrawn_at__isnull=True
    )
    return still.update(withdrawn_at=timezone.now())


def _invited(account: User, by: User) -> tuple[Invitation, str]:
    end_invitations(account)
    token, now = secrets.token_urlsafe(32), timezone.now()
    invitation = Invitation(
        account=account, token_hash=hashed(token), made_at=now, made_by=by, expires_at=now + HOLDS
    )
    keep(invitation)
    note(EventName.INVITED, by=by, about=_told_of(account))
    return invitation, token


def _open(invitation: Invitation) -> Invitation:
    """Return an invitation as it is now, held until the transaction ends; refuse one that is over.

    Of two who use a link in the same moment the second waits here, and finds it used.
    """
    held = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if invitation_state(held) != InvitationState.OPEN or not held.account.is_active:
        raise Refused(Problem("", NOT_OPEN))
    return held


def _use(held: Invitation, by: User, way: str) -> None:
    held.used_at = timezone.now()
    keep(held, only=["used_at"])
    log("accounts.user.accept", held.account, by=by, data={"way": way})
    note(EventName.INVITATION_USED, by=by, about=_told_of(held.account), data={"by": way})


def _told_of(user: User) -> str:
    return f"accounts.user:{user.get_username()}"
