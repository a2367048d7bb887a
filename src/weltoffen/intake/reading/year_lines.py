"""Years on lines of their own that stand above what belongs to them, as in a chronicle.

Below a town a year completes it, and the course of reading sees to that. Which of the two a page
does, its first and its last year tell: above them stands an entry, or below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from weltoffen.intake.reading.countries import country_of, region_country
from weltoffen.intake.reading.layout import Form, Unit
from weltoffen.intake.reading.mentions import places_in

_YEAR = re.compile(
    r"\W{0,2}(?:(?:[Ii]m )?[Jj]ahr |[Ii]n |[Ee]n )?(?P<year>1[89]\d\d|20\d\d)\s?[:.]?\Z"
)
_A_LIST = 3
_LONGEST = 90
_DATED = re.compile(r"(?:1[5-9]|20)\d\d")


def years_joined(units: Sequence[Unit]) -> list[Unit]:
    """Return the units with years that lead joined to what stands below: "1964: Venlo (NL)"."""
    years = [at for at, unit in enumerate(units) if _is_year(unit)]
    if len(years) < _A_LIST or not _lead(units, years):
        return list(units)
    return list(_joined(units))


def _is_year(unit: Unit) -> bool:
    return unit.form is not Form.SENTENCE and _YEAR.match(unit.text) is not None


def _lead(units: Sequence[Unit], years: Sequence[int]) -> bool:
    """Say whether the years stand above what belongs to them."""
    first, last = years[0], years[-1]
    if first and _is_cell(units[first - 1]):
        return False
    if last + 1 == len(units) or _is_year(units[last + 1]):
        return False
    below = [units[at + 1] for at in years]
    are_told = [_is_entry(unit) or bool(places_in(unit.text)) for unit in below]
    return sum(are_told) * 2 >= len(below)


def _is_entry(unit: Unit) -> bool:
    """Say whether a line begins with a place."""
    first = next(iter(places_in(unit.text)), None)
    return first is not None and unit.form is not Form.SENTENCE and first.start <= 1


def _is_cell(unit: Unit) -> bool:
    """Say whether a line is a town or a country, to which a year below it would belong."""
    if unit.form is Form.SENTENCE:
        return False
    return _is_entry(unit) or country_of(unit.text) is not None or bool(region_country(unit.text))


def _joined(units: Sequence[Unit]) -> Iterator[Unit]:
    """Yield the units without the lines of years: what stands below has its year before it.

    That is the line or sentence right below, and behind an entry the entries that follow it.
    """
    year = ""
    start: int | None = None
    for unit in units:
        if found := _YEAR.match(unit.text) if unit.form is not Form.SENTENCE else None:
            year, start = found["year"], unit.start
            continue
        is_entry = _is_entry(unit) and len(unit.text) <= _LONGEST and not _DATED.search(unit.text)
        if year and is_entry:
            low = unit.start if start is None else start
            yield replace(unit, form=Form.ITEM, text=f"{year} {unit.text}", start=low)
        elif year and start is not None:
            yield replace(unit, text=f"{year}: {unit.text}", start=start)
            year = ""
        else:
            yield unit
            year = ""
        start = None
