"""Which of the dates of a sentence is whose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from weltoffen.intake.reading.dates import Dated, Role, role_of
from weltoffen.intake.reading.jubilees import (
    ROUND,
    anniversary_in,
    jubilees_in,
    tells_years_ago,
    years_ago,
)
from weltoffen.intake.reading.mentions import Mention, follows_in_list
from weltoffen.intake.reading.patterns import just_before
from weltoffen.intake.reading.pauses import spans_of
from weltoffen.intake.reading.standings import standings_in
from weltoffen.intake.reading.words import STRONG_TWIN, kinds_in, number_of
from weltoffen.intake.types import Kind, Standing

_CELEBRATES = re.compile(
    r"feier|gefeiert|Jahre alt\b|years old\b|begangen|celebrat|célébr|fête|fêté|anniversa|Jubiläum"
    r"|begeht|begehen|Geburtstag|birthday|\bjähr|zum \w+ten Mal|\bl['’]âge\b|\bnoces\b"
    r"|\bmark(?:s|ed|ing)?\b"
    r"|\bJahre (?:alt |lang )?(?:besteht|währt|hält|dauert)\b|\bauf \w+ Jahre\b"
    r"|\bthis (?:year|summer|autumn|spring)\b|\bcette année\b|\bheuer\b",
    re.IGNORECASE,
)
TO_TWIN = re.compile(
    r"\b(?:wurde|wird|became|devient)\b[^.;]{0,40}\b(?:zur?|a|an"
    r"|une)\b[^.;]{0,25}(?:partnerschaft|Partnerstadt|twin|jumel)",
    re.IGNORECASE,
)
_NAMES_MANY = re.compile(r"\d{4}(?:, \d{4})+(?:,? (?:und|and|et) \d{4})")
_STARTS = (Role.BEGAN, Role.BARE)
_NEW_CLAUSE = re.compile(r";|\.\s|,?\s(?:und|and|et)\s(?=(?:die|der|das|the|la|le|mit|with)\b)")
_CUT = re.compile(r"[,;:|\t]|\s(?:und|and|et|sowie|ou)\s|\s[–—-]\s")

_SINCE = re.compile(r"\b(?:seit|since|depuis)\s(?:[^\W\d]+\s){0,2}\Z", re.IGNORECASE)

Times = tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class Around:
    """Dates outside of a sentence: the year named last, and the day of the page (ISO 8601)."""

    year: str | None = None
    day: str | None = None


NOTHING_AROUND = Around()


def times_in(
    text: str, chosen: Sequence[Mention], dates: Sequence[Dated], day: str | None = None
) -> list[Times]:
    """Return for each place since when and until when, as far as dates belong to it.

    ``day`` is that of the page, from which an anniversary without a year counts.
    """
    if ago := years_ago(text, day):
        dates = sorted([*dates, ago], key=lambda each: each.start)
    if day and not dates and _CELEBRATES.search(text) and (years := _derived_from(text, day)):
        return [(years, None) for _each in chosen]
    free = [
        d
        for d in dates
        if not any(m.inside and m.inside[0] <= d.start < m.inside[1] for m in chosen)
    ]
    if _RESPECTIVELY.search(text) and len(free) == len(chosen) and all(d.on for d in free):
        return [(dated.on, None) for dated in free]
    counted = jubilees_in(text, chosen, dates, day)
    many = bool(_NAMES_MANY.search(text))
    bound = {} if many else _bound(text, chosen, [d for d in free if d.on])
    times = [
        _in_bracket(text, mention, dates)
        or ((counted[number], None) if number in counted else None)
        or ((None, None) if many else _of_clause(text, mention, chosen, free, bound.get(number)))
        for number, mention in enumerate(chosen)
    ]
    _spread_bracket(text, chosen, times)
    return times


_RESPECTIVELY = re.compile(
    r"\b(?:respectively|respectivement|beziehungsweise|bzw\.)", re.IGNORECASE
)
_CONTACTS = re.compile(
    r"\bKontakt|\bGespräch|\btalks\b|\bcontact|\bFreundschaft|\bfriend|\bamitié", re.IGNORECASE
)
_EACH = re.compile(r"\W*(?:beide|alle|je(?:weils)?|both|each|tou(?:te)?s|chacune?)\b", re.I)


def _is_of_pair(text: str, chosen: Sequence[Mention], at: int) -> bool:
    """Say whether a bracket in a list is of two: "Graz (1988), Lyon und Leeds (1991), …"."""
    if at < _A_PAIR_BEHIND_ONE or chosen[at - 2].inside is None:
        return False
    one, two = chosen[at - 1], chosen[at]
    return (
        one.inside is None
        and text[one.close : two.start].strip() in {"und", "and", "et"}
        and text[chosen[at - 2].close : one.start].strip() in {",", ";"}
        and re.match(r"\s*[,;]", text[two.close :]) is not None
    )


_A_PAIR_BEHIND_ONE = 2


def _spread_bracket(text: str, chosen: Sequence[Mention], times: list[Times]) -> None:
    """Give the bracket of the last of a list to all: "Lyon und Leeds (beide 1962)"."""
    for at in range(len(chosen) - 1, 0, -1):
        inside = chosen[at].inside
        last = inside is not None and (
            _EACH.match(text, inside[0]) is not None or _is_of_pair(text, chosen, at)
        )
        before = at - 1
        while last and before >= 0 and times[before] == (None, None) and (
            follows_in_list(text, chosen[before].close, chosen[before + 1].start)
        ):  # fmt: skip
            times[before] = times[at]
            before -= 1


def since_of(text: str, dates: Sequence[Dated]) -> str | None:
    """Return since when a relation is, by dates that all belong to it.

    A word of twinning beside a date outweighs one of friendship or contact, and that outweighs
    none: "Freundschaftsvertrag 1981, Partnerschaft seit 1987".
    """
    starts = [d for d in dates if d.on and role_of(text, d) in _STARTS]
    starts = [d for d in starts if not just_before(_ANEW, text, d.start)] or starts
    began = [d for d in starts if role_of(text, d) is Role.BEGAN] or starts
    if len(began) > 1:
        began = not_of_contacts(text, began)
    if len(began) > 1:
        kinds = [_kind_beside(text, d) for d in began]
        others = Kind.FRIENDSHIP in kinds or _CONTACTS.search(text)
        if others and Kind.TWIN in kinds:
            return began[kinds.index(Kind.TWIN)].on
    return began[0].on if began else None


_ANEW = re.compile(
    r"\b(?:(?:neue[rn]?|zweite[rn]?|erneute[rn]?)\s(?:\w*[Vv]ertrag|\w*[Vv]ereinbarung|Abkommen)"
    r"|(?:new|second|fresh)\s(?:\w+\s)?(?:agreement|treaty|charter)"
    r"|(?:nouvel(?:le)?|nouveau|second)\s(?:accord|traité|convention|charte|pacte|serment))"
    r"\s(?:\(|(?:von|vom|of|from|de|du|in|en|im)\s)?(?:[^\W\d]+\s){0,2}\Z"
)
"""What a later contract of the same bond is called."""
_ONLY_CONTACTS = re.compile(
    r"\bcontacts?\b|\b\w*[Kk]ontakte?\b|\btalks\b|\bGespräche\b|\bBeziehungen\b|\brelations?\b"
    r"|\bco-?operation\b|\bcoopération\b|\bZusammenarbeit\b|\bVerbindung(?:en)?\b|\bliens\b"
    r"|\b(?:close )?(?:links|ties)\b|\bAustausch\b|\béchanges\b|\bexchanges?\b",
    re.IGNORECASE,
)
_DEED = re.compile(
    r"\bagreement|\bcharter|\btreaty|\bsigned|[Vv]ertrag|vereinbarung|\baccord|\bconvention"
    r"|\bjumel|\btwin|\bcharte|\bpacte|\bsigné",
    re.IGNORECASE,
)


def not_of_contacts(text: str, dates: list[Dated]) -> list[Dated]:
    """Return the dates beside a deed where others stand beside contacts: "contacts since 1962"."""
    said = [_words_beside(text, d) for d in dates]
    if not any(_ONLY_CONTACTS.search(words) for words in said):
        return dates
    deeds = [d for d, words in zip(dates, said, strict=True) if _DEED.search(words)]
    return deeds or dates


def _words_beside(text: str, dated: Dated) -> str:
    """Return what stands between the two marks around a date."""
    low = max((m.end() for m in _CUT.finditer(text, 0, dated.start)), default=0)
    after = _CUT.search(text, dated.end)
    return text[low : after.start() if after else len(text)]


def _kind_beside(text: str, dated: Dated) -> Kind | None:
    """Return the kind that the words between two marks name together with a date."""
    kinds = kinds_in(_words_beside(text, dated))
    return kinds[-1][2] if kinds else None


def _in_bracket(text: str, mention: Mention, dates: Sequence[Dated]) -> Times | None:
    """Return what the bracket behind a place says of when."""
    if not mention.inside:
        return None
    low, high = mention.inside
    within = [d for d in dates if low <= d.start < high]
    if spans := spans_of(text, within):
        return spans[0]
    ended = next((d.on for d in within if d.on and role_of(text, d) is Role.ENDED), None)
    starts = [d for d in within if d.on and role_of(text, d) in _STARTS]
    since = since_of(text, starts)
    return (since, ended) if since or ended else None


def _of_clause(
    text: str, mention: Mention, chosen: Sequence[Mention], free: Sequence[Dated],
    near: Dated | None,
) -> Times:  # fmt: skip
    low, high = _clause(text, mention)
    within = [d for d in free if low <= d.start < high]
    if since := _derived(text[low:high], within):
        return since, None
    if turned := TO_TWIN.search(text, mention.end):
        inside = [d for d in free if turned.start() <= d.start <= turned.end()]
        if inside:
            return inside[0].on, None
    spans = spans_of(text, within if len(chosen) > 1 else free)
    if spans and not (near and just_before(_SINCE, text, near.start)):
        return spans[0]
    alone = len(chosen) == 1
    theirs = free if alone else within
    ends = next((d.on for d in theirs if d.on and role_of(text, d) is Role.ENDED), None)
    ended = any(
        s is Standing.ENDED and (alone or low <= at < high) for at, _h, s in standings_in(text)
    )
    since = near.on if near else None
    if ended and not alone and (mine := _bound(text, chosen, [d for d in free if d.on], None)):
        last = mine.get(list(chosen).index(mention))
        return None, last.on if last else ends
    if alone and not (near and _FOLLOWED.search(text, 0, near.start)):
        since = since_of(text, [d for d in free if d.on]) or since
    if ended and not ends:
        return _ended(text, theirs, since)
    return since, ends if ended else None


_FOLLOWED = re.compile(r"\d{4}\b[^.;]*,\s(?:gefolgt|followed|suivie?s?)\s(?:in\s|en\s)?\Z")
"""A year behind such a word is that of what follows: "1951 X, gefolgt 1960 von Y"."""


def _ended(text: str, theirs: Sequence[Dated], since: str | None) -> Times:
    """Return the times of what ended, where no date says so by its own words."""
    began = [d for d in theirs if d.on and role_of(text, d) is Role.BEGAN]
    bare = [d for d in theirs if d.on and role_of(text, d) is Role.BARE]
    if bare:
        return (began[0].on if began else None), bare[0].on
    return since, None


@lru_cache(maxsize=64)
def _clause_ends(text: str) -> tuple[int, ...]:
    return tuple(found.start() for found in _NEW_CLAUSE.finditer(text))


def _clause(text: str, mention: Mention) -> tuple[int, int]:
    """Return from where to where the clause of a place reaches."""
    ends = _clause_ends(text)
    low = max((end for end in ends if end <= mention.start), default=0)
    return low, min((end for end in ends if end >= mention.close), default=len(text))


def _derived(text: str, dates: Sequence[Dated]) -> str | None:
    """Return the year before which so many years have passed: "feiert 2019 50 Jahre"."""
    year = next((d.on for d in dates if d.on), None)
    if year is None or anniversary_in(text) is None:
        return None
    # "30 years ago, in 1992" and "since 1992" say the year itself
    is_said = any(d.on and just_before(_SINCE, text, d.start) for d in dates)
    return None if is_said or tells_years_ago(text) else _derived_from(text, year)


def told_by_jubilee(text: str, dates: Sequence[Dated], day: str | None) -> str | None:
    """Return the year that an anniversary tells: "In 2018 we marked 40 years as twin cities"."""
    if not _CELEBRATES.search(text) or any(just_before(_SINCE, text, d.start) for d in dates):
        return None
    if not _DEED.search(text) and not STRONG_TWIN.search(text):
        return None  # "the link's 70th anniversary" may count from a first visit
    if any(d.on for d in dates):
        return _derived(text, dates)
    return _derived_from(text, day) if day else None


def _derived_from(text: str, year: str) -> str | None:
    """Return the year before a given one by as many as an anniversary counts."""
    years = anniversary_in(text)
    year = year[:4]
    if not (years and (_CELEBRATES.search(text) or years[1] or years[2])):
        return None
    said = (years[1] or years[2] or years[3]).lower()
    number = ROUND.get(said) or number_of(said)
    return str(int(year) - number) if number else None


@dataclass(slots=True)
class _Segment:
    """What stands between two marks: places by their number, dates, and which comes first."""

    places: list[int] = field(default_factory=list)
    dates: list[Dated] = field(default_factory=list)
    leads: bool = False


_AFTERWARDS = re.compile(r"später|darauf|danach|later|plus tard|following|suivante", re.IGNORECASE)


def _bound(
    text: str, chosen: Sequence[Mention], dates: Sequence[Dated],
    roles: tuple[Role, ...] | None = _STARTS,
) -> dict[int, Dated]:  # fmt: skip
    """Return the date of each place, by what stands between the same marks, else beside them."""
    starts = [d for d in dates if roles is None or role_of(text, d) in roles]
    bound: dict[int, Dated] = {}
    leading: set[int] = set()
    waiting: Dated | None = None
    open_places: list[int] = []
    for segment in _segments(text, chosen, starts):
        if segment.places and segment.dates:
            _pair(segment, bound)
            leading |= set(segment.places) if segment.leads else set()
            open_places, waiting = [], None
        elif segment.places:
            if waiting:
                bound |= dict.fromkeys(segment.places, waiting)
                leading |= set(segment.places)
                waiting = None
            else:
                open_places += segment.places
        elif open_places:
            bound[open_places[-1]] = segment.dates[0]
            open_places = []
        elif (
            not bound
            or leading
            or _AFTERWARDS.search(text, segment.dates[0].start, segment.dates[0].end)
            or text[segment.dates[0].start - 30 : segment.dates[0].start].count(";")
        ):
            waiting = segment.dates[0]
    _spread(text, chosen, bound, leading)
    return bound


def _pair(segment: _Segment, bound: dict[int, Dated]) -> None:
    if len(segment.places) == len(segment.dates):
        bound |= dict(zip(segment.places, segment.dates, strict=True))
    else:
        bound |= dict.fromkeys(segment.places, segment.dates[0])


def _segments(text: str, chosen: Sequence[Mention], dates: Sequence[Dated]) -> Iterator[_Segment]:
    spans = [(m.start, m.close) for m in chosen] + [(d.start, d.end) for d in dates]
    cuts = [
        found.start()
        for found in _CUT.finditer(text)
        if not any(low <= found.start() < high for low, high in spans)
    ]
    for low, high in zip([0, *cuts], [*cuts, len(text)], strict=True):
        found = _Segment(
            [number for number, m in enumerate(chosen) if low <= m.start < high],
            [d for d in dates if low <= d.start < high],
        )
        if found.places and found.dates:
            found.leads = found.dates[0].start < chosen[found.places[0]].start
        if found.places or found.dates:
            yield found


_ITS_OWN = re.compile(r",\s(?:(?:mit|in|zu) (?:dem|der)|das|(?:with )?which|qui)\b")
_JOINED = re.compile(r"[^,;:.\d]{1,50}\s(?:und|and|et)\s(?:das |die |der |the |la )?")


def _spread(
    text: str, chosen: Sequence[Mention], bound: dict[int, Dated], leading: set[int]
) -> None:
    """Give a date that leads or closes a list of places to all of them."""
    for number in range(1, len(chosen)):
        before = number - 1
        if number not in bound and before in bound and before in leading and (
            follows_in_list(text, chosen[before].close, chosen[number].start)
        ):  # fmt: skip
            bound[number] = bound[before]
            leading.add(number)
    for number in range(len(chosen) - 2, -1, -1):
        after = number + 1
        gap = text[chosen[number].close : chosen[after].start]
        is_its_own = _ITS_OWN.match(text, chosen[after].close)
        if number not in bound and after in bound and after not in leading and not is_its_own and (
            follows_in_list(text, chosen[number].close, chosen[after].start)
            or _JOINED.fullmatch(gap)
        ):  # fmt: skip
            bound[number] = bound[after]
