"""Kinds of work for tests, and the table into which they write how often they did what.

The table knows no key: whatever is done twice stands there twice.
"""

from __future__ import annotations

import os
import signal
import time
from datetime import timedelta

from django.db import connection

from weltoffen.ground.problems import Problem, Refused
from weltoffen.jobs.handles import Handle
from weltoffen.jobs.registry import job

MADE = "CREATE TABLE tests_done (job integer, n integer, pid integer)"
GONE = "DROP TABLE tests_done"
LEASE = timedelta(seconds=0.8)
NOW = timedelta()


def write(number: int, n: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO tests_done VALUES (%s, %s, %s)", [number, n, os.getpid()])


def written(number: int) -> list[tuple[int, int]]:
    """Return what a job did: which number, in which process, in its order."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT n, pid FROM tests_done WHERE job = %s ORDER BY n, pid", [number])
        return cursor.fetchall()


def has_written(number: int, n: int) -> bool:
    return any(each == n for each, _pid in written(number))


@job("tests.keyed", title="Zählen", lease=LEASE, first_wait=NOW)
def keyed(job: Handle, *, upto: int, pause: float = 0) -> None:
    """Do what is not done yet, under keys of its own: safe to be done again."""
    for n in range(1, upto + 1):
        if not has_written(job.number, n):
            write(job.number, n)
        job.progress(n, upto, "%(n)d gezählt", n=n)
        time.sleep(pause)


@job("tests.stepped", title="Schritte", lease=LEASE, first_wait=NOW)
def stepped(job: Handle, *, upto: int, pause: float = 0, sleep_at: int = 0) -> None:
    """Go on after the last step, without looking at what was written."""
    for n in range(job.done + 1, upto + 1):
        if n == sleep_at and job.attempt == 1:
            os.kill(os.getpid(), signal.SIGSTOP)  # as a laptop does when it is closed
        with job.step(n, upto):
            write(job.number, n)
            time.sleep(pause)


@job("tests.once", title="Einmal")
def once(job: Handle) -> None:
    write(job.number, 1)


@job("tests.refused", title="Verweigert", result=lambda given: f"/ergebnis/{given['town']}/")
def refused(job: Handle, *, town: str) -> None:
    raise Refused(Problem("town", "„%(town)s“ kennen wir nicht.", {"town": town}))


@job("tests.broken", title="Kaputt", retries=2, first_wait=NOW, describe=lambda given: "Teil 7")
def broken(job: Handle, *, heals_at: int = 99) -> None:
    job.progress(job.attempt)
    if job.attempt < heals_at:
        raise ValueError("nur für das Protokoll")
