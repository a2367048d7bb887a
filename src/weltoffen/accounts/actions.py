"""Making accounts."""

from __future__ import annotations

import secrets

from django.contrib.auth.models import Group, Permission
from django.db import transaction

from weltoffen.accounts.models import User
from weltoffen.records.actions import log

EDITORS = "Koordination"
"""The group of those who keep the register."""


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


def ensure_editors() -> Group:
    """Return the group of those who keep the register, with the rights it needs."""
    group, is_new = Group.objects.get_or_create(name=EDITORS)
    if is_new:  # later on, what an administrator decided stays
        group.permissions.set(
            Permission.objects.filter(
                content_type__app_label__in=(
                    "places",
                    "sources",
                    "organisations",
                    "jobs",
                    "relations",
                    "intake",
                )
            ).exclude(codename__startswith="delete_")
            | Permission.objects.filter(
                content_type__app_label="wagtailadmin", codename="access_admin"
            )
        )
    return group
