"""Asking for work that comes again by the clock."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from weltoffen.accounts.actions import ensure_function_account
from weltoffen.jobs.actions import ask
from weltoffen.jobs.enums import OVER
from weltoffen.jobs.models import Job, Schedule
from weltoffen.jobs.registry import KINDS, Kind
from weltoffen.jobs.rules import due_again

ACCOUNT = "zeitplan"
"""The function account in whose name such jobs are asked for."""


def ask_what_is_due() -> None:
    """Ask once for each kind that is due; of several workers, one asks."""
    kinds = {name: kind for name, kind in KINDS.items() if kind.every is not None}
    if not kinds:
        return
    now = timezone.now()
    known = dict(Schedule.objects.filter(kind__in=kinds).values_list("kind", "due"))
    for name, kind in kinds.items():
        if name not in known:
            _begin(kind)
        elif known[name] <= now:
            _ask_if_due(kind)


def _begin(kind: Kind) -> None:
    assert kind.every is not None
    due = timezone.now() + kind.every
    Schedule.objects.get_or_create(kind=kind.name, defaults={"due": due})


@transaction.atomic(durable=True)
def _ask_if_due(kind: Kind) -> None:
    assert kind.every is not None
    now = timezone.now()
    entry = Schedule.objects.select_for_update(skip_locked=True).filter(
        kind=kind.name, due__lte=now
    )
    row = entry.first()
    if row is None:
        return  # another worker was quicker
    due = due_again(row.due, kind.every, now)
    if not Schedule.objects.filter(pk=row.pk, due=row.due).update(due=due):
        return
    if not Job.objects.filter(kind=kind.name).exclude(state__in=OVER).exists():
        ask(kind=kind.name, by=ensure_function_account(username=ACCOUNT))
