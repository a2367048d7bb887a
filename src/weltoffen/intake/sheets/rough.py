"""Times that are known only roughly, as the range of days that their words leave open.

The register's EDTF has no seasons and no decades of its own (see ``ground.dates``); a range says
the same and is compared like every other date; ``ground.named_spans`` gives it its name again.
Where usage differs (a summer of the weather or of the stars), the range takes in both.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from weltoffen.ground.dates import EdtfDate, parse_date

_PART = (
    r"(?:(?P<part>anfang|beginn|mitte|ende|early|mid|late|end|beginning|début|mi|fin)[ -]*"
    r"(?:(?:der|des|de[rn]|the|of|des années)\s+)*)?"
)
_DECADE = re.compile(
    rf"{_PART}(?:(?:in|den|die|der|the|les|années|ann\.)\s+)*(?P<first>(?:1[0-9]|20)?[0-9]0)"
    r"(?P<mark>ern?|s|['’]s)?(?:[ -]*jahren?)?",
    re.IGNORECASE,
)
_OF_A_YEAR = re.compile(
    r"(?P<part>anfang|beginn|mitte|ende|early|mid|late|end of|beginning of|début|mi|fin)[ -]*"
    r"(?:(?:des jahres|of|de)\s+)?(?P<year>\d{4})",
    re.IGNORECASE,
)
_SEASON = re.compile(
    r"(?P<season>früh(?:jahr|ling)|sommer|herbst|winter|spring|summer|autumn|fall|printemps|été"
    r"|automne|hiver)[ ,]+(?:(?:des jahres|of|de)\s+)?(?P<year>\d{4})"
    r"(?:\s*[/–-]\s*(?P<next>\d{4}|\d{2}))?",
    re.IGNORECASE,
)
_QUARTER = re.compile(
    r"(?:q(?P<q>[1-4])|(?P<n>[1-4])\.? ?(?:quartal|quarter|trimestre)|(?P<roman>i{1,3}|iv)"
    r"\.? ?quartal)[ /]*(?P<year>\d{4})",
    re.IGNORECASE,
)
_HALF = re.compile(
    r"(?P<half>[12])\.? ?(?:halbjahr|hälfte|half(?: of)?|semestre)[ /]*(?P<year>\d{4})",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"(?:vor|before|avant)\s+(?P<year>\d{4})", re.IGNORECASE)
_AFTER = re.compile(r"(?:nach|after|après)\s+(?P<year>\d{4})", re.IGNORECASE)

_SEASONS: Final[dict[str, tuple[str, str]]] = {
    **dict.fromkeys(("frühjahr", "frühling", "spring", "printemps"), ("03", "06")),
    **dict.fromkeys(("sommer", "summer", "été"), ("06", "09")),
    **dict.fromkeys(("herbst", "autumn", "fall", "automne"), ("09", "12-21")),
}
_BEGINNINGS = ("anfang", "beginn", "early", "beginning", "beginning of", "début")
_ENDS = ("ende", "late", "end", "end of", "fin")
_ROMAN = ("i", "ii", "iii", "iv")


def rough(text: str, today: date) -> tuple[EdtfDate, ...] | None:
    """Return the ranges that words such as "Sommer 1993" or "90er Jahre" leave open.

    None where a text is none of these. Several only of a decade without its century that may be one
    of two. Of a winter, all months that it may mean.
    """
    for pattern, reads in (
        (_SEASON, _season), (_OF_A_YEAR, _part_of_year), (_QUARTER, _quarter), (_HALF, _half),
        (_BEFORE, _before), (_AFTER, _after),
    ):  # fmt: skip
        if (found := pattern.fullmatch(text)) and int(found["year"]) > 0:
            return (parse_date(reads(found)),)
    decade = _DECADE.fullmatch(text)
    return _decades(decade, today) if decade else None


def _season(found: re.Match[str]) -> str:
    year = int(found["year"])
    months = _SEASONS.get(found["season"].lower())
    if months is not None:
        return f"[{year:04}-{months[0]}..{year:04}-{months[1]}]"
    first = year if found["next"] else year - 1  # "Winter 1993" may be its beginning or its end
    return f"[{first:04}-12..{year + 1:04}-03]"


def _part_of_year(found: re.Match[str]) -> str:
    part = found["part"].lower()
    low, high = (1, 4) if part in _BEGINNINGS else (9, 12) if part in _ENDS else (5, 8)
    return f"[{found['year']}-{low:02}..{found['year']}-{high:02}]"


def _quarter(found: re.Match[str]) -> str:
    roman = found["roman"]
    number = _ROMAN.index(roman.lower()) + 1 if roman else int(found["q"] or found["n"])
    return f"[{found['year']}-{number * 3 - 2:02}..{found['year']}-{number * 3:02}]"


def _half(found: re.Match[str]) -> str:
    low = int(found["half"]) * 6 - 5
    return f"[{found['year']}-{low:02}..{found['year']}-{low + 5:02}]"


def _before(found: re.Match[str]) -> str:
    return f"[..{int(found['year']) - 1:04}]" if int(found["year"]) > 1 else "XXXX"


def _after(found: re.Match[str]) -> str:
    return f"[{found['year']}..]"


def _decades(found: re.Match[str], today: date) -> tuple[EdtfDate, ...] | None:
    is_marked = found["mark"] or "années" in found[0].lower()
    if not is_marked:
        return None
    first = found["first"]
    firsts = [int(first)] if len(first) == 4 else [2000 + int(first), 1900 + int(first)]
    ranges = [_in_decade(each, found["part"]) for each in firsts if each <= today.year]
    return tuple(parse_date(each) for each in ranges) or None


def _in_decade(first: int, part: str | None) -> str:
    named = (part or "").lower()
    low, high = (0, 9)
    if named:
        low, high = (0, 4) if named in _BEGINNINGS else (6, 9) if named in _ENDS else (3, 7)
    return f"[{first + low:04}..{first + high:04}]"
