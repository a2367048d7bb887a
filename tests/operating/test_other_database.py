"""The same file carries a register from PostgreSQL to SQLite and back, by the real commands."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from tests.operating.conftest import contents, held, put, rows
from tests.operating.test_backups import odd_rows
from weltoffen.audit.selectors import verified
from weltoffen.operating.backups.archive import reading
from weltoffen.operating.backups.restoring import restore
from weltoffen.operating.backups.saving import save

pytestmark = [pytest.mark.django_db, pytest.mark.enable_socket]


def installed(folder: Path, *arguments: object) -> str:
    """Run a command of an installation of its own, on SQLite in a folder."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("WELTOFFEN", "DJANGO"))
    }
    done = subprocess.run(
        [sys.executable, "-m", "weltoffen", *map(str, arguments)],
        env=environment | {"WELTOFFEN_DATA": str(folder)},
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def assert_same_but_told(found: dict[str, Any], made: dict[str, Any]) -> None:
    """Hold that all rows are the same, and that the security log tells of the restoring too."""
    log = "audit_auditevent"
    assert {**found, log: None} == {**made, log: None}
    assert found[log][0] == made[log][0] + 1


@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="goes from PostgreSQL to SQLite, and back"
)
def test_dortmunds_register_and_odd_rows_go_to_sqlite_and_come_back(tmp_path, media):
    call_command("load_demo", verbosity=0)
    odd_rows(["", "ß\u202e🏳️‍🌈\r\n\t", '"\\', "x" * 5000])
    put(media, documents__urkunde=b"%PDF", images__bild=b"\x89PNG")
    made, files = save(tmp_path / "postgresql.zip"), contents(media)
    other = tmp_path / "other"
    installed(other, "migrate", "-v0")
    said = installed(other, "restore", tmp_path / "postgresql.zip")
    assert "auf postgresql. Starten Sie" in said
    assert "10, vielleicht 11" in installed(other, "count", "partner-cities", "--on", "2025-06-01")
    installed(other, "backup", tmp_path / "sqlite.zip")
    with reading(tmp_path / "sqlite.zip") as reader:
        assert reader.manifest.database == "sqlite"
        assert_same_but_told(rows(reader.manifest), rows(made))
    assert contents(other / "media") == files
    (media / "images/bild").unlink()
    restore(tmp_path / "sqlite.zip", is_replacing=True, tell=lambda *_told: None)
    assert_same_but_told(held(tmp_path / "again.zip"), rows(made))
    assert verified().is_whole
    assert contents(media) == files
