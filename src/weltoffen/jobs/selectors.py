"""Reads of this room."""

from __future__ import annotations

from django.db.models import QuerySet

from weltoffen.jobs.enums import State
from weltoffen.jobs.models import Job


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
