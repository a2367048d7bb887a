"""A server of our own on 127.0.0.1 that says, byte for byte, what a test wants it to say."""

from __future__ import annotations

import contextlib
import gzip
import ipaddress
import socket
import socketserver
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from weltoffen.intake.fetching import Endpoint, Limits, Means, Policy

Answer = bytes | Callable[[socket.socket], None]
CONTACT = "register@stadt.example"
QUICK = Limits(connecting=2, reading=0.4, in_all=3, size=100_000)
"""Limits of a test: short, but far from what an answer on the same machine takes."""


def page(body: bytes = b"", *headers: str, status: str = "200 OK") -> bytes:
    """Return a whole answer; the headers beside Content-Length are given as lines."""
    lines = [f"HTTP/1.1 {status}", *headers, f"Content-Length: {len(body)}", "", ""]
    return "\r\n".join(lines).encode("latin-1") + body


def packed(body: bytes) -> bytes:
    """Return a body as gzip, always the same: runs of tests are named after it."""
    return gzip.compress(body, mtime=0)


def leading_to(location: str, status: str = "302 Found") -> bytes:
    return page(b"", f"Location: {location}", status=status)


@dataclass
class Served:
    """A server: what it answers by target, and what it was asked."""

    port: int
    answers: dict[str, Answer]
    heads: list[str] = field(default_factory=list)

    def at(self, target: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{target}"

    @property
    def policy(self) -> Policy:
        """Return a policy that lets exactly this server be reached."""
        here = Endpoint(ipaddress.ip_address("127.0.0.1"), self.port)
        return Policy(contact=CONTACT, exceptions=frozenset({here}), limits=QUICK, pause=0)

    @property
    def targets(self) -> list[str]:
        return [head.split(" ")[1] for head in self.heads]

    def headers(self, target: str) -> dict[str, str]:
        """Return the headers of the last request for a target, names in lower case."""
        head = next(h for h in reversed(self.heads) if h.split(" ")[1] == target)
        lines = (line.partition(": ") for line in head.split("\r\n")[1:] if line)
        return {name.lower(): value for name, _, value in lines}


def with_limits(policy: Policy, **changes: float) -> Policy:
    return replace(policy, limits=replace(policy.limits, **changes))


def resolving(answers: Mapping[str, list[str]], asked: list[str] | None = None) -> Means:
    """Return means whose resolver knows these names; ``asked`` takes each question."""

    def resolve(name: str, _seconds: float) -> list[str]:
        if asked is not None:
            asked.append(name)
        return answers.get(name, [])

    return Means(resolve=resolve)


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = False
    block_on_close = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: clients that hang up are what these tests are about."""


@contextlib.contextmanager
def serving(answers: dict[str, Answer], tls: ssl.SSLContext | None = None) -> Iterator[Served]:
    """Serve these answers until the end of the block."""
    served: Served

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            sock: socket.socket = self.request
            sock.settimeout(5)
            with contextlib.suppress(OSError):
                if tls is not None:
                    sock = tls.wrap_socket(sock, server_side=True)
                _answer(sock, served)
            sock.close()

    with _Server(("127.0.0.1", 0), Handler) as server:
        served = Served(server.server_address[1], answers)
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield served
        finally:
            server.shutdown()
            thread.join()


def _answer(sock: socket.socket, served: Served) -> None:
    head = b""
    while b"\r\n\r\n" not in head:
        block = sock.recv(65_536)
        if not block:
            return
        head += block
    text = head.decode("latin-1")
    served.heads.append(text)
    answer = served.answers.get(text.split(" ")[1], page(b"", status="404 Not Found"))
    if callable(answer):
        answer(sock)
    else:
        sock.sendall(answer)
