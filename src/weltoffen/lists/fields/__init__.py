"""Which columns of which lists may come back changed, and by which action."""

from __future__ import annotations

from weltoffen.lists.fields.bodies import OF_BODIES
from weltoffen.lists.fields.casework import OF_CASEWORK
from weltoffen.lists.fields.encounters import ENCOUNTERS
from weltoffen.lists.fields.register import OF_REGISTER
from weltoffen.lists.types import FieldsOfKind

FIELDS: dict[str, FieldsOfKind] = {
    each.kind: each for each in (*OF_REGISTER, *OF_BODIES, *OF_CASEWORK, ENCOUNTERS)
}
"""By the kind's name, as it stands in addresses."""
