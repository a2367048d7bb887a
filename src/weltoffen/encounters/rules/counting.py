"""Names vanish, counts stay: what has to be counted before names go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class CountedAs:
    """A line of the count: the country's code (``""``: not known) and the group."""

    country: str
    group: str


@dataclass(frozen=True, slots=True)
class Counted:
    """How many people a line counts, and how many of them were named once and are not any more."""

    heads: int
    forgotten: int = 0


def made_sure(
    counted: Mapping[CountedAs, Counted],
    named: Iterable[CountedAs],
    leaving: Iterable[CountedAs],
) -> dict[CountedAs, Counted]:
    """Return the lines as they have to be before the names of ``leaving`` are deleted.

    ``named`` are all who are named now and did not decline, ``leaving`` those of them who go. A
    line never sinks: what a person counted stays. It rises where more people were named, now and
    before, than it counts. Only lines that change are returned, so repeating with nobody leaving
    and everybody counted changes nothing.
    """
    present, going = Counter(named), Counter(leaving)
    found = {}
    for line in present.keys() | going.keys():
        before = counted.get(line, Counted(0))
        known = before.forgotten + max(present[line], going[line])
        after = Counted(max(before.heads, known), before.forgotten + going[line])
        if going[line] and after != before:
            found[line] = after
    return found
