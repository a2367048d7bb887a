"""Looking up names with the system's resolver, within a time limit."""

from __future__ import annotations

import queue
import socket
import threading
from collections.abc import Callable, Sequence

Resolve = Callable[[str, float], Sequence[str]]
"""From a host's name and a limit in seconds to all its IP addresses; none if nobody knows it.

Raises ``OSError``, ``TimeoutError`` among them."""


def by_the_system(name: str, seconds: float) -> Sequence[str]:
    """Return every IP address of a name, in the order the system prefers them."""
    # The dot at the end keeps the machine's own search domains out of it (RFC 1034, 3.1).
    return _in_time(f"{name}.", seconds)


def as_this_machine_does(name: str, seconds: float) -> Sequence[str]:
    """Return the IP addresses of a name of the own network, by the machine's search domains too."""
    return _in_time(name, seconds)


def _in_time(name: str, seconds: float) -> Sequence[str]:
    answer: queue.SimpleQueue[list[str] | OSError] = queue.SimpleQueue()
    # getaddrinfo knows no limit of time and cannot be stopped, so it is left behind in a thread.
    threading.Thread(target=lambda: answer.put(_asked(name)), daemon=True).start()
    try:
        found = answer.get(timeout=seconds)
    except queue.Empty:
        raise TimeoutError from None
    if isinstance(found, OSError):
        raise found
    return found


def _asked(name: str) -> list[str] | OSError:
    try:
        found = socket.getaddrinfo(name, None, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        unknown = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}
        return [] if error.errno in unknown else error
    except (OSError, UnicodeError) as error:
        return error if isinstance(error, OSError) else []
    return [str(each[4][0]) for each in found]
