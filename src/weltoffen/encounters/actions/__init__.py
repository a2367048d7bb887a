"""Writes of this room."""

from weltoffen.encounters.actions.counting import set_counts
from weltoffen.encounters.actions.encounters import (
    amend_encounter,
    call_off,
    forget_named,
    record_encounter,
    resume,
    set_bodies,
    set_relations,
)
from weltoffen.encounters.actions.participants import (
    add_participant,
    add_participants,
    amend_participant,
    delete_participant,
    forget_participants,
    keep_names_until,
    note_look,
)

__all__ = [
    "add_participant",
    "add_participants",
    "amend_encounter",
    "amend_participant",
    "call_off",
    "delete_participant",
    "forget_named",
    "forget_participants",
    "keep_names_until",
    "note_look",
    "record_encounter",
    "resume",
    "set_bodies",
    "set_counts",
    "set_relations",
]
