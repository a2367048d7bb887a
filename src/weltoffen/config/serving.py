"""Serving portal and desk with granian. Used by ``serve`` and ``demo``.

WSGI and two threads per worker, as measured: an async view costs several times a sync one, and a
thread more than PostgreSQL has connections for ends in errors.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from contextlib import closing, nullcontext

from django.conf import settings
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from weltoffen.config.beside import Beside, worker_command

HOST = "127.0.0.1"
PORT = 8000
THREADS = 2
NEIGHBOURS = 20
"""How many ports after the wanted one are tried before the system chooses any."""


def free_port(wanted: int) -> int:
    """Return the wanted port if nobody listens there, else the next free one."""
    for port in (*range(wanted, min(wanted + NEIGHBOURS, 65535) + 1), 0):
        with closing(socket.socket()) as probe:
            # A server stopped a moment ago does not keep its port taken.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise OSError("no free port")


def address(port: int) -> str:
    """Return the address at which this machine's browser finds the pages."""
    return f"http://{HOST}:{port}"


def run(port: int, workers: int, *, when_listening: Callable[[], None]) -> None:
    """Serve until Ctrl-C or SIGTERM; requests under way are finished first.

    Where the settings want it, a worker runs beside for as long.
    """
    if address(PORT) == settings.WELTOFFEN_ADDRESS:
        # Nobody set a public address, so the pages name the one at which they are served.
        # Both ways, because a worker is a copy of this process or begins anew.
        os.environ["WELTOFFEN_ADDRESS"] = settings.WELTOFFEN_ADDRESS = address(port)
    server = Server(
        "weltoffen.config.wsgi:application",
        address=HOST,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        workers_kill_timeout=10,
        websockets=False,
        log_level=LogLevels.warning,
        # Through the root logger, in the form of all other lines.
        log_dictconfig={"loggers": {"_granian": {"handlers": [], "propagate": True}}},
    )
    server.on_startup(when_listening)
    beside = Beside(worker_command()) if settings.WELTOFFEN_WORKER_BESIDE else nullcontext()
    with beside:
        server.serve()
