"""Accounts of people who entered something: they are switched off, never deleted."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models.deletion import Collector, ProtectedError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from wagtail.admin import messages

from weltoffen.accounts.models import User


def refuse_to_delete(request: HttpRequest, users: Iterable[User]) -> HttpResponse | None:
    """Return the way back where one of the accounts has entered acts; None where all may go.

    An act says who recorded it, and the database refuses to forget that.
    """
    kept = [user for user in users if _has_entered(user)]
    for user in kept:
        messages.error(
            request,
            gettext(
                "„%(account)s“ hat Akte erfasst; das Register sagt weiter, von wem sie stammen. "
                "Das Konto lässt sich darum nicht löschen. Schalten Sie es stattdessen ab: Nehmen "
                "Sie hier den Haken bei „Aktiv“ heraus und speichern Sie."
            )
            % {"account": user.get_username()},
        )
    if not kept:
        return None
    return redirect("wagtailusers_users:edit", kept[0].pk)


def _has_entered(user: User) -> bool:
    collector = Collector(using="default")
    try:
        collector.collect([user])
    except ProtectedError:
        return True
    return False
