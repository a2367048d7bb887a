"""Stretches of time that have a name: a season, a quarter, a half of a year, a decade.

The register keeps them as ranges (``[1998-03..1998-06]``, see ``dates``), because a range is
compared like every other date. People call them by their names, and so does the product. Where two
names have the same range, neither is said: between September and December may be "Ende 1998".
"""

from __future__ import annotations

import re
from typing import Final

from weltoffen.ground.dates import EdtfDate, Precision, parse_date

_MONTHS: Final[dict[tuple[str, str], str]] = {
    ("03", "06"): "spring",
    ("06", "09"): "summer",
    ("09", "12-21"): "autumn",
    ("01", "03"): "quarter-1",
    ("04", "06"): "quarter-2",
    ("07", "09"): "quarter-3",
    ("10", "12"): "quarter-4",
    ("01", "06"): "half-1",
    ("07", "12"): "half-2",
}
"""First and last month of each; autumn takes in that of the weather and that of the stars."""

_THE: Final = dict.fromkeys(("since", "until", "for"), "the ")
_NOUNS: Final[dict[str, dict[str, tuple[str, dict[str, str]]]]] = {
    "de": {
        "spring": ("Frühjahr {}", {"for": "das "}),
        "summer": ("Sommer {}", {"for": "den "}),
        "autumn": ("Herbst {}", {"for": "den "}),
        "winter": ("Winter {}", {"for": "den "}),
        **{
            f"{part}-{n}": (f"{n}. {noun} {{}}", {"since": "dem ", "until": "zum ", "for": "das "})
            for part, noun, several in (("quarter", "Quartal", 4), ("half", "Halbjahr", 2))
            for n in range(1, several + 1)
        },
        "decade": ("{}er Jahre", {"since": "den ", "until": "in die ", "for": "die "}),
    },
    "en": {
        **{season: (f"{season} {{}}", {}) for season in ("spring", "summer", "autumn", "winter")},
        **{
            f"{part}-{n}": (
                f"{nth} {part} of {{}}",
                dict.fromkeys(("since", "until", "for"), "the "),
            )
            for part, several in (("quarter", 4), ("half", 2))
            for n, nth in enumerate(("first", "second", "third", "fourth")[:several], 1)
        },
        "decade": ("{}s", _THE),
    },
}
"""What each is called, and what stands before it behind "seit", "bis" and "für"."""

_RANGE: Final = re.compile(r"\[(\d{4})(?:-([\d-]+))?\.\.(\d{4})(?:-([\d-]+))?\]", re.ASCII)
_SEASON: Final = re.compile(
    r"(?P<name>früh(?:jahr|ling)|sommer|herbst|winter|spring|summer|autumn) (?P<year>\d{4})"
    r"(?:/(?P<next>\d{2}))?",
    re.IGNORECASE | re.ASCII,
)
_PART: Final = re.compile(
    r"(?P<number>[1-4]|first|second|third|fourth)\.? (?P<what>quartal|quarter(?: of)?"
    r"|halbjahr|half(?: of)?) (?P<year>\d{4})",
    re.IGNORECASE | re.ASCII,
)
_DECADE: Final = re.compile(r"(?:the )?(\d{3}0)(?:er Jahren?|s)", re.IGNORECASE | re.ASCII)
_AS: Final = {"frühjahr": "spring", "frühling": "spring", "sommer": "summer", "herbst": "autumn"}
_NUMBERS: Final = {"first": "1", "second": "2", "third": "3", "fourth": "4"}


def named(value: EdtfDate, language: str, behind: str = "") -> str:
    """Return what a range of days is called, ``""`` where it has no name of its own.

    ``behind`` is ``"since"``, ``"until"`` or ``"for"``, if the name follows such a word.
    """
    found = _what(value) if value.precision is Precision.RANGE else None
    if found is None:
        return ""
    what, when = found
    noun, articles = _NOUNS.get(language, _NOUNS["en"])[what]
    # German declines the plural behind "seit": den 1990er Jahren.
    ending = "n" if (what, language, behind) == ("decade", "de", "since") else ""
    return f"{articles.get(behind, '')}{noun.format(when)}{ending}"


def _what(value: EdtfDate) -> tuple[str, str] | None:
    """Return the kind of span, and its year as it is written."""
    match = _RANGE.fullmatch(value.text)
    if match is None:
        return None
    year, low, last, high = match.groups()
    if not low and not high:
        is_decade = year[3] == "0" and int(last) == int(year) + 9
        return ("decade", year) if is_decade else None
    if year == last:
        what = _MONTHS.get((low or "", high or ""))
        return (what, year) if what else None
    if (low, high) != ("12", "03") or int(last) != int(year) + 1:
        return None
    return "winter", f"{year}/{last[2:]}"


def read_named(text: str, where: str) -> EdtfDate | None:
    """Read the name of a span ("Frühjahr 1998", "the 1990s"), or None where it is none.

    A winter is read only with both its years, because "Winter 1998" may be either.
    """
    if match := _DECADE.fullmatch(text):
        return parse_date(f"[{match[1]}..{int(match[1]) + 9:04}]", where)
    if match := _PART.fullmatch(text):
        number = _NUMBERS.get(match["number"].lower(), match["number"])
        kind = "quarter" if match["what"].lower().startswith("quart") else "half"
        return _in_year(match["year"], f"{kind}-{number}", where)
    if match := _SEASON.fullmatch(text):
        name = match["name"].lower()
        if name == "winter":
            return _winter(match["year"], match["next"], where)
        return None if match["next"] else _in_year(match["year"], _AS.get(name, name), where)
    return None


def _in_year(year: str, what: str, where: str) -> EdtfDate | None:
    for (low, high), each in _MONTHS.items():
        if each == what:
            return parse_date(f"[{year}-{low}..{year}-{high}]", where)
    return None


def _winter(year: str, following: str | None, where: str) -> EdtfDate | None:
    last = int(year) + 1
    if following is None or last > 9999 or following != f"{last:04}"[2:]:
        return None
    return parse_date(f"[{year}-12..{last:04}-03]", where)
