"""Timing several things in turns, so that what disturbs the machine disturbs them all alike."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping

Work = Callable[[], object]


def medians(things: Mapping[str, Work], *, rounds: int, warm_up: int = 2) -> dict[str, float]:
    """Return the median seconds of each thing over a number of rounds.

    Every round does each thing once; the first ``warm_up`` rounds do not count.
    """
    seconds: dict[str, list[float]] = {name: [] for name in things}
    for number in range(warm_up + rounds):
        for name, work in things.items():
            began = time.perf_counter()
            work()
            took = time.perf_counter() - began
            if number >= warm_up:
                seconds[name].append(took)
    return {name: statistics.median(taken) for name, taken in seconds.items()}
