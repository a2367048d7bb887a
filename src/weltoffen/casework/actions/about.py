"""What a new note, comment, task or request takes from the record that it is about."""

from __future__ import annotations

import secrets
from datetime import date
from typing import Any

from weltoffen.casework.rules import showing
from weltoffen.casework.selectors.abouts import about_of, relation_of
from weltoffen.records.enums import Visibility
from weltoffen.records.models import Record


def concerning(record: Record | None) -> dict[str, Any]:
    """Return the columns that name a record, its relation and its department."""
    if record is None:
        return {"about": "", "relation": None}
    return {"about": about_of(record), "relation": relation_of(record)}


def no_wider_than(visibility: Visibility, record: Record | None) -> Visibility:
    """Return who may see what is about a record: of a restricted one, nobody else than it."""
    return showing.no_wider_than(visibility, "" if record is None else record.visibility)


def unit_of(record: Record | None, unit: str | None) -> str | None:
    """Return the department that goes on with it: the one given, else the record's."""
    return unit or (record.unit if record is not None else None) or None


def identifier_for(what: str, day: date) -> str:
    """Return an identifier that nobody has: the kind, the day, and eight random signs."""
    return f"{what}-{day.isoformat()}-{secrets.token_hex(4)}"
