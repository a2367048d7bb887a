"""A setup that is unsafe or unfinished is told so, with what to do."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace

import pytest
from django.conf import settings as live
from django.core.checks import run_checks
from django.db import connection

from weltoffen.operating.checks import Setup, judge

GOOD = Setup(
    secret="".join(chr(40 + n) for n in range(60)),
    hosts=["international.example.org"],
    address="https://international.example.org",
    has_worker_beside=False,
    is_on_sqlite=False,
    postgresql=15,
)


def codes(**changes: object) -> list[str]:
    return [finding.code for finding in judge(replace(GOOD, **changes))]


def test_a_good_setup_has_nothing_to_mend():
    assert codes() == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"secret": "x" * 60}, "E001"), ({"secret": "Kurz-Aber-Bunt-0815"}, "E001"),
     ({"hosts": []}, "E002"), ({"hosts": ["*"]}, "E002"),
     ({"hosts": ["international.example.org", "*.example.org"]}, "E002"),
     ({"hosts": ["international.example.org", ".example.org"]}, "E002"),
     ({"address": "http://international.example.org"}, "E003"),
     ({"address": "international.example.org"}, "E003"),
     ({"address": "https://other.example.org"}, "W004"),
     ({"database_fault": "connection refused"}, "E005"), ({"is_on_sqlite": True}, "W005"),
     ({"has_worker_beside": True}, "W006"), ({"unwritable": [("M", "/srv/m")]}, "E007"),
     ({"postgresql": 13}, "W008"), ({"static_is_empty": True}, "W009")],
)  # fmt: skip
def test_what_is_the_matter_is_found_and_nothing_else(changes, code):
    assert codes(**changes) == [code]


@pytest.mark.django_db
def test_each_finding_says_what_to_do():
    messages = [each for each in run_checks(include_deployment_checks=True, tags=["security"])
                if each.id.startswith("operating.")]  # fmt: skip
    assert {each.id for each in messages} >= {"operating.E001", "operating.E003"}
    assert all(each.hint.endswith(".") for each in messages)
    assert not any("%(" in each.msg for each in messages)


def database_of_the_tests() -> str:
    if connection.vendor == "sqlite":
        return "sqlite://:memory:"
    told = connection.settings_dict
    return f"postgresql://{told['USER']}@{told['HOST']}:{told['PORT']}/{told['NAME']}"


def checked(tmp_path, **changes: str) -> subprocess.CompletedProcess[str]:
    """Run the command as an operator does, with an environment like the documented example."""
    for name in ("media", "static"):
        (tmp_path / name).mkdir(exist_ok=True)
    (tmp_path / "static" / "collected.css").touch()
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
        "DJANGO_SETTINGS_MODULE": "weltoffen.config.settings.base",
        "WELTOFFEN_SECRET_KEY": GOOD.secret,
        "WELTOFFEN_HOSTS": GOOD.hosts[0],
        "WELTOFFEN_ADDRESS": GOOD.address,
        "WELTOFFEN_MEDIA": str(tmp_path / "media"),
        "WELTOFFEN_STATIC": str(tmp_path / "static"),
        "DATABASE_URL": database_of_the_tests(),
    }
    return subprocess.run(
        [sys.executable, "-m", "weltoffen", "check", "--deploy", "--fail-level", "WARNING"],
        env=environment | changes, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


@pytest.mark.django_db
def test_the_production_settings_are_clean(tmp_path):
    done = checked(tmp_path)
    found = [line for line in done.stderr.splitlines() if "(" in line and ") " in line]
    expected = ["W005"] if connection.vendor == "sqlite" else []
    assert [code for code in expected if code not in done.stderr] == []
    assert len(found) <= len(expected), done.stderr
    assert done.returncode == len(expected), done.stderr


@pytest.mark.django_db
def test_an_unsafe_setup_is_not(tmp_path):
    done = checked(tmp_path, WELTOFFEN_SECRET_KEY="geheim", WELTOFFEN_ADDRESS="http://x.example")
    assert done.returncode == 1
    assert "WELTOFFEN_SECRET_KEY" in done.stderr
    assert "operating.E003" in done.stderr
    assert "geheim " not in done.stderr
    assert live.SECRET_KEY not in done.stderr


def test_a_database_that_is_not_there_is_told_and_not_a_traceback(tmp_path):
    nobody = "postgresql://nobody@127.0.0.1:1/nothing"
    done = checked(tmp_path, DATABASE_URL=nobody)
    assert "operating.E005" in done.stderr
    assert "Traceback" not in done.stderr
