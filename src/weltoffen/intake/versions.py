"""Which rules read a text: a name that changes exactly when a rule or its data change."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

from weltoffen.intake.asking import Model

OPENER: Final = "opening/1"
"""What makes texts out of bytes. Texts are kept, so it counts up only where new ones differ."""
_READ: Final = ("intake/reading", "intake/data", "places/data")


def reader(read_on: date, model: Model | None = None) -> str:
    """Name what reads a text: the rules by their fingerprint, the month, the model if there is one.

    Whether a text has to be read again is a question of what would be found, and that depends on
    nothing else. The month is part of it, because what a page announces passes.
    """
    named = f"rules/{_fingerprint()}@{read_on:%Y-%m}"
    return f"{named}+{model.rule}"[:60] if model else named


@cache
def _fingerprint() -> str:
    """Return the digest of the rules' code and data, which changes exactly when they do."""
    digest = hashlib.sha256()
    for folder in _READ:
        for file in sorted(_files(files("weltoffen") / folder), key=lambda each: each.name):
            digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:12]


def _files(folder: Traversable) -> Iterator[Traversable]:
    for each in folder.iterdir():
        if each.is_file() and not each.name.endswith(".pyc"):
            yield each
