"""The packaged register: as files that a test may break, and loaded once per module."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import transaction

from weltoffen.demo.loading import load
from weltoffen.demo.register_files import DORTMUND, read_register
from weltoffen.demo.types import Register


@pytest.fixture(scope="session")
def register() -> Register:
    return read_register()


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker, register: Register) -> Iterator[Register]:
    """The register in the database, taken back after the module's last test."""
    with django_db_blocker.unblock(), transaction.atomic():
        for _ in load(register):
            pass
        yield register
        transaction.set_rollback(True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the packaged files."""
    return Path(shutil.copytree(DORTMUND, tmp_path / "register"))


@pytest.fixture
def change(folder: Path) -> Callable[..., int]:
    """Replace a text that stands once in a file; gives the line on which it stood."""

    def replace(file: str, old: str, new: str) -> int:
        text = (folder / file).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        (folder / file).write_text(text.replace(old, new), encoding="utf-8")
        return text[: text.index(old)].count("\n") + 1

    return replace
