"""Opening accounts from the command line, and those of programs."""

from __future__ import annotations

import secrets

from django.db import transaction
from wagtail.log_actions import LogContext

from weltoffen.accounts.actions.roles import give_role
from weltoffen.accounts.enums import RoleName
from weltoffen.accounts.models import User
from weltoffen.accounts.selectors import in_force
from weltoffen.audit.actions import note
from weltoffen.audit.enums import EventName
from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.records.actions import log

PROGRAM = N_(
    "„%(name)s“ ist ein Programm und kann sich nicht anmelden. Wählen Sie einen anderen Namen."
)


@transaction.atomic
def ensure_function_account(*, username: str) -> User:
    """Return the function account of this name, made on first use.

    The one action without ``by``: somebody has to be the first to act.
    """
    account, is_new = User.objects.get_or_create(
        username=username, defaults={"is_function": True, "is_active": False}
    )
    if is_new:
        account.set_unusable_password()
        account.save(update_fields=["password"])
        log("accounts.user.create", account, by=account, data={"function": username})
    return account


def open_desk_account(
    *, username: str, by: User, role: RoleName = RoleName.COORDINATOR
) -> tuple[User, str]:
    """Open an account that keeps the register, or has another role without a limit."""
    return open_account(username=username, by=by, role=role)


@transaction.atomic
def open_account(
    *, username: str, by: User, role: RoleName, unit: str = "", relation: str = ""
) -> tuple[User, str]:
    """Let somebody work at the desk in a role, with a fresh password.

    Returns the account and the password in clear, which is kept nowhere; an existing account of
    that name gets a new password and loses its old one. Refuses to let a program sign in. For who
    has the command line; at the desk people are invited (``inviting``).
    """
    if User.objects.filter(username=username, is_function=True).exists():
        raise Refused(Problem("username", PROGRAM, {"name": username}))
    password = secrets.token_urlsafe(12)
    with LogContext(user=by):  # the security log is told by whom
        account, _ = User.objects.get_or_create(username=username)
        account.set_password(password)
        account.is_active = True
        account.save(update_fields=["password", "is_active"])
        held = account.assignments.filter(role=role, unit=unit, relation=relation)
        if not held.filter(in_force()).exists():
            give_role(user=account, by=by, role=role, unit=unit, relation=relation)
    log("accounts.user.open", account, by=by, data={"username": username})
    note(EventName.ACCOUNT_OPENED, by=by, about=f"accounts.user:{username}")
    return account, password
