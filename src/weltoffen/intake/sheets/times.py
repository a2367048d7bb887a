"""Cells that say when something was: exactly, roughly, or in more than one way.

What is known only roughly becomes a range of EDTF, which says no more than the cell does. What may
be read in several ways, or in one that no one should rely on unseen, comes with these ways and a
question; the first way is what is proposed. Only what says no time at all is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from weltoffen.ground.dates import EdtfDate, Precision, on_day, parse_date
from weltoffen.ground.problems import N_, Refused
from weltoffen.ground.spoken import LONGEST, read_date
from weltoffen.intake.reading.dates import dates_in
from weltoffen.intake.sheets.rough import rough
from weltoffen.places.gazetteer import fold

_SERIAL = N_(
    "„%(text)s“ ist wohl eine Tageszahl von Excel. Bestätigen Sie den Tag; sonst wartet die Zeile "
    "als Vorschlag."
)
_WHICH_FIRST = N_(
    "Bei „%(text)s“ ist nicht zu sagen, was der Tag und was der Monat ist. Wählen Sie, was gemeint "
    "ist; sonst wartet die Zeile als Vorschlag."
)
_SHORT_YEAR = N_(
    "In „%(text)s“ hat das Jahr nur zwei Ziffern. Bestätigen Sie das Jahrhundert; sonst wartet die "
    "Zeile als Vorschlag."
)
_DOUBTED = N_(
    "„%(text)s“ ist in der Tabelle selbst als unsicher gekennzeichnet. Wählen Sie, was gelten "
    "soll; sonst wartet die Zeile als Vorschlag."
)
_MORE_WORDS = N_(
    "„%(text)s“ sagt mehr als eine Zeit. Wählen Sie, welche gemeint ist; sonst wartet die Zeile "
    "als Vorschlag."
)
_ONE_OF_TWO = N_(
    "„%(text)s“ nennt zwei Zeiten. Wählen Sie, welche gemeint ist; sonst wartet die Zeile als "
    "Vorschlag."
)
_YEAR_AS_DAY = N_(
    "„%(text)s“ ist wohl ein Jahr, das in einer als Datum formatierten Zelle steht. Wählen Sie, "
    "was gemeint ist; sonst wartet die Zeile als Vorschlag."
)


@dataclass(frozen=True, slots=True)
class Time:
    """When something was; ``until`` is given where a cell names a span: "1977–1990".

    ``ways`` are how the cell may be read where a person has to say, ``on`` being the first of them;
    ``asks`` is then the question, which wants the cell as ``text``.
    """

    on: EdtfDate
    until: EdtfDate | None = None
    ways: tuple[EdtfDate, ...] = ()
    asks: str = ""

    def settled(self, pick: str) -> Time:
        """Return the time with the way that was picked, if it is one of those offered."""
        chosen = next((way for way in self.ways if way.text == pick), None)
        return self if chosen is None else Time(chosen, self.until)


_FLOAT = re.compile(r"(\d{4,5})[.,]0+")
_MIDNIGHT = re.compile(r"(\d{4}-\d{2}-\d{2})[ T]00:00(?::00(?:\.0+)?)?")
_LEADING = re.compile(
    r"(?:seit(?: dem)?|since|depuis(?: le)?|ab|from|bis(?: zum)?|until|jusqu['’]?(?:en|au)?"
    r"|vom|am|on|im|in(?: den)?|le|en|jahr|anno)\s+(?=\S)",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"(?:~|≈|c\.|ca|env\.|environ|vers|approx\.)\s*(?=\d)", re.IGNORECASE)
_SPAN = re.compile(r"(\d{4})\s*(/|-|–|—|bis|to)\s*(\d{4}|\d{2})")
_STILL = re.compile(
    r"(.*\d{4})\s*(?:[-–—]|bis|to|à)\s*(?:heute|dato|jetzt|today|now|present|aujourd['’]hui"
    r"|laufend|lfd\.?)?",
    re.IGNORECASE,
)
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_SERIAL_DAY = re.compile(r"([1-5]\d{4})(?:[.,]\d+)?")
_AMERICAN = re.compile(r"([^\W\d_]+)\.? (\d{1,2})(?:st|nd|rd|th)?, (\d{4})")
_ORDINAL = re.compile(r"(\d{1,2})(?:er|st|nd|rd|th) (?!Jahr)(?=[^\W\d_])")
_SHORT = re.compile(
    r"(\d{1,2}\. ?\d{1,2}\. ?|\d{1,2}/\d{1,2}/|\d{1,2}[-]\d{1,2}[-]|\d{1,2}[./]"
    r"|(?:\d{1,2}\.? )?[^\W\d_]+\.? )?['’]?(\d{2})"
)
_SHORT_SPAN = re.compile(r"['’]?(\d{2})\s*[/–-]\s*['’]?(\d{2})")
_DOUBT = re.compile(
    r"(?P<first>(?:wohl|vermutlich|wahrscheinlich|evtl\.?|eventuell|vielleicht|probably|perhaps"
    r"|maybe|probablement|peut-être|fraglich|unsicher)[: ]\s*)?(?P<text>\S.*?)"
    r"(?P<last>\s*(?:\(\s*\?+\s*\)|\[\s*\?+\s*\]|\?+|\(?(?:unsicher|fraglich|uncertain|incertain)\)?))?",
    re.IGNORECASE,
)
_EITHER = re.compile(r"(\S.*?)\s*(?:\boder\b|\bor\b|\bou\b|\bbzw\.)\s*(\S.*)", re.IGNORECASE)
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_FRENCH: Final[dict[str, str]] = {
    "janvier": "Januar", "fevrier": "Februar", "mars": "März", "avril": "April", "mai": "Mai",
    "juin": "Juni", "juillet": "Juli", "aout": "August", "septembre": "September",
    "octobre": "Oktober", "novembre": "November", "decembre": "Dezember",
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")
_EPOCHS: Final = (date(1899, 12, 30), date(1904, 1, 1))
"""From which Excel counts days: as it does mostly, and in files of older Macs."""
_FIRST_YEAR: Final = 1900
"""Earlier years are not taken for day numbers: nobody's list of partners begins there."""
_MARKS: Final = 3
"""How many marks of doubt, of a choice and of a short year are read around each other.

People write "wohl 77 oder 78"; without a bound, "oder oder oder" takes for ever.
"""


def plain(cell: str) -> str:
    """Return a date without what tables put around it: "1977.0", "seit 1977", "~1977"."""
    text = " ".join(cell.split())
    for pattern in (_FLOAT, _MIDNIGHT):
        if found := pattern.fullmatch(text):
            return found[1]
    text = _LEADING.sub("", text, count=1) if _LEADING.match(text) else text
    text = _ABOUT.sub("um ", text, count=1) if _ABOUT.match(text) else text
    if found := _AMERICAN.fullmatch(text):
        text = f"{found[2]}. {found[1]} {found[3]}"
    text = _ORDINAL.sub(r"\1. ", text)
    return _WORD.sub(lambda word: _FRENCH.get(fold(word[0]), word[0]), text)


def read_time(cell: str, today: date) -> Time:
    """Return when something was; of a span, from when until when.

    Years that follow each other are one date that is known to two years ("1977/78"); others are a
    beginning and an end. Refuses what is no date, with a sentence. ``today`` tells which readings
    would lie in the future: a short year and a day number are not read as one of those.
    """
    return _read(cell, today, _MARKS)


def _read(cell: str, today: date, marks: int) -> Time:
    text = plain(cell)
    if len(text) > LONGEST:
        return Time(read_date(text))  # which says that it is none
    for reads in (_doubted, _span, _roughly, _several, _shortened, _numbered):
        if (found := reads(text, today, marks)) is not None:
            return found
    try:
        return Time(read_date(text))
    except Refused:
        among = _named_among_words(text)
        if among is None:
            raise
        return among


def _asked(ways: list[EdtfDate], asks: str, until: EdtfDate | None = None) -> Time:
    different = tuple({way.text: way for way in ways}.values())
    return Time(different[0], until, different, asks)


def _ways_of(time: Time) -> list[EdtfDate]:
    return list(time.ways or (time.on,))


def _tried(text: str, today: date, marks: int) -> Time | None:
    """Return what a text within a mark says, None where it says no time or more marks than read."""
    if not marks:
        return None
    try:
        found = _read(text, today, marks - 1)
    except Refused:
        return None
    return found if found.on.is_known else None


def _doubted(text: str, today: date, marks: int) -> Time | None:
    """Read what is marked as uncertain: "2014 ?", "1987 (?)", "vermutlich 1960"."""
    parts = _DOUBT.fullmatch(text)
    if parts is None or not (parts["first"] or parts["last"]):
        return None
    found = _tried(parts["text"], today, marks)
    if found is None:
        return None
    ways = [way for each in _ways_of(found) for way in (*_about(each), each)]
    return _asked(ways, _DOUBTED, found.until)


def _about(on: EdtfDate) -> list[EdtfDate]:
    """Return a date as one that is known about, if it can be so."""
    is_simple = on.precision in (Precision.YEAR, Precision.MONTH)
    return [parse_date(f"{on.text}~")] if is_simple and not on.approximate else []


def _span(text: str, today: date, marks: int) -> Time | None:
    """Read from when until when: "1977–1990", "1977/78", "1977 bis heute"."""
    if found := _SPAN.fullmatch(text):
        return _spanned(text, found)
    still = _STILL.fullmatch(text)
    return _tried(still[1], today, marks) if still else None


def _roughly(text: str, today: date, marks: int) -> Time | None:
    """Read what is known to a stretch of days: "Sommer 1993", "90er Jahre"."""
    if (vague := rough(text, today)) is None:
        return None
    if len(vague) == 1:
        return Time(vague[0])
    return _asked(list(vague), _SHORT_YEAR)


def _spanned(text: str, found: re.Match[str]) -> Time | None:
    low, sign, high = found.groups()
    if len(high) == 2:
        if sign == "-" and int(high) <= 12:
            return None  # a month
        high = low[:2] + high
    years = int(high) - int(low)
    if years <= 0:
        return Time(read_date(text))  # which says why it cannot be
    if years == 1 and sign in "/-–—":
        return Time(parse_date(f"[{low}..{high}]"))
    return Time(parse_date(low), parse_date(high))


def _several(text: str, today: date, marks: int) -> Time | None:
    """Read what may be one of two days: "7/4/1977", "1987 oder 1991"."""
    if found := _SLASHED.fullmatch(text):
        return _slashed(found)
    either = _EITHER.fullmatch(text)
    if either is None:
        return None
    both = [_tried(each, today, marks) for each in either.groups()]
    if both[0] is None or both[1] is None:
        return None
    return _asked([*_ways_of(both[0]), *_ways_of(both[1])], _ONE_OF_TWO)


def _slashed(found: re.Match[str]) -> Time:
    one, other, year = found.groups()
    first, second = int(one), int(other)
    if first <= 12 < second:
        first, second = second, first
    on = read_date(f"{first}.{second}.{year}")
    if first > 12 or first == second:
        return Time(on)
    return _asked([on, read_date(f"{second}.{first}.{year}")], _WHICH_FIRST)


def _shortened(text: str, today: date, marks: int) -> Time | None:
    """Read a year of two digits, as those that are not in the future: "4.7.77", "Juli 77"."""
    spelled = list(_spelled_out(text))
    found = [_tried(each, today, marks) for each in spelled]
    ways = [way for each in found if each for way in _ways_of(each) if way.earliest <= today]
    return _asked(ways, _SHORT_YEAR) if ways else None


def _spelled_out(text: str) -> Iterator[str]:
    """Yield a text with its short year written out, this century first."""
    if span := _SHORT_SPAN.fullmatch(text):
        if (int(span[1]) + 1) % 100 == int(span[2]):
            for century in (20, 19):
                yield f"{century}{span[1]}/{century * 100 + int(span[1]) + 1}"
        return
    if short := _SHORT.fullmatch(text):
        head = re.sub(r"(\d+)-(\d+)-", r"\1.\2.", short[1] or "")
        for century in (20, 19):
            yield f"{head}{century}{short[2]}"


def _numbered(text: str, today: date, marks: int) -> Time | None:
    """Read a day that Excel shows as a number, and a year that it shows as a day."""
    if found := _SERIAL_DAY.fullmatch(text):
        days = [on_day(epoch + timedelta(days=int(found[1]))) for epoch in _EPOCHS]
        ways = [day for day in days if day.earliest <= today]
        return _asked(ways, _SERIAL) if ways else None
    if _ISO_DAY.fullmatch(text):
        on = read_date(text)
        number = (on.earliest - _EPOCHS[0]).days
        if _FIRST_YEAR <= number <= today.year:
            return _asked([parse_date(str(number)), on], _YEAR_AS_DAY)
        return Time(on)
    return None


def _named_among_words(text: str) -> Time | None:
    """Return the times that are named among other words: "1960 (Vertrag 1985)"."""
    if not _WORD.search(text):
        return None
    ways = [parse_date(each.on) for each in dates_in(text) if each.on]
    return _asked(ways, _MORE_WORDS) if ways else None
