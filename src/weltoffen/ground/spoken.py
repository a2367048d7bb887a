"""Dates in words: how people write them, and how the product says them.

``read_date`` takes what a person types into a form ("4.7.1977", "Juli 1977", "um 1977",
"unbekannt") as well as EDTF; ``say_date`` gives back the words of a language.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from datetime import date
from functools import lru_cache

from babel.dates import get_month_names

from weltoffen.ground.dates import (
    FIRST_DAY,
    LAST_DAY,
    UNKNOWN,
    EdtfDate,
    Interval,
    Precision,
    on_day,
    parse_date,
)
from weltoffen.ground.named_spans import named, read_named
from weltoffen.ground.problems import N_, Problem, Refused

_WORDS = {
    "de": {
        "unknown": "unbekannt",
        "about": "um {}",
        "about_within": "etwa {}",
        "between": "zwischen {} und {}",
        "latest": "spätestens {}",
        "earliest": "frühestens {}",
        "day": "{day}. {month} {year}",
        "since": "seit {}",
        "since_day": "seit dem {}",
        "until": "bis {}",
        "until_day": "bis zum {}",
        "since_about": "seit etwa {}",
        "until_about": "bis etwa {}",
        "since_between": "seit einem Tag {}",
        "until_between": "bis zu einem Tag {}",
        "for": "für {}",
        "for_day": "für den {}",
        "for_about": "für etwa {}",
        "for_between": "für die Zeit {}",
        "always": "Zeit nicht bekannt",
        "span": "{} bis {}",
    },
    "en": {
        "unknown": "unknown",
        "about": "around {}",
        "about_within": "around {}",
        "between": "between {} and {}",
        "latest": "{} at the latest",
        "earliest": "{} at the earliest",
        "day": "{day} {month} {year}",
        "since": "since {}",
        "since_day": "since {}",
        "until": "until {}",
        "until_day": "until {}",
        "since_about": "since around {}",
        "until_about": "until around {}",
        "since_between": "since a day {}",
        "until_between": "until a day {}",
        "for": "for {}",
        "for_day": "for {}",
        "for_about": "for around {}",
        "for_between": "for a time {}",
        "always": "time not known",
        "span": "{} to {}",
    },
}
_DOTTED = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})", re.ASCII)
_MONTH_DOTTED = re.compile(r"(\d{1,2})[./](\d{4})", re.ASCII)
_NAMED = re.compile(r"(?:(\d{1,2})\.?\s+)?([^\W\d_]+)\.?\s+(\d{4})")
_ABOUT = re.compile(r"(?:um|ca\.?|circa|etwa|ungefähr|around|about)\s+(.+)", re.IGNORECASE)
_BETWEEN = re.compile(r"(?:zwischen|between)\s+(.+?)\s+(?:und|and)\s+(.+)", re.IGNORECASE)
_LATEST = re.compile(r"spätestens\s+(.+)|(.+?)\s+at the latest", re.IGNORECASE)
_EARLIEST = re.compile(r"frühestens\s+(.+)|(.+?)\s+at the earliest", re.IGNORECASE)
_ISO = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(~?)", re.ASCII)
_TWO = re.compile(r"(.*\d{4})\s*(?:/|-|–|—|bis|to|und|and|oder|or)\s*(.*\d{4})", re.IGNORECASE)
_UNKNOWN_WORDS = {"", "?", "unbekannt", "unknown", "xxxx"}
LONGEST = 200
"""Characters. What is longer is a story and no date, whatever dates are in it."""
_BEGINNING = 60


def _words(language: str) -> dict[str, str]:
    return _WORDS.get(language, _WORDS["en"])


@lru_cache
def _months(language: str) -> dict[int, str]:
    return dict(get_month_names("wide", locale=language))


@lru_cache
def _month_numbers() -> dict[str, int]:
    numbers: dict[str, int] = {}
    for language in _WORDS:
        for names in (
            get_month_names("wide", locale=language),
            get_month_names("abbreviated", locale=language),
            get_month_names("abbreviated", "stand-alone", language),
        ):
            for number, name in names.items():
                numbers[name.casefold().rstrip(".")] = number
    return numbers


_NOT_A_DATE = N_(
    "„%(text)s“ ist kein Datum, das wir lesen können. Schreiben Sie zum Beispiel 4.7.1977, Juli "
    "1977, 1977, um 1977, zwischen 1977 und 1978 oder unbekannt."
)
_NO_WHOLE_YEAR = N_(
    "In „%(text)s“ fehlt das Jahr, oder es hat keine vier Ziffern. Schreiben Sie es ganz, zum "
    "Beispiel 4.7.1977, Juli 1977 oder 1977."
)
_NO_SUCH_DAY = N_(
    "Den %(day)s.%(month)s.%(year)s gibt es nicht im Kalender: Dieser Monat hat die Tage 1 bis "
    "%(last)s. Geben Sie einen anderen Tag ein, oder nur, was bekannt ist, zum Beispiel "
    "%(last)s.%(month)s.%(year)s, %(month)s.%(year)s oder %(year)s."
)
_NO_SUCH_MONTH = N_(
    "Einen Monat %(month)s gibt es nicht im Kalender: Monate zählen von 1 bis 12. Geben Sie einen "
    "anderen ein, oder nur, was bekannt ist, zum Beispiel 31.12.%(year)s, 12.%(year)s oder "
    "%(year)s."
)
_NO_SUCH_YEAR = N_(
    "Das Jahr %(text)s gibt es nicht im Kalender. Schreiben Sie ein Jahr mit vier Ziffern, zum "
    "Beispiel 1977."
)
_TWO_TIMES = N_(
    "„%(text)s“ nennt zwei Zeiten. Schreiben Sie „zwischen %(low)s und %(high)s“, wenn es "
    "irgendwann dazwischen war, sonst nur eine davon."
)
_TURNED_ROUND = N_(
    "In „%(text)s“ liegt das Ende (%(high)s) vor dem Anfang (%(low)s). Schreiben Sie „zwischen "
    "%(high)s und %(low)s“, wenn es irgendwann dazwischen war, sonst nur eine der beiden Zeiten."
)


def read_date(text: str, where: str = "on") -> EdtfDate:
    """Read a date as people write it, or as EDTF; refuses what is neither.

    Nothing is guessed: "7/1977" is a month, "4.7.77" is refused because the century is missing.
    Blanks around it and digits of other widths do not matter.
    """
    typed = " ".join(unicodedata.normalize("NFKC", text).split())
    if typed.casefold() in _UNKNOWN_WORDS:
        return UNKNOWN
    if len(typed) > LONGEST:
        raise Refused(Problem(where, _NOT_A_DATE, {"text": f"{typed[:_BEGINNING]} …"}))
    if about := _ABOUT.fullmatch(typed):
        return parse_date(read_date(about[1], where).text.rstrip("~") + "~", where)
    if spanned := _spanned(typed, where) or read_named(typed, where):
        return spanned
    if parts := _parts(typed):
        year, month, day, mark = parts
        return parse_date(_on_calendar(year, month, day, where) + mark, where)
    return _as_edtf(typed, where)


def _spanned(typed: str, where: str) -> EdtfDate | None:
    """Read "zwischen 1977 und 1978", "spätestens Juni 2024", "frühestens 1977"."""
    low = high = ""
    if match := _BETWEEN.fullmatch(typed):
        low, high = match[1], match[2]
    elif match := _LATEST.fullmatch(typed):
        high = match[1] or match[2]
    elif match := _EARLIEST.fullmatch(typed):
        low = match[1] or match[2]
    else:
        return None
    ends = [read_date(end, where) if end else UNKNOWN for end in (low, high)]
    if ends[1].latest < ends[0].earliest:
        raise Refused(Problem(where, _TURNED_ROUND, {"text": typed, "low": low, "high": high}))
    return parse_date(f"[{ends[0] if low else ''}..{ends[1] if high else ''}]", where)


def _parts(typed: str) -> tuple[int, int, int | None, str] | None:
    """Return year, month, day and the sign for "about", where these were written."""
    if match := _DOTTED.fullmatch(typed):
        return int(match[3]), int(match[2]), int(match[1]), ""
    if match := _MONTH_DOTTED.fullmatch(typed):
        return int(match[2]), int(match[1]), None, ""
    if match := _ISO.fullmatch(typed):
        return int(match[1]), int(match[2]), int(match[3]) if match[3] else None, match[4]
    match = _NAMED.fullmatch(typed)
    month = _month_numbers().get(match[2].casefold().rstrip(".")) if match else None
    if match is None or month is None:
        return None
    return int(match[3]), month, int(match[1]) if match[1] else None, ""


def _on_calendar(year: int, month: int, day: int | None, where: str) -> str:
    """Return a month or day as EDTF; refuses what no calendar has, in the words of people."""
    if year < 1:
        raise Refused(Problem(where, _NO_SUCH_YEAR, {"text": f"{year:04}"}))
    if not 1 <= month <= 12:
        raise Refused(Problem(where, _NO_SUCH_MONTH, {"month": month, "year": year}))
    if day is None:
        return f"{year:04}-{month:02}"
    last = calendar.monthrange(year, month)[1]
    if not 1 <= day <= last:
        values = {"day": day, "month": month, "year": year, "last": last}
        raise Refused(Problem(where, _NO_SUCH_DAY, values))
    return f"{year:04}-{month:02}-{day:02}"


def _as_edtf(typed: str, where: str) -> EdtfDate:
    try:
        return parse_date(typed, where)
    except Refused:
        if typed.startswith("["):  # whoever writes that knows EDTF, and is answered in it
            raise
        raise Refused(_explained(typed, where)) from None


def _explained(typed: str, where: str) -> Problem:
    """Say what keeps a text from being a date."""
    if typed == "0000":
        return Problem(where, _NO_SUCH_YEAR, {"text": typed})
    if two := _TWO.fullmatch(typed):
        sentence = _TURNED_ROUND if _is_turned_round(two[1], two[2]) else _TWO_TIMES
        return Problem(where, sentence, {"text": typed, "low": two[1], "high": two[2]})
    names_a_month = any(
        word.casefold().rstrip(".") in _month_numbers() for word in re.findall(r"[^\W\d_]+", typed)
    )
    if not re.search(r"\d{4}", typed) and (names_a_month or re.search(r"\d", typed)):
        return Problem(where, _NO_WHOLE_YEAR, {"text": typed})
    return Problem(where, _NOT_A_DATE, {"text": typed})


def _is_turned_round(low: str, high: str) -> bool:
    """Say whether of two times the second is over before the first begins."""
    try:
        return read_date(high).latest < read_date(low).earliest
    except Refused:
        return False


def _say_parts(year: int, month: int | None, day: int | None, language: str) -> str:
    if month is None:
        return str(year)
    name = _months(language if language in _WORDS else "en")[month]
    if day is None:
        return f"{name} {year}"
    return _words(language)["day"].format(day=day, month=name, year=year)


def say_day(day: date, language: str) -> str:
    """Say one calendar day: "4. Juli 1977", "4 July 1977"."""
    return _say_parts(day.year, day.month, day.day, language)


def _say_range(value: EdtfDate, language: str) -> str:
    if name := named(value, language):
        return name
    words = _words(language)
    low, high = (_say_end(end, language) for end in value.text.strip("[]").split(".."))
    if not low:
        return words["latest"].format(high)
    if not high:
        return words["earliest"].format(low)
    return words["between"].format(low, high)


def _say_end(end: str, language: str) -> str:
    """Say one end of a range: "zwischen etwa 1977 und 1980", not "zwischen um 1977"."""
    if not end.endswith("~"):
        return say_date(parse_date(end), language) if end else ""
    exact = parse_date(end.rstrip("~"))
    return _words(language)["about_within"].format(say_date(exact, language))


@lru_cache(maxsize=8192)
def say_date(value: EdtfDate, language: str) -> str:
    """Say a date as exactly as it is known, and no more exactly: "Juli 1977", "um 1977"."""
    if value.precision is Precision.UNKNOWN:
        return _words(language)["unknown"]
    if value.precision is Precision.RANGE:
        return _say_range(value, language)
    parts = [int(part) for part in value.text.rstrip("~").split("-")]
    said = _say_parts(
        parts[0], parts[1] if len(parts) > 1 else None, parts[2] if len(parts) > 2 else None,
        language,
    )  # fmt: skip
    return _words(language)["about"].format(said) if value.approximate else said


def _led(preposition: str, value: EdtfDate, language: str) -> str:
    """Say a date behind "since", "until" or "for", in the form that goes with it.

    German gives a day its article, and says "seit etwa 1977", not "seit um 1977".
    """
    words = _words(language)
    if value.approximate:
        exact = parse_date(value.text.rstrip("~"))
        return words[f"{preposition}_about"].format(say_date(exact, language))
    if name := named(value, language, preposition):
        return words[preposition].format(name)
    said = say_date(value, language)
    if value.precision is Precision.RANGE and value.earliest > FIRST_DAY:
        is_closed = value.latest < LAST_DAY
        return words[f"{preposition}_between" if is_closed else preposition].format(said)
    form = f"{preposition}_day" if value.precision is Precision.DAY else preposition
    return words[form].format(said)


def say_for(value: EdtfDate, language: str) -> str:
    """Say for when something is planned: "für 2027", "für das Frühjahr 2027"."""
    return _led("for", value, language)


def say_interval(value: Interval, language: str) -> str:
    """Say from when until when: "1977 bis 1990", "seit dem 4. Juli 1977", "bis 1990"."""
    words = _words(language)
    if value.start is None and value.end is None:
        return words["always"]
    if value.end is None and value.start is not None:
        return _led("since", value.start, language)
    if value.start is None and value.end is not None:
        return _led("until", value.end, language)
    assert value.start is not None
    assert value.end is not None
    return words["span"].format(say_date(value.start, language), say_date(value.end, language))


def say_bounds(earliest: date, latest: date, language: str) -> str:
    """Say a stretch of days whose ends may be open, for alternative texts of drawings."""
    if earliest == latest:
        return say_day(earliest, language)
    low = None if earliest == FIRST_DAY else on_day(earliest)
    high = None if latest == LAST_DAY else on_day(latest)
    return say_interval(Interval(low, high), language)
