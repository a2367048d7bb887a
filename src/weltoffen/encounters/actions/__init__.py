"""Writes of this room."""

from weltoffen.encounters.actions.encounters import (
    amend_encounter,
    call_off,
    count_people,
    record_encounter,
)
from weltoffen.encounters.actions.participants import (
    add_participants,
    answer_invitation,
    forget_participants,
    note_look,
)

__all__ = [
    "add_participants",
    "amend_encounter",
    "answer_invitation",
    "call_off",
    "count_people",
    "forget_participants",
    "note_look",
    "record_encounter",
]
