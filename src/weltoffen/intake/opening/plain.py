"""Plain text: nothing is taken away but what cannot be stored."""

from __future__ import annotations

from weltoffen.intake.opening.decoding import decode
from weltoffen.intake.opening.results import MIB, Opened, Received, storable

MEDIA_TYPE = "text/plain"
LIMIT = 5 * MIB
"""Bytes; the whole of Wikipedia's longest article has less than one MiB."""


def open_plain(received: Received) -> Opened:
    """Return the text with line endings normalised, otherwise as it came."""
    received.limit(LIMIT)
    decoded = decode(received)
    return Opened(storable(decoded.text), MEDIA_TYPE, notes=decoded.notes)
