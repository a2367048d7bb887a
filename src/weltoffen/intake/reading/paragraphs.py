"""Paragraphs that begin with a place and say of its bond only later, without its name.

"Das fränkische Lauf war ein Ort der Mühlen. … Die Partnerschaft mit Zschopau besteht seit 1991."
"""

from __future__ import annotations

import re

from weltoffen.intake.reading.course import Course
from weltoffen.intake.reading.dates import Role, dates_in, role_of
from weltoffen.intake.reading.denials import denied_in, states_nothing
from weltoffen.intake.reading.homes import Home
from weltoffen.intake.reading.layout import Form, Unit
from weltoffen.intake.reading.mentions import Mention, places_in
from weltoffen.intake.reading.prose import Partner
from weltoffen.intake.reading.standings import standings_in
from weltoffen.intake.reading.topics import WHEREABOUTS
from weltoffen.intake.reading.words import OTHER_BODY, kinds_in
from weltoffen.intake.types import Standing

_LEADS = re.compile(
    r"\W*(?:(?:Das|Die|Der|Im|In|The|La|Le|L['’])\s?(?:(?:Stadt|city of|town of|ville de)\s)?"
    r"(?:[a-zäöüßà-ÿ]+\s|[A-Z][a-z]+(?:ian|ish|ese|ch)\s(?:city of\s|town of\s)?){0,2})?\Z"
)
_LIES = re.compile(
    r"(?:\s?\([^()]*\))?,?\s(?:ist|war|liegt|hat|gilt|wurde|zählt|lebt|leben|nennt|heißt|is|was"
    r"|lies|has"
    r"|stands|became|est|était|se trouve|compte|fut|in|im|an|am|on|near|bei|sur|près)\b"
)
_THE_BOND = re.compile(
    r"\A\W*(?:(?:Die|Diese|Unsere|The|Our|This|Le|Notre|Ce|La"
    r"|Cette)\s(?:[a-zäöüß]+\s)?(?:\w*[Pp]artnerschaft"
    r"|\w*[Vv]erschwisterung|Freundschaft|\w*[Vv]ertrag|\w*[Uu]rkunde|twinning|partnership|link"
    r"|jumelage|charte)"
    r"\b)|\b(?:beide|die beiden|both|the two|les deux|nos deux)\s(?:Städte|Gemeinden|Orte|towns"
    r"|cities|villes"
    r"|communes)\b"
)


def subject_of(text: str, home: Home) -> Mention | None:
    """Return the place with which a paragraph begins and of which it tells, None for none."""
    first = next((m for m in places_in(text) if m.is_known), None)
    if first is None or home.is_meant(first.name) or not _LIES.match(text, first.close):
        return None
    return first if _LEADS.match(text[: first.start]) else None


def told_of_subject(text: str, subject: Mention, home: Home) -> Partner | None:
    """Return what a later sentence of such a paragraph says of its bond; None for nothing."""
    kinds = kinds_in(text)
    if not kinds or not _THE_BOND.search(text) or OTHER_BODY.search(text):
        return None
    if states_nothing(text) or denied_in(text):
        return None
    others = [
        m for m in places_in(text)
        if m.is_known and not home.is_meant(m.name) and m.name != subject.name
        and not WHEREABOUTS.search(text, max(0, m.start - 30), m.start)
    ]  # fmt: skip
    if others:
        return None
    standings = [s for *_, s in standings_in(text)]
    status = standings[0] if standings else None
    dates = [d for d in dates_in(text) if d.on]
    since = next((d.on for d in dates if role_of(text, d) in (Role.BEGAN, Role.BARE)), None)
    until = next((d.on for d in dates if role_of(text, d) is Role.ENDED), None)
    return Partner(
        subject, kinds[0][2], "", None if status is Standing.PLANNED else since,
        until if status is Standing.ENDED else None, status, "paragraph/2", 0.85,
    )  # fmt: skip


def of_paragraph(unit: Unit, home: Home, course: Course) -> Partner | None:
    """Return what a sentence says of the place with which its paragraph began."""
    if unit.form is not Form.SENTENCE or not course.is_strong:
        return None
    block, subject = course.subject
    if block != unit.block:
        course.subject = (unit.block, subject_of(unit.text, home))
        return None
    if subject is None or subject.name in course.named:
        return None
    return told_of_subject(unit.text, subject, home)
