"""What a list was asked for, as the query of its address, in one form."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import parse_qsl, urlencode

MOMENTARY = frozenset({"p", "export", "open", "column", "move", "choose", "_w_filter_fragment"})
"""What belongs to one look at a list, not to the list: its page, its format, what is unfolded."""
_LONGEST = 2000


def asked_of(query: str) -> str:
    """Return a query in its one form: in order, without what is empty or momentary."""
    pairs = parse_qsl(query[:_LONGEST])
    kept = sorted({(name, value) for name, value in pairs if value and name not in MOMENTARY})
    return urlencode(kept)


def moved(names: Iterable[str], move: str) -> list[str]:
    """Return names with one of them a place nearer to the front or the end.

    ``move`` is ``up:NAME`` or ``down:NAME``; what is neither moves nothing.
    """
    order = list(names)
    way, _, name = move.partition(":")
    if name not in order or way not in ("up", "down"):
        return order
    at = order.index(name)
    to = min(max(at + (-1 if way == "up" else 1), 0), len(order) - 1)
    order.insert(to, order.pop(at))
    return order
