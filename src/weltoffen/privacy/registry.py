"""Which kinds of personal data there are. Each room that holds some has a module in ``held``.

A new room adds one file there, with a :class:`~weltoffen.privacy.types.Room`, and its line in
``held.ROOMS``; a room above this one offers its own in its ``apps.ready``::

    offer(Room(kinds=(Kind("participants", …),), nobody={"encounters.count": "Zahlen"}))

``tests/architecture/test_personal_data.py`` fails for every text, address, file and every key to a
person that no room has declared, one way or the other.
"""

from __future__ import annotations

from weltoffen.privacy.types import Kind, Room

KINDS: dict[str, Kind] = {}
"""Every kind by its name, in the order of the table."""
NOBODY: dict[str, str] = {}
"""Why models (``room.model``) or fields (``room.model.field``) hold data of nobody."""


def offer(room: Room) -> None:
    """Let the kinds of a room be kept by their rules."""
    for kind in room.kinds:
        KINDS[kind.name] = kind
    NOBODY.update(room.nobody)
