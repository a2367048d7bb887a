"""Who wants the daily mail, and whose a secret address is."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

from django.db.models import QuerySet

from weltoffen.accounts.models import User
from weltoffen.casework.models import DigestWish, Feed


def hashed(token: str) -> str:
    """Return what is kept of a secret: it has 256 random bits, so no salt and no slowness."""
    return hashlib.sha256(token.encode()).hexdigest()


def account_of_token(token: str) -> Feed | None:
    """Return the calendar at a secret address, None where nobody has it any more.

    One look into an index, whatever is asked for: guessing costs the house no more than a page.
    """
    found = Feed.objects.select_related("account").filter(token_hash=hashed(token))
    feed = found.filter(revoked_at__isnull=True, account__is_active=True).first()
    return feed


def wants_digest(user: Any) -> bool:
    """Say whether an account wants the daily mail."""
    return DigestWish.objects.filter(account_id=user.pk, is_wanted=True).exists()


def accounts_with_digest(day: date) -> QuerySet[User]:
    """Return the accounts that want the daily mail, can get it, and did not yet on a day."""
    found = User.objects.filter(digest_wish__is_wanted=True, is_active=True, is_function=False)
    return found.exclude(email="").exclude(digests__day=day).order_by("pk")
