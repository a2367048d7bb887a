"""How long an invitation holds, and how one stands."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from weltoffen.accounts.enums import InvitationState

HOLDS = timedelta(days=7)
"""So long a link can be used: a week, so that a holiday weekend is no reason for a second one."""


def state_of(
    *,
    expires_at: datetime,
    used_at: datetime | None,
    withdrawn_at: datetime | None,
    now: datetime,
) -> InvitationState:
    """Return how an invitation stands at a moment."""
    if used_at is not None:
        return InvitationState.USED
    if withdrawn_at is not None:
        return InvitationState.WITHDRAWN
    return InvitationState.EXPIRED if now >= expires_at else InvitationState.OPEN


def hashed(token: str) -> str:
    """Return what is kept of a secret. It has 256 random bits, so a plain hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()
