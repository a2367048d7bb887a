"""Servers that drip, flood or talk nonsense: each ends in one sentence, in time and in bounds."""

from __future__ import annotations

import socket
import ssl
import time
import tracemalloc
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import trustme

from tests.intake.fetching.serving import (
    Answer,
    leading_to,
    packed,
    page,
    resolving,
    serving,
    with_limits,
)
from tests.intake.fetching.test_fetching import TEXT, fetched, refusal
from weltoffen.intake.fetching import Endpoint

OK = b"HTTP/1.1 200 OK\r\n"
LATE = "nicht rechtzeitig"
LARGE = "größer als erlaubt"
BROKEN = "wie HTTP es verlangt"


def dripping(before: bytes, drop: bytes) -> Callable[[socket.socket], None]:
    """Say something, then a little again and again, quicker than the limit of one read."""

    def answer(sock: socket.socket) -> None:
        sock.sendall(before)
        ends = time.monotonic() + 5
        while time.monotonic() < ends:
            sock.sendall(drop)
            time.sleep(0.05)

    return answer


def silent_after(before: bytes) -> Callable[[socket.socket], None]:
    def answer(sock: socket.socket) -> None:
        sock.sendall(before)
        sock.recv(1)  # until the client gives up

    return answer


def flooding(before: bytes, block: bytes) -> Callable[[socket.socket], None]:
    def answer(sock: socket.socket) -> None:
        sock.sendall(before)
        while True:
            sock.sendall(block)

    return answer


@pytest.mark.parametrize(
    "answer",
    [
        silent_after(b""),
        silent_after(OK),
        silent_after(OK + b"Content-Length: 10\r\n\r\nabc"),
        dripping(b"", b"H"),
        dripping(OK, b"X: y\r\n"),
        dripping(OK + b"X: ", b"y"),
        dripping(OK + b"\r\n", b"y"),
        dripping(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\na\r\n"),
        dripping(OK + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"X: y\r\n"),
        dripping(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    ],
)
def test_a_slow_server_is_left_in_time(answer: Answer):
    with serving({"/": answer}) as server:
        began = time.monotonic()
        sentence = refusal(server.at("/"), with_limits(server.policy, in_all=0.8))
        assert time.monotonic() - began < 4  # the server would go on for longer
    assert LATE in sentence


BOMB = packed(b"\0" * 50_000_000)
NESTED = packed(b"\0" * 200_000) * 200


@pytest.mark.parametrize(
    "answer",
    [
        flooding(OK + b"\r\n", b"y" * 65_536),
        flooding(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\na\r\n" * 10_000),
        flooding(OK + b"Transfer-Encoding: chunked\r\n\r\n-1\r\n", b"y" * 65_536),
        page(b"y" * 100_001),
        page(BOMB, "Content-Encoding: gzip"),
        page(NESTED, "Content-Encoding: gzip"),
    ],
    ids=["body", "chunks", "negative chunk", "long", "bomb", "many bombs"],
)
def test_a_body_without_end_is_left_at_the_limit(answer: Answer):
    with serving({"/": answer}) as server:
        policy = with_limits(server.policy, in_all=20)
        refusal(server.at("/robots.txt"), policy)  # so that what is loaded once does not count
        tracemalloc.start()
        sentence = refusal(server.at("/"), policy)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert LARGE in sentence
    assert peak < 8_000_000


def test_a_body_of_exactly_the_limit_is_taken():
    small = page(packed(b"z" * 100_000), "Content-Encoding: gzip")
    with serving({"/": page(b"y" * 100_000), "/z": small}) as server:
        assert len(fetched(server.at("/"), server.policy).body) == 100_000
        assert len(fetched(server.at("/z"), server.policy).body) == 100_000


NO_HTTP = [
    b"",
    b"\r\n\r\n",
    b"hello\r\n\r\n",
    b"HTTP/1.1\r\n\r\n",
    b"HTTP/1.1 abc OK\r\n\r\n",
    b"HTTP/1.1 99999 OK\r\n\r\n",
    b"\x16\x03\x01\x02\x00" + b"\x00" * 100,
    b"SSH-2.0-OpenSSH_9.6\r\n",
    OK + b"X: " + b"y" * 70_000 + b"\r\n\r\n",
    OK + b"X: y\r\n" * 200 + b"\r\n",
    OK + b"Content-Length: 10\r\n\r\nabc",
    OK + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhel",
    OK + b"Transfer-Encoding: chunked\r\n\r\nxyz\r\nhello",
    OK + b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
    OK + b"Transfer-Encoding: gzip\r\n\r\nhello",
    page(TEXT, "Content-Encoding: gzip"),
    page(packed(TEXT)[:-9], "Content-Encoding: gzip"),
    page(packed(TEXT) + b"more", "Content-Encoding: gzip"),
    page(zlib.compress(TEXT), "Content-Encoding: deflate"),
    page(TEXT, "Content-Encoding: br"),
    page(packed(packed(TEXT)), "Content-Encoding: gzip, gzip"),
    page(b"", status="302 Found"),
]


@pytest.mark.parametrize("answer", NO_HTTP, ids=range(len(NO_HTTP)))
def test_broken_http_is_refused(answer: bytes):
    with serving({"/": answer}) as server:
        assert BROKEN in refusal(server.at("/"), server.policy)


def test_nobody_there_is_refused():
    with serving({}) as server:
        policy = server.policy
    assert "nicht zu erreichen" in refusal(server.at("/"), policy)


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def trusted(authority: trustme.CA, tmp_path: Path) -> Path:
    path = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(str(path))
    return path


def tls_of(authority: trustme.CA, *names: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*names).configure_cert(context)
    return context


STADT = resolving({"stadt.example": ["127.0.0.1"]})


def test_a_certificate_is_checked_by_name_while_the_number_is_connected_to(authority, trusted):
    context = tls_of(authority, "stadt.example")
    seen: list[str | None] = []
    context.sni_callback = lambda _sock, name, _context: seen.append(name)
    with serving({"/": page(TEXT)}, context) as server:
        policy = replace(server.policy, authorities=trusted)
        address = f"https://stadt.example:{server.port}/"
        assert fetched(address, policy, STADT).body == TEXT
    assert set(seen) == {"stadt.example"}


@pytest.mark.parametrize("names", [["andere.example"], ["127.0.0.1"], ["*.stadt.example"]])
def test_a_certificate_for_another_name_is_refused(authority, trusted, names):
    with serving({"/": page(TEXT)}, tls_of(authority, *names)) as server:
        policy = replace(server.policy, authorities=trusted)
        address = f"https://stadt.example:{server.port}/"
        assert "Zertifikat" in refusal(address, policy, STADT)
        assert server.heads == []


def test_a_certificate_of_an_unknown_authority_is_refused(authority):
    with serving({"/": page(TEXT)}, tls_of(authority, "stadt.example")) as server:
        address = f"https://stadt.example:{server.port}/"
        assert "Zertifikat" in refusal(address, server.policy, STADT)
        assert server.heads == []


def test_added_authorities_are_believed_beside_those_of_the_system(
    authority, trusted, monkeypatch, tmp_path
):
    system = trustme.CA()
    system.cert_pem.write_to_path(str(tmp_path / "system.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "system.pem"))
    for issuer in (authority, system):
        with serving({"/": page(TEXT)}, tls_of(issuer, "stadt.example")) as server:
            policy = replace(server.policy, authorities=trusted)
            address = f"https://stadt.example:{server.port}/"
            assert fetched(address, policy, STADT).body == TEXT


@pytest.mark.parametrize("content", [None, b"", b"no certificate", b"\xff\0"])
def test_a_file_of_authorities_that_cannot_be_used_is_a_fault_of_ours(authority, tmp_path, content):
    file = tmp_path / "added.pem"
    if content is not None:
        file.write_bytes(content)
    with serving({"/": page(TEXT)}, tls_of(authority, "stadt.example")) as server:
        policy = replace(server.policy, authorities=file)
        said = refusal(f"https://stadt.example:{server.port}/", policy, STADT)
    assert "WELTOFFEN_AUTHORITIES" in said
    assert str(file)[-50:] in said
    assert "nicht zu erreichen" not in said


def test_nothing_leads_from_https_to_http(authority, trusted):
    with serving({"/": page(TEXT)}) as plain:
        there = plain.at("/", "stadt.example")
        with serving({"/": leading_to(there)}, tls_of(authority, "stadt.example")) as server:
            both = server.policy.exceptions | plain.policy.exceptions
            policy = replace(server.policy, authorities=trusted, exceptions=both)
            address = f"https://stadt.example:{server.port}/"
            assert "ungeschützte" in refusal(address, policy, STADT)
        assert plain.heads == []


def test_a_server_without_tls_or_with_a_silent_handshake_is_refused():
    with serving({}) as server:
        refusal(f"https://127.0.0.1:{server.port}/", with_limits(server.policy, connecting=0.3))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        here = next(iter(server.policy.exceptions))
        policy = replace(server.policy, exceptions=frozenset({Endpoint(here.ip, port)}))
        address = f"https://127.0.0.1:{port}/"
        assert LATE in refusal(address, with_limits(policy, connecting=0.3))
