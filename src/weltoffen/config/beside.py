"""A worker beside the web server: one child process, ended with it, started anew when it dies.

Used by ``serve`` and ``demo`` where the settings say so; a larger installation runs ``weltoffen
work`` as services of their own.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from types import TracebackType

FIRST_PAUSE = 3.0
"""Seconds until the worker starts: the first page comes first."""
SHORT_LIFE = 60.0
"""Seconds: a worker that dies sooner is started anew after a pause that doubles each time."""
LONGEST_PAUSE = 60.0
PATIENCE = 10.0
"""Seconds that a worker has to end its step. What it then leaves unfinished is done by the next."""
_LOG = logging.getLogger(__name__)


def worker_command() -> list[str]:
    """Return the command of a quiet worker that ends when this process does."""
    parent = str(os.getpid())
    return [
        sys.executable, "-m", "weltoffen", "work", "--parent", parent, "--verbosity", "0",
    ]  # fmt: skip


class Beside:
    """Keeps a command running as long as the block lasts."""

    def __init__(self, command: Sequence[str], *, first_pause: float = FIRST_PAUSE) -> None:
        self._command = command
        self._pause = first_pause
        self._over = threading.Event()
        self._starting = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._keeper = threading.Thread(target=self._keep, name="worker-beside", daemon=True)

    @property
    def pid(self) -> int | None:
        """Return the number of the process that runs now, None between two."""
        process = self._process
        return process.pid if process and process.poll() is None else None

    def __enter__(self) -> Beside:
        self._keeper.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._starting:  # from here on no further one starts
            self._over.set()
        process = self._process
        if process is not None:
            _end(process)
        self._keeper.join()

    def _keep(self) -> None:
        pause = self._pause
        while not self._over.wait(pause):
            began = time.monotonic()
            process = self._start()
            if process is None:
                return
            code = process.wait()
            if self._over.is_set():
                return
            lived = time.monotonic() - began
            pause = 1.0 if lived > SHORT_LIFE else min(max(pause, 0.5) * 2, LONGEST_PAUSE)
            _LOG.warning("worker ended with %d; the next one starts in %.0f s", code, pause)

    def _start(self) -> subprocess.Popen[bytes] | None:
        with self._starting:
            if self._over.is_set():
                return None
            # A session of its own: Ctrl-C is for the server, which ends the worker in good order.
            self._process = subprocess.Popen(  # noqa: S603 - our own command
                self._command, stdin=subprocess.DEVNULL, start_new_session=True
            )
            return self._process


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
