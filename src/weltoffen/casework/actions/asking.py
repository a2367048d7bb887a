"""Requests that strangers send by the portal's form."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.text import capfirst
from django.utils.translation import gettext

from weltoffen.accounts.actions import ensure_function_account
from weltoffen.accounts.models import User
from weltoffen.casework.actions.requests import receive_request
from weltoffen.casework.enums import Channel, Language, StepKind, Wish
from weltoffen.casework.models import Request
from weltoffen.casework.rules.asking import HOUR, PURPOSE, asking_problems, kept_until
from weltoffen.ground.languages import LEADING
from weltoffen.ground.problems import N_, refuse_if_any

ACCOUNT = "portal-formular"
"""The function account in whose name requests by the form are received."""
_SUBJECT = N_("%(wish)s: Anfrage über das Formular")


def number_for_asking() -> str:
    """Return the number of a request that may come: the same number is the same request."""
    return secrets.token_hex(8)


def form_account() -> User:
    """Return the account in whose name requests by the form are received, made on first use."""
    return ensure_function_account(username=ACCOUNT)


@transaction.atomic
def ask_by_form(
    *, number: str, wish: Wish, language: Language, sender: Mapping[str, str], by: User
) -> Request:
    """Receive a request from somebody without an account; ``by`` is the form's own.

    ``sender`` is what ``receive_request`` knows of a sender. ``number`` comes from
    ``number_for_asking``: sent twice, it is received once. The subject says only what is wished
    for: it stays when the sender's data go. Refuses when too many came.
    """
    identifier = f"anfrage-{number}"
    User.objects.select_for_update().get(pk=by.pk)  # one after the other, so that we can count
    known = Request.objects.filter(identifier=identifier).first()
    if known is not None:
        return known
    recent = Request.objects.filter(
        recorded_at__gt=timezone.now() - HOUR, steps__kind=StepKind.RECEIVE, steps__by=by
    )
    refuse_if_any(asking_problems(recent.count()))
    today = timezone.localdate()
    with translation.override(LEADING):
        subject = gettext(_SUBJECT) % {"wish": capfirst(str(wish.label))}
        purpose = gettext(PURPOSE)
    return receive_request(
        identifier=identifier,
        subject=subject,
        wish=wish,
        channel=Channel.FORM,
        received_on=today,
        purpose=purpose,
        delete_by=kept_until(today),
        language=language,
        by=by,
        **dict[str, Any](sender),
    )
