"""What this room does in the background: many changes, and deleting what lies too long."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from weltoffen.ground.problems import N_
from weltoffen.jobs.actions import ask
from weltoffen.jobs.enums import OVER
from weltoffen.jobs.handles import Handle
from weltoffen.jobs.models import Job
from weltoffen.jobs.registry import job as kind_of_work
from weltoffen.jobs.registry import recurring
from weltoffen.lists.actions import delete_old, end, take_record, take_record_back
from weltoffen.lists.enums import Stage
from weltoffen.lists.forgetting import forget_what_is_gone
from weltoffen.lists.models import BulkChange
from weltoffen.lists.selectors import done_identifiers, waiting_identifiers

if TYPE_CHECKING:
    from weltoffen.accounts.models import User

CARRY_OUT = "lists.carry-out"
AT_ONCE = 50
"""So many records are changed while the person waits; more by a job."""
KEPT_OPEN = timedelta(days=14)
KEPT = timedelta(days=365)
_GOING = N_("%(number)d von %(of)d Einträgen.")


def _about(arguments: Mapping[str, Any]) -> str:
    found = BulkChange.objects.filter(pk=arguments["bulk"]).first()
    return str(found) if found else ""


def _page(arguments: Mapping[str, Any]) -> str:
    return reverse("desk:bulk-change", args=[arguments["bulk"]])


@kind_of_work(
    CARRY_OUT,
    title=_("Viele Einträge ändern"),
    describe=_about,
    result=_page,
    is_repeatable=False,  # whoever asked goes on from their own page, in their own name
)
def carry_out(job: Handle, *, bulk: int) -> None:
    """Carry out, or take back, what is left of many changes: a record per step.

    Each step is done once or not at all, and a killed worker's successor goes on with what is left.
    """
    found = BulkChange.objects.get(pk=bulk)
    if found.stage in (Stage.TAKEN, Stage.RETURNED):
        return
    is_taking = found.stage == Stage.TAKING
    left = waiting_identifiers(found) if is_taking else done_identifiers(found)
    act = take_record if is_taking else take_record_back
    before = job.done
    total = before + len(left)
    for number, identifier in enumerate(left, start=before + 1):
        with job.step(number, total, _GOING, number=number, of=total):
            act(bulk=found, identifier=identifier, by=job.asked_by)
    with job.step(total, total):
        end(bulk=found, by=job.asked_by)


def job_of(bulk: BulkChange) -> Job | None:
    """Return the newest job that carries a change out, None where nobody asked for one."""
    return Job.objects.filter(kind=CARRY_OUT, arguments__bulk=bulk.pk).order_by("-pk").first()


@transaction.atomic
def ask_to_carry_out(*, bulk: BulkChange, by: User) -> None:
    """Ask for a change to be carried out or taken back, unless that is under way."""
    BulkChange.objects.select_for_update().only("pk").get(pk=bulk.pk)  # a second click waits
    known = job_of(bulk)
    if known is None or known.state in OVER:
        ask(kind=CARRY_OUT, by=by, arguments={"bulk": bulk.pk})


@recurring("lists.tidy", title=_("Alte Sammeländerungen löschen"), every=timedelta(days=1))
def tidy(job: Handle) -> None:
    """Delete what was looked at and left, what ended a year ago, and what erased records said."""
    now = timezone.now()
    forget_what_is_gone(by=job.asked_by)
    while delete_old(looked_at_before=now - KEPT_OPEN, ended_before=now - KEPT, by=job.asked_by):
        job.checkpoint()
