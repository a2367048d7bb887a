"""Carrying out a run in the background: fetching, reading, proposing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from weltoffen.ground.problems import N_
from weltoffen.intake.actions import cancel_run
from weltoffen.intake.carrying_out import carry_out
from weltoffen.intake.enums import AttemptState
from weltoffen.intake.models import Attempt, Run
from weltoffen.intake.outgoing import model_if_any
from weltoffen.intake.work.living import LEASE, alive, fetcher
from weltoffen.jobs.actions import ask, cancel
from weltoffen.jobs.enums import OVER
from weltoffen.jobs.handles import Cancelled, Handle
from weltoffen.jobs.models import Job
from weltoffen.jobs.registry import job as kind_of_work
from weltoffen.places.models import Municipality

if TYPE_CHECKING:
    from weltoffen.accounts.models import User

READ = "intake.read"
NAMED = 2
"""So many of a run's pages and files are named where it is spoken of; the others are counted."""
_LAST = N_("Zuletzt: %(what)s")
_LET_GO = N_(
    "Nach dem Abbrechen geht „%(kind)s“ nicht weiter: Hochgeladene Dateien und Texte hat das "
    "Programm nicht behalten. Lesen Sie die fehlenden neu ein."
)


def _about(arguments: Mapping[str, Any]) -> str:
    """Return how many pages and files they are, and the first of them by name."""
    named = Attempt.objects.filter(run=arguments["run"]).order_by("position")
    attempts = list(named.only("address", "name"))
    if len(attempts) < 2:
        return "".join(str(each) for each in attempts)
    count = _counted(attempts)
    first = ", ".join(str(each) for each in attempts[:NAMED])
    more = len(attempts) - NAMED
    if more < 1:
        return f"{count}: {first}"
    values = {"count": count, "first": first, "more": more}
    return gettext("%(count)s: %(first)s und %(more)d weitere") % values


def _counted(attempts: Sequence[Attempt]) -> str:
    """Return in words how many there are of what; there are at least two."""
    pages = sum(bool(each.address) for each in attempts)
    values = {"count": len(attempts)}
    if pages == len(attempts):
        return gettext("%(count)d Seiten") % values
    if not pages:
        return gettext("%(count)d Dateien") % values
    return gettext("%(count)d Seiten und Dateien") % values


def _result(arguments: Mapping[str, Any]) -> str:
    return reverse("desk:runs-sheet", args=[arguments["run"]])


def _called_off(arguments: Mapping[str, Any], by: User) -> None:
    """Let go of what nobody has begun to read, uploaded files with it."""
    run = Run.objects.filter(pk=arguments["run"]).first()
    if run is not None:
        cancel_run(run=run, by=by)


@kind_of_work(
    READ,
    title=_("Einlesen"),
    lease=LEASE,
    describe=_about,
    result=_result,
    called_off=_called_off,
    once_cancelled=_LET_GO,
    needs=("intake.add_run",),
)
def read(job: Handle, *, run: int) -> None:
    """Carry a run out. What was settled before a worker was killed is not done again."""
    asked = Run.objects.select_related("home").get(pk=run)
    total = asked.attempts.count()
    done = asked.attempts.exclude(state=AttemptState.WAITING).count()
    try:
        job.progress(done, total)
        model = model_if_any()
        fetching = fetcher(alive(job))
        for attempt in carry_out(
            asked, fetch=fetching, by=job.asked_by, model=model, tell=_checking(job)
        ):
            done = min(done + 1, total)
            job.progress(done, total, _LAST, what=str(attempt))
    except Cancelled:
        cancel_run(run=asked, by=job.asked_by)
        raise
    if asked.attempts.filter(state=AttemptState.CANCELLED).exists():
        raise Cancelled  # the run was called off while the last of it was read


def _checking(job: Handle) -> Callable[[int, int], None]:
    """Return what hears how far a text is read, and only says that the work lives."""
    return lambda _done, _total: job.checkpoint()


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
