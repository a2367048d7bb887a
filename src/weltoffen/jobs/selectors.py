"""Reads of this room."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from weltoffen.jobs.enums import State
from weltoffen.jobs.models import Job, Presence, Schedule
from weltoffen.jobs.registry import Kind
from weltoffen.records.selectors import end_of

LEFT = timedelta(seconds=30)
"""A job that is due for longer while none runs is left lying: there is no worker."""

SILENT = timedelta(minutes=2)
"""A worker that has not said anything for so long is not counted as one that lives."""


def newest() -> QuerySet[Job]:
    """Return all jobs with those who asked for them, newest first."""
    return Job.objects.select_related("asked_by").order_by("-asked_at", "-pk")


def waiting() -> QuerySet[Job]:
    """Return the jobs that wait, in the order in which they come."""
    return Job.objects.filter(state=State.WAITING).order_by("not_before", "pk")


def running() -> QuerySet[Job]:
    """Return the jobs that a worker has begun, also one that was killed meanwhile."""
    return Job.objects.filter(state=State.RUNNING).order_by("started_at", "pk")


def recent(limit: int = 20) -> QuerySet[Job]:
    """Return the jobs that ended last."""
    return Job.objects.filter(ended_at__isnull=False).order_by("-ended_at", "-pk")[:limit]


def is_nobody_working() -> bool:
    """Say whether jobs are left lying while none runs under a lease: there is no worker."""
    now = timezone.now()
    if running().filter(leased_until__gt=now).exists():
        return False
    left = Q(state=State.WAITING, not_before__lt=now - LEFT)
    left |= Q(state=State.RUNNING, leased_until__lt=now - LEFT)
    return Job.objects.filter(left).exists()


def workers(*, within: timedelta = SILENT) -> QuerySet[Presence]:
    """Return the workers that have said lately that they live, those that did so last first."""
    return Presence.objects.filter(seen_at__gt=timezone.now() - within)


def is_worker_seen(*, within: timedelta) -> bool:
    """Say whether a worker has shown itself lately: by saying so, or by the lease of its job."""
    return workers(within=within).exists() or (
        running().filter(leased_until__gt=timezone.now()).exists()
    )


def scheduled() -> QuerySet[Schedule]:
    """Return what comes again by the clock, what is due next first."""
    return Schedule.objects.order_by("due", "kind")


def last_of_each(kinds: Collection[str]) -> dict[str, Job]:
    """Return the job of each kind that was asked for last."""
    newest_of = Job.objects.filter(kind=OuterRef("kind")).order_by("-asked_at", "-pk")
    of_kinds = Job.objects.filter(kind__in=kinds, pk=Subquery(newest_of.values("pk")[:1]))
    return {job.kind: job for job in of_kinds}


def may_do(kind: Kind, user: Any) -> bool:
    """Say whether work of a kind may be done in the name of an account, as its rights are now.

    A function account is a program: it has no rights, and whoever runs it answers for it.
    """
    return bool(user.is_function or (user.is_active and user.has_perms(kind.needs)))


def old_jobs(until: date) -> QuerySet[Job]:
    """Return the jobs that ended up to a day."""
    return Job.objects.filter(ended_at__lt=end_of(until))
