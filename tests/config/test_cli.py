"""``weltoffen``: what the one command does before Django is asked."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from weltoffen.config import cli, command_book
from weltoffen.ground.problems import Problem, Refused


@pytest.fixture
def ran(monkeypatch):
    """Note what would be run instead of running it."""
    calls: list[list[str]] = []
    monkeypatch.setattr("django.core.management.execute_from_command_line", calls.append)
    return calls


def test_help_lists_ours_first(capsys):
    cli.main(["weltoffen"])
    said = capsys.readouterr().out
    order = [said.index(word) for word in ("demo", "test", "count", "serve", "Django und Wagtail")]
    assert order == sorted(order)
    assert "collectstatic" in said[order[-1] :]
    assert "load-world" not in said[order[-1] :], "named twice"


@pytest.mark.parametrize("words", [["help"], ["--help"], ["-h"]])
def test_all_ways_to_ask_for_help_say_the_same(words, capsys):
    cli.main(["weltoffen", *words])
    asked = capsys.readouterr().out
    cli.main(["weltoffen"])
    assert asked == capsys.readouterr().out


def test_help_of_a_command_is_the_commands_own(ran):
    cli.main(["weltoffen", "help", "load-demo"])
    assert ran == [["weltoffen", "load_demo", "--help"]]


def test_hyphens_are_as_good_as_underscores(ran):
    cli.main(["weltoffen", "load-world", "a-file.csv", "--public"])
    assert ran == [["weltoffen", "load_world", "a-file.csv", "--public"]]


@pytest.mark.parametrize(
    ("typed", "meant"), [("cuont", "count"), ("load_wrld", "load-world"), ("migrat", "migrate")]
)
def test_unknown_command_gets_a_hint(typed, meant, ran):
    with pytest.raises(SystemExit) as stopped:
        cli.main(["weltoffen", typed])
    assert f"„{typed}“ gibt es nicht" in str(stopped.value)
    assert meant in str(stopped.value).split("Meinten Sie")[1]
    assert ran == []


def test_unknown_command_like_no_other_gets_no_false_hint():
    said = command_book.unknown("xyzzy", ["migrate"])
    assert "Meinten" not in said
    assert "weltoffen help" in said


def test_test_is_said_to_live_in_the_repository(ran):
    with pytest.raises(SystemExit, match=r"\./weltoffen test"):
        cli.main(["weltoffen", "test"])
    assert ran == []


def test_refusal_ends_with_its_sentence_and_no_traceback(monkeypatch):
    def refuse(_arguments):
        raise Refused(Problem("--on", "„%(text)s“ geht nicht.", {"text": "x"}))

    monkeypatch.setattr("django.core.management.execute_from_command_line", refuse)
    with pytest.raises(SystemExit) as stopped:
        cli.main(["weltoffen", "count"])
    assert stopped.value.code == "--on: „x“ geht nicht."


def test_ctrl_c_ends_quietly(monkeypatch):
    def interrupt(_arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr("django.core.management.execute_from_command_line", interrupt)
    with pytest.raises(SystemExit) as stopped:
        cli.main(["weltoffen", "serve"])
    assert stopped.value.code == 130


def test_secret_key_is_made_once_and_for_its_owner_only(tmp_path):
    file = tmp_path / "secret-key"
    with ThreadPoolExecutor(4) as starts:
        keys = set(starts.map(lambda _: cli._secret_key(file), range(8)))
    assert keys == {file.read_text()}
    assert len(keys.pop()) >= 50
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]


@pytest.mark.parametrize("command", [["serve"], ["count", "partner-cities"], ["intake", __file__]])
def test_an_empty_database_is_told_in_a_sentence(tmp_path, command):
    """The whole way, as a process: a folder that is not there, no settings, a question."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("WELTOFFEN_", "DJANGO_"))
    }
    data = tmp_path / "new" / "folder"
    done = subprocess.run(
        [sys.executable, "-m", "weltoffen", *command],
        env=environment | {"WELTOFFEN_DATA": str(data), "DJANGO_SETTINGS_MODULE": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "weltoffen migrate" in done.stderr
    assert "Traceback" not in done.stderr
    assert (data / "secret-key").exists()


def test_whoever_reads_only_the_first_lines_sees_no_traceback(tmp_path):
    page = tmp_path / "p.txt"
    lines = "".join(
        f"- Amiens, Frankreich, seit {year}\n\n# {year}\n" for year in range(1960, 1990)
    )
    page.write_text(f"Partnerstädte\n\n{lines}", encoding="utf-8")
    reads, writes = os.pipe()
    os.close(reads)
    environment = os.environ | {"WELTOFFEN_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": ""}
    with os.fdopen(writes, "wb") as nobody:
        done = subprocess.run(
            [sys.executable, "-m", "weltoffen", "extract", str(page), "--home", "Dortmund"],
            env=environment, check=False, stdout=nobody, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
    assert (done.returncode, done.stderr) == (141, "")
