"""Who may see proposals, decide about them, and let something be read."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from weltoffen.accounts.selectors import could_ever, reach_condition
from weltoffen.accounts.types import Verb
from weltoffen.desk.kinds import ACTS
from weltoffen.intake.models import Run, Statement
from weltoffen.sources.models import Source

Rows = TypeVar("Rows", bound=Model)


def of_seen_sources(rows: QuerySet[Rows], user: Any, way: str = "source__") -> QuerySet[Rows]:
    """Return those of some rows whose source a person may see; ``way`` leads to the source."""
    condition = reach_condition(Source, user, prefix=way)
    return rows if condition is None else rows.filter(condition)


def may_see_proposals(user: Any) -> bool:
    """Say whether a person may see what waits to be reviewed."""
    return could_ever(user, Verb.SEE, Statement)


def may_decide(user: Any) -> bool:
    """Say whether a person may decide: what is accepted becomes an act, so that right is needed."""
    return could_ever(user, Verb.CHANGE, Statement) and ACTS.may(user, "add")


def may_see_runs(user: Any) -> bool:
    """Say whether a person may see what was read."""
    return could_ever(user, Verb.SEE, Run)


def may_read(user: Any) -> bool:
    """Say whether a person may let pages and files be read, and call that off."""
    return could_ever(user, Verb.ADD, Run)
