"""A real browser against a real server with the demonstration register."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives a browser and talks to a server of its own.

    The walks through the whole desk take minutes: begun last, one core would wait for the other.
    """
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.enable_socket)
    items.sort(key=lambda item: "_of_the_desk_" not in item.name)


def _chromium() -> str:
    named = os.environ.get("WELTOFFEN_CHROMIUM")
    found = named or next(filter(None, map(shutil.which, CHROMIUM)), None)
    if not found:
        pytest.skip("no Chromium on this machine; ./weltoffen test says how to get one")
    return found


@dataclass(frozen=True)
class Served:
    """Where the demonstration is served, and how to sign in to its desk."""

    address: str
    username: str
    password: str
    environment: dict[str, str] = field(default_factory=dict, repr=False)

    def with_account(self, name: str, role: str) -> Served:
        """Open an account on the command line, and return how to sign in with it."""
        printed = _run(["account", "open", name, "--role", role], self.environment)
        password = re.search(r"Kennwort: (\S+)", printed)
        assert password, printed
        return replace(self, username=name, password=password[1])


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _run(arguments: list[str], environment: dict[str, str]) -> str:
    command = [sys.executable, "-m", "weltoffen", *arguments]
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
    except OSError:
        return False


def own_environment(folder: Path, **more: str) -> dict[str, str]:
    """Return the environment of a demonstration of one's own: nothing of what this run is told."""
    environment = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("WELTOFFEN", "DJANGO"))
    }
    # Not of administrators as by default: tests sign in with a password alone.
    own = {"WELTOFFEN_DATA": str(folder), "WELTOFFEN_SECOND_FACTOR": "protocol"}
    return environment | own | more


@contextmanager
def serving(environment: dict[str, str]) -> Iterator[Served]:
    """Run the demonstration as a user would, until the end of the block."""
    printed = _run(["demo", "--no-serve"], environment)
    account = re.search(r"Name\s+(\S+?),\s+Kennwort\s+(\S+)", printed)
    assert account, printed
    port = _free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "weltoffen", "serve", "--port", str(port)],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        deadline = time.monotonic() + 60
        while not _answers(port):
            assert server.poll() is None, "the server stopped"
            assert time.monotonic() < deadline, "the server did not answer"
            time.sleep(0.1)
        yield Served(f"http://127.0.0.1:{port}", account[1], account[2], environment)
    finally:
        server.terminate()
        server.wait(timeout=20)


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve the demonstration, in a folder of its own."""
    with serving(own_environment(tmp_path_factory.mktemp("demonstration"))) as running:
        yield running


@pytest.fixture(scope="session")
def administration(served: Served) -> Served:
    """Return how to sign in as somebody who manages accounts."""
    return served.with_account("verwaltung", "administrator")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Chromium once."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=_chromium(), args=QUIET)
        yield started
        started.close()


@dataclass
class Visit:
    """A browser window that notes every host it asked and every complaint it made."""

    page: Page
    address: str
    hosts: set[str]
    complaints: list[str]

    def to(self, path: str) -> Page:
        """Open a path of the demonstration."""
        self.page.goto(self.address + path)
        return self.page


def _visit(context: BrowserContext, served: Served) -> Visit:
    page = context.new_page()
    visit = Visit(page, served.address, set(), [])
    page.on("request", lambda request: visit.hosts.add(request.url.split("/")[2].split(":")[0]))
    page.on(
        "console",
        lambda message: visit.complaints.append(message.text) if message.type == "error" else None,
    )
    page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    return visit


LOOKS = {
    "light": {"color_scheme": "light", "viewport": {"width": 1280, "height": 900}},
    "dark": {"color_scheme": "dark", "viewport": {"width": 1280, "height": 900}},
    "narrow": {"color_scheme": "light", "viewport": {"width": 320, "height": 700}},
}


@pytest.fixture(params=sorted(LOOKS))
def look(request: pytest.FixtureRequest) -> str:
    """Each of the ways in which a page is looked at."""
    return str(request.param)


@pytest.fixture
def visit(browser: Browser, served: Served) -> Iterator[Visit]:
    """A window in light colours on a wide screen, in German."""
    context = browser.new_context(locale="de-DE", **LOOKS["light"])
    yield _visit(context, served)
    context.close()


@pytest.fixture
def visit_in(browser: Browser, served: Served, look: str) -> Iterator[Visit]:
    """A window in the look asked for."""
    context = browser.new_context(locale="de-DE", **LOOKS[look])
    yield _visit(context, served)
    context.close()
