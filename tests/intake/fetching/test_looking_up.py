"""Looking up names by the system, which may take its time, but not longer than we wait."""

from __future__ import annotations

import ipaddress
import socket
import threading

import pytest

from weltoffen.intake.fetching.looking_up import by_the_system


def test_the_system_answers_with_every_address(monkeypatch):
    asked: list[str] = []
    found = [
        (socket.AF_INET6, socket.SOCK_STREAM, 6, "", ("2a00:1450::1", 0, 0, 0)),
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("8.8.8.8", 0)),
    ]
    monkeypatch.setattr(socket, "getaddrinfo", lambda name, *_, **__: asked.append(name) or found)
    assert by_the_system("stadt.example", 5) == ["2a00:1450::1", "8.8.8.8"]
    assert asked == ["stadt.example."]  # never one of the machine's own domains


def test_the_system_itself_is_asked():
    try:
        found = by_the_system("localhost", 5)
    except OSError:
        return  # a machine that looks up no names at all
    assert all(ipaddress.ip_address(each).is_loopback for each in found)


@pytest.mark.parametrize("code", [socket.EAI_NONAME, socket.EAI_NODATA])
def test_a_name_that_is_unknown_has_no_address(monkeypatch, code):
    def getaddrinfo(*_, **__):
        raise socket.gaierror(code, "unknown")

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    assert by_the_system("stadt.example", 5) == []


def test_trouble_with_looking_up_is_no_answer(monkeypatch):
    def getaddrinfo(*_, **__):
        raise socket.gaierror(socket.EAI_AGAIN, "later")

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    with pytest.raises(OSError, match="later"):
        by_the_system("stadt.example", 5)


def test_nobody_waits_for_the_system_longer_than_agreed(monkeypatch):
    over = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: over.wait(5) and [])
    with pytest.raises(TimeoutError):
        by_the_system("stadt.example", 0.05)
    over.set()
