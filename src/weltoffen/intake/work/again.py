"""Reading what we have once more in the background, as texts are read now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.intake.actions import propose
from weltoffen.intake.carrying_out import read_again
from weltoffen.intake.outgoing import model_if_any
from weltoffen.intake.work.living import LEASE
from weltoffen.jobs.actions import ask
from weltoffen.jobs.enums import OVER
from weltoffen.jobs.handles import Handle
from weltoffen.jobs.models import Job
from weltoffen.jobs.registry import job as kind_of_work
from weltoffen.places.models import Municipality
from weltoffen.sources.models import Snapshot

if TYPE_CHECKING:
    from weltoffen.accounts.models import User

READ_AGAIN = "intake.read-again"
_PIECES = N_("Das Sprachmodell liest Teil %(piece)d von %(pieces)d.")
_FRESH = N_("Noch einmal gelesen. Angaben, die neu sind oder anders lauten: %(count)d.")
_NOTHING_NEW = N_("Noch einmal gelesen: Die heutigen Regeln finden nichts anderes.")
_NO_TEXT = N_("Von dieser Fassung liegt kein Text vor, der sich noch einmal lesen ließe.")


def _version(arguments: Mapping[str, Any]) -> str:
    versions = Snapshot.objects.select_related("source").defer("body")
    return str(versions.filter(pk=arguments["snapshot"]).first() or "")


def _bench(arguments: Mapping[str, Any]) -> str:
    return reverse("desk:bench", args=[arguments["snapshot"]])


@kind_of_work(
    READ_AGAIN,
    title=_("Noch einmal lesen"),
    lease=LEASE,
    describe=_version,
    result=_bench,
    needs=("intake.change_statement", "relations.add_act"),
)
def read_once_more(job: Handle, *, snapshot: int, home: int) -> None:
    """Read what we have of a snapshot as texts are read now; what is found is kept once."""
    if job.did_all:
        return
    town, version = Municipality.objects.get(pk=home), Snapshot.objects.get(pk=snapshot)

    def tell(done: int, total: int) -> None:
        job.progress(done, total + 1, _PIECES, piece=done + 1, pieces=total)

    job.progress(0, 1)
    read = read_again(version, home=town, by=job.asked_by, model=model_if_any(), tell=tell)
    if read is None:
        raise Refused(Problem("snapshot", _NO_TEXT))
    with job.step() as told:
        fresh = propose(
            snapshot=version, home=town, found=read.found, reader=read.reader, by=job.asked_by
        )
        if read.problems:  # the reason why the model did not read is of more use than the number
            told(1, 1, read.problems[0].sentence, **read.problems[0].values)
        else:
            told(1, 1, _FRESH if fresh else _NOTHING_NEW, count=len(fresh))


def job_of_reading_again(snapshot: Snapshot, home: Municipality) -> Job | None:
    """Return the newest job that reads a snapshot once more for a home, None if there is none."""
    jobs = Job.objects.filter(
        kind=READ_AGAIN, arguments__snapshot=snapshot.pk, arguments__home=home.pk
    )
    return jobs.order_by("-pk").first()


@transaction.atomic
def ask_to_read_again(*, snapshot: Snapshot, home: Municipality, by: User) -> None:
    """Ask for a snapshot to be read once more for a home, unless that is under way."""
    known = job_of_reading_again(snapshot, home)
    if known is None or known.state in OVER:
        ask(kind=READ_AGAIN, by=by, arguments={"snapshot": snapshot.pk, "home": home.pk})
