"""Dates in words: how people write them, and how the product says them.

``read_date`` takes what a person types into a form ("4.7.1977", "Juli 1977", "um 1977",
"unbekannt") as well as EDTF; ``say_date`` gives back the words of a language.
"""

from __future__ import annotations

import re
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

_WORDS = {
    "de": {
        "unknown": "unbekannt",
        "about": "um {}",
        "between": "zwischen {} und {}",
        "latest": "spätestens {}",
        "earliest": "frühestens {}",
        "day": "{day}. {month} {year}",
        "since": "seit {}",
        "until": "bis {}",
        "always": "ohne Grenzen",
        "span": "{} bis {}",
    },
    "en": {
        "unknown": "unknown",
        "about": "around {}",
        "between": "between {} and {}",
        "latest": "{} at the latest",
        "earliest": "{} at the earliest",
        "day": "{day} {month} {year}",
        "since": "since {}",
        "until": "until {}",
        "always": "without limits",
        "span": "{} to {}",
    },
}
_DOTTED = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})", re.ASCII)
_MONTH_DOTTED = re.compile(r"(\d{1,2})[./](\d{4})", re.ASCII)
_NAMED = re.compile(r"(?:(\d{1,2})\.?\s+)?([^\W\d_]+)\.?\s+(\d{4})")
_ABOUT = re.compile(r"(?:um|ca\.?|circa|etwa|ungefähr|around|about)\s+(.+)", re.IGNORECASE)
_UNKNOWN_WORDS = {"", "?", "unbekannt", "unknown", "xxxx"}


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


def read_date(text: str, where: str = "on") -> EdtfDate:
    """Read a date as people write it, or as EDTF; refuses what is neither.

    Nothing is guessed: "7/1977" is a month, "4.7.77" is refused because the century is missing.
    """
    typed = " ".join(text.split())
    if typed.casefold() in _UNKNOWN_WORDS:
        return UNKNOWN
    about = _ABOUT.fullmatch(typed)
    if about:
        return parse_date(read_date(about[1], where).text.rstrip("~") + "~", where)
    if match := _DOTTED.fullmatch(typed):
        return parse_date(f"{match[3]}-{int(match[2]):02}-{int(match[1]):02}", where)
    if match := _MONTH_DOTTED.fullmatch(typed):
        return parse_date(f"{match[2]}-{int(match[1]):02}", where)
    if match := _NAMED.fullmatch(typed):
        month = _month_numbers().get(match[2].casefold().rstrip("."))
        if month:
            day = f"-{int(match[1]):02}" if match[1] else ""
            return parse_date(f"{match[3]}-{month:02}{day}", where)
    return parse_date(typed, where)


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
    words = _words(language)
    low, high = value.text.strip("[]").split("..")
    if not low:
        return words["latest"].format(say_date(parse_date(high), language))
    if not high:
        return words["earliest"].format(say_date(parse_date(low), language))
    return words["between"].format(
        say_date(parse_date(low), language), say_date(parse_date(high), language)
    )


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


def say_interval(value: Interval, language: str) -> str:
    """Say from when until when: "1977 bis 1990", "seit 1977", "bis 1990"."""
    words = _words(language)
    if value.start is None and value.end is None:
        return words["always"]
    if value.end is None and value.start is not None:
        return words["since"].format(say_date(value.start, language))
    if value.start is None and value.end is not None:
        return words["until"].format(say_date(value.end, language))
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
