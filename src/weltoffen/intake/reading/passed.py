"""What is over and still spoken of as ahead: by the dates of the page, and by plain public facts.

Of some things everybody knows that they are over, also where no date stands beside their name.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from weltoffen.intake.reading.layout import Unit
from weltoffen.intake.reading.tense import LOOKS_AHEAD, announced_in
from weltoffen.intake.types import FoundClaim, Quote

RULE = "announced-event/1"
_I = re.IGNORECASE
# A page that informs those concerned speaks of a thing as one that still comes or still goes on.
_INFORMS = re.compile(
    r"\b(?:Informationen|Information|Infos?|Hinweise?|Wichtiges|Fragen und Antworten|FAQ"
    r"|Auswirkungen"
    r"|Folgen|Was (?:sich )?ändert|Was bedeutet|What (?:changes|you need to know|it means)|Advice"
    r"|Guidance|Questions and answers|Consequences|Renseignements|Informations|Conseils"
    r"|Conséquences|Ce qui change)\b(?:\s[\w*-]+){0,4}?\s?"
    r"(?:zum|zur|zu|über|des|der|durch|vor|für|on|about|of|for|before|sur|du|de la|après|avant|:)",
    _I,
)
_TOLD = re.compile(
    r"\b(?:nach|seit|after|since|following|depuis|après|während|during|wurde|wurden|war|waren|hatte"
    r"|was|were|had|ended|endete|Rückblick|Ergebnis\w*|results?|résultats?|bilan|avait|étaient"
    r"|était"
    r"|fand|fanden)\b",
    _I,
)


@dataclass(frozen=True, slots=True)
class _Event:
    """Something that is over: its name and the last day on which it was not."""

    name: str
    over_on: dt.date


def passed_in(units: Sequence[Unit], text: str, read_on: dt.date | None) -> Iterator[FoundClaim]:
    """Yield what is announced although it was over on the day of reading; a known event once.

    Nothing is said without that day.
    """
    if read_on is None:
        return
    told: set[str] = set()
    for unit in units:
        found = _event_in(unit.text)
        if found is None:
            yield from announced_in([unit], text, read_on)
            continue
        event, low, high = found
        ahead = LOOKS_AHEAD.search(unit.text) or _INFORMS.search(unit.text)
        is_told = event.name in told or _TOLD.search(unit.text)
        if ahead and event.over_on < read_on and not is_told:
            told.add(event.name)
            start = unit.start + min(low, ahead.start())
            end = unit.start + max(high, ahead.end())
            words = text[start:end].rstrip()
            yield FoundClaim(
                what="announced",
                quote=Quote(words, start, start + len(words)),
                rule=RULE,
                on=event.over_on.isoformat(),
                name=event.name,
            )


def _event_in(said: str) -> tuple[_Event, int, int] | None:
    """Return the known event that a unit names, and where; the longest name where several fit."""
    if not _MAY_NAME.search(said):
        return None
    pattern, events = _events()
    found = max(pattern.finditer(said), key=lambda each: each.end() - each.start(), default=None)
    if found is None or found.lastgroup is None:
        return None
    return events[found.lastgroup], found.start(), found.end()


# A quick look before all names: the years, and what stands in the names without one.
_MAY_NAME = re.compile(r"20[0-9]{2}|rexit|ustritt|withdrawal|sortie|Jahr|Year|Année|Mailand|Milan")


@cache
def _events() -> tuple[re.Pattern[str], dict[str, _Event]]:
    name = "past_events.tsv"
    lines = (files("weltoffen.intake") / "data" / name).read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    events = {
        f"e{number}": _Event(row[1], dt.date.fromisoformat(row[0]))
        for number, row in enumerate(rows)
    }
    parts = (
        f"(?P<e{number}>(?<![\\w-])(?:{'|'.join(row[2].split(' | '))})(?![\\w]|[-/]\\d))"
        for number, row in enumerate(rows)
    )
    return re.compile("|".join(parts)), events
