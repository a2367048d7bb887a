"""Accounts of people who entered something: they are switched off, never deleted."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import DEFAULT_DB_ALIAS
from django.db.models.deletion import Collector, ProtectedError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from wagtail.admin import messages
from wagtail.models import ModelLogEntry, PageLogEntry

from weltoffen.accounts.models import User


def refuse_to_delete(request: HttpRequest, users: Iterable[User]) -> HttpResponse | None:
    """Return the way back where one of the accounts has entered something; None if all may go.

    The history says who did what, and the database refuses to forget who recorded an act.
    """
    kept = [user for user in users if _has_entered(user)]
    for user in kept:
        messages.error(
            request,
            gettext(
                "„%(account)s“ hat am Register mitgeschrieben; der Verlauf sagt weiter, von wem "
                "was stammt. Das Konto lässt sich darum nicht löschen. Schalten Sie es stattdessen "
                "ab: Nehmen Sie hier den Haken bei „Aktiv“ heraus und speichern Sie."
            )
            % {"account": user.get_username()},
        )
    if not kept:
        return None
    return redirect("wagtailusers_users:edit", kept[0].pk)


def _has_entered(user: User) -> bool:
    if any(log.objects.filter(user=user).exists() for log in (ModelLogEntry, PageLogEntry)):
        return True
    collector = Collector(using=DEFAULT_DB_ALIAS)
    try:
        collector.collect([user])
    except ProtectedError:
        return True
    return False
