"""Saying on a terminal how far long work is, and ending it in good order."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn, Protocol

from django.utils.translation import gettext as _

APART = 2.0
"""Seconds between two lines about the same thing."""
TERMINATED = 143
"""What shells say of a program that SIGTERM ended."""


class Out(Protocol):
    """Takes lines."""

    def write(self, text: str, /) -> object:
        """Take one."""

    def flush(self) -> object:
        """Pass on what was taken."""


class Teller:
    """Prints what is done next, not more often than people read; its end always."""

    def __init__(self, out: Out, *, is_silent: bool = False) -> None:
        self._out = out
        self._is_silent = is_silent
        self._told = time.monotonic()

    def __call__(self, what: str, done: int, total: int) -> None:
        """Take note of how far it is, and print it if it is time."""
        now = time.monotonic()
        if self._is_silent or (done < total and now - self._told < APART):
            return
        self._told = now
        told = {"what": _(what), "done": done, "total": total}
        self._out.write(_("%(what)s: %(done)d von %(total)d") % told)
        self._out.flush()


@contextmanager
def ending_in_order() -> Iterator[None]:
    """Let SIGTERM end the block as Ctrl-C does: with everything half done cleared away.

    Where the signal meets a function that SQLite calls, it comes out as an error of the database;
    where it meets the clearing away of an object, Python prints it and goes on. The process ends as
    it was told all the same.
    """
    told: list[int] = []

    def end(number: int, _frame: FrameType | None) -> NoReturn:
        told.append(number)
        raise SystemExit(TERMINATED)

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    except Exception as error:
        if told:
            raise SystemExit(TERMINATED) from error
        raise
    else:
        if told:
            raise SystemExit(TERMINATED)
    finally:
        signal.signal(signal.SIGTERM, before)
