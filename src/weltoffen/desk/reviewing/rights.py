"""Who may see proposals, decide about them, and let something be read."""

from __future__ import annotations

from typing import Any

from wagtail.permission_policies import ModelPermissionPolicy

from weltoffen.desk.kinds import ACTS, SEEING
from weltoffen.intake.models import Run, Statement

_STATEMENTS = ModelPermissionPolicy(Statement)
_RUNS = ModelPermissionPolicy(Run)


def may_see_proposals(user: Any) -> bool:
    """Say whether a person may see what waits to be reviewed."""
    return bool(_STATEMENTS.user_has_any_permission(user, SEEING))


def may_decide(user: Any) -> bool:
    """Say whether a person may decide: what is accepted becomes an act, so that right is needed."""
    return bool(_STATEMENTS.user_has_permission(user, "change")) and ACTS.may(user, "add")


def may_see_runs(user: Any) -> bool:
    """Say whether a person may see what was read."""
    return bool(_RUNS.user_has_any_permission(user, SEEING))


def may_read(user: Any) -> bool:
    """Say whether a person may let pages and files be read, and call that off."""
    return bool(_RUNS.user_has_permission(user, "add"))
