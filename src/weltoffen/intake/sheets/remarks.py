"""How a relation stands by a remark or a status in words: "ruht seit 2022", "beendet 2015".

The words and their negations are those that pages are read by. A remark speaks of many things, and
only one that speaks of the relation says how it stands: a clause of nothing but such words and a
time, or one that names the partnership. What it does not say so is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from weltoffen.ground.dates import EdtfDate
from weltoffen.ground.problems import Refused
from weltoffen.intake.reading.dates import dates_in
from weltoffen.intake.reading.denials import revived_at
from weltoffen.intake.reading.standings import standings_in
from weltoffen.intake.reading.words import OTHER_BODY, kinds_in
from weltoffen.intake.sheets.limits import MOST_CHARACTERS
from weltoffen.intake.sheets.times import read_time
from weltoffen.intake.types import Kind, Standing

_CLAUSE = re.compile(r"[;\n|•]|[,.](?=\s)|\s[–—]\s")
_AGAIN = re.compile(
    r"\b(?:wieder|erneut|nicht mehr|no longer|again|de nouveau)\b|\bnur\b[^.;]*\bzeitweise\b", re.I
)
_FILLING = re.compile(
    r"\b(?:seit|since|depuis|ab|in|im|am|le|la|en|von|vom|dem|der|die|das|the|of|zum|zur|bis|ende"
    r"|anfang|mitte|derzeit|zurzeit|zur|zeit|momentan|aktuell|vorläufig|vorübergehend|offiziell"
    r"|formal|formell|faktisch|seitens|beschluss|wegen|ist|sind|wurde|wird|war|was|is|has|been"
    r"|est|a|été|et|currently|temporarily|actuellement|provisoirement|jahr|year|année|um|ca|circa"
    r"|etwa|about|vers|sie|es|it|elle|status|stand|komplett|ganz|leider|jetzt|nun|now|beziehung"
    r"|relation|vertrag|agreement|accord|gestellt)\b|[\W\d_]+",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"\b(?:wegen|aufgrund|auf grund|infolge|nach|durch|seit dem (?=[^\W\d])|bis auf|bis zum ende"
    r"|because of|due to|following|until further|à cause|en raison|jusqu['’]à nouvel)\b.*",
    re.IGNORECASE | re.DOTALL,
)
"""Why, and how long for: whatever that names, it is the relation that rests."""
_PARTNERSHIP = re.compile(r"\b(?:Partnerschaft|partnership|partenariat)\b", re.IGNORECASE)
_MONTH = re.compile(
    r"\b(?:jan|feb|mär|mar|apr|mai|may|jun|jul|aug|sep|okt|oct|nov|dez|dec|janv|févr|avr|juin|juil"
    r"|août|sept|déc)[^\W\d_]*\b|\b(?:frühjahr|frühling|sommer|herbst|winter|spring|summer|autumn"
    r"|fall|printemps|été|automne|hiver)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Said:
    """How a relation stands, and since when or when that came about, where it is told.

    ``words`` are those of a remark that say it, and nothing else of it.
    """

    standing: Standing
    on: EdtfDate | None = None
    words: str = ""


def said_in(remark: str, kind: Kind | None, today: date) -> Said | None:
    """Return how a relation of a kind stands by a remark, None where it does not say, or several.

    A remark that tells of a pause that is over says nothing that can be relied on, and a long one
    tells of so much that it is not looked through.
    """
    if len(remark) > MOST_CHARACTERS:
        return None
    if _AGAIN.search(remark) or revived_at(remark) is not None:
        return None
    found = [said for clause in _clauses(remark) if (said := _in_clause(clause, kind, today))]
    return found[0] if len({said.standing for said in found}) == 1 else None


def since_when(cell: str, today: date) -> EdtfDate | None:
    """Return the time that stands beside a status in its own cell: "ruht seit 2022"."""
    places = standings_in(cell)
    return _time(cell, places[0][:2], today) if places else None


def _clauses(remark: str) -> list[str]:
    return [clause for part in _CLAUSE.split(remark) if (clause := part.strip())]


def _in_clause(clause: str, kind: Kind | None, today: date) -> Said | None:
    places = standings_in(clause)
    if len({standing for _low, _high, standing in places}) != 1:
        return None
    rest = _without(clause, places)
    if _is_more(rest) and not _speaks_of(rest, kind):
        return None
    time = _time(clause, places[0][:2], today)
    return Said(places[0][2], time, _without_reason(clause, time, today))


def _without_reason(clause: str, time: EdtfDate | None, today: date) -> str:
    """Return the beginning of a clause that says as much of the standing, without why it is so."""
    short = _REASON.sub("", clause).strip()
    places = standings_in(short)
    return short if places and _time(short, places[0][:2], today) == time else clause


def _without(text: str, places: Sequence[tuple[int, int, object]]) -> str:
    pieces, done = [], 0
    for low, high, _what in places:
        pieces.append(text[done:low])
        done = max(done, high)
    return " ".join([*pieces, text[done:]])


def _is_more(rest: str) -> bool:
    """Say whether words speak of more than a time, a reason and the relation as such."""
    return bool(_FILLING.sub("", _MONTH.sub("", _REASON.sub("", rest))))


def _speaks_of(rest: str, kind: Kind | None) -> bool:
    """Say whether words name the partnership of the row and nothing else, such as a school's."""
    places = kinds_in(rest)
    named = {each for _low, _high, each in places}
    if not named or OTHER_BODY.search(rest) or _is_more(_without(rest, places)):
        return False
    return named == {kind} or (named == {Kind.TWIN} and _PARTNERSHIP.search(rest) is not None)


def _time(clause: str, words: tuple[int, int], today: date) -> EdtfDate | None:
    """Return the one time that a clause names beside its status, None where there are several."""
    rest = f"{clause[: words[0]]} {clause[words[1] :]}".strip(" ,.;:()")
    try:
        told = read_time(rest, today)
    except Refused:
        told = None
    if told is not None and told.on.is_known and not told.asks and told.until is None:
        return told.on if told.on.earliest <= today else None
    named = [each.on for each in dates_in(clause) if each.on]
    if len(named) != 1:
        return None
    found = read_time(named[0], today).on
    return found if found.earliest <= today else None
