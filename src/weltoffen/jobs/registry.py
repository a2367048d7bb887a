"""Which kinds of work there are. Rooms above register theirs in their module ``work``::

    @job("intake.read", title=_("Seiten lesen"), retries=3)
    def read(job: Handle, *, run: int) -> None: ...

The promise is **at least once**: a worker may be killed after the last step and before it could
say that it is done, and then all is done again by another. So each step has to be such that doing
it twice does no harm: write under a key of your own choosing, or do the writing inside
``with job.step():``, which takes place once or not at all. Work in small transactions, and tell the
handle often: a worker that says nothing for as long as its lease is taken for dead.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, TypeVar

from weltoffen.jobs.enums import State

RETRIES = 3
FIRST_WAIT = timedelta(seconds=10)
LEASE = timedelta(seconds=60)

CalledOff = Callable[[Mapping[str, Any], Any], None]
Work = TypeVar("Work", bound=Callable[..., None])


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of work.

    ``work`` gets a :class:`weltoffen.jobs.handles.Handle` and the arguments by name. ``title`` is
    what people call it. ``retries`` is how often it is tried again after an unexpected error or a
    killed worker, ``first_wait`` how long it waits before the first of them. ``describe`` says,
    from the arguments, what a job is about; ``result`` gives the address where its result is seen.
    ``called_off`` tidies up where a job is cancelled that waits: it gets the arguments and who
    cancelled, in the transaction of cancelling. Mostly nobody has begun it then; but a job waits
    also between two attempts, after an error or because a worker ended, and part of it may be done
    already. Work that runs tidies up itself.
    ``every`` is the time between two jobs of a kind that comes again by itself. ``is_repeatable``
    says whether a job that failed or was cancelled may be tried anew with the same arguments; where
    it is not, people ask for new work where they asked for this one. ``once_cancelled`` is for
    kinds that cancelling leaves nothing to go on with, while one that failed may be tried anew: a
    German sentence that says what to do instead. ``needs`` names the rights
    (``room.codename``) that the account must have in whose name the work is done: it is looked at
    whenever the work begins.

    A ``Refused`` is not tried again: its sentence is what people are told. Any other error is.
    """

    name: str
    work: Callable[..., None]
    title: Any
    retries: int = RETRIES
    first_wait: timedelta = FIRST_WAIT
    lease: timedelta = LEASE
    describe: Callable[[Mapping[str, Any]], str] | None = None
    result: Callable[[Mapping[str, Any]], str] | None = None
    called_off: CalledOff | None = None
    every: timedelta | None = None
    is_repeatable: bool = True
    once_cancelled: str = ""
    needs: tuple[str, ...] = ()

    @property
    def attempts(self) -> int:
        """Return how often a job may be begun until it has failed."""
        return self.retries + 1

    def may_repeat(self, state: str) -> bool:
        """Say whether a job of this kind that ended so may be tried anew."""
        if state == State.CANCELLED and self.once_cancelled:
            return False
        return self.is_repeatable and state in (State.FAILED, State.CANCELLED)

    def fits(self, arguments: Mapping[str, Any]) -> bool:
        """Say whether the work can be called with these arguments."""
        try:
            inspect.signature(self.work).bind(object(), **arguments)
        except TypeError:
            return False
        return True


KINDS: dict[str, Kind] = {}
"""Every kind by its name."""


def job(
    name: str,
    *,
    title: Any,
    retries: int = RETRIES,
    first_wait: timedelta = FIRST_WAIT,
    lease: timedelta = LEASE,
    describe: Callable[[Mapping[str, Any]], str] | None = None,
    result: Callable[[Mapping[str, Any]], str] | None = None,
    called_off: CalledOff | None = None,
    is_repeatable: bool = True,
    once_cancelled: str = "",
    needs: tuple[str, ...] = (),
) -> Callable[[Work], Work]:
    """Register a function as a kind of work; its name is ``room.verb``."""

    def register(work: Work) -> Work:
        kind = Kind(name, work, title, retries, first_wait, lease, describe, result, called_off)
        _add(replace(kind, is_repeatable=is_repeatable, once_cancelled=once_cancelled, needs=needs))
        return work

    return register


def recurring(
    name: str,
    *,
    title: Any,
    every: timedelta,
    retries: int = RETRIES,
    first_wait: timedelta = FIRST_WAIT,
    lease: timedelta = LEASE,
) -> Callable[[Work], Work]:
    """Register work without arguments that is asked for again and again, by the clock.

    It is due for the first time one ``every`` after a worker first saw it. What was missed while no
    worker ran is done once and not made up for; while one waits or runs, no other is asked for.
    """
    if every <= timedelta():
        raise ValueError(f"{name}: every must be longer than nothing")

    def register(work: Work) -> Work:
        _add(Kind(name, work, title, retries, first_wait, lease, every=every))
        return work

    return register


def _add(kind: Kind) -> None:
    known = KINDS.get(kind.name)
    if known is not None and known.work is not kind.work:
        raise ValueError(f"{kind.name} is registered twice")
    KINDS[kind.name] = kind
