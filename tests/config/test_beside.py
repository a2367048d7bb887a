"""The worker beside the web server: kept running, ended with it."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable

import pytest

from weltoffen.config import serving
from weltoffen.config.beside import Beside, worker_command

SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)"]


def is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def wait_for(value: Callable[[], int | None]) -> int:
    deadline = time.monotonic() + 10
    while not (found := value()):
        assert time.monotonic() < deadline
        time.sleep(0.01)
    return found


def test_a_killed_worker_is_started_anew_and_the_last_one_ends_with_the_server(caplog):
    with Beside(SLEEPER, first_pause=0) as beside:
        first = wait_for(lambda: beside.pid)
        os.kill(first, signal.SIGKILL)
        second = wait_for(lambda: beside.pid if beside.pid != first else None)
        assert is_there(second)
    assert not is_there(second)
    assert beside.pid is None
    assert "worker ended with -9" in caplog.text


def test_a_server_that_ends_at_once_starts_no_worker():
    with Beside(SLEEPER, first_pause=60) as beside:
        assert beside.pid is None
    assert beside.pid is None


@pytest.mark.parametrize("is_wanted", [True, False])
def test_the_setting_says_whether_a_worker_runs_beside(settings, monkeypatch, is_wanted):
    begun = []
    settings.WELTOFFEN_WORKER_BESIDE = is_wanted

    class Server:
        def __init__(self, *_arguments, **_options):
            pass

        def on_startup(self, _hook):
            pass

        def serve(self):
            pass

    monkeypatch.setattr(serving, "Server", Server)
    monkeypatch.setattr(Beside, "__enter__", lambda self: begun.append(self) or self)
    monkeypatch.setattr(Beside, "__exit__", lambda *_: None)
    monkeypatch.setenv("WELTOFFEN_ADDRESS", "http://127.0.0.1:1")
    serving.run(1, 1, when_listening=lambda: None)
    assert bool(begun) is is_wanted


def test_the_worker_is_told_whose_it_is():
    command = worker_command()
    assert command[command.index("--parent") + 1] == str(os.getpid())
    assert command[1:4] == ["-m", "weltoffen", "work"]
