"""An installation with media of its own, and processes that are killed while they change it."""

from __future__ import annotations

import os
import signal
import traceback
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.factories import ActFactory, MunicipalityFactory
from tests.jobs.conftest import ended, shared  # noqa: F401 - a fixture
from weltoffen.operating.backups.manifest import Manifest
from weltoffen.operating.backups.saving import save

_OF_THE_PARENT: list[Any] = []


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    """Give the installation a media folder of its own."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.MEDIA_ROOT.mkdir()
    return settings.MEDIA_ROOT


def put(folder: Path, **files: bytes) -> None:
    """Write files; two underscores in a name stand for a folder."""
    for name, content in files.items():
        path = folder / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder, also what a restore left waiting."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def rows(made: Manifest) -> dict[str, tuple[int, str]]:
    """Return how many rows each table of a backup has, and the hash of all that they say."""
    return {table.name: (table.rows, table.sha256) for table in made.tables}


def held(file: Path) -> dict[str, tuple[int, str]]:
    """Return what the database holds, by a backup that is thrown away."""
    made = save(file)
    file.unlink()
    return rows(made)


def a_register(media: Path) -> None:
    """Make a small register with acts, which nothing may change, and with files."""
    act = ActFactory()
    ActFactory(relation=act.relation, corrects=act)
    MunicipalityFactory(name={"de": "Łódź"})
    put(media, documents__urkunde=b"%PDF", images__bild=b"\x89PNG")


def killed_at(step: int, do: Callable[[Callable[[str, int, int], None]], object]) -> bool:
    """Do something in a process of its own that is killed with -9 when it tells the n-th time.

    Returns whether it was killed; else it came to its end before, and well.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # Python 3.12: fork with threads
        pid = os.fork()
    if not pid:
        _be_killed_at(step, do)
    code = ended(pid)
    assert code in (0, -signal.SIGKILL), code
    return code != 0


def _be_killed_at(step: int, do: Callable[[Callable[[str, int, int], None]], object]) -> None:
    told = 0

    def tell(_what: str, _done: int, _total: int) -> None:
        nonlocal told
        told += 1
        if told == step:
            os.kill(os.getpid(), signal.SIGKILL)

    code = 1
    try:
        _OF_THE_PARENT.append(connection.connection)  # kept, else its end would end the parent's
        connection.connection = None
        do(tell)
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)
