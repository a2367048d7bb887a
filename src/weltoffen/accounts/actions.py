"""Making accounts."""

from __future__ import annotations

import secrets

from django.contrib.auth.models import Group, Permission
from django.db import transaction

from weltoffen.accounts.models import GivenRight, User
from weltoffen.accounts.rules import EDITORS, ROLES, Right, due
from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.records.actions import log

PROGRAM = N_(
    "„%(name)s“ ist ein Programm und kann sich nicht anmelden. Wählen Sie einen anderen Namen."
)
INSTALLER = "einrichtung"
"""The function account in whose name roles get what a new version brings."""


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


@transaction.atomic
def open_desk_account(*, username: str, by: User) -> tuple[User, str]:
    """Give an account the right to work at the desk, with a fresh password.

    Returns the account and the password in clear, which is kept nowhere; an existing account of
    that name gets a new password and loses its old one.
    """
    account, _ = User.objects.get_or_create(username=username)
    password = secrets.token_urlsafe(12)
    account.set_password(password)
    account.is_active = True
    account.save(update_fields=["password", "is_active"])
    account.groups.add(ensure_editors())
    log("accounts.user.open", account, by=by, data={"username": username})
    return account, password


@transaction.atomic
def open_administrator(*, username: str, by: User) -> tuple[User, str]:
    """Open an account that may do everything, as the first one of an installation has to.

    Returns the account and the password in clear. Refuses to let a program sign in.
    """
    if User.objects.filter(username=username, is_function=True).exists():
        raise Refused(Problem("username", PROGRAM, {"name": username}))
    account, password = open_desk_account(username=username, by=by)
    account.is_superuser = account.is_staff = True
    account.save(update_fields=["is_superuser", "is_staff"])
    log("accounts.user.empower", account, by=by, data={"username": username})
    return account, password


def ensure_editors() -> Group:
    """Return the group of those who keep the register, with the rights that its role has."""
    group, _ = Group.objects.get_or_create(name=EDITORS)
    give_due_rights(group=group, by=ensure_function_account(username=INSTALLER))
    return group


def give_due_rights_to_all() -> list[str]:
    """Give every group of a role what it lacks since the last version; return their names.

    Called after every ``migrate``: models that came with it have rights nobody was given yet.
    """
    groups = list(Group.objects.filter(name__in=ROLES).order_by("name"))
    if not groups:
        return []
    by = ensure_function_account(username=INSTALLER)
    return [group.name for group in groups if give_due_rights(group=group, by=by)]


@transaction.atomic
def give_due_rights(*, group: Group, by: User) -> list[Permission]:
    """Give a group the rights of its role that it was never given, and nothing else.

    :func:`weltoffen.accounts.rules.due` judges which.
    """
    role = ROLES[group.name]
    oldest_first = Permission.objects.select_related("content_type").order_by("pk")
    there = {_right(each): each for each in oldest_first}
    held = {_right(each) for each in group.permissions.select_related("content_type")}
    kept = GivenRight.objects.filter(group=group).select_related("permission__content_type")
    given = {_right(each.permission) for each in kept}
    wanted = {right for right in there if role.covers(right)}
    fresh = [there[right] for right in sorted(due(role, there=[*there], held=held, given=given))]
    group.permissions.add(*fresh)
    GivenRight.objects.bulk_create(
        [GivenRight(group=group, permission=there[right]) for right in sorted(wanted - given)]
    )
    if fresh:
        names = ", ".join(sorted({".".join(_right(each)[:2]) for each in fresh}))
        log("accounts.group.give", group, by=by, data={"group": group.name, "of": names})
    return fresh


def _right(permission: Permission) -> Right:
    of = permission.content_type
    return Right(of.app_label, of.model, permission.codename)
