"""Places with two names that are one put together: "Provinz Pesaro und Urbino"."""

from __future__ import annotations

import re

from weltoffen.intake.reading.towns import known
from weltoffen.places.gazetteer import Status

_PROVINCE = re.compile(
    r"\b(?:[Pp]rovinz|[Pp]rovince|Provincia|Landkreis|Grafschaft)\s(?:of\s|de\s)?\Z"
)
_AND = frozenset({" und ", " and ", " et ", " e "})


def begin_of_both(text: str, one: tuple[int, int], two: int, country: str | None) -> int | None:
    """Return where the name of a place begins that has two names; None where they are of two.

    ``one`` is where the first stands, which has no country beside it, ``two`` where the second
    begins, which has ``country`` behind it; the first must be one of that country as well. Without
    "and" between them they are one name at the head of an entry: "Neath Port Talbot – Wales".
    """
    if known(text[slice(*one)], country)[0] is Status.UNKNOWN:
        return None
    gap = text[one[1] : two]
    if gap in _AND and (province := _PROVINCE.search(text, 0, one[0])):
        return province.start()
    return one[0] if gap == " " and one[0] <= 1 else None
