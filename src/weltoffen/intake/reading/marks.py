"""Marks of notes at the lines of a list, and the note below that says how those lines stand.

"Smolensk (Russland)*, 1985" and below the list "* Die Partnerschaft ruht seit 2022."
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from weltoffen.intake.reading.layout import Form, Unit
from weltoffen.intake.reading.mentions import places_in
from weltoffen.intake.reading.standings import standings_in, tells_of_standing
from weltoffen.intake.reading.words import OTHER_BODY, kinds_in
from weltoffen.intake.types import Standing

_MARK = re.compile(r"(?<=[\w)])\s?(?P<mark>\*{1,3}|[†‡¹²³]|\(\*{1,3}\)|[¹²³]\))(?=[\s,;:)]|\Z)")
_LONGEST_LINE, _LONGEST_NOTE = 140, 220
_FAR = 40


_OWN = re.compile(r"\s*(?P<mark>\*{1,3}|[†‡¹²³]|\(\*{1,3}\)|[¹²³]\))")
_OF_OTHERS = re.compile(
    r"verein|austausch|komitee|ausschuss|beirat|begegnung|jugend|schul|programm|zug\b|website"
    r"|exchange|committee|association|school|youth|programme|scheme"
    r"|échange|comité|scolaire|jeunesse",
    re.IGNORECASE,
)
"""What rests or was dissolved beside a bond, though the bond itself goes on."""
_BOND = re.compile(
    r"\b(?:links?|ties?|bond|agreement|charter|treaty|contact|lien|accord|pacte?|charte|convention"
    r"|Verbindung|Beziehung(?:en)?|Vertrag|Kontakte?|Bindung|Vereinbarung|Verhältnis)\b"
)
_FILLING = re.compile(
    r"\b(?:derzeit|zurzeit|zur|zeit|momentan|aktuell|vorläufig|vorübergehend|offiziell|formell"
    r"|seit|since|depuis|ab|im|in|am|en|wurde|ist|wird|war|has|been|is|was|est|a|été|currently"
    r"|temporarily|actuellement|provisoirement|sie|it|elle|bereits|already|déjà)\b|[\W\d_]+",
    re.IGNORECASE,
)


def with_notes(units: Sequence[Unit]) -> list[Unit]:
    """Return the units with what a note says of their standing behind the lines that it marks.

    The note itself is left out: it speaks of none but these. One that says how something else
    stands, such as an exchange of schools, is left out too and says nothing of the partner.
    """
    found = list(units)
    used: set[int] = set()
    for at, unit in enumerate(units):
        mark = _MARK.search(unit.text) if _is_line(unit) else None
        note = _note(units, at, mark["mark"]) if mark else None
        if mark and note is not None:
            text = unit.text[: mark.start()] + unit.text[mark.end() :]
            said = f"; {_said(units[note].text)}" if _is_of_bond(units[note].text) else ""
            found[at] = replace(unit, text=f"{text}{said}", form=Form.ITEM)
            used.add(note)
    return [unit for at, unit in enumerate(found) if at not in used]


def _said(note: str) -> str:
    """Return how a note says that something stands; since when it rests is not since when it is."""
    low, high, standing = standings_in(note)[0]
    return note.lstrip("*†‡¹²³() ") if standing is Standing.ENDED else note[low:high]


def _is_of_bond(note: str) -> bool:
    """Say whether a note speaks of the bond: by its name, or by nothing before how it stands."""
    if OTHER_BODY.search(note) or _OF_OTHERS.search(note) or not standings_in(note):
        return False
    before = note[: standings_in(note)[0][0]]
    return bool(kinds_in(note) or _BOND.search(note)) or not _FILLING.sub("", before)


def _is_line(unit: Unit) -> bool:
    return unit.form is not Form.SENTENCE and len(unit.text) <= _LONGEST_LINE


def _note(units: Sequence[Unit], at: int, mark: str) -> int | None:
    """Return where the note to a line stands: it says how something stands, and names no place."""
    for number, unit in enumerate(units[at + 1 : at + _FAR], at + 1):
        if _MARK.search(unit.text) or len(unit.text) > _LONGEST_NOTE or places_in(unit.text):
            continue
        if tells_of_standing(unit.text) and _mark_of(unit) == mark.strip("()"):
            return number
    return None


def _mark_of(note: Unit) -> str:
    """Return the mark with which a note leads; the first asterisk is gone where it is an item."""
    own = _OWN.match(note.text)
    mark = own["mark"].strip("()") if own else ""
    is_cut = note.form is Form.ITEM and mark in ("", "*", "**")
    return f"*{mark}" if is_cut else mark
