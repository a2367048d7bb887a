"""Taking jobs, keeping them and giving them back: what workers write.

Every write names the attempt that it belongs to. Whoever no longer holds the lease writes nothing
and learns it by :class:`LeaseLost`. Times are those of the machine that asks; where workers run on
several, their clocks must agree within a small part of a lease.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from weltoffen.ground.problems import N_
from weltoffen.jobs import registry
from weltoffen.jobs.enums import State
from weltoffen.jobs.models import Job
from weltoffen.jobs.rules import Verdict, before_work

WORKER_DIED = N_(
    "Die Arbeit wurde %(attempts)d-mal begonnen und jedes Mal abgebrochen, ohne einen Fehler zu "
    "melden: Der Arbeitsprozess wurde beendet oder antwortete nicht mehr. Sagen Sie der "
    "Administration Bescheid (Auftrag %(job)d), bevor Sie es noch einmal versuchen."
)
_NOT_HELD: dict[str, Any] = {"worker": "", "leased_until": None}


class Interrupted(BaseException):
    """The work shall stop where it is. No error, so ``except Exception`` lets it through."""


class LeaseLost(Interrupted):
    """Another worker has taken the job, because this one was silent for too long."""


def take(*, worker: str, kinds: Collection[str] | None = None) -> Job | None:
    """Take the job that is due for longest, or None; of several workers, exactly one gets it.

    Due is what waits and may begin, and what a worker began whose lease has run out. Only kinds
    that this program knows (of them, ``kinds``) are taken: a job for a newer version waits for it.
    """
    known = [name for name in registry.KINDS if kinds is None or name in kinds]
    while _due(known, timezone.now()).exists():  # a look is cheap; only a find opens a transaction
        with transaction.atomic(durable=True):
            job = _due(known, timezone.now()).select_for_update(skip_locked=True).first()
            if job is None:
                return None  # others were quicker
            if _begin(job, worker):
                return job
    return None


def _due(kinds: Collection[str], now: datetime) -> QuerySet[Job]:
    waits = Q(state=State.WAITING, not_before__lte=now)
    abandoned = Q(state=State.RUNNING, leased_until__lte=now)
    return Job.objects.filter(waits | abandoned, kind__in=kinds).order_by("not_before", "pk")


def _begin(job: Job, worker: str) -> bool:
    """Begin a job that is due, or end it where it must not begin again; say whether it began."""
    now = timezone.now()
    verdict = before_work(
        attempts=job.attempts,
        allowed=job.allowed,
        is_cancel_asked=job.cancel_asked_at is not None,
    )
    if verdict is Verdict.BEGIN:
        changes: dict[str, Any] = {
            "state": State.RUNNING,
            "attempts": job.attempts + 1,
            "worker": worker,
            "leased_until": now + registry.KINDS[job.kind].lease,
            "started_at": now,
        }
    elif verdict is Verdict.CANCEL:
        changes = _ended(State.CANCELLED, now)
    else:
        values = {"attempts": job.attempts, "job": job.pk}
        changes = _ended(State.FAILED, now) | {"fault": WORKER_DIED, "fault_values": values}
    # Where no row can be locked, this condition is what lets one of several through.
    as_seen = Job.objects.filter(
        pk=job.pk, state=job.state, attempts=job.attempts, leased_until=job.leased_until
    )
    is_mine = as_seen.update(**changes) == 1
    for name, value in changes.items():
        setattr(job, name, value)
    return is_mine and verdict is Verdict.BEGIN


def _ended(state: State, now: datetime) -> dict[str, Any]:
    return _NOT_HELD | {"state": state, "ended_at": now}


def _held(job: Job) -> QuerySet[Job]:
    return Job.objects.filter(pk=job.pk, state=State.RUNNING, attempts=job.attempts)


def _write(job: Job, changes: Mapping[str, Any]) -> None:
    if not _held(job).update(**changes):
        raise LeaseLost


def hold(job: Job) -> bool:
    """Lock the job for the transaction in which this is called; say whether it shall be cancelled.

    As long as that lasts, nobody else can take it.
    """
    row = _held(job).select_for_update().values_list("cancel_asked_at").first()
    if row is None:
        raise LeaseLost
    return row[0] is not None


def renew(job: Job, progress: Mapping[str, Any]) -> None:
    """Keep the job for another lease, and write down how far it is."""
    until = timezone.now() + registry.KINDS[job.kind].lease
    _write(job, {**progress, "leased_until": until})


def is_cancel_asked(job: Job) -> bool:
    """Say whether somebody wants the job to end."""
    return Job.objects.filter(pk=job.pk, cancel_asked_at__isnull=False).exists()


def finish(job: Job, progress: Mapping[str, Any]) -> None:
    """End a job whose work is done. What an earlier attempt complained of is forgotten."""
    done = _ended(State.DONE, timezone.now()) | {"fault": "", "fault_values": {}, "trace": ""}
    _write(job, {**progress, **done})


def cancel(job: Job, progress: Mapping[str, Any]) -> None:
    """End a job that was cancelled while it ran."""
    _write(job, {**progress, **_ended(State.CANCELLED, timezone.now())})


def fail(
    job: Job, progress: Mapping[str, Any], *, fault: str, values: Mapping[str, Any], trace: str
) -> None:
    """End a job that failed, with a sentence for people and a trace for those who mend it."""
    said = {"fault": fault, "fault_values": dict(values), "trace": trace}
    _write(job, {**progress, **said, **_ended(State.FAILED, timezone.now())})


def put_off(job: Job, progress: Mapping[str, Any], *, until: datetime, trace: str) -> None:
    """Let a job wait for its next attempt."""
    waits = {"state": State.WAITING, "not_before": until, "trace": trace}
    _write(job, {**progress, **_NOT_HELD, **waits})


def give_back(job: Job, progress: Mapping[str, Any]) -> None:
    """Let another worker go on at once. The attempt broken off does not count against the job."""
    waits = {"state": State.WAITING, "not_before": timezone.now(), "allowed": job.allowed + 1}
    _write(job, {**progress, **_NOT_HELD, **waits})
