"""How fetching says no: a sentence with the address in it, fit to be shown."""

from __future__ import annotations

from typing import Any

from weltoffen.ground.problems import Problem, Refused

WHERE = "address"
_LONGEST_SHOWN = 200


def shown(text: str) -> str:
    """Return foreign text so that it can stand in a sentence: short, and nothing invisible.

    What cannot be printed (control characters, marks that reverse the direction) is written out
    as Python writes it, so that no address can look like another.
    """
    cut = text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in cut)


def refused(sentence: str, address: str, **values: Any) -> Refused:
    """Return the refusal of an address; ``sentence`` is marked for the catalogues by the caller."""
    safe = {name: shown(v) if isinstance(v, str) else v for name, v in values.items()}
    return Refused(Problem(WHERE, sentence, {"address": shown(address), **safe}))
