"""The file of a backup: a ZIP whose parts are known by their hashes. No tables, no Django.

It is written under a name of its own beside its place and gets its real name when it is whole and
on the disk. So whatever ends the writing, nothing lies under the real name that is no backup.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.operating.backups.manifest import Manifest, broken, read_manifest

MANIFEST = "manifest.json"
SEAL = "manifest.sha256"
BLOCK = 1 << 20
_TAKEN = N_(
    "Die Datei %(file)s gibt es schon. Nennen Sie eine neue; eine Sicherung überschreibt keine "
    "andere."
)
_NO_FOLDER = N_(
    "Den Ordner %(folder)s gibt es nicht. Legen Sie ihn an, oder nennen Sie einen anderen."
)
_NOT_WRITTEN = N_(
    "Die Sicherung konnte nicht geschrieben werden (%(why)s). Schaffen Sie Platz oder nennen Sie "
    "einen anderen Ort; es liegt dort nichts Halbes."
)
_BROKEN = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, OSError, ValueError,
    OverflowError, RuntimeError, NotImplementedError,
)  # fmt: skip
"""What reading ends in where a ZIP was cut off or changed. A changed byte may say that a part is
encrypted, packed by a method nobody knows, or lies before the file's beginning."""
_NOT_THERE = N_(
    "Die Datei %(file)s lässt sich nicht öffnen (%(why)s). Prüfen Sie Namen und Rechte."
)


class Writer:
    """Writes parts into a backup and tells their size and hash."""

    def __init__(self, zipped: zipfile.ZipFile) -> None:
        self._zip = zipped

    def write(
        self, name: str, blocks: Iterable[bytes], *, is_packed: bool = False
    ) -> tuple[int, str]:
        """Write one part; return its bytes and their SHA-256.

        ``is_packed`` is for what will hardly get smaller: pictures, PDF, office documents.
        """
        part = zipfile.ZipInfo(name)
        part.compress_type = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
        part.external_attr = 0o600 << 16
        digest, size = hashlib.sha256(), 0
        with self._zip.open(part, "w", force_zip64=True) as out:
            for block in blocks:
                out.write(block)
                digest.update(block)
                size += len(block)
        return size, digest.hexdigest()

    def seal(self, manifest: Manifest) -> None:
        """Write what the backup says of itself, last."""
        told = manifest.as_json()
        self.write(MANIFEST, [told])
        self.write(SEAL, [hashlib.sha256(told).hexdigest().encode()])


@contextmanager
def writing(file: Path) -> Iterator[Writer]:
    """Give a writer; the file appears when the block has ended well, and not at all else.

    Refuses a file that exists. Readable for its owner only, from its first byte on. What a killed
    writer left beside is cleared away by the next one.
    """
    folder = file.absolute().parent
    if not folder.is_dir():
        raise Refused(Problem("", _NO_FOLDER, {"folder": folder}))
    _refuse_taken(file)
    try:
        _clear_abandoned(folder, file.name)
        handle, draft = tempfile.mkstemp(prefix=f".{file.name}.", suffix=".part", dir=folder)
    except OSError as error:
        raise Refused(Problem("", _NOT_WRITTEN, {"why": error.strerror})) from error
    try:
        with os.fdopen(handle, "w+b") as out:
            fcntl.flock(out, fcntl.LOCK_EX | fcntl.LOCK_NB)  # somebody is at it
            with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
                yield Writer(zipped)
            out.flush()
            os.fsync(out.fileno())
            _name(draft, file)
        sync_folder(folder)
    except OSError as error:
        raise Refused(Problem("", _NOT_WRITTEN, {"why": error.strerror or error})) from error
    finally:
        with suppress(FileNotFoundError):
            os.unlink(draft)


def _refuse_taken(file: Path) -> None:
    if os.path.lexists(file):
        raise Refused(Problem("", _TAKEN, {"file": file}))


def _name(draft: str, file: Path) -> None:
    """Give the whole file its name; one that appeared meanwhile is kept."""
    try:
        os.link(draft, file)
    except FileExistsError:
        _refuse_taken(file)
    except OSError:  # a file system without second names
        _refuse_taken(file)
        os.rename(draft, file)


def _clear_abandoned(folder: Path, name: str) -> None:
    """Remove what writers of this file left that are no more: nobody holds its lock."""
    for part in folder.iterdir():
        if not (part.name.startswith(f".{name}.") and part.name.endswith(".part")):
            continue
        with suppress(OSError), part.open("rb") as left:
            fcntl.flock(left, fcntl.LOCK_EX | fcntl.LOCK_NB)
            part.unlink()


def sync_folder(folder: Path) -> None:
    """Let the disk keep the names in a folder, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


class Reader:
    """Reads a backup's parts; what does not match its hash is refused, at the part's end."""

    def __init__(self, zipped: zipfile.ZipFile) -> None:
        self._zip = zipped
        self.manifest = read_manifest(self._sealed())
        self._expected = {part.entry: (part.bytes, part.sha256) for part in self.manifest.parts}
        names = zipped.namelist()
        if len(names) != len(set(names)) or set(names) != {*self._expected, MANIFEST, SEAL}:
            raise broken("es fehlen Teile, oder es sind fremde darin")

    def _sealed(self) -> bytes:
        if not {MANIFEST, SEAL} <= set(self._zip.namelist()):
            raise broken("das Verzeichnis fehlt")
        with _reading_whole():
            told, seal = self._zip.read(MANIFEST), self._zip.read(SEAL)
        if hashlib.sha256(told).hexdigest().encode() != seal:
            raise broken("das Verzeichnis wurde verändert")
        return told

    def blocks(self, entry: str) -> Iterator[bytes]:
        """Yield a part in blocks. Whoever takes the last one knows that all were right."""
        return self._checked(entry, lambda part: iter(lambda: part.read(BLOCK), b""))

    def lines(self, entry: str) -> Iterator[bytes]:
        """Yield a part in lines, checked like blocks."""
        return self._checked(entry, iter)

    def _checked(self, entry: str, pieces: Any) -> Iterator[bytes]:
        size, sha256 = self._expected[entry]
        digest, seen = hashlib.sha256(), 0
        with _reading_whole(), self._zip.open(entry) as part:
            for piece in pieces(part):
                seen += len(piece)
                if seen > size:
                    break
                digest.update(piece)
                yield piece
        if seen != size or digest.hexdigest() != sha256:
            raise broken(f"{entry} wurde verändert")

    def verify(self, entry: str) -> None:
        """Read a part to its end and refuse it if it is not what was written."""
        for _piece in self.blocks(entry):
            pass


@contextmanager
def reading(file: Path) -> Iterator[Reader]:
    """Open a backup; refuses what is none, and what breaks while it is read."""
    try:
        source: IO[bytes] = file.open("rb")
    except OSError as error:
        values = {"file": file, "why": error.strerror}
        raise Refused(Problem("", _NOT_THERE, values)) from error
    with source:
        with _reading_whole():
            zipped = zipfile.ZipFile(source)
        with zipped:
            yield Reader(zipped)


@contextmanager
def _reading_whole() -> Iterator[None]:
    try:
        yield
    except _BROKEN as error:
        raise broken("sie ist unvollständig oder verändert") from error
