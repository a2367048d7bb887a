"""Keeping who is at the desk since when, for themselves and for whoever looks after accounts."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from weltoffen.accounts.models import DeskSession, User, Visit
from weltoffen.accounts.rules.sessions import KEPT
from weltoffen.accounts.rules.visits import Visits, seen_again


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


def begin_session(*, by: User, device: str, at: datetime) -> int:
    """Keep that a session began; return its number. The security log knows of the sign-in."""
    return DeskSession.objects.create(account=by, device=device, began_at=at, seen_at=at).pk


def stay_in_session(*, number: int, by: User, at: datetime) -> None:
    """Keep that somebody was there in a session that goes on."""
    DeskSession.objects.filter(pk=number, account=by, seen_at__lt=at).update(seen_at=at)


def leave_session(*, number: int, by: User | None, at: datetime) -> None:
    """Keep that a session ended. ``by`` is None where nobody is signed in any more."""
    DeskSession.objects.filter(pk=number, ended_at__isnull=True, began_at__lte=at).update(
        ended_at=at
    )


@transaction.atomic
def forget_sessions(*, by: User) -> int:
    """Forget sessions of which nobody needs to know any more; return how many there were."""
    count, _by_model = DeskSession.objects.filter(seen_at__lt=timezone.now() - KEPT).delete()
    return count
