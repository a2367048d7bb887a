"""The state of all relations on one day, against merely reading their acts."""

from __future__ import annotations

from datetime import date

from weltoffen.bench.timing import medians
from weltoffen.relations.selectors import FACTS, act_rows, states

DAY = date(2020, 6, 1)
ROUNDS = 9
LOOKED_AT = (*FACTS[: FACTS.index("recorded_at")], "kind")
"""The facts of an act on which its relation's state depends, as far as all is known."""


def measure_states() -> dict[str, float]:
    """Return median seconds: of reading all acts as values, of reading only what state looks at,
    and of saying all states on a day (reading included).
    """
    return medians({"read": _read, "read less": _read_less, "states": _states}, rounds=ROUNDS)


def _read() -> object:
    return list(act_rows().values_list("relation_id", *FACTS))


def _read_less() -> object:
    return list(act_rows().values_list("relation_id", *LOOKED_AT))


def _states() -> object:
    return states(DAY)
