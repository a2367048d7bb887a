"""Taking a whole table back after its rows were taken."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db import transaction

from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.intake.actions.deciding import reopen
from weltoffen.intake.actions.proposing import compare_again
from weltoffen.intake.actions.turns import one_at_a_time
from weltoffen.intake.models import Attempt, Consequence, SheetUpload, Statement
from weltoffen.intake.selectors import tables_under_way
from weltoffen.intake.taken_tables import rows_taken
from weltoffen.records.actions import keep, log
from weltoffen.relations.models import Act

if TYPE_CHECKING:
    from weltoffen.accounts.models import User

_UNDER_WAY = N_(
    "Die Zeilen dieser Tabelle werden gerade übernommen. Warten Sie, bis das fertig ist, oder "
    "brechen Sie es ab; dann nehmen Sie die Tabelle zurück."
)


@transaction.atomic
def take_rows_back(
    *, attempt: Attempt, starts: Collection[int], by: User, goes_on: bool = False
) -> int:
    """Take back rows that were taken with a table; return how many of them went.

    ``starts`` says where their words begin (:class:`TakenRow`). As with a single decision, nothing
    is deleted and the proposals wait again. What is public by now, was changed since, is proved by
    others too or was built upon, stays as it is, and so does a proof that a row only added. Each
    call is whole or not at all and judges anew; what was still planned of the table is not taken
    any more. ``goes_on`` says that more rows of it follow, and leaves to the last call to compare
    what waits with the register. Refuses while rows of the table are being taken.
    """
    one_at_a_time(attempt.run.home)
    upload = SheetUpload.objects.select_for_update().filter(attempt=attempt).first()
    if upload is not None and upload.pk in tables_under_way():
        raise Refused(Problem("", _UNDER_WAY))
    _hold_acts(attempt, starts)
    now = [each for each in rows_taken(attempt, starts) if each.keeps is None]
    # The last one first, as they may build on one another.
    keys = [key for row in reversed(now) for key in reversed(row.statements)]
    statements = Statement.objects.in_bulk(keys)
    for key in keys:
        reopen(statements[key], by)
    planned = _plan_no_more(upload, len(now)) if upload is not None else 0
    data = {"name": attempt.title or attempt.name, "count": len(now)}
    if planned:
        data["planned"] = planned
        log("intake.attempt.take-back-planned", attempt, by=by, data=data)
    elif now:
        log("intake.attempt.take-back", attempt, by=by, data=data)
    if not goes_on:
        compare_again(home=attempt.run.home, by=by)
    return len(now)


def _plan_no_more(upload: SheetUpload, gone: int) -> int:
    """Drop what was still planned of a table of which so many rows went; return how much it was."""
    planned = upload.planned
    if gone or upload.plan:
        upload.left += planned + gone
        upload.taken, upload.plan = max(upload.taken - gone, 0), []
        keep(upload, only=["left", "taken", "plan"])
    return planned


def _hold_acts(attempt: Attempt, starts: Collection[int]) -> None:
    """Let nobody publish, cite or correct what rows recorded until all of this is done."""
    came = Consequence.objects.filter(
        statement__taken_with=attempt, statement__start__in=starts, undone_at__isnull=True
    )
    acts = Act.objects.select_for_update(of=("self",)).filter(pk__in=came.values("act"))
    list(acts.order_by("pk").only("pk"))
