"""The day of a page, and what it says of an end "by the end of the year"."""

from __future__ import annotations

import re
from dataclasses import replace

from weltoffen.intake.reading.dates import dates_in
from weltoffen.intake.reading.layout import Unit
from weltoffen.intake.reading.prose import Partner
from weltoffen.intake.types import Standing

_THAT_YEAR = re.compile(
    r"(?:per|auf|zum|bis|by|at) (?:the )?(?:Ende Jahr|Jahresende"
    r"|Ende des Jahres|end of (?:the|this) year)",
    re.IGNORECASE,
)
_TOP = 600


def ended_that_year(unit: Unit, partner: Partner, text: str) -> Partner:
    """Give an end "by the end of the year" the year of the page, where its head names a day."""
    if partner.until or partner.status is not Standing.ENDED or not _THAT_YEAR.search(unit.text):
        return partner
    day = day_of(text)
    return replace(partner, until=day[:4]) if day else partner


def day_of(text: str) -> str | None:
    """Return the first full date at the head of a page."""
    return next((d.on for d in dates_in(text[:_TOP]) if d.on and len(d.on) == 10), None)
