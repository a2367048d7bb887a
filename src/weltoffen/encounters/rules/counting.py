"""Names vanish, counts stay: what has to be counted before names go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from weltoffen.encounters.types import Tally, Totals


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


def without_mistake(counted: Counted, named: int) -> Counted:
    """Return a line of the count after somebody was named by mistake and goes uncounted.

    ``named`` are those who are named still, the mistaken one among them. A line that a deletion
    raised to the number of all names sinks by one; what was counted otherwise stays.
    """
    is_raised = counted.forgotten > 0 and counted.heads == counted.forgotten + named
    return Counted(counted.heads - 1, counted.forgotten) if is_raised else counted


def totals(tallies: Iterable[Tally]) -> Totals:
    """Add the lines of a count up: by country, by group, by both, in days and in nights."""
    lines = list(tallies)
    by_country: Counter[str] = Counter()
    by_group: Counter[str] = Counter()
    by_both: Counter[tuple[str, str]] = Counter()
    for line in lines:
        by_country[line.country] += line.heads
        by_group[line.group] += line.heads
        by_both[line.country, line.group] += line.heads
    return Totals(
        heads=sum(line.heads for line in lines),
        by_country=dict(by_country),
        by_group=dict(by_group),
        by_both=dict(by_both),
        person_days=sum(line.heads * (line.days or 0) for line in lines),
        person_nights=sum(line.heads * (line.nights or 0) for line in lines),
        lacking_days=sum(line.heads for line in lines if line.days is None),
        lacking_nights=sum(line.heads for line in lines if line.nights is None),
    )


def counted_twice(tallies: Iterable[Tally]) -> list[CountedAs]:
    """Return the lines that a count names more than once, each once."""
    times = Counter(CountedAs(line.country, line.group) for line in tallies)
    return sorted(line for line, number in times.items() if number > 1)
