"""Taking words out of an entry of the history; that something was changed stays."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

REDACTED = "redacted"
"""Where an entry names what was taken out of it."""
_STRUCTURE = frozenset({"changed", "fields", "row", "pk", REDACTED})


def without(data: Mapping[str, Any], names: Collection[str]) -> dict[str, Any]:
    """Return an entry's data without what it says under some names, as a change or by itself.

    The names stay, under :data:`REDACTED`: the entry still tells that these were changed.
    """
    changed = data.get("changed", {})
    told = set(data) - _STRUCTURE
    gone = {name for name in names if name in changed or name in told}
    if not gone:
        return dict(data)
    kept = {name: value for name, value in data.items() if name not in gone or name in _STRUCTURE}
    if "changed" in data:
        kept["changed"] = {name: pair for name, pair in changed.items() if name not in gone}
    kept[REDACTED] = sorted({*data.get(REDACTED, ()), *gone})
    return kept
