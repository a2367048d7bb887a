"""Who may delete a saved view."""

from __future__ import annotations

from collections.abc import Set

from weltoffen.accounts.enums import RoleName

TIDYING = frozenset({RoleName.COORDINATOR, RoleName.ADMINISTRATOR})
"""Who may delete what others shared: else it would stay when they leave."""


def may_delete(*, is_own: bool, is_shared: bool, roles: Set[RoleName]) -> bool:
    """Say whether somebody with some roles may delete a view."""
    return is_own or (is_shared and not roles.isdisjoint(TIDYING))
