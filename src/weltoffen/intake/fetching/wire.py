"""One request and its answer over a socket: connects to the IP addresses it is given, to no other.

Nothing here decides what may be reached; it is told (:mod:`networks`). What it holds are the limits
of time and size, at the one place through which every byte comes, so that a server can neither
drip nor flood: not in the TLS handshake, the head, the sizes of chunks or the trailers.
"""

from __future__ import annotations

import io
import socket
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from typing import Any, cast

from weltoffen.intake.fetching.addresses import Address
from weltoffen.intake.fetching.answers import Broken, TooLarge
from weltoffen.intake.fetching.trust import trusting
from weltoffen.intake.fetching.types import IP, Limits, Policy

_TRIES = 4
"""How many of a name's IP addresses are tried before giving up."""
_BLOCK = 65_536
_BESIDE_THE_BODY = 1_000_000
"""Bytes that head, trailers and the sizes of chunks may take beside the body."""


class Deadline:
    """When a fetch has to be over, in seconds of the monotonic clock."""

    def __init__(self, seconds: float) -> None:
        self._ends = time.monotonic() + seconds

    def within(self, seconds: float) -> float:
        """Return how long a step of at most ``seconds`` may take. Raises ``TimeoutError``."""
        left = self._ends - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return min(left, seconds)

    def extend(self, seconds: float) -> None:
        """Move the end: time spent waiting out of politeness does not count."""
        self._ends += seconds


class _Stream(io.RawIOBase):
    """What a socket receives, each step within the deadline and all within a size."""

    def __init__(self, sock: socket.socket, deadline: Deadline, limits: Limits) -> None:
        self._sock, self._deadline, self._limits = sock, deadline, limits
        self._left = 2 * limits.size + _BESIDE_THE_BODY

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._sock.settimeout(self._deadline.within(self._limits.reading))
        got = self._sock.recv_into(buffer)
        self._left -= got
        if self._left < 0:
            raise TooLarge
        return got


class Timed:
    """The part of a socket that ``http.client`` uses: within a deadline, and within a size."""

    def __init__(self, sock: socket.socket, deadline: Deadline, limits: Limits) -> None:
        self._sock, self._deadline, self._limits = sock, deadline, limits

    def sendall(self, data: bytes) -> None:
        """Send all of it, each step in time."""
        self._sock.settimeout(self._deadline.within(self._limits.reading))
        self._sock.sendall(data)

    def makefile(self, _mode: str) -> io.BufferedReader:
        """Return what is received, as a file."""
        return io.BufferedReader(_Stream(self._sock, self._deadline, self._limits))

    def close(self) -> None:
        """Leave the socket to whoever made it, who closes it whatever happens."""


@contextmanager
def asked(
    address: Address,
    ips: Sequence[IP],
    headers: Mapping[str, str],
    policy: Policy,
    deadline: Deadline,
) -> Iterator[tuple[HTTPResponse, IP]]:
    """Ask for an address at one of these IP addresses; give the answer's head and which it was.

    The certificate is checked against the name, and the name is sent as Host and in the TLS
    handshake, although the connection goes to the number. Raises ``OSError`` (also
    ``ssl.SSLError``, ``TimeoutError``), ``http.client.HTTPException`` and ``ValueError`` as the
    standard library does, and what :mod:`answers` and :mod:`trust` raise.
    """
    raw, ip = connected(address.port, ips, policy.limits, deadline)
    try:
        sock = raw
        if address.scheme == "https":
            raw.settimeout(deadline.within(policy.limits.connecting))
            sock = trusting(policy.authorities).wrap_socket(raw, server_hostname=address.host)
        try:
            yield _sent(address, headers, Timed(sock, deadline, policy.limits)), ip
        finally:
            sock.close()
    finally:
        raw.close()


def blocks_of(answer: HTTPResponse) -> Iterator[bytes]:
    """Yield a body as it arrives. Raises :class:`Broken` where less comes than was announced."""
    # http.client reads an unknown transfer coding as if it were the body (RFC 9112, 6.1).
    coding = ", ".join(answer.headers.get_all("Transfer-Encoding", []))
    if coding and coding.strip().lower() != "chunked":
        raise Broken("Transfer-Encoding")
    while block := answer.read(_BLOCK):
        yield block
    if answer.length:
        raise Broken("Content-Length")


def _sent(address: Address, headers: Mapping[str, str], sock: Timed) -> HTTPResponse:
    connection = HTTPConnection(address.host, address.port)
    connection.sock = cast("socket.socket", sock)
    connection.putrequest("GET", address.target, skip_host=True, skip_accept_encoding=True)
    connection.putheader("Host", address.authority)
    for name, value in headers.items():
        connection.putheader(name, value)
    connection.putheader("Accept-Encoding", "gzip, identity")
    connection.putheader("Connection", "close")
    connection.endheaders()
    return connection.getresponse()


def connected(
    port: int, ips: Sequence[IP], limits: Limits, deadline: Deadline
) -> tuple[socket.socket, IP]:
    """Return a connection to the first of these addresses that answers, and which it is.

    Raises ``OSError``.
    """
    trouble: OSError = OSError("no address")
    for ip in ips[:_TRIES]:
        family = socket.AF_INET if ip.version == 4 else socket.AF_INET6
        try:
            sock = socket.socket(family, socket.SOCK_STREAM)
        except OSError as error:  # a machine without IPv6
            trouble = error
            continue
        try:
            sock.settimeout(deadline.within(limits.connecting))
            sock.connect((str(ip), port))
        except OSError as error:
            sock.close()
            trouble = error
            continue
        return sock, ip
    raise trouble
