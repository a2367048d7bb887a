"""What a record said at an earlier moment, told back from what it says now.

The history keeps, for every change, what stood in a field before and after. So no copies of records
are kept: a state is what stands there now, with every later change taken back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

Change = Mapping[str, tuple[Any, Any]]
"""By field: what stood there before, what stands there after."""


def as_it_was(now: Mapping[str, Any], later: Iterable[Change]) -> dict[str, Any]:
    """Return what fields held before some changes, the newest of which comes first.

    Fields that none of them touched hold what they hold now. A field that a change names and that
    ``now`` does not have is left out: what it was is known, but not what it is.
    """
    held = dict(now)
    for change in later:
        for name, (before, _after) in change.items():
            if name in held:
                held[name] = before
    return held


def differing(one: Mapping[str, Any], other: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the fields in which two states differ; nothing and an empty text are the same."""
    return tuple(name for name in one if (one[name] or "") != (other.get(name) or ""))
