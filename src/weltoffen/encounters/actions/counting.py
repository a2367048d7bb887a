"""Counting who took part; the count outlives all names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import transaction

from weltoffen.encounters.enums import Answer, Group
from weltoffen.encounters.models import Encounter, EncounterCount, Participant
from weltoffen.encounters.rules.counting import (
    Counted,
    CountedAs,
    counted_twice,
    made_sure,
    without_mistake,
)
from weltoffen.encounters.selectors import tallies_of
from weltoffen.encounters.types import Tally
from weltoffen.ground.problems import N_, Problem, refuse_if_any
from weltoffen.places.models import Country
from weltoffen.records.actions import keep, log

if TYPE_CHECKING:
    from weltoffen.accounts.models import User

_TWICE = N_("%(group)s (%(country)s) stehen in zwei Zeilen. Fassen Sie beide in einer zusammen.")
_NO_COUNTRY = N_("Das Land „%(country)s“ steht nicht im Register. Legen Sie es zuerst an.")
_STILL_NEEDED = N_(
    "Die Zeile %(group)s (%(country)s) kann nicht weg: Sie zählt %(heads)d Personen, deren Namen "
    "schon gelöscht sind."
)


@transaction.atomic
def set_counts(*, encounter: Encounter, tallies: Iterable[Tally], by: User) -> None:
    """Say how many took part: just these lines, each country and group once.

    Refuses a number below that of the names that are deleted already, and a line less that counts
    such. Nothing is written where nothing differs.
    """
    wanted = list(tallies)
    refuse_if_any(Problem("counts", _TWICE, _said(line)) for line in counted_twice(wanted))
    locked = Encounter.objects.select_for_update().get(pk=encounter.pk)
    before = tallies_of(locked)
    rows = _rows(locked)
    countries = _countries(wanted)
    left = rows.keys() - {_line(tally) for tally in wanted}
    refuse_if_any(
        Problem("counts", _STILL_NEEDED, {**_said(line), "heads": rows[line].forgotten})
        for line in sorted(left)
        if rows[line].forgotten
    )
    for line in left:
        rows[line].delete()
    for tally in wanted:
        _put(locked, rows.get(_line(tally)), tally, countries.get(tally.country))
    after = tallies_of(locked)
    if after != before:
        log("encounters.encounter.count", encounter, by=by, data=_told(before, after))


def count_before_deletion(
    encounter: Encounter, here: list[Participant], leaving: list[Participant], *, by: User
) -> None:
    """Write the lines of the count that have to rise before names go; the history tells if they do.

    ``here`` are all who are named, so that the number is that of all from the first deletion on,
    and no further one changes it. None rises where nobody came because it was called off. To be
    called by the actions that delete names, in their transaction and with the encounter held.
    """
    if encounter.withdrawn_because:
        return
    rows, before = _rows(encounter), tallies_of(encounter)
    countries = {each.country.code: each.country for each in leaving if each.country}
    sure = made_sure(
        {line: Counted(row.heads, row.forgotten) for line, row in rows.items()},
        _lines(here),
        _lines(leaving),
    )
    for line, counted in sure.items():
        row = rows.get(line) or EncounterCount(
            encounter=encounter, country=countries.get(line.country), group=line.group
        )
        row.heads, row.forgotten = counted.heads, counted.forgotten
        keep(row)
    after = tallies_of(encounter)
    if after != before:
        log("encounters.encounter.count", encounter, by=by, data=_told(before, after))


def leave_out_mistake(
    encounter: Encounter, here: list[Participant], mistaken: Participant, *, by: User
) -> None:
    """Lower the line that an earlier deletion raised by somebody who was named by mistake.

    To be called as :func:`count_before_deletion`, with all who are named still.
    """
    rows, before = _rows(encounter), tallies_of(encounter)
    lines = [line for line in _lines([mistaken]) if line in rows]  # none where they declined
    if not lines:
        return
    row, named = rows[lines[0]], _lines(here).count(lines[0])
    row.heads = without_mistake(Counted(row.heads, row.forgotten), named).heads
    keep(row)
    after = tallies_of(encounter)
    if after != before:
        log("encounters.encounter.count", encounter, by=by, data=_told(before, after))


def _put(
    encounter: Encounter, row: EncounterCount | None, tally: Tally, country: Country | None
) -> None:
    row = row or EncounterCount(encounter=encounter, country=country, group=tally.group)
    if (row.heads, row.days, row.nights) != (tally.heads, tally.days, tally.nights):
        row.heads, row.days, row.nights = tally.heads, tally.days, tally.nights
        keep(row)


def _rows(encounter: Encounter) -> dict[CountedAs, EncounterCount]:
    return {
        CountedAs(row.country.code if row.country else "", row.group): row
        for row in encounter.counts.select_related("country")
    }


def _countries(tallies: Iterable[Tally]) -> dict[str, Country]:
    """Return the countries that lines name; refuses one that the register does not have."""
    wanted = {tally.country for tally in tallies if tally.country}
    found = {each.code: each for each in Country.objects.filter(code__in=wanted)}
    refuse_if_any(
        Problem("counts", _NO_COUNTRY, {"country": code}) for code in sorted(wanted - found.keys())
    )
    return found


def _lines(people: Iterable[Participant]) -> list[CountedAs]:
    """Return as what people are counted; whoever declined did not come."""
    return [
        CountedAs(each.country.code if each.country else "", each.group)
        for each in people
        if each.answer != Answer.NO
    ]


def _line(tally: Tally) -> CountedAs:
    return CountedAs(tally.country, tally.group)


def _said(line: CountedAs) -> dict[str, Any]:
    return {"group": Group(line.group).label, "country": line.country or "–"}


def _told(before: list[Tally], after: list[Tally]) -> dict[str, Any]:
    """Return what the history keeps: all lines before and after, and what they come to."""
    return {
        "heads_before": sum(tally.heads for tally in before),
        "heads": sum(tally.heads for tally in after),
        "lines_before": [_values(tally) for tally in before],
        "lines": [_values(tally) for tally in after],
    }


def _values(tally: Tally) -> list[Any]:
    return [tally.country, tally.group, tally.heads, tally.days, tally.nights]
