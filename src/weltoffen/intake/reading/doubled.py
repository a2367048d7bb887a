"""Units that a page writes twice behind one number: "18,2% Prozent", "5 Mio. Millionen"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from weltoffen.intake.reading.layout import Unit
from weltoffen.intake.types import FoundClaim, Quote

RULE = "doubled-unit/1"
# Spellings of one unit, in the order in which they are tried; "." closes an abbreviation.
_UNITS: tuple[tuple[str, str], ...] = (
    ("percent", r"%|Prozent|v\. ?H\.|per ?cent|pour ?cents?"),
    ("million", r"Mio\.?|Mill\.|Millionen?|millions?"),
    ("billion", r"Mrd\.?|Milliarden?|milliards?|billions?|bn"),
    ("euro", r"€|EUR|Euros?|euros?"),
    ("dollar", r"US\$|\$|USD|US-Dollar|[Dd]ollars?"),
    ("pound", r"£|GBP|[Pp]ounds?"),
    ("kilometre", r"km|Kilometern?|kilomet(?:re|er)s?|kilomètres?"),
    ("square metre", r"m²|qm|Quadratmetern?|square metres?|mètres carrés"),
    ("tonne", r"t|Tonnen?|tonn?es"),
    ("inhabitant", r"EW|Einw\.|Einwohner(?:innen)?n?|inhabitants|habitants"),
    ("o'clock", r"Uhr"),
)
_NUMBER = r"(?<![\w.,])(?P<number>\d{1,3}(?:[.\u00a0\u202f ]\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?)"
_TWICE = tuple(
    (name, re.compile(rf"{_NUMBER}\s?(?:{words})\s{{1,3}}(?:{words})(?![\w*:/-])"))
    for name, words in _UNITS
)
# The sign before the number and the word behind it: "€ 100 Euro".
_AROUND = tuple(
    (name, re.compile(rf"(?<![\w/])(?:{signs})\s?{_NUMBER}\s(?:{words})(?![\w*:/-])"))
    for name, signs, words in (
        ("euro", r"€|EUR", r"€|EUR|Euros?|euros?"),
        ("dollar", r"US\$|\$|USD", r"USD|US-Dollar|[Dd]ollars?"),
        ("pound", r"£|GBP", r"GBP|[Pp]ounds?"),
    )
)
_ANY_UNIT = "|".join(words for _name, words in _UNITS)
_MAYBE = re.compile(rf"\d\s?(?:{_ANY_UNIT})\s{{1,3}}(?:{_ANY_UNIT})|(?:€|\$|£|EUR|USD|GBP)\s?\d")
"""What all of them have: two units behind a number, or a sign before it."""


def doubled_units_in(units: Sequence[Unit], text: str) -> Iterator[FoundClaim]:
    """Yield the numbers whose unit is said twice; the quote is the number with both."""
    for unit in units:
        if not _MAYBE.search(unit.text):
            continue
        for name, pattern in (*_TWICE, *_AROUND):
            for found in pattern.finditer(unit.text):
                start, end = unit.start + found.start(), unit.start + found.end()
                yield FoundClaim(
                    what="doubled-unit",
                    quote=Quote(text[start:end], start, end),
                    rule=RULE,
                    value=_value(found["number"]),
                    unit=name,
                )


_GROUPED = re.compile(r"\d{1,3}(?:[.\u00a0\u202f ]\d{3})+(?:,\d+)?\Z")


def _value(number: str) -> float:
    """Return what digits say: a point before three digits parts thousands, else it is a comma's."""
    if _GROUPED.match(number):
        number = re.sub(r"[.\s]", "", number)
    return float(number.replace(",", "."))
