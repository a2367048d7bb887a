"""Which rules read a text: a name that changes exactly when a rule or its data change."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

OPENER: Final = "opening/1"
"""What makes texts out of bytes. Texts are kept, so it counts up only where new ones differ."""
_READ: Final = ("intake/reading", "intake/data", "places/data")


@cache
def reader() -> str:
    """Return the name of the rules with a fingerprint of their code and data.

    Whether a text has to be read again is a question of what would be found, and that depends on
    nothing else.
    """
    digest = hashlib.sha256()
    for folder in _READ:
        for file in sorted(_files(files("weltoffen") / folder), key=lambda each: each.name):
            digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return f"rules/{digest.hexdigest()[:12]}"


def _files(folder: Traversable) -> Iterator[Traversable]:
    for each in folder.iterdir():
        if each.is_file() and not each.name.endswith(".pyc"):
            yield each
