"""Which relations a named rule lets into a list, and which acts leave that open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from weltoffen.ground.dates import FIRST_DAY, LAST_DAY, Certainty
from weltoffen.relations.enums import Axis
from weltoffen.relations.rules.counting import Countable, counting_rule
from weltoffen.relations.rules.state import deciding
from weltoffen.relations.types import ActFacts

Judge = Callable[[Countable], Certainty]


def everything(relation: Countable) -> Certainty:
    """Let every relation in."""
    return Certainty.CERTAIN


def judge_by(rule: str) -> Judge:
    """Return how a named counting rule judges a relation; refuses a rule that does not exist."""
    chosen = counting_rule(rule)

    def judge(relation: Countable) -> Certainty:
        return chosen.judge(relation) if relation.kind == chosen.kind else Certainty.NO

    return judge


def open_acts(held: Sequence[ActFacts], on: date) -> dict[int, date | None]:
    """Return the acts that may decide a day but need not, each with its term if that is why.

    ``held`` are the acts that hold; the keys are their ids.
    """
    found: dict[int, date | None] = {}
    for axis in (Axis.PHASE, Axis.BOND, Axis.EXCHANGE):
        for act in deciding(held, axis, on):
            expired = act.term_until is not None and act.term_until <= on
            if act.latest > on:
                found.setdefault(act.id, None)
            elif axis is Axis.BOND and expired:
                found.setdefault(act.id, act.term_until)
    return found


def turning_days(acts: Iterable[ActFacts], until: date) -> list[date]:
    """Return the days up to ``until`` on which some answer may change, and ``until`` itself."""
    found = {
        day
        for act in acts
        for day in (act.earliest, act.latest, act.term_until)
        if day is not None and FIRST_DAY < day <= until and day < LAST_DAY
    }
    return sorted(found | {until})


Turn = tuple[date, Certainty, Certainty]
"""A day on which the answer for one relation changes, with the old and the new one."""


def steps_through(turns: Iterable[Turn], until: date) -> Iterator[tuple[date, int, int]]:
    """Yield (day, certain, possible) for each day on which a count changes, and for ``until``.

    ``turns`` are those of all relations that are counted, in any order.
    """
    by_day: dict[date, list[tuple[Certainty, Certainty]]] = {until: []}
    for day, before, after in turns:
        by_day.setdefault(day, []).append((before, after))
    shown = (-1, -1)
    certain = possible = 0
    for day in sorted(by_day):
        for before, after in by_day[day]:
            certain += (after is Certainty.CERTAIN) - (before is Certainty.CERTAIN)
            possible += (after is not Certainty.NO) - (before is not Certainty.NO)
        if day == until or shown != (certain, possible):
            shown = (certain, possible)
            yield day, certain, possible
