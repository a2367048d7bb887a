"""Years that anniversaries tell: "2023 besteht die mit X 40 Jahre, die mit Y 30 Jahre".

Each place has the number that stands with it; the year it counts back from is the one that the
sentence names, else that of the page, where the sentence speaks of now, of last year or of next.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from weltoffen.intake.reading.dates import Dated
from weltoffen.intake.reading.mentions import Mention, follows_in_list
from weltoffen.intake.reading.words import NUMBER, number_of

ROUND = {
    "zehn": 10, "zwanzig": 20, "dreißig": 30, "vierzig": 40, "fünfzig": 50, "sechzig": 60,
    "siebzig": 70, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "zehnten": 10, "zwanzigsten": 20, "dreißigsten": 30, "vierzigsten": 40, "fünfzigsten": 50,
    "sechzigsten": 60, "siebzigsten": 70, "tenth": 10, "twentieth": 20, "thirtieth": 30,
    "fortieth": 40, "fiftieth": 50, "sixtieth": 60, "seventieth": 70, "dixième": 10,
    "vingtième": 20, "trentième": 30, "quarantième": 40, "cinquantième": 50, "soixantième": 60,
    "dix": 10, "vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60,
}  # fmt: skip
_MANY = rf"(?:{NUMBER}|{'|'.join(sorted(ROUND, key=len, reverse=True))})"
_SO_MANY = rf"(\d{{1,3}}|{'|'.join(sorted(ROUND, key=len, reverse=True))})"
_ANNIVERSARY = re.compile(
    rf"(?:seit|since|depuis|for)\s+{_SO_MANY}\s+(?:Jahren|years|ans)\b"
    rf"|\bturn(?:s|ed|ing)?\s{_SO_MANY}\b|\b{_SO_MANY}(?:[- ]?jährig\w*| Jahre\b| years\b"
    rf"|(?:th|st|nd|rd) anniversary"
    r"|e anniversaire| anniversaire| ans\b|\. (?:Geburtstag|Jahrestag|Jubiläum|Mal\b)"
    r"|[- ]year[- ]old| (?:anniversary|birthday|Mal|Jahrestag|Geburtstag)\b)",
    re.IGNORECASE,
)
_LENGTHS = (
    (25, r"(?:ein(?:em|es)?\s)?Vierteljahrhunderts?|(?:a\s)?quarter(?:\sof\sa|[- ])\s?century"
         r"|(?:un\s)?quart\sde\ssiècle|[Ss]ilber(?:nes)?[- ]?(?:[Jj]ubiläum|[Hh]ochzeit)"
         r"|silver (?:jubilee|anniversary)|noces d['’]argent"),
    (50, r"(?:ein(?:em|es)?\s)?halbe[ns]?\sJahrhunderts?|half\sa\scentury|(?:un\s)?demi-siècle"
         r"|[Gg]old(?:enes|ene)[- ]?(?:[Jj]ubiläum|[Hh]ochzeit)|golden (?:jubilee|anniversary)"
         r"|noces d['’]or\b"),
)  # fmt: skip
_LONG = re.compile(
    rf"(?<![\w.,])(?P<n>{_MANY})(?:[- ]?jährige[nsr]?\b|\s(?:Jahre|years|ans)\b"
    r"|(?:st|nd|rd|th)\s(?:anniversary|birthday)|e\sanniversaire"
    r"|\.\s(?:Geburtstag|Jahrestag|Jubiläum))"
    + "".join(rf"|\b(?P<l{years}>{words})" for years, words in _LENGTHS),
    re.IGNORECASE,
)
_TO_NOW = re.compile(r"\b(?:[Vv]or|ago|[Ii]l y a)\b")
_AGO = re.compile(r"\s(?:ago|später|danach|later|plus tard|alt\b|before|zuvor|old)\b")
_BONDED = re.compile(
    r"besteh|verbunden|währ|dauer|\balt\b|feier|begeh|Jubil|Jahrestag|jährig|Geburtstag|[Bb]und\b"
    r"|partnerschaft|Partner|twin|link|celebrat|mark(?:s|ed|ing)\b|anniversa|jubilee|jumel|fêt"
    r"|célébr|liens?\b|noces|years together|ans (?:que|d[e'’])|serment|friend|amitié|Freund"
)
_NEXT = re.compile(
    r"\b(?:(?:im|das) (?:nächste[ns]|kommende[ns]) Jahr|next year|l['’](?:an(?:née)?) prochaine?)\b"
)
_LAST = re.compile(
    r"\b(?:im (?:vergangenen|vorigen|letzten) Jahr|last year|l['’](?:an(?:née)?) (?:derni[eè]re?"
    r"|passée?))\b"
)
_NOW = re.compile(
    r"\b(?:dieses Jahr|in diesem Jahr|heuer|this (?:year|summer|autumn|spring|month)|cette année"
    r"|heute|today|aujourd['’]hui|seit|since|for|depuis|wird|werden|turns|fêtent|celebrates?"
    r"|begeht|feiert|feiern|has|have|a)\b",
    re.IGNORECASE,
)
_SINCE = re.compile(r"\b(?:seit|since|depuis)\s(?:[^\W\d]+\s){0,2}\Z", re.IGNORECASE)
_SEVERAL = 2


_YEARS_WORD = rf"(?P<n>\d{{1,3}}|{'|'.join(ROUND)})"
_YEARS_TOLD = re.compile(
    rf"\b{_YEARS_WORD}\s(?:years|Jahre|ans)\b[^.;]{{0,40}}?\b(?:since|seit|depuis|que|ago|her)\b"
    rf"|\b(?:seit|since|depuis|for|vor|il y a)\s{_YEARS_WORD.replace('<n>', '<m>')}\s"
    r"(?:Jahren|years|ans)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=64)
def anniversary_in(text: str) -> re.Match[str] | None:
    """Return the first words that say how many years a bond is old, the number as a group."""
    return _ANNIVERSARY.search(text)


def years_told(text: str) -> int | None:
    """Return how many years a bond has lasted: "forty years since the two were twinned"."""
    found = _YEARS_TOLD.search(text)
    if found is None:
        return None
    number = (found["n"] or found["m"]).casefold()
    return ROUND.get(number) or int(number)


def jubilees_in(
    text: str, chosen: Sequence[Mention], dates: Sequence[Dated], day: str | None
) -> dict[int, str]:
    """Return the years of those places of which a sentence says how long they are bound.

    Only where it says so of several, in words ("a quarter of a century"), or of last or next year;
    one plain number is read beside the dates (``times``).
    """
    found = [(each, years) for each in _LONG.finditer(text) if (years := _years(text, each))]
    is_plain = len(found) == 1 and found[0][0]["n"] and not _NEXT.search(text)
    if not found or (is_plain and not _LAST.search(text)) or not _BONDED.search(text):
        return {}
    year = _counted_from(text, dates, day)
    if year is None:
        return {}
    ends = [(each.start(), each.end()) for each, _years in found]
    told = {
        at: str(year - found[which][1])
        for at, which in _whose(text, chosen, ends).items()
    }  # fmt: skip
    return told


def _years(text: str, found: re.Match[str]) -> int | None:
    """Return how many years a length has; None for "30 years ago" and "700 Jahre alt"."""
    if _AGO.match(text, found.end()) or _TO_NOW.search(text, max(0, found.start() - 12),
                                                       found.start()):  # fmt: skip
        return None
    if found["n"]:
        said = found["n"].casefold()
        years = ROUND.get(said) or number_of(said)
        return years if years and years <= _MOST else None
    return next(years for years, _words in _LENGTHS if found[f"l{years}"])


_MOST = 120
"""No bond between towns is older than that."""


def _counted_from(text: str, dates: Sequence[Dated], day: str | None) -> int | None:
    """Return the year that lengths are counted back from."""
    named = {
        d.on[:4] for d in dates if d.on and not _SINCE.search(text, max(0, d.start - 40), d.start)
    }
    if len(named) == 1:
        return int(named.pop())
    if named or not day:
        return None
    if _NEXT.search(text):
        return int(day[:4]) + 1
    if _LAST.search(text):
        return int(day[:4]) - 1
    return int(day[:4]) if _NOW.search(text) else None


def _whose(
    text: str, chosen: Sequence[Mention], lengths: Sequence[tuple[int, int]]
) -> dict[int, int]:
    """Return which length each place has: the next behind it, or the last before it."""
    if len(lengths) == 1:
        return dict.fromkeys(_listed(text, chosen), 0)
    if not chosen:
        return {}
    found: dict[int, int] = {}
    leads = lengths[0][0] < chosen[0].start
    for at, mention in enumerate(chosen):
        behind = [n for n, (low, _high) in enumerate(lengths) if low >= mention.close]
        before = [n for n, (_low, high) in enumerate(lengths) if high <= mention.start]
        if leads and before:
            found[at] = before[-1]
        elif not leads and behind:
            found[at] = behind[0]
    return found if len(set(found.values())) >= _SEVERAL else {}


def _listed(text: str, chosen: Sequence[Mention]) -> list[int]:
    """Return the places where all of them stand in one list, else none."""
    is_one = all(
        follows_in_list(text, one.close, two.start) or _ALSO.fullmatch(text, one.close, two.start)
        for one, two in pairwise(chosen)
    )
    return list(range(len(chosen))) if is_one else []


_ALSO = re.compile(r",?\s(?:und|and|et)\s(?:mit|with|avec|à)\s(?:[a-zäöüß]+\s)?")


_AGO = re.compile(
    rf"\b(?:[Vv]or\s(?:genau\s|nunmehr\s|exakt\s|jetzt\s)?(?P<de>{NUMBER})\sJahren\b"
    rf"|(?P<en>{NUMBER})\syears\sago\b|[Ii]l\sy\sa\s(?:tout\sjuste\s"
    rf"|exactement\s)?(?P<fr>{NUMBER})\sans\b)"
)
_YEARS_AGO = re.compile(rf"\b[Vv]or {NUMBER} Jahren\b|\b{NUMBER} years ago\b")


@lru_cache(maxsize=64)
def tells_years_ago(text: str) -> bool:
    """Say whether a text counts back by itself: "vor 30 Jahren, 1992"."""
    return bool(_AGO.search(text) or _YEARS_AGO.search(text))


def years_ago(text: str, day: str | None) -> Dated | None:
    """Return the year that is so many before that of the page: "vor genau 50 Jahren"."""
    found = _AGO.search(text) if day else None
    number = number_of(found["de"] or found["en"] or found["fr"]) if found else None
    if not (found and day and number):
        return None
    return Dated(found.start(), found.end(), str(int(day[:4]) - number), True)
