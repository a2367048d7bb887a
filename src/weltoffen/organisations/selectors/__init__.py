"""Reads of this room."""

from weltoffen.organisations.selectors.departments import departments
from weltoffen.organisations.selectors.merging import Move, Plan, Undoing, plan, sides, undoing
from weltoffen.organisations.selectors.names import borne_on, names_on, names_without_end
from weltoffen.organisations.selectors.people import (
    by_time,
    contacts_of,
    merge_that_led_away,
    merged_into,
    name_of,
    offices_in,
    offices_of,
    own_entries,
    possibly_same_organisations,
    possibly_same_people,
    protected_name_of,
)

__all__ = [
    "Move",
    "Plan",
    "Undoing",
    "borne_on",
    "by_time",
    "contacts_of",
    "departments",
    "merge_that_led_away",
    "merged_into",
    "name_of",
    "names_on",
    "names_without_end",
    "offices_in",
    "offices_of",
    "own_entries",
    "plan",
    "possibly_same_organisations",
    "possibly_same_people",
    "protected_name_of",
    "sides",
    "undoing",
]
