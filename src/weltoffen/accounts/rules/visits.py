"""When a visit ends and the next begins: what "since I was last here" means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

GAP = timedelta(hours=4)
"""Who was away for so long comes anew: a lunch is no absence, a night is."""
STEP = timedelta(minutes=5)
"""How exactly it is kept until when somebody was there."""


@dataclass(frozen=True, slots=True)
class Visits:
    """When an account was last seen, and when the visit before this one ended.

    ``before`` is None during the first visit.
    """

    seen_at: datetime
    before: datetime | None


def seen_again(known: Visits | None, now: datetime) -> Visits:
    """Return what is known of visits once the account is seen at ``now``.

    Within a visit ``before`` stays, so that a page opened again tells of the same time. A clock
    that was put back changes nothing.
    """
    if known is None:
        return Visits(now, None)
    if now - known.seen_at >= GAP:
        return Visits(now, known.seen_at)
    if now - known.seen_at < STEP:
        return known
    return Visits(now, known.before)
