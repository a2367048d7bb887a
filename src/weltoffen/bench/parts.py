"""The parts of the benchmark: what is done in which process, and what was promised of it.

Loading and measuring happen in processes of their own. What loading leaves in memory (a gazetteer,
tens of thousands of rows) would be looked through at every collection of garbage and be measured as
if it were the page's; a worker that serves has none of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from weltoffen.bench.desk_lists import ListTimes, measure_lists
from weltoffen.bench.filling import Say, load_dortmund, load_the_world
from weltoffen.bench.pages import ALL_HOMES, PAGES, Door, PageTimes, measure_pages
from weltoffen.bench.searches import measure_searches
from weltoffen.bench.starting import measure_start, scratch_environment
from weltoffen.bench.states import measure_states
from weltoffen.bench.types import Measurement
from weltoffen.relations.models import Act, Relation

PAGE_LIMIT, PAGE_AIM = 20, 10
QUERY_LIMIT = 10
GROWTH_LIMIT = 2
STATE_LIMIT = 1.5
SEARCH_AIM = 50
"""Milliseconds."""
LIST_LIMIT = 150
"""Milliseconds of server time."""
LIST_QUERIES = 11

Values = dict[str, Any]
Inside = Callable[[str], Values]
"""Does one step in a process of its own and returns what it found."""


def do_step(step: str, world: Path | None, say: Say) -> Values:
    """Do one step in this process and on its database."""
    if step == "load-dortmund":
        load_dortmund()
    elif step == "load-world" and world is not None:
        load_the_world(world, say)
    elif step == "pages":
        found = measure_pages(Door(), [*PAGES, ALL_HOMES])
        return {name: asdict(times) for name, times in found.items()}
    elif step == "states":
        sizes = {"relations": Relation.objects.count(), "acts": Act.objects.count()}
        return sizes | measure_states()
    elif step == "searches":
        return measure_searches()
    elif step == "lists":
        return {name: asdict(times) for name, times in measure_lists(Door()).items()}
    else:
        raise ValueError(step)
    return {}


def measure_register(inside: Inside, *, with_world: bool, say: Say) -> list[Measurement]:
    """Measure pages and states on an empty database that is filled on the way."""
    say("Dortmund wird geladen")
    inside("load-dortmund")
    say("Seiten mit Dortmund allein")
    small = _times(inside("pages"))
    results = [*_as_promised("Seiten mit Dortmund", small)]
    if not with_world:
        say("Ohne Datei für load-world entfallen die Messungen mit 25.000 Beziehungen.")
        return results
    say("Die Welt wird geladen (etwa zwei Minuten)")
    inside("load-world")
    say("Seiten mit der Welt")
    large = _times(inside("pages"))
    say("Stand aller Beziehungen an einem Tag")
    taken = inside("states")
    numbers = f"{taken['relations']} Beziehungen, {taken['acts']} Akte"
    results += _as_promised("Seiten mit der Welt", large)
    results += _growth(small, large, numbers)
    say("Suche im ganzen Register")
    searches = inside("searches")
    say("Listen am Schreibtisch")
    lists = _lists(inside("lists"), numbers)
    return [*results, *_states(taken, numbers), *_searches(searches, numbers), *lists]


def _lists(taken: Values, numbers: str) -> Iterator[Measurement]:
    for name, values in taken.items():
        times = ListTimes(**values)
        took = times.seconds * 1000
        yield Measurement("Listen", name, took, "ms", LIST_LIMIT, note=numbers)
        yield Measurement("Listen", name, times.queries, "Abfragen", LIST_QUERIES)


def _searches(taken: Values, numbers: str) -> Iterator[Measurement]:
    for name, seconds in taken.items():
        yield Measurement("Suche", name, seconds * 1000, "ms", aim=SEARCH_AIM, note=numbers)


def _times(found: Values) -> dict[str, PageTimes]:
    return {name: PageTimes(**times) for name, times in found.items()}


def _as_promised(part: str, times: Mapping[str, PageTimes]) -> Iterator[Measurement]:
    for name, taken in times.items():
        note = f"{taken.page * 1000:.2f} ms gegen {taken.bare * 1000:.3f} ms, {taken.size} Bytes"
        yield Measurement(part, name, taken.ratio, "mal", PAGE_LIMIT, PAGE_AIM, note)
        yield Measurement(part, name, taken.queries, "Abfragen", QUERY_LIMIT)


def _growth(
    small: Mapping[str, PageTimes], large: Mapping[str, PageTimes], numbers: str
) -> Iterator[Measurement]:
    """Compare the same page before and after, each in the measure of the bare view beside it."""
    for name, before in small.items():
        value = large[name].ratio / before.ratio
        yield Measurement("Wachstum", name, value, "mal", GROWTH_LIMIT, note=numbers)


def _states(taken: Values, numbers: str) -> Iterator[Measurement]:
    found, read, less = taken["states"], taken["read"], taken["read less"]
    note = f"{found:.3f} s gegen {read:.3f} s Lesen; {numbers}"
    yield Measurement("Stand", "alle an einem Tag", found / read, "mal", STATE_LIMIT, note=note)
    note = f"{less:.3f} s für nur die Angaben, von denen der Stand abhängt"
    yield Measurement("Stand", "gegen sparsames Lesen", found / less, "mal", note=note)


def measure_starts(folder: Path, page: str) -> list[Measurement]:
    """Measure the demonstration's first and second start in an empty folder."""
    environment = scratch_environment(folder)
    first, second = (measure_start(environment, page) for _ in range(2))
    results = [
        Measurement("Start", "erster, bis zur ersten Seite", first.seconds, "s"),
        Measurement("Start", "zweiter, bis zur ersten Seite", second.seconds, "s"),
    ]
    if second.worker_mb is not None:
        results.append(Measurement("Start", "Speicher eines Prozesses", second.worker_mb, "MB"))
    return results
