"""Databases that several processes share, and workers that are processes."""

from __future__ import annotations

import os
import signal
import sqlite3
import time
import traceback
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.jobs import works
from weltoffen.jobs.working import Signals, Until, Worker

PATIENCE = 15.0
_OF_THE_PARENT: list[Any] = []


@pytest.fixture
def shared(transactional_db: None, tmp_path: Path) -> Iterator[None]:
    """Put the test's database where other processes find it: SQLite's is in this one's memory."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    in_memory, name = connection.connection, connection.settings_dict["NAME"]
    file = tmp_path / "shared.sqlite3"
    with sqlite3.connect(file) as copy:
        in_memory.backup(copy)
    copy.close()
    connection.connection = None
    connection.settings_dict["NAME"] = str(file)
    try:
        yield
    finally:
        connection.close()
        connection.connection, connection.settings_dict["NAME"] = in_memory, name


@pytest.fixture
def table(db: None) -> Iterator[None]:
    """Make the table in which tests count what was done."""
    with connection.cursor() as cursor:
        cursor.execute(works.MADE)
    yield
    with connection.cursor() as cursor:
        cursor.execute(works.GONE)


Start = Callable[..., int]


@pytest.fixture
def start(shared: None, table: None) -> Iterator[Start]:
    """Start workers, each a process of its own on the test's database; those left are killed."""
    running: list[int] = []

    def begin(until: Until = Until.STOPPED) -> int:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # Python 3.12: fork with threads
            pid = os.fork()
        if not pid:
            _work(until)
        running.append(pid)
        return pid

    yield begin
    for pid in running:
        try:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
        except (ProcessLookupError, ChildProcessError):
            continue  # it ended by itself, and the test has waited for it


def _work(until: Until) -> None:
    """Be a worker, and nothing of the test, until the end."""
    code = 1
    try:
        _OF_THE_PARENT.append(connection.connection)  # kept, else its end would end the parent's
        connection.connection = None
        signals = Signals()
        signals.listen()
        worker = Worker(str(os.getpid()), is_stopping=signals.is_stopping, sleep=signals.sleep)
        worker.run(until)
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


def ended(pid: int) -> int:
    """Wait for a process and return its exit code; minus a signal that ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def wait_until(true: Callable[[], Any]) -> None:
    """Look again and again until something is so."""
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline, "it does not come about"
        time.sleep(0.02)
