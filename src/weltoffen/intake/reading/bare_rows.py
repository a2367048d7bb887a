"""Rows of nothing but names, as links behind coats of arms: "Metz Pula Gloucester Weimar"."""

from __future__ import annotations

import re
from itertools import pairwise

from weltoffen.intake.reading.dates import dates_in
from weltoffen.intake.reading.homes import Home
from weltoffen.intake.reading.layout import Form, Unit
from weltoffen.intake.reading.mentions import places_in
from weltoffen.intake.reading.prose import Partner
from weltoffen.intake.reading.words import kinds_in
from weltoffen.intake.types import Kind

_LEAST = 3
_LONGEST = 400
_GAP = re.compile(r"\s*[,;|·•∙/–—*-]?\s*|\s(?:und|and|et|sowie)\s")
_EDGE = re.compile(r"\W*")
_LABEL = re.compile(r"\W*[^\W\d][^:.;!?]{2,40}:\s")


def bare_rows_in(unit: Unit, home: Home, context: Kind | None) -> list[Partner]:
    """Return the partners of a line that is nothing but at least three known names.

    Below a heading on partners such a row stands for links or coats of arms. A word more, a date,
    or the city itself among them makes it something else: a route, a region, a way to go.
    """
    if context is None or not _LEAST <= len(unit.text) <= _LONGEST or dates_in(unit.text):
        return []
    towns = places_in(unit.text)
    if len(towns) < _LEAST or not all(m.is_known or m.is_stated for m in towns):
        return []
    if any(home.is_meant(m.name) and not home.is_namesake(m.name, m.country) for m in towns):
        return []
    if unit.form is Form.SENTENCE and unit.text.rstrip()[-1:] in ".!?":
        return []
    label = _LABEL.match(unit.text, 0, towns[0].start)
    first = label.end() if label and kinds_in(label[0]) else 0
    if not _EDGE.fullmatch(unit.text[first : towns[0].start] + unit.text[towns[-1].close :]):
        return []
    if not all(_GAP.fullmatch(unit.text, a.close, b.start) for a, b in pairwise(towns)):
        return []
    return [Partner(m, context, "", None, None, None, "bare-row/3", 0.85) for m in towns]
