"""Making accounts."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from datetime import datetime

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import LogContext

from weltoffen.accounts.enums import RoleName
from weltoffen.accounts.models import Assignment, User, Visit
from weltoffen.accounts.rules.claims import Limited, differences
from weltoffen.accounts.rules.roles import GROUPS
from weltoffen.accounts.rules.visits import Visits, seen_again
from weltoffen.accounts.selectors import forget_grants, is_last_administrator
from weltoffen.audit.actions import note
from weltoffen.audit.enums import EventName
from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.records.actions import keep, log

LAST_ADMINISTRATOR = N_(
    "Dies ist das letzte Konto, das Konten verwalten kann. Geben Sie die Rolle zuerst einem "
    "anderen Konto."
)
PROGRAM = N_(
    "„%(name)s“ ist ein Programm und kann sich nicht anmelden. Wählen Sie einen anderen Namen."
)
NOT_A_FUNCTION = N_("Ein Funktionskonto hat keine Rolle: Es ist ein Programm, keine Person.")


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
    that name gets a new password and loses its old one. Refuses to let a program sign in.
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
        if not held.filter(ended_at__isnull=True).exists():
            give_role(user=account, by=by, role=role, unit=unit, relation=relation)
    log("accounts.user.open", account, by=by, data={"username": username})
    note(EventName.ACCOUNT_OPENED, by=by, about=f"accounts.user:{username}")
    return account, password


@transaction.atomic
def give_role(
    *,
    user: User,
    role: RoleName,
    by: User,
    unit: str = "",
    relation: str = "",
    is_by_claims: bool = False,
) -> Assignment:
    """Give an account a role; a contributor's is limited to a department, a guest's to a relation.

    ``unit`` and ``relation`` are identifiers of records. ``is_by_claims`` says that a sign-in
    service asked for it. Refuses a role that the account has, and one with the wrong limit.
    """
    if user.is_function:
        raise Refused(Problem("user", NOT_A_FUNCTION))
    given = Assignment(
        user=user, role=role, unit=unit, relation=relation, given_by=by, is_by_claims=is_by_claims
    )
    keep(given)
    _fit_groups(user)
    log("accounts.role.give", user, by=by, data=_named(given))
    note(EventName.RIGHTS_GIVEN, by=by, about=_told_of(user), data=_named(given))
    return given


@transaction.atomic
def take_role(*, assignment: Assignment, by: User) -> None:
    """Take a role from an account. Refuses for the last one that may manage accounts."""
    held = Assignment.objects.select_for_update().get(pk=assignment.pk)
    if held.ended_at is not None:
        return
    if is_last_administrator(held):
        raise Refused(Problem("role", LAST_ADMINISTRATOR))
    held.ended_at, held.ended_by = timezone.now(), by
    keep(held, only=["ended_at", "ended_by"])
    _fit_groups(held.user)
    log("accounts.role.take", held.user, by=by, data=_named(held))
    note(EventName.RIGHTS_TAKEN, by=by, about=_told_of(held.user), data=_named(held))


@transaction.atomic
def follow_claims(*, user: User, wanted: Collection[Limited], by: User) -> None:
    """Give and take the roles that a sign-in service gives, so that they are as it says today.

    Roles given by hand stay. So does the last role that may manage accounts: else nobody could
    mend a wrong claim.
    """
    User.objects.select_for_update().get(pk=user.pk)
    held = list(user.assignments.filter(ended_at__isnull=True))
    by_claims = {_limited(each): each for each in held if each.is_by_claims}
    by_hand = {_limited(each) for each in held if not each.is_by_claims}
    give, take = differences(wanted, by_claims, by_hand)
    for each in sorted(take):
        if not is_last_administrator(by_claims[each]):
            take_role(assignment=by_claims[each], by=by)
    for each in sorted(give):
        give_role(
            user=user,
            role=each.role,
            unit=each.unit,
            relation=each.relation,
            is_by_claims=True,
            by=by,
        )


def _limited(assignment: Assignment) -> Limited:
    return Limited(RoleName(assignment.role), assignment.unit, assignment.relation)


def _told_of(user: User) -> str:
    return f"accounts.user:{user.get_username()}"


def _named(assignment: Assignment) -> dict[str, str]:
    return {
        "role": assignment.role,
        "unit": assignment.unit,
        "relation": assignment.relation,
        "by_claims": "yes" if assignment.is_by_claims else "",
    }


def _fit_groups(user: User) -> None:
    """Put an account into the groups of its roles and take it out of those of others."""
    held = set(user.assignments.filter(ended_at__isnull=True).values_list("role", flat=True))
    others = [name for role, name in GROUPS.items() if role not in held]
    user.groups.remove(*Group.objects.filter(name__in=others))
    user.groups.add(*(ensure_group(role=RoleName(role)) for role in sorted(held)))
    forget_grants(user)


def ensure_group(*, role: RoleName) -> Group:
    """Return the group of those who have a role; it is made on first use."""
    group, _is_new = Group.objects.get_or_create(name=GROUPS[role])
    return group


@transaction.atomic
def come_in(*, by: User, at: datetime) -> datetime | None:
    """Keep that an account is at the desk; return when it was there last, None the first time.

    The history is not told: who was there when is nobody's business but their own.
    """
    row = Visit.objects.select_for_update().filter(user=by).first()
    known = Visits(row.seen_at, row.before) if row is not None else None
    now = seen_again(known, at)
    if now != known:
        Visit.objects.update_or_create(
            user=by, defaults={"seen_at": now.seen_at, "before": now.before}
        )
    return now.before
