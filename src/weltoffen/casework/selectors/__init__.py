"""Reads of this room."""

from weltoffen.casework.selectors.abouts import about_of, record_of, records_of, relation_of
from weltoffen.casework.selectors.due import (
    deadlines,
    dues_of,
    my_dues,
    open_tasks,
    tasks_of_mine,
    waiting_requests,
    with_state,
)
from weltoffen.casework.selectors.reminding import account_of_token, hashed, wants_digest
from weltoffen.casework.selectors.requests import judged_by, score, state, steps_of, values_for

__all__ = [
    "about_of",
    "account_of_token",
    "deadlines",
    "dues_of",
    "hashed",
    "judged_by",
    "my_dues",
    "open_tasks",
    "record_of",
    "records_of",
    "relation_of",
    "score",
    "state",
    "steps_of",
    "tasks_of_mine",
    "values_for",
    "waiting_requests",
    "wants_digest",
    "with_state",
]
