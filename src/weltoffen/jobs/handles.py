"""What the work gets in hand: it tells how far it is, and learns that it shall stop."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import transaction

from weltoffen.jobs import leasing, registry
from weltoffen.jobs.leasing import Interrupted
from weltoffen.jobs.models import Job

LOOKS_APART = 0.25
"""Seconds: more often than that, neither progress is written nor the wish to cancel looked for."""


class Cancelled(Interrupted):
    """Somebody cancelled the job."""


class Stopping(Interrupted):
    """The worker is asked to end; the job goes back, and another worker goes on."""


class Handle:
    """One attempt at a job, for the function that does it.

    All of this is called outside transactions, but for what happens inside :meth:`step`. Each call
    may raise :class:`Interrupted`, which the work lets through: the job was cancelled, the worker
    shall end, or another one has taken over.
    """

    def __init__(self, job: Job, *, is_stopping: Callable[[], bool] = lambda: False) -> None:
        self._job = job
        self._is_stopping = is_stopping
        self._pending: dict[str, Any] = {}
        self._apart = min(LOOKS_APART, registry.KINDS[job.kind].lease.total_seconds() / 4)
        self._looked = time.monotonic()

    @property
    def number(self) -> int:
        """Return the number of the job, the same in every attempt."""
        return self._job.pk

    @property
    def attempt(self) -> int:
        """Return which attempt this is; the first is 1."""
        return self._job.attempts

    @property
    def asked_by(self) -> Any:
        """Return the account that asked for the job, in whose name its actions are done."""
        return self._job.asked_by

    @property
    def done(self) -> int:
        """Return how far the job is told to be, by this attempt or by one before it."""
        return int(self._pending.get("done", self._job.done))

    @property
    def did_all(self) -> bool:
        """Say whether all there is to do is told to be done, by this attempt or one before it."""
        total = self._pending.get("total", self._job.total)
        return total is not None and self.done == total

    @property
    def told(self) -> Mapping[str, Any]:
        """Return the values of the last note, told by this attempt or by one before it."""
        values: Mapping[str, Any] = self._pending.get("note_values", self._job.note_values)
        return values

    @property
    def pending(self) -> Mapping[str, Any]:
        """Return the progress that was told and not written yet."""
        return self._pending

    def progress(self, done: int, total: int | None = None, note: str = "", **values: Any) -> None:
        """Tell how far it is, keep the lease, and stop if that is wanted.

        ``note`` is a German sentence marked with ``N_``, with ``%(name)s`` for ``values``. May be
        called as often as one likes: what follows too quickly is written with the next.
        """
        self._pending = _told(done, total, note, values)
        self._stop_if_told()
        if self._is_time():
            self._look()

    def checkpoint(self) -> None:
        """Keep the lease, and stop if that is wanted."""
        self._stop_if_told()
        if self._is_time():
            self._look()

    def cancelled(self) -> bool:
        """Say whether somebody wants the job to end, without stopping."""
        return leasing.is_cancel_asked(self._job)

    @contextmanager
    def step(
        self, done: int | None = None, total: int | None = None, note: str = "", **values: Any
    ) -> Iterator[Callable[..., None]]:
        """Do something in one transaction with the progress that tells of it: once or not at all.

        It gives a function like :meth:`progress`, for what is only known once it is done.

        Nobody else can take the job meanwhile, and if somebody has taken it before, nothing is
        written. After a killed worker, :attr:`done` says exactly how far the steps came. Keep it
        short: whoever wants to cancel waits for it.
        """
        self._stop_if_told()
        told = dict(self._pending if done is None else _told(done, total, note, values))
        with transaction.atomic(durable=True):
            if leasing.hold(self._job):
                raise Cancelled
            yield lambda done, total=None, note="", **more: told.update(
                _told(done, total, note, more)
            )
            leasing.renew(self._job, told)
        self._wrote(told)

    def _stop_if_told(self) -> None:
        if self._is_stopping():
            raise Stopping

    def _is_time(self) -> bool:
        return time.monotonic() - self._looked >= self._apart

    def _look(self) -> None:
        told = self._pending
        # Durable: inside a transaction of the work it would be undone with it, and block others.
        with transaction.atomic(durable=True):
            leasing.renew(self._job, told)
            is_cancel_asked = leasing.is_cancel_asked(self._job)
        self._wrote(told)
        if is_cancel_asked:
            raise Cancelled

    def _wrote(self, told: Mapping[str, Any]) -> None:
        for name, value in told.items():
            setattr(self._job, name, value)
        self._pending = {}
        self._looked = time.monotonic()


def _told(done: int, total: int | None, note: str, values: Mapping[str, Any]) -> dict[str, Any]:
    if total is not None and done > total:
        raise ValueError(f"{done} of {total} cannot be done")
    return {"done": done, "total": total, "note": note, "note_values": dict(values)}
