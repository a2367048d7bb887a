"""Files of a backup, on their way into the media folder.

They wait in a folder of their own below it, so that their way is a change of name. Just before the
database changes, those are put in place that do no harm beside the old ones; afterwards the few
that take another's name, and what is in nobody's way is cleared away. Whenever this is broken off,
the files are there that the database speaks of.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path, PurePosixPath

from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.operating.backups.archive import BLOCK
from weltoffen.operating.backups.manifest import MediaEntry, broken

_PREFIX = ".restore-"
_NOT_PLACED = N_(
    "In den Medienordner %(folder)s lässt sich nicht schreiben (%(why)s). Berichtigen Sie Platz "
    "und Rechte, und stellen Sie dann noch einmal wieder her; es wurde nichts geändert."
)


def is_of_a_restore(name: str) -> bool:
    """Say whether a folder below the media folder holds files that are not in place yet."""
    return name.startswith(_PREFIX)


def check_paths(entries: Iterable[MediaEntry]) -> None:
    """Refuse a path that leads out of the media folder, or that is there twice."""
    seen = set()
    for entry in entries:
        path = PurePosixPath(entry.path)
        parts = path.parts
        is_inside = (
            parts and not path.is_absolute() and ".." not in parts and "\0" not in entry.path
        )
        if not is_inside or is_of_a_restore(parts[0]) or path in seen:
            raise broken("ein Dateiname darin führt anderswohin")
        seen.add(path)


class Staging:
    """Keeps files until they may be put in place."""

    def __init__(self, root: Path, *, mode: int | None) -> None:
        self._root = root
        self._mode = mode
        self._waiting: dict[Path, Path] = {}
        self._wanted: set[Path] = set()
        self._placed: list[Path] = []
        try:
            root.mkdir(parents=True, exist_ok=True)
            self._clear_abandoned()
            self._folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=root))
            self._lock = os.open(self._folder, os.O_RDONLY | os.O_DIRECTORY)
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise self._refusal(error) from error

    def _refusal(self, error: OSError) -> Refused:
        return Refused(
            Problem("", _NOT_PLACED, {"folder": self._root, "why": error.strerror or error})
        )

    def _clear_abandoned(self) -> None:
        """Remove what a killed restore left: nobody holds its lock."""
        for left in self._root.glob(f"{_PREFIX}*"):
            handle = os.open(left, os.O_RDONLY | os.O_DIRECTORY)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(left)
            except BlockingIOError:
                continue
            finally:
                os.close(handle)

    def take(self, entry: MediaEntry, blocks: Iterable[bytes]) -> None:
        """Write a file where it waits, unless the very same lies in its place."""
        target = self._root / entry.path
        self._wanted.add(target)
        if _is_the_same(target, entry):
            for _block in blocks:  # read all the same: the last one says that all were right
                pass
            return
        waiting = self._folder / f"{entry.number:08d}"
        try:
            with waiting.open("wb") as out:
                for block in blocks:
                    out.write(block)
            if self._mode is not None:
                waiting.chmod(self._mode)
        except OSError as error:
            raise self._refusal(error) from error
        self._waiting[target] = waiting

    def place(self) -> None:
        """Put in place what takes no other file's name, with all of it on the disk."""
        os.sync()
        try:
            for target, waiting in list(self._waiting.items()):
                if os.path.lexists(target):
                    continue
                target.parent.mkdir(parents=True, exist_ok=True)
                if not target.parent.resolve().is_relative_to(self._root.resolve()):
                    raise OSError(0, f"{target.parent} führt hinaus")
                waiting.rename(target)
                self._placed.append(target)
                del self._waiting[target]
        except OSError as error:
            raise self._refusal(error) from error

    def finish(self) -> None:
        """Put the rest in place and remove what the backup does not have."""
        for target, waiting in self._waiting.items():
            os.replace(waiting, target)
        self._leave()
        for folder, _folders, names in os.walk(self._root, topdown=False):
            here = Path(folder)
            for name in names:
                if here / name not in self._wanted:
                    (here / name).unlink()
            if here != self._root and not any(here.iterdir()):
                here.rmdir()

    def undo(self) -> None:
        """Take everything back: the old files are as they were."""
        for target in self._placed:
            with suppress(OSError):
                target.unlink()
                target.parent.rmdir()  # of one that was made for it; others are not empty
        self._leave()

    def _leave(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)
        os.close(self._lock)


def _is_the_same(path: Path, entry: MediaEntry) -> bool:
    if path.is_symlink() or not path.is_file() or path.stat().st_size != entry.bytes:
        return False
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            digest.update(block)
    return digest.hexdigest() == entry.sha256
