"""Stamps: what a row said when it went out, so that it is known later who changed what.

A stamp names each column of the row with a short fingerprint of its cell. It proves nothing and
protects nothing: it tells a cell that somebody edited from one that the register changed meanwhile.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from weltoffen.lists.rules.cells import tidy

_LENGTH = 8
"""Signs of a fingerprint: two different cells have the same once in four thousand million."""
_EDITION = "1"


def print_of(cell: str) -> str:
    """Return the fingerprint of a cell."""
    return hashlib.sha256(tidy(cell).encode()).hexdigest()[:_LENGTH]


def stamp(cells: Mapping[str, str]) -> str:
    """Return the stamp of a row, by the names of its columns."""
    said = (f"{name}={print_of(cell)}" for name, cell in cells.items())
    return "|".join((_EDITION, *said))


def read_stamp(text: str) -> dict[str, str]:
    """Return the fingerprints of a stamp by column; nothing of what is no stamp."""
    edition, _, rest = text.strip().partition("|")
    if edition != _EDITION:
        return {}
    pairs = (part.partition("=") for part in rest.split("|"))
    return {name: printed for name, _sign, printed in pairs if len(printed) == _LENGTH}
