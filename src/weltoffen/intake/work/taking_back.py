"""Taking a long table back in the background."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.intake.actions import compare_again, take_rows_back
from weltoffen.intake.actions.turns import one_at_a_time
from weltoffen.intake.models import Attempt
from weltoffen.intake.selectors import TAKE_BACK
from weltoffen.intake.taken_tables import count_holding, rows_taken, seen_as
from weltoffen.intake.work.ending import tidied
from weltoffen.intake.work.tables import BREATH, LEASE, RIGHTS, STEP
from weltoffen.jobs.actions import ask
from weltoffen.jobs.enums import OVER
from weltoffen.jobs.handles import Handle
from weltoffen.jobs.models import Job
from weltoffen.jobs.registry import job as kind_of_work

if TYPE_CHECKING:
    from weltoffen.accounts.models import User

CHANGED = N_(
    "Seit Sie nachgesehen haben, hat sich etwas geändert. Zurückgenommen ist noch nichts: Sehen "
    "Sie noch einmal nach, und nehmen Sie die Tabelle dann zurück."
)
_LOOKING = N_("Die Zeilen werden zurückgenommen.")
_GOING = N_("%(looked)s von %(of)s Zeilen sind bearbeitet, %(gone)s davon zurückgenommen.")
_GONE = N_("Zeilen: %(gone)s zurückgenommen, %(stays)s stehen geblieben.")


def _about_table(arguments: Mapping[str, Any]) -> str:
    attempt = Attempt.objects.defer("pending").filter(pk=arguments["attempt"]).first()
    return (attempt.title or attempt.name) if attempt is not None else ""


def _called_off(arguments: Mapping[str, Any], by: Any) -> None:
    attempts = Attempt.objects.defer("pending").select_related("run__home")
    attempt = attempts.filter(pk=arguments["attempt"]).first()
    job = job_taking_back(attempt) if attempt is not None else None
    if attempt is not None and job is not None and job.done:
        _compare(attempt, by)


def _compare(table: Attempt, by: User) -> None:
    """Compare what waits, each in its turn: rows of the table were taken back."""
    with transaction.atomic():
        one_at_a_time(table.run.home)
        compare_again(home=table.run.home, by=by)


def _page(arguments: Mapping[str, Any]) -> str:
    return reverse("desk:table-undo", args=[arguments["attempt"]])


@kind_of_work(
    TAKE_BACK,
    title=_("Tabelle zurücknehmen"),
    lease=LEASE,
    describe=_about_table,
    result=_page,
    called_off=_called_off,
    is_repeatable=False,  # what a person saw then is no reason to do it now
    needs=RIGHTS,
)
def take_table_back(job: Handle, *, attempt: int, seen: str) -> None:
    """Take the rows of a table back, some at a time.

    ``seen`` is the fingerprint of what the person saw; where it is another by now, nothing is taken
    back. After a killed worker the next one goes on with the rows that are left. What waits is
    compared with the register once the last row went, or where it ends before that.
    """
    if job.did_all:
        return
    table = Attempt.objects.select_related("run__home__country", "snapshot__source").get(pk=attempt)
    rows = rows_taken(table)
    if not job.done and seen_as(rows) != seen:
        raise Refused(Problem("", CHANGED))
    starts = [each.start for each in rows if each.keeps is None][::-1]
    with tidied(job, partial(_compare, table, job.asked_by)):
        _take_back(job, table, starts)


def _take_back(job: Handle, table: Attempt, starts: Sequence[int]) -> None:
    done, total, gone = job.done, job.done + len(starts), int(job.told.get("gone", 0))
    if not starts:
        if done:  # others stay by now, so that no step was the last one
            _compare(table, job.asked_by)
        job.progress(done, total, _GONE, gone=gone, stays=count_holding(table))
        return
    if not done:
        job.progress(0, total, _LOOKING)
    for at in range(0, len(starts), STEP):
        now = starts[at : at + STEP]
        goes_on = at + STEP < len(starts)
        looked = done + at + len(now)
        with job.step() as tell:
            gone += take_rows_back(attempt=table, starts=now, goes_on=goes_on, by=job.asked_by)
            if goes_on:
                tell(looked, total, _GOING, looked=looked, of=total, gone=gone)
            else:
                tell(looked, total, _GONE, gone=gone, stays=count_holding(table))
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
