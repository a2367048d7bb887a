"""Take the picture of the portal that the README shows, from the demonstration register.

Run it with ``python tools/take_picture.py`` from the repository's folder. It loads the
demonstration into a folder of its own, serves it, opens the list of partner cities in a browser and
writes ``docs/pictures/portal.png``. Chromium is looked for as in the browser tests;
``WELTOFFEN_CHROMIUM`` names another one.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

PICTURE = Path(__file__).parent.parent / "docs" / "pictures" / "portal.png"
PAGE = "/de/partnerstaedte/"
WIDTH, HEIGHT = 1280, 960
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_PATIENCE = 60
"""Seconds until the server must answer."""


def main() -> None:
    """Take the picture and say where it is."""
    browser = os.environ.get("WELTOFFEN_CHROMIUM") or next(
        filter(None, map(shutil.which, CHROMIUM)), None
    )
    if not browser:
        sys.exit("Kein Chromium gefunden. Nennen Sie eines in WELTOFFEN_CHROMIUM.")
    with tempfile.TemporaryDirectory() as folder, _served(folder) as address:
        _take(address + PAGE, browser)
    print(f"Aufgenommen: {PICTURE}")


@contextmanager
def _served(folder: str) -> Iterator[str]:
    """Serve the demonstration from a folder; yield its address."""
    environment = os.environ | {"WELTOFFEN_DATA": folder}
    command = [sys.executable, "-m", "weltoffen"]
    subprocess.run(
        [*command, "demo", "--no-serve"], env=environment, check=True, stdout=subprocess.DEVNULL
    )
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    server = subprocess.Popen(
        [*command, "serve", "--port", str(port)],
        env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _wait_for(port, server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and server.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    sys.exit("Der Server antwortet nicht. Läuft ./weltoffen demo?")


def _take(address: str, browser: str) -> None:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=browser, args=["--no-sandbox", "--disable-gpu", "--lang=de-DE"]
        )
        page = started.new_page(
            viewport={"width": WIDTH, "height": HEIGHT}, locale="de-DE", color_scheme="light"
        )
        page.goto(address, wait_until="networkidle")
        page.screenshot(path=PICTURE)
        started.close()


if __name__ == "__main__":
    main()
