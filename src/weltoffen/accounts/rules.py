"""Which rights the roles of the office have, and which of them a group still has to be given."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

EDITORS = "Koordination"
"""The group of those who keep the register."""


class Right(NamedTuple):
    """A permission as Django tells it apart: ``room.model`` and codename."""

    room: str
    model: str
    codename: str


@dataclass(frozen=True, slots=True)
class Role:
    """What a group may do: everything in ``rooms`` but deleting, and each of ``besides``."""

    rooms: frozenset[str]
    besides: frozenset[Right] = frozenset()

    def covers(self, right: Right) -> bool:
        """Say whether the role has a right."""
        is_ours = right.room in self.rooms and not right.codename.startswith("delete_")
        return is_ours or right in self.besides


ROLES: Mapping[str, Role] = {
    EDITORS: Role(
        rooms=frozenset({"places", "sources", "organisations", "jobs", "relations", "intake"}),
        besides=frozenset({Right("wagtailadmin", "admin", "access_admin")}),
    ),
}
"""Every role of the product by the name of its group."""


def due(
    role: Role, *, there: Sequence[Right], held: Collection[Right], given: Collection[Right]
) -> frozenset[Right]:
    """Return the rights that a group still has to be given.

    ``there`` are all rights of the installation in the order in which they came into it, ``held``
    those the group has, ``given`` those it was once given by this rule. What was given and is held
    no longer, an administrator took away: that stays so, as does everything the group holds beyond
    its role.
    """
    wanted = [right for right in there if role.covers(right)]
    known = given or _given_unkept(wanted, held)
    return frozenset(wanted) - frozenset(known) - frozenset(held)


def _given_unkept(wanted: Sequence[Right], held: Collection[Right]) -> frozenset[Right]:
    """Return what a group was given before that was kept: all that its version knew.

    That version knew what is older than a right that the group holds, and every model of which it
    holds one. Of a room that came last and was taken away as a whole, nothing tells.
    """
    newest = max((place for place, right in enumerate(wanted, 1) if right in held), default=0)
    models = {(right.room, right.model) for right in held}
    later = (right for right in wanted[newest:] if (right.room, right.model) in models)
    return frozenset([*wanted[:newest], *later])
