"""Changing personal data without keeping it in the history.

The history tells for ever which fields changed, and never what stood in them: a name or a number
would outlive its deletion there. See ADR 0016.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db import models

from weltoffen.records.actions import keep, log

if TYPE_CHECKING:
    from weltoffen.accounts.models import User


def amend_untold(
    row: models.Model,
    *,
    action: str,
    by: User,
    changes: Mapping[str, Any],
    told_of: models.Model | None = None,
) -> bool:
    """Change fields and log their names only; say whether anything differed.

    To be called inside the transaction of the room's action. The entry belongs to ``told_of``,
    where the row only belongs to a record.
    """
    changed = sorted(name for name, value in changes.items() if getattr(row, name) != value)
    for name, value in changes.items():
        setattr(row, name, value)
    if not changed:
        return False
    keep(row)
    data = {"fields": changed, "row": row._meta.label_lower}
    log(action, told_of or row, by=by, data=data)
    return True
