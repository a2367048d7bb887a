"""What this room does in the background: carrying out a run."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from weltoffen.ground.problems import N_
from weltoffen.intake.actions import cancel_run
from weltoffen.intake.actions.sheets import forget_old_sheets
from weltoffen.intake.carrying_out import carry_out
from weltoffen.intake.enums import AttemptState
from weltoffen.intake.fetching import fetch
from weltoffen.intake.fetching.types import Fetched, Known, NotModified
from weltoffen.intake.models import Attempt, Run
from weltoffen.intake.outgoing import model_if_any, policy
from weltoffen.jobs.actions import ask, cancel
from weltoffen.jobs.enums import OVER
from weltoffen.jobs.handles import Cancelled, Handle
from weltoffen.jobs.models import Job
from weltoffen.jobs.registry import job as kind_of_work
from weltoffen.jobs.registry import recurring
from weltoffen.places.models import Municipality

if TYPE_CHECKING:
    from weltoffen.accounts.models import User

READ = "intake.read"
_LAST = N_("Zuletzt: %(what)s")


def _about(arguments: Mapping[str, Any]) -> str:
    run = Run.objects.filter(pk=arguments["run"]).first()
    first = run.attempts.first() if run is not None else None
    return str(first) if first is not None else ""


def _result(arguments: Mapping[str, Any]) -> str:
    return reverse("desk:runs-sheet", args=[arguments["run"]])


def _called_off(arguments: Mapping[str, Any], by: User) -> None:
    """Let go of what nobody has begun to read, uploaded files with it."""
    run = Run.objects.filter(pk=arguments["run"]).first()
    if run is not None:
        cancel_run(run=run, by=by)


@kind_of_work(READ, title=_("Einlesen"), describe=_about, result=_result, called_off=_called_off)
def read(job: Handle, *, run: int) -> None:
    """Carry a run out. What was settled before a worker was killed is not done again."""
    asked = Run.objects.select_related("home").get(pk=run)
    total = asked.attempts.count()
    done = asked.attempts.exclude(state=AttemptState.WAITING).count()
    try:
        job.progress(done, total)
        model = model_if_any()
        for attempt in carry_out(asked, fetch=fetch_as_allowed, by=job.asked_by, model=model):
            done = min(done + 1, total)
            job.progress(done, total, _LAST, what=str(attempt))
    except Cancelled:
        cancel_run(run=asked, by=job.asked_by)
        raise


@recurring("intake.forget-tables", title=_("Alte Tabellen löschen"), every=timedelta(hours=1))
def forget_tables(job: Handle) -> None:
    """Delete uploaded tables that somebody left lying; they may hold names of people."""
    forget_old_sheets(by=job.asked_by)


def fetch_as_allowed(address: str, known: Known | None) -> Fetched | NotModified:
    """Get an address as the operator has allowed it."""
    return fetch(address, known=known, policy=policy())


def job_of(run: Run) -> Job | None:
    """Return the newest job that carries a run out, None where nobody asked for one."""
    return Job.objects.filter(kind=READ, arguments__run=run.pk).order_by("-pk").first()


def left_over(home: Municipality) -> list[Run]:
    """Return the runs of a home municipality that stopped before their end, oldest first.

    So a command that was killed leaves one. What a worker has, or will have, is not among them.
    """
    waiting = Attempt.objects.filter(state=AttemptState.WAITING, run__home=home)
    stopped = Run.objects.filter(pk__in=waiting.values("run")).select_related("home")
    under_way = Job.objects.filter(kind=READ).exclude(state__in=OVER)
    theirs = {arguments["run"] for arguments in under_way.values_list("arguments", flat=True)}
    return [run for run in stopped.order_by("pk") if run.pk not in theirs]


@transaction.atomic
def ask_to_read(*, run: Run, by: User) -> None:
    """Ask for a run to be carried out, unless that is under way."""
    known = job_of(run)
    if known is None or known.state in OVER:
        ask(kind=READ, by=by, arguments={"run": run.pk})


@transaction.atomic
def call_off(*, run: Run, by: User) -> None:
    """Call off what of a run has not been read, and the job that reads it."""
    known = job_of(run)
    if known is not None and known.state not in OVER:
        cancel(job=known, by=by)
    cancel_run(run=run, by=by)
