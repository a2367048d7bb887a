"""When a session ends, and who has to show a second factor."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

KEPT = timedelta(days=90)
"""So long it is kept who was at the desk: long enough to notice a stranger after a leave."""


def is_over(
    began_at: datetime, seen_at: datetime, now: datetime, *, idle: timedelta, longest: timedelta
) -> bool:
    """Say whether a session ends: nobody was there for too long, or it is too old by itself."""
    return now - seen_at >= idle or now - began_at >= longest


def lacks_second_factor(
    roles: Collection[str], demanded: Collection[str], *, has_factor: bool, is_by_service: bool
) -> bool:
    """Say whether somebody has to set up a second factor before they go on.

    Whoever comes from the city's sign-in service was asked there for what the city demands.
    """
    return not has_factor and not is_by_service and not set(roles).isdisjoint(demanded)
