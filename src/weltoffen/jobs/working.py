"""The worker: takes one job after the other and does it."""

from __future__ import annotations

import logging
import os
import secrets
import select
import signal
import socket
import time
import traceback
from collections.abc import Callable, Collection, Mapping
from enum import Enum
from types import FrameType
from typing import Any

from django.db import (
    InterfaceError,
    OperationalError,
    close_old_connections,
    connection,
    connections,
)
from django.utils import timezone

from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.jobs import leasing, registry, scheduling
from weltoffen.jobs.handles import Cancelled, Handle, Stopping
from weltoffen.jobs.leasing import LeaseLost
from weltoffen.jobs.models import Job
from weltoffen.jobs.presence import Here
from weltoffen.jobs.rules import Verdict, after_error, wait_before
from weltoffen.jobs.selectors import may_do

LOOKS_APART = 1.0
"""Seconds between two looks for work while there is none."""
AFTER_TROUBLE = 5.0
"""Seconds until the database is asked again after it did not answer."""
LONGEST_TRACE = 20_000
UNEXPECTED = N_(
    "Bei der Arbeit trat ein unerwarteter Fehler auf (Versuche: %(attempts)d). Versuchen Sie es "
    "später noch einmal; hilft das nicht, sagen Sie der Administration Bescheid (Auftrag "
    "%(job)d): Der Grund steht im Protokoll."
)
_MAY_NOT = N_(
    "Hier geht es nicht weiter: Das Konto, in dessen Namen gearbeitet würde, ist gesperrt oder hat "
    "die nötigen Rechte nicht. Wer sie hat, kann die Arbeit selbst beauftragen."
)
_LOG = logging.getLogger("weltoffen.jobs")


class Until(Enum):
    """How long a worker works."""

    STOPPED = "stopped"
    ONE_DONE = "one done"
    NOTHING_DUE = "nothing due"


class Signals:
    """Learns from SIGTERM and SIGINT that it is time to stop, and wakes up whoever sleeps.

    With ``parent``, the number of a process, it is time too when that has ended, however it did.
    """

    def __init__(self, *, parent: int | None = None) -> None:
        self.parent = parent
        self.came = False
        # The handler writes a byte that ends the sleep: no lock is touched, so none can be held.
        self._wakes, self._rings = os.pipe()
        os.set_blocking(self._rings, False)

    def listen(self) -> None:
        """Take the two signals over."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._note)

    def _note(self, _number: int, _frame: FrameType | None) -> None:
        self.came = True
        os.write(self._rings, b"!")

    def is_stopping(self) -> bool:
        """Say whether it is time to stop."""
        return self.came or (self.parent is not None and os.getppid() != self.parent)

    def sleep(self, seconds: float) -> None:
        """Wait, but no longer than until a signal comes."""
        select.select([self._wakes], [], [], 0 if self.came else seconds)


def full_name(name: str = "") -> str:
    """Return a name for a worker that no other has: who runs it and where, and a few letters."""
    given = name or f"{socket.gethostname()}-{os.getpid()}"
    return f"{given[:60]}-{secrets.token_hex(4)}"


class Worker:
    """Takes jobs and does them, one at a time."""

    def __init__(
        self,
        name: str,
        *,
        kinds: Collection[str] | None = None,
        is_stopping: Callable[[], bool] = lambda: False,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.name = name
        self._kinds = kinds
        self._is_stopping = is_stopping
        self._sleep = sleep
        self._here = Here(name)

    def run(self, until: Until = Until.STOPPED) -> None:
        """Work until told to stop, until one job was done, or until none is due."""
        self._tell("begins", known=len(registry.KINDS))
        while not self._is_stopping():
            try:
                self._here.say()
                found = self.look()
            except (OperationalError, InterfaceError) as error:
                if until is not Until.STOPPED:
                    raise
                self._endure(error)
                continue
            if until is Until.ONE_DONE or (until is Until.NOTHING_DUE and not found):
                break
            if not found:
                self._sleep(LOOKS_APART)
        self._leave()
        self._tell("ends")

    def _leave(self) -> None:
        try:
            self._here.leave()
        except (OperationalError, InterfaceError) as error:  # it is taken for gone soon enough
            _LOG.warning("event=database-trouble worker=%s error=%r", self.name, str(error))

    def look(self) -> bool:
        """Do one job if one is due; say whether there was one."""
        if not connection.in_atomic_block:  # else it is in use: by a test that undoes all
            close_old_connections()
        scheduling.ask_what_is_due()
        job = leasing.take(worker=self.name, kinds=self._kinds)
        if job is None:
            return False
        self._do(job)
        return True

    def _endure(self, error: Exception) -> None:
        """Wait for a database that does not answer; jobs begun are taken again by their lease."""
        _LOG.warning("event=database-trouble worker=%s error=%r", self.name, str(error))
        connections.close_all()
        self._sleep(AFTER_TROUBLE)

    def _do(self, job: Job) -> None:
        kind = registry.KINDS[job.kind]
        handle = Handle(job, is_stopping=self._is_stopping)
        began = time.monotonic()
        self._tell("taken", job, attempt=job.attempts)
        try:
            became = self._attempt(kind, job, handle)
        except LeaseLost:
            became = "lost"
        self._tell(became, job, attempt=job.attempts, seconds=round(time.monotonic() - began, 3))

    def _attempt(self, kind: registry.Kind, job: Job, handle: Handle) -> str:
        """Do the work, and write down what came of it; return that in a word."""
        try:
            if not may_do(kind, job.asked_by):
                raise Refused(Problem("asked_by", _MAY_NOT))
            kind.work(handle, **job.arguments)
        except Stopping:
            leasing.give_back(job, handle.pending)
            return "given-back"
        except Cancelled:
            leasing.cancel(job, handle.pending)
            return "cancelled"
        except Refused as refusal:
            first = refusal.problems[0]
            return self._failed(kind, job, handle, refusal, (first.sentence, first.values))
        except Exception as error:
            return self._failed(kind, job, handle, error, None)
        leasing.finish(job, handle.pending)
        return "done"

    def _failed(
        self,
        kind: registry.Kind,
        job: Job,
        handle: Handle,
        error: Exception,
        said: tuple[str, Mapping[str, Any]] | None,
    ) -> str:
        """Judge an error: try again later, or fail. ``said`` is a sentence that it brought."""
        trace = "".join(traceback.format_exception(error))[-LONGEST_TRACE:]
        verdict = after_error(
            attempts=job.attempts,
            allowed=job.allowed,
            is_cancel_asked=leasing.is_cancel_asked(job),
            will_fail_again=said is not None,
        )
        if said is None:
            _LOG.error("event=error job=%d kind=%s\n%s", job.pk, job.kind, trace)
        if verdict is Verdict.CANCEL:
            leasing.cancel(job, handle.pending)
            return "cancelled"
        if verdict is Verdict.TRY_AGAIN:
            tried = max(kind.attempts - (job.allowed - job.attempts), 1)
            until = timezone.now() + wait_before(tried, kind.first_wait)
            leasing.put_off(job, handle.pending, until=until, trace=trace)
            return "put-off"
        fault, values = said or (UNEXPECTED, {"attempts": job.attempts, "job": job.pk})
        leasing.fail(job, handle.pending, fault=fault, values=values, trace=trace)
        return "failed"

    def _tell(self, event: str, job: Job | None = None, **values: Any) -> None:
        about = {"job": job.pk, "kind": job.kind} if job else {}
        told = {"event": event, **about, **values, "worker": self.name}
        _LOG.info(" ".join(f"{name}={value}" for name, value in told.items()))
