"""Taking the rows of a long table in the background, and forgetting old ones."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.intake import tabling
from weltoffen.intake.actions import accept_rows, break_off, forget_old_sheets
from weltoffen.intake.actions.sheets import TABLE_IS_GONE
from weltoffen.intake.models import SheetUpload
from weltoffen.intake.selectors import TAKE
from weltoffen.intake.work.ending import tidied
from weltoffen.jobs.actions import ask
from weltoffen.jobs.enums import OVER
from weltoffen.jobs.handles import Handle
from weltoffen.jobs.models import Job
from weltoffen.jobs.registry import job as kind_of_work
from weltoffen.jobs.registry import recurring

if TYPE_CHECKING:
    from weltoffen.accounts.models import User

LEASE = timedelta(minutes=5)
"""The rows of a table are proposed in one step, which is whole or not at all: 5,000 of them take
most of a minute, and a slow machine has to manage it too."""
STEP = 10
"""Rows that are accepted in one step: half a second or so, during which SQLite takes no others."""
BREATH = 0.15
"""Seconds between two steps on SQLite, which lets one write at a time and asks those who wait only
every tenth of a second: without it a worker would keep everybody else from writing."""
RIGHTS = (
    "relations.add_relation",
    "relations.add_act",
    "places.add_municipality",
    "sources.add_source",
)
"""What somebody has to be allowed who takes a table, or takes one back."""
_PROPOSING = N_("Die Zeilen werden geprüft und vorgeschlagen.")
_TAKING = N_(
    "%(looked)s von %(of)s guten Zeilen sind bearbeitet. Zeilen: %(taken)s übernommen, %(left)s "
    "wartend, %(faulty)s mit Fehlern."
)
_TAKEN = N_("Zeilen: %(taken)s übernommen, %(left)s wartend, %(faulty)s mit Fehlern.")
_CHANGED = N_(
    "Das Register hat sich geändert, seit Sie die Vorschau gesehen haben. Übernommen ist noch "
    "nichts: Prüfen Sie die neue Vorschau, und übernehmen Sie dann."
)


def _about_table(arguments: Mapping[str, Any]) -> str:
    upload = SheetUpload.objects.defer("body").filter(pk=arguments["upload"]).first()
    return str(upload) if upload is not None else ""


def _called_off(arguments: Mapping[str, Any], by: Any) -> None:
    upload = SheetUpload.objects.defer("body").filter(pk=arguments["upload"]).first()
    job = job_taking(upload) if upload is not None else None
    if upload is not None and job is not None and job.done:
        break_off(upload=upload, by=by)


def _table(arguments: Mapping[str, Any]) -> str:
    held = SheetUpload.objects.filter(pk=arguments["upload"]).exists()
    return reverse("desk:table-preview", args=[arguments["upload"]]) if held else ""


@kind_of_work(
    TAKE,
    title=_("Tabelle übernehmen"),
    lease=LEASE,
    describe=_about_table,
    result=_table,
    called_off=_called_off,
    is_repeatable=False,  # what a person saw then is no reason to take it now
    needs=RIGHTS,
)
def take_rows(job: Handle, *, upload: int, seen: str, revises: str = "") -> None:
    """Propose the rows of a table and accept the good ones, some at a time.

    ``seen`` is the fingerprint of the preview that the person saw; where it is another by now,
    nothing is taken. Each step is whole or not at all, with what is left to do, so that after a
    killed worker the next one goes on behind the last step. Refuses where the file was deleted
    before all of that was done. ``revises`` stands in jobs that were asked for before a table said
    by itself what it is a version of: such a table has to be described first, and is refused.
    """
    if job.did_all:
        return
    among = SheetUpload.objects.select_related("home__country", "revises")
    held = among.filter(pk=upload).first()
    if held is None:
        raise Refused(Problem("", TABLE_IS_GONE))
    with tidied(job, partial(break_off, upload=held, by=job.asked_by)):
        if held.attempt_id is None:
            held = _propose_rows(job, held, seen)
        _accept_rows(job, held)


def _propose_rows(job: Handle, held: SheetUpload, seen: str) -> SheetUpload:
    job.progress(0, None, _PROPOSING)
    found = tabling.preview(held, timezone.localdate())
    if found.seen != seen:
        raise Refused(Problem("", _CHANGED))
    total = len(found.plan())
    if total:  # else all would be said to be done before it is
        job.progress(0, total, _PROPOSING)
    with job.step() as tell:
        held = tabling.take(held, found, by=job.asked_by)
        _tell(tell, held, 0, total, faulty=found.fates[tabling.Fate.FAULTY])
    return held


def _accept_rows(job: Handle, held: SheetUpload) -> None:
    faulty = job.told.get("faulty")
    if faulty is None:  # an earlier job proposed them
        faulty = tabling.preview(held, timezone.localdate()).fates[tabling.Fate.FAULTY]
    total = job.done + len(held.plan)
    while held.plan:
        done = job.done + min(STEP, len(held.plan))
        with job.step(done, total) as tell:
            held = accept_rows(upload=held, most=STEP, by=job.asked_by)
            _tell(tell, held, done, total, faulty=faulty)
        if connection.vendor == "sqlite":
            time.sleep(BREATH)


def _tell(
    tell: Callable[..., None], held: SheetUpload, done: int, total: int, *, faulty: int
) -> None:
    """Tell how far it is so that it stays right where the work ends here."""
    counts = {"taken": held.taken, "left": held.left, "faulty": faulty}
    if held.plan:
        tell(done, total, _TAKING, looked=done, of=total, **counts)
    else:
        tell(done, total, _TAKEN, **counts)


@recurring("intake.forget-tables", title=_("Alte Tabellen löschen"), every=timedelta(hours=1))
def forget_tables(job: Handle) -> None:
    """Delete uploaded tables that somebody left lying; they may hold names of people."""
    forget_old_sheets(by=job.asked_by)


def job_taking(upload: SheetUpload) -> Job | None:
    """Return the newest job that takes the rows of a table, None where nobody asked for one."""
    return Job.objects.filter(kind=TAKE, arguments__upload=upload.pk).order_by("-pk").first()


@transaction.atomic
def ask_to_take(*, upload: SheetUpload, seen: str, by: User) -> None:
    """Ask for the rows of a table to be taken as a preview showed them, unless that is under way.

    Where they have been proposed already, what is left of them is accepted.
    """
    # A second click waits.
    SheetUpload.objects.select_for_update(of=("self",)).only("pk").filter(pk=upload.pk).first()
    known = job_taking(upload)
    if known is None or known.state in OVER:
        ask(kind=TAKE, by=by, arguments={"upload": upload.pk, "seen": seen})
