"""``./weltoffen``: the launcher, run for real in a folder of its own with a stand-in for Python.

The stand-in makes what pip and uv would make and notes each call, so no test needs the network. The
real installation is what everybody does who runs the tests from a fresh clone.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.architecture.reading import ROOT

UV_VERSION = next(
    line.removeprefix("UV_VERSION=")
    for line in (ROOT / "weltoffen").read_text().splitlines()
    if line.startswith("UV_VERSION=")
)
SHELL_TOOLS = ("cat", "chmod", "cksum", "cp", "dirname", "mkdir", "readlink", "rm", "sh", "sleep")

PYTHON = f"""#!/bin/sh
# Stands in for Python: answers the version question, makes environments, locks like the real one.
case "$1 $2" in
    "-c import sys"*) exit 0 ;;
    "-c import fcntl"*) exec {sys.executable} "$@" ;;
    "-m venv")
        echo venv >>"$CALLS"
        [ -z "${{NO_VENV:-}}" ] || {{ echo "ensurepip is not available"; exit 1; }}
        mkdir -p "$3/bin" && cp "$0" "$3/bin/python" ;;
    "-m pip")
        echo "pip install" >>"$CALLS"
        cp "$UV" "$(dirname "$0")/uv" ;;
    *) echo "python $*" ;;
esac
"""
UV = f"""#!/bin/sh
case $1 in
    --version) echo "uv {UV_VERSION} (stand-in)" ;;
    export | venv) echo "uv $*" >>"$CALLS" ;;
    sync | pip)
        echo "uv $*" >>"$CALLS"
        sleep "${{UV_TAKES:-0}}"
        [ -z "${{UV_FAILS:-}}" ] || {{ echo "error: no index" >&2; exit 2; }}
        mkdir -p "$ENVIRONMENT/bin"
        printf '#!/bin/sh\\necho "weltoffen $*"\\n' >"$ENVIRONMENT/bin/weltoffen"
        printf '#!/bin/sh\\necho "python $*"\\n' >"$ENVIRONMENT/bin/python"
        chmod +x "$ENVIRONMENT/bin/weltoffen" "$ENVIRONMENT/bin/python" ;;
esac
"""


@dataclass(frozen=True)
class Place:
    """A copy of the repository's bare bones, and a PATH that has nothing but the stand-in."""

    root: Path
    path: Path
    calls_file: Path
    environment: dict[str, str]

    def run(self, *words: str, command: Path | None = None, **variables: str):
        return subprocess.run(
            [command or self.root / "weltoffen", *words],
            env=self.environment | variables,
            cwd=self.path,
            capture_output=True,
            text=True,
            check=False,
        )

    @property
    def calls(self) -> list[str]:
        return self.calls_file.read_text().splitlines() if self.calls_file.exists() else []


@pytest.fixture
def place(tmp_path) -> Place:
    root = tmp_path / "a folder"
    root.mkdir()
    for name in ("weltoffen", "uv.lock", "pyproject.toml"):
        shutil.copy(ROOT / name, root / name)
    path = tmp_path / "path"
    path.mkdir()
    for tool in SHELL_TOOLS:
        (path / tool).symlink_to(shutil.which(tool) or "/missing")
    for name, text in (("python3.11", PYTHON), ("stand-in-uv", UV)):
        (path / name).write_text(text)
        (path / name).chmod(0o755)
    calls = tmp_path / "calls"
    environment = {
        "PATH": str(path),
        "CALLS": str(calls),
        "UV": str(path / "stand-in-uv"),
        "ENVIRONMENT": str(root / ".venv"),
    }
    return Place(root, path, calls, environment)


def test_first_start_installs_and_passes_the_command_on(place):
    done = place.run("count", "partner-cities", "--on", "2018-12-31")
    assert (done.returncode, done.stdout) == (0, "weltoffen count partner-cities --on 2018-12-31\n")
    assert [call.split()[0] for call in place.calls] == ["venv", "pip", "uv"]
    assert "--locked" in place.calls[-1]
    assert "--no-dev --inexact" in place.calls[-1]
    assert "Schritt 1 von 2" in done.stderr
    assert "Schritt 2 von 2" in done.stderr


def test_second_start_installs_nothing_and_says_nothing(place):
    place.run("help")
    calls = place.calls
    (place.path / "python3.11").unlink()  # not even Python is looked for
    done = place.run("help")
    assert (done.stdout, done.stderr, place.calls) == ("weltoffen help\n", "", calls)


def test_tests_bring_their_tools_and_running_needs_no_more_then(place):
    done = place.run("test", "-k", "state")
    assert done.stdout == f"python {place.root}/tools/run_tests.py -k state\n"
    assert "--no-dev" not in place.calls[-1]
    calls = place.calls
    place.run("help")
    assert place.calls == calls


def test_changed_lock_is_installed_again(place):
    place.run("help")
    with (place.root / "uv.lock").open("a") as lock:
        lock.write("\n")
    place.run("help")
    assert [call.split()[0] for call in place.calls] == ["venv", "pip", "uv", "uv"]


def test_deleted_environment_is_made_again(place):
    place.run("help")
    shutil.rmtree(place.root / ".venv")
    assert place.run("help").stdout == "weltoffen help\n"


def test_moved_folder_is_installed_anew(place, tmp_path):
    place.run("help")
    moved = tmp_path / "moved"
    place.root.rename(moved)
    done = place.run("help", command=moved / "weltoffen", ENVIRONMENT=str(moved / ".venv"))
    assert done.stdout == "weltoffen help\n"
    assert len([call for call in place.calls if call.startswith("uv")]) == 2


def test_link_to_the_launcher_works_from_anywhere(place, tmp_path):
    link = tmp_path / "bin" / "w"
    link.parent.mkdir()
    link.symlink_to(os.path.relpath(place.root / "weltoffen", link.parent))
    done = place.run("help", command=link)
    assert done.stdout == "weltoffen help\n"
    assert (place.root / ".uv" / "run.installed").exists()


def test_data_lies_in_the_repository_unless_said(place):
    shown = '#!/bin/sh\necho "$WELTOFFEN_DATA"\n'
    place.run("help")
    (place.root / ".venv" / "bin" / "weltoffen").write_text(shown)
    assert place.run("help").stdout == f"{place.root}/var\n"
    assert place.run("help", WELTOFFEN_DATA="elsewhere").stdout == "elsewhere\n"


def test_no_python_is_said_with_its_remedy(place):
    (place.path / "python3.11").unlink()
    done = place.run("help")
    assert done.returncode == 1
    assert "Python 3.11 oder neuer" in done.stderr
    assert "apt-get install python3" in done.stderr


def test_python_without_venv_is_said_with_its_remedy(place):
    done = place.run("help", NO_VENV="1")
    assert done.returncode == 1
    assert "ensurepip is not available" in done.stderr
    assert "apt-get install python3-venv" in done.stderr
    assert place.run("help").returncode == 0, "and once it is there, all is well"


def test_failed_installation_is_said_and_tried_again(place):
    done = place.run("help", UV_FAILS="1")
    assert done.returncode == 1
    assert "error: no index" in done.stderr
    assert "rufen Sie weltoffen noch einmal auf" in done.stderr
    assert place.run("help").stdout == "weltoffen help\n"


def test_broken_off_installation_begins_anew(place):
    command = [place.root / "weltoffen", "help"]
    started = subprocess.Popen(
        command,
        env=place.environment | {"UV_TAKES": "60"},
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    for _ in range(1000):
        if any(call.startswith("uv") for call in place.calls):
            break
        time.sleep(0.01)
    os.killpg(started.pid, signal.SIGKILL)
    started.wait()
    half = place.root / ".venv" / "half a package"
    half.mkdir(parents=True)
    done = place.run("help")
    assert "unterbrochen" in done.stderr
    assert done.stdout == "weltoffen help\n"
    assert not half.exists()


def test_two_starts_at_once_install_once(place):
    command = [place.root / "weltoffen", "help"]
    environment = place.environment | {"UV_TAKES": "0.5"}
    starts = [
        subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    said = [start.communicate() for start in starts]
    assert [out for out, _ in said] == [b"weltoffen help\n"] * 2
    assert len([call for call in place.calls if call.startswith("uv")]) == 1


@pytest.mark.parametrize("variable", ["PIP_INDEX_URL", "UV_DEFAULT_INDEX"])
def test_own_index_gets_the_locked_versions_by_their_hashes(place, variable):
    done = place.run("help", **{variable: "https://packages.example.org/simple"})
    assert done.stdout == "weltoffen help\n"
    steps = [" ".join(call.split()[:3]) for call in place.calls if call.startswith("uv")]
    assert steps[0].startswith("uv export")
    assert steps[-2:] == ["uv pip install"] * 2
    assert "--frozen --no-emit-project --no-dev" in place.calls[2]
    assert "--require-hashes" in place.calls[-2]
    assert not [call for call in place.calls if "sync" in call]


def test_what_is_installed_is_nothing_for_git(place):
    place.run("help")
    assert (place.root / ".uv" / ".gitignore").read_text() == "*\n"


def test_ci_runs_the_same_command_and_nothing_else():
    lines = (ROOT / ".ci" / "run").read_text().splitlines()
    does = [line for line in lines if line and not line.startswith("#")]
    assert does == ["set -eu", 'cd "$(dirname "$0")/.."', "exec ./weltoffen test"]
