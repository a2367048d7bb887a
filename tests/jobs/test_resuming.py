"""``weltoffen intake``, killed in the middle: what it left waiting is read later, once."""

from __future__ import annotations

import io
import os
import signal
import traceback
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from tests.factories import MunicipalityFactory, somebody
from tests.intake.road.texts import PAGE, at_home
from tests.jobs.conftest import ended, wait_until
from weltoffen.intake.actions import Upload, begin_run
from weltoffen.intake.enums import AttemptState
from weltoffen.intake.models import Attempt, Run, Statement
from weltoffen.intake.work import ask_to_read, left_over
from weltoffen.sources.models import Snapshot, Source

PAGES = 24
_OF_THE_PARENT: list[object] = []


def intake(*arguments: str) -> str:
    out = io.StringIO()
    call_command("intake", *arguments, "--home", "Bielefeld", stdout=out, stderr=out)
    return out.getvalue()


@pytest.fixture
def start(shared: None) -> Iterator[Callable[..., int]]:
    """Start the command as a process of its own on the test's database."""
    running: list[int] = []

    def begin(*arguments: str) -> int:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # Python 3.12: fork with threads
            pid = os.fork()
        if not pid:
            _be_the_command(*arguments)
        running.append(pid)
        return pid

    yield begin
    for pid in running:
        try:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
        except (ProcessLookupError, ChildProcessError):
            continue  # it ended by itself, and the test has waited for it


def _be_the_command(*arguments: str) -> None:
    code = 1
    try:
        _OF_THE_PARENT.append(connection.connection)  # kept, else its end would end the parent's
        connection.connection = None
        intake(*arguments)
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


def read() -> int:
    return Attempt.objects.filter(state=AttemptState.READ).count()


def test_what_a_killed_command_left_is_read_by_the_next_one(
    start: Callable[..., int], tmp_path: Path
):
    at_home()
    folder = tmp_path / "seiten"
    folder.mkdir()
    for number in range(PAGES):
        (folder / f"{number}.txt").write_text(f"{PAGE}Seite {number}.\n")
    command = start(*map(str, folder.iterdir()))
    wait_until(lambda: read() >= 3)
    os.kill(command, signal.SIGKILL)
    assert ended(command) == -signal.SIGKILL
    done = read()
    assert done < PAGES, "it was killed too late to try anything"
    for file in folder.iterdir():
        file.unlink()  # what was handed over is ours, wherever it came from

    extra = folder / "mehr.txt"
    extra.write_text(f"{PAGE}Noch eine.\n")
    told = intake(str(extra))
    assert f"warten noch Adressen oder Dateien: {PAGES - done}." in told
    assert "„weltoffen intake --resume --home bielefeld“" in told
    assert read() == done + 1, "nothing is resumed that nobody asks for"

    told = intake("--resume")
    assert told.count("5 neu gelesen") == PAGES - done
    assert read() == Snapshot.objects.count() == Source.objects.count() == PAGES + 1
    assert Statement.objects.count() == 5 * (PAGES + 1)
    assert Run.objects.count() == 2
    assert not Attempt.objects.filter(pending__isnull=False).exists()
    assert "neu gelesen" not in intake("--resume")
    assert Statement.objects.count() == 5 * (PAGES + 1)


@pytest.mark.django_db
def test_what_a_worker_will_read_is_left_to_it():
    run = begin_run(home=at_home(), by=somebody(), files=[Upload("a.txt", PAGE.encode())])
    assert left_over(run.home) == [run]
    ask_to_read(run=run, by=somebody())
    assert left_over(run.home) == []
    assert "neu gelesen" not in intake("--resume")
    assert read() == 0


@pytest.mark.django_db
def test_what_another_home_left_is_its_own():
    home = at_home()
    begin_run(home=MunicipalityFactory(), by=somebody(), files=[Upload("a.txt", PAGE.encode())])
    assert left_over(home) == []
