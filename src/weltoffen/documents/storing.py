"""Where the bytes lie: each file under its own fingerprint, written once.

A file is put here before any record names it, and doing so twice changes nothing; so an action that
is undone leaves at most a file that nobody names, which ``weltoffen sweep_documents`` takes away.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage

FOLDER = "documents"
ORIGINALS = "originals"
PICTURES = "pictures"
FOLDERS = (FOLDER, ORIGINALS, PICTURES)


def name_of(folder: str, sha256: str, ending: str) -> str:
    """Return under which name bytes lie."""
    return f"{folder}/{sha256[:2]}/{sha256}.{ending}"


def put(name: str, body: bytes) -> None:
    """Keep bytes under a name made of their fingerprint; what is there already is the same."""
    if default_storage.exists(name):
        return
    taken = default_storage.save(name, ContentFile(body))
    if taken != name:  # somebody else was quicker with the same bytes
        default_storage.delete(taken)


def opened(name: str) -> File[bytes]:
    """Return what lies under a name, open for reading."""
    return default_storage.open(name)


def bytes_of(name: str) -> bytes:
    """Return the bytes that lie under a name."""
    with opened(name) as file:
        found: bytes = file.read()
    return found


def is_there(name: str) -> bool:
    """Say whether something lies under a name."""
    return default_storage.exists(name)


def take_away(names: Iterable[str]) -> None:
    """Delete files that no record names any more."""
    for name in names:
        default_storage.delete(name)


def every_name() -> Iterator[tuple[str, datetime]]:
    """Yield the name of each file, with the time when it was put there."""
    for folder in FOLDERS:
        for part in _inside(folder)[0]:
            for name in _inside(f"{folder}/{part}")[1]:
                whole = f"{folder}/{part}/{name}"
                yield whole, default_storage.get_modified_time(whole)


def _inside(folder: str) -> tuple[list[str], list[str]]:
    try:
        return default_storage.listdir(folder)
    except FileNotFoundError:
        return [], []
