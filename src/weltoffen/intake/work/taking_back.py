"""Taking a long table back in the background."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.intake.actions import compare_again, take_rows_back
from weltoffen.intake.models import Attempt
from weltoffen.intake.selectors import TAKE_BACK
from weltoffen.intake.taken_tables import rows_taken, seen_as
from weltoffen.intake.work.tables import BREATH, LEASE, RIGHTS, STEP
from weltoffen.jobs.actions import ask
from weltoffen.jobs.enums import OVER
from weltoffen.jobs.handles import Cancelled, Handle
from weltoffen.jobs.models import Job
from weltoffen.jobs.registry import job as kind_of_work

if TYPE_CHECKING:
    from weltoffen.accounts.models import User

CHANGED = N_(
    "Seit Sie nachgesehen haben, hat sich etwas geändert. Zurückgenommen ist noch nichts: Sehen "
    "Sie noch einmal nach, und nehmen Sie die Tabelle dann zurück."
)
_BACK = N_("Zeilen werden zurückgenommen.")


def _about_table(arguments: Mapping[str, Any]) -> str:
    attempt = Attempt.objects.defer("pending").filter(pk=arguments["attempt"]).first()
    return (attempt.title or attempt.name) if attempt is not None else ""


def _page(arguments: Mapping[str, Any]) -> str:
    return reverse("desk:table-undo", args=[arguments["attempt"]])


@kind_of_work(
    TAKE_BACK,
    title=_("Tabelle zurücknehmen"),
    lease=LEASE,
    describe=_about_table,
    result=_page,
    is_repeatable=False,  # what a person saw then is no reason to do it now
    needs=RIGHTS,
)
def take_table_back(job: Handle, *, attempt: int, seen: str) -> None:
    """Take the rows of a table back, some at a time.

    ``seen`` is the fingerprint of what the person saw; where it is another by now, nothing is taken
    back. After a killed worker the next one goes on with the rows that are left. What waits is
    compared with the register once the last row went, or once somebody cancelled.
    """
    if job.did_all:
        return
    table = Attempt.objects.select_related("run__home__country", "snapshot__source").get(pk=attempt)
    rows = rows_taken(table)
    if not job.done and seen_as(rows) != seen:
        raise Refused(Problem("", CHANGED))
    starts = [each.start for each in rows if each.keeps is None][::-1]
    try:
        _take_back(job, table, starts)
    except Cancelled:
        if job.done:
            compare_again(home=table.run.home, by=job.asked_by)
        raise


def _take_back(job: Handle, table: Attempt, starts: Sequence[int]) -> None:
    done, total = job.done, job.done + len(starts)
    for at in range(0, len(starts), STEP):
        now = starts[at : at + STEP]
        goes_on = at + STEP < len(starts)
        with job.step(done + at + len(now), total, _BACK):
            take_rows_back(attempt=table, starts=now, goes_on=goes_on, by=job.asked_by)
        if connection.vendor == "sqlite":
            time.sleep(BREATH)


def job_taking_back(attempt: Attempt) -> Job | None:
    """Return the newest job that takes a table back, None where nobody asked for one."""
    jobs = Job.objects.filter(kind=TAKE_BACK, arguments__attempt=attempt.pk)
    return jobs.order_by("-pk").first()


@transaction.atomic
def ask_to_take_back(*, attempt: Attempt, seen: str, by: User) -> None:
    """Ask for a table to be taken back as it was shown, unless that is under way."""
    Attempt.objects.select_for_update().only("pk").get(pk=attempt.pk)  # a second click waits
    known = job_taking_back(attempt)
    if known is None or known.state in OVER:
        ask(kind=TAKE_BACK, by=by, arguments={"attempt": attempt.pk, "seen": seen})
