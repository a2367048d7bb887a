"""From the command ``demo`` to its first page, and how much memory a worker takes."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

PATIENCE = 180.0
"""Seconds after which a start counts as failed."""
ASKED = 20
"""How many pages are asked for before memory is read, so that it is that of a worker at work."""


@dataclass(frozen=True, slots=True)
class Start:
    """Seconds to the first page, and a worker's resident memory in MB (None: not readable here)."""

    seconds: float
    worker_mb: float | None


def measure_start(environment: Mapping[str, str], page: str) -> Start:
    """Start ``demo`` in a process of its own, ask for a page until it comes, and stop it."""
    port = _free_port()
    command = [sys.executable, "-m", "django", "demo", "--port", str(port)]
    began = time.monotonic()
    with subprocess.Popen(  # noqa: S603 - our own command
        command,
        env={**environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            _wait_for(page, port, process, until=began + PATIENCE)
            seconds = time.monotonic() - began
            for _ in range(ASKED):
                _status(page, port)
            return Start(seconds, _memory_of_children(process.pid))
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(page: str, port: int, process: subprocess.Popen[str], *, until: float) -> None:
    while time.monotonic() < until:
        if process.poll() is not None:
            said = process.stderr.read() if process.stderr else ""
            raise RuntimeError(f"demo ended with {process.returncode}: {said[-2000:]}")
        try:
            if _status(page, port) == 200:
                return
        except OSError:
            pass
        time.sleep(0.02)
    raise RuntimeError(f"no page after {PATIENCE:.0f} s")


def _status(page: str, port: int) -> int:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        connection.request("GET", page)
        response = connection.getresponse()
        response.read()
        return response.status


def _memory_of_children(parent: int) -> float | None:
    """Return the largest resident memory among a process's children, where /proc tells it."""
    sizes = []
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            values = dict(
                line.split(":", 1) for line in status.read_text().splitlines() if ":" in line
            )
        except OSError:
            continue  # it ended meanwhile
        if values.get("PPid", "").strip() == str(parent) and "VmRSS" in values:
            sizes.append(int(values["VmRSS"].split()[0]) / 1024)
    return max(sizes, default=None)


def scratch_environment(folder: Path, database: str = "") -> dict[str, str]:
    """Return the environment of an embedded installation in a folder, independent of the caller's.

    ``database`` is the address of another database than the SQLite file in that folder.
    """
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("WELTOFFEN_", "DJANGO_")) and name != "DATABASE_URL"
    }
    (folder / "static").mkdir(parents=True, exist_ok=True)
    added = {
        "DJANGO_SETTINGS_MODULE": "weltoffen.config.settings.embedded",
        "WELTOFFEN_DATA": str(folder),
        "WELTOFFEN_SECRET_KEY": "nur-fuer-die-messung",
        "WELTOFFEN_WORKER_BESIDE": "0",  # it would be taken for a worker of the server
    }
    if database:
        added["WELTOFFEN_EMBEDDED_DATABASE_URL"] = database
    return kept | added
