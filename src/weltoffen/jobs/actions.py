"""Asking for work, cancelling it, asking for it again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone

from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.jobs.enums import OVER, State
from weltoffen.jobs.models import Job
from weltoffen.jobs.registry import KINDS, Kind
from weltoffen.jobs.selectors import may_do, old_jobs
from weltoffen.records.actions import keep, log

if TYPE_CHECKING:
    from weltoffen.accounts.models import User

_UNKNOWN = N_(
    "Eine Arbeit „%(kind)s“ kennt das Programm nicht. Wählen Sie eine von diesen: %(known)s."
)
_DOES_NOT_FIT = N_(
    "Mit diesen Angaben kann „%(kind)s“ nicht arbeiten. Geben Sie genau an, was diese "
    "Arbeit braucht."
)
_OVER = N_("Der Auftrag ist schon beendet (%(state)s); es gibt nichts mehr abzubrechen.")
_NOT_FAILED = N_(
    "Nur ein gescheiterter oder abgebrochener Auftrag lässt sich noch einmal versuchen; dieser "
    "steht auf „%(state)s“. Laden Sie die Seite neu."
)
_NOT_REPEATABLE = N_(
    "Mit den Angaben von damals lässt sich „%(kind)s“ nicht wiederholen. Gehen Sie dorthin, wo Sie "
    "es beauftragt haben: Dort sehen Sie, wie es heute steht, und können von da aus weitermachen."
)
_MAY_NOT = N_(
    "Für „%(kind)s“ fehlen Ihrem Konto Rechte. Bitten Sie jemanden darum, der sie hat, oder die "
    "Administration."
)


@transaction.atomic
def ask(
    *,
    kind: str,
    by: User,
    arguments: Mapping[str, Any] | None = None,
    not_before: datetime | None = None,
) -> Job:
    """Ask for a piece of work; a worker begins it when it can, not before ``not_before``.

    ``arguments`` are JSON values by name, as the kind wants them. If the transaction around this is
    undone, nobody asked.
    """
    given = dict(arguments or {})
    known = _known(kind, given)
    now = timezone.now()
    job = Job(
        kind=kind,
        arguments=given,
        asked_by=by,
        asked_at=now,
        not_before=not_before or now,
        allowed=known.attempts,
    )
    keep(job)
    log("jobs.job.ask", job, by=by, data={"kind": kind, "arguments": _loggable(given)})
    return job


def _known(name: str, arguments: Mapping[str, Any]) -> Kind:
    kind = KINDS.get(name)
    if kind is None:
        known = ", ".join(sorted(KINDS))
        raise Refused(Problem("kind", _UNKNOWN, {"kind": name, "known": known}))
    if not kind.fits(arguments):
        raise Refused(Problem("arguments", _DOES_NOT_FIT, {"kind": name}))
    return kind


def _loggable(arguments: Mapping[str, Any]) -> Any:
    """Return the arguments as the history can keep them: dates as text."""
    return json.loads(json.dumps(arguments, cls=DjangoJSONEncoder))


@transaction.atomic
def cancel(*, job: Job, by: User) -> Job:
    """End a job that waits, or let the worker that does it stop as soon as it can.

    Refuses a job that is over. To cancel twice changes nothing.
    """
    now = timezone.now()
    job.refresh_from_db(from_queryset=Job.objects.select_for_update())
    if job.state in OVER:
        state = State(job.state)
        raise Refused(Problem("state", _OVER, {"state": state.label}))
    if job.cancel_asked_at is not None:
        return job
    job.cancel_asked_at = now
    columns = ["cancel_asked_at"]
    if job.state == State.WAITING:
        job.state, job.ended_at = State.CANCELLED, now
        columns += ["state", "ended_at"]
        kind = KINDS.get(job.kind)
        if kind is not None and kind.called_off is not None:
            kind.called_off(job.arguments, by)
    keep(job, only=columns)
    log("jobs.job.cancel", job, by=by, data={"kind": job.kind})
    return job


@transaction.atomic
def ask_again(*, job: Job, by: User) -> Job:
    """Let a job that failed or was cancelled be tried anew, with all its attempts, at once.

    What it does from now on is done in the name of who asks again. Refuses where its kind is not
    repeatable, or not once it was cancelled, and who may not do such work.
    """
    job.refresh_from_db(from_queryset=Job.objects.select_for_update())
    if job.state not in (State.FAILED, State.CANCELLED):
        raise Refused(Problem("state", _NOT_FAILED, {"state": State(job.state).label}))
    kind = _known(job.kind, job.arguments)
    if not kind.may_repeat(job.state):
        sentence = kind.once_cancelled if kind.is_repeatable else _NOT_REPEATABLE
        raise Refused(Problem("kind", sentence, {"kind": str(kind.title)}))
    if not may_do(kind, by):
        raise Refused(Problem("kind", _MAY_NOT, {"kind": str(kind.title)}))
    job.asked_by = by
    job.state = State.WAITING
    job.allowed = job.attempts + kind.attempts
    job.not_before = timezone.now()
    job.ended_at = job.cancel_asked_at = None
    job.fault, job.fault_values = "", {}
    keep(job)
    log("jobs.job.ask-again", job, by=by, data={"kind": job.kind})
    return job


@transaction.atomic
def delete_old_jobs(*, by: User, until: date, most: int | None = None) -> int:
    """Delete jobs that ended up to a day: who asked, for what, what came of it; say how many."""
    keys = list(old_jobs(until).order_by("pk").values_list("pk", flat=True)[:most])
    Job.objects.filter(pk__in=keys).delete()
    return len(keys)
