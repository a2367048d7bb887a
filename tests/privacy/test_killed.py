"""The daily run, killed with -9 in the middle: what went is told, what was due goes later, once."""

from __future__ import annotations

import os
import signal
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db.models import Sum
from django.utils import timezone

from tests.factories import ContactFactory, OrganisationFactory, somebody
from tests.jobs.conftest import Start, ended, shared, start, table, wait_until  # noqa: F401
from weltoffen.jobs.actions import ask
from weltoffen.jobs.models import Job
from weltoffen.jobs.registry import KINDS
from weltoffen.organisations.models import ContactDetail
from weltoffen.privacy import work
from weltoffen.privacy.models import Deletion
from weltoffen.privacy.work import RUN

DUE = 60


@pytest.fixture(autouse=True)
def _small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each row be a step of its own, under a lease that is soon over."""
    monkeypatch.setitem(KINDS, RUN, replace(KINDS[RUN], lease=timedelta(seconds=2)))
    whole = work.delete_by_rule
    monkeypatch.setattr(work, "delete_by_rule", lambda **more: whole(**more, most=1))


def protocol() -> int:
    return Deletion.objects.aggregate(all=Sum("count"))["all"] or 0


def test_a_killed_run_is_taken_over_and_nothing_is_counted_twice(start: Start) -> None:  # noqa: F811
    body = OrganisationFactory()
    for _number in range(DUE):
        ContactFactory(of=body, delete_by=timezone.localdate())
    job = ask(kind=RUN, by=somebody())
    first = start()
    wait_until(lambda: protocol() >= 3)
    os.kill(first, signal.SIGKILL)
    assert ended(first) == -signal.SIGKILL
    done = protocol()
    assert done < DUE, "it was killed too late to try anything"
    assert done + ContactDetail.objects.count() == DUE
    start()
    wait_until(lambda: Job.objects.get(pk=job.pk).ended_at is not None)
    assert not ContactDetail.objects.exists()
    assert protocol() == DUE
    assert Job.objects.get(pk=job.pk).attempts == 2
