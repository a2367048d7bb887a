"""Places that a text names, with the country beside them.

A word that begins with a capital is a candidate; whether it is a place is said by the gazetteer,
and whether *this* place is meant by a country beside it, or by the slot in which it stands,
which is judged by those who ask.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from weltoffen.intake.reading.addresses import EVENT, is_no_town
from weltoffen.intake.reading.beside import BRACKET, after, country_brackets, in_bracket
from weltoffen.intake.reading.countries import adjectives_in, country_of, region_country
from weltoffen.intake.reading.letters import UPPER as UPPER
from weltoffen.intake.reading.letters import WORD
from weltoffen.intake.reading.nouns import GENERIC, TWINNED_WITH, is_noun, without_noun
from weltoffen.intake.reading.ordinary import is_ordinary
from weltoffen.intake.reading.patterns import just_before
from weltoffen.intake.reading.runs import ends_in_country, may_name
from weltoffen.intake.reading.states import country_in, is_us_state
from weltoffen.intake.reading.towns import is_called, is_stop_word, known, may_begin
from weltoffen.intake.reading.two_names import begin_of_both
from weltoffen.intake.reading.words import kinds_in
from weltoffen.places.gazetteer import Status

_SAINT = r"(?:(?:St|Ste)\.? ?)"
_PARTICLE = (
    r"(?:an der|an dem|auf der|in der|ob der|vor der|de la|de los|de las|am|im"
    r"|ob|bei|unter|upon|on|of|the|sur|sous|en|la"
    r"|le|les|lès|del|della|de|di|do|da|dos|das|du|des|der|y|el|al|nad|pod|and)"
)
_NAME = re.compile(
    rf"(?<![^\W\d])(?<!-)(?:[’']s-)?{_SAINT}?{WORD}"
    rf"(?:(?: {_PARTICLE})? (?:{_SAINT})?{WORD}|/{WORD}| / {WORD}| d['’]{WORD})*"
)
_SPLIT = re.compile(rf"(?:(?<!\w)[’']s-)?{_SAINT}?{WORD}")


@dataclass(frozen=True, slots=True)
class Mention:
    """A place named in a unit of text; positions are those in the unit.

    ``end`` is where the name ends, ``close`` where what belongs to it ends (bracket, country).
    ``country`` is ISO 3166-1 alpha-2; ``is_stated`` says that the text names it. ``inside`` is
    what a bracket behind it says, from where to where. ``is_known`` says that the gazetteer has a
    place of the name. ``place`` is its GeoNames id where there is but one answer. ``is_area`` says
    that it is called a district, province or county.
    """

    name: str
    start: int
    end: int
    close: int
    country: str | None
    is_stated: bool
    is_known: bool
    place: int | None
    is_ambiguous: bool
    inside: tuple[int, int] | None = None
    is_area: bool = False


_BETWEEN_NAMES = re.compile(
    r" (?:Partner|Schwester|Freundschafts)(?:st[aä]dte?n?|gemeinden?|kommunen?) "
)
_BEHIND = ("Partner", "Partnerstadt", "Partnerstädte", "Partnerin")
_AREA = re.compile(
    r"(?:\w*[Pp]rovinz|Region|Bezirk|Grafschaft|Landkreis|Kreis"
    r"|Bundesland|(?:US-)?Bundesstaat|US-Staat|Staat|Kanton|Gouvernement|Distrikt|Woiwodschaft|County"
    r"|State|Province)\Z"
)


def names_in(text: str) -> list[tuple[int, int]]:
    """Return where runs of capitalised words stand that may hold a name."""
    return [found.span() for found in _NAME.finditer(text)]


def _parted(text: str, runs: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Part runs at a noun that stands between two names: "Kassels Partnerstadt Florenz"."""
    if not _BETWEEN_NAMES.search(text):
        yield from runs
        return
    for low, high in runs:
        for noun in _BETWEEN_NAMES.finditer(text, low + 1, high):
            yield low, noun.start()
            low = noun.end()
        yield low, high


_TO_NAME = re.compile(
    r"\s+(?:[a-zäöüß]*(?:stadt|city|town|ville|gemeinde|kommune)\s+)?(?:of\s+|de\s+|d[’'])?",
    re.IGNORECASE,
)


@lru_cache(maxsize=8192)
def places_in(text: str) -> tuple[Mention, ...]:
    """Return the places that the gazetteer knows or a country beside them marks, in their order."""
    found: list[Mention] = []
    adjectives = [(end, code) for _start, end, code in adjectives_in(text)]
    brackets = country_brackets(text) if "(" in text else []
    for low, high in _parted(text, names_in(text)):
        near = (
            code
            for end, code in adjectives
            if 0 <= low - end <= 14 and _TO_NAME.fullmatch(text, end, low)
        )
        within = (code for start, end, code in brackets if start <= low < end)
        found += _resolved(text, low, high, next(near, None) or next(within, None))
    found = _put_together(text, found)
    return tuple(
        m
        for at, m in enumerate(found)
        if (not at or m.start >= found[at - 1].close)
        and not is_no_town(text, m.start, m.end, m.is_stated)
        and not any(low <= m.start and m.end <= high for low, high, _kind in kinds_in(text))
        and (m.is_known or not kinds_in(m.name))
    )


def _put_together(text: str, found: list[Mention]) -> list[Mention]:
    """Return the places with those of two names as one: "Provinz Pesaro und Urbino"."""
    for at in range(len(found) - 1, 0, -1):
        one, two = found[at - 1], found[at]
        if one.is_stated or one.close > one.end or not two.is_stated or two.close == two.end:
            continue
        low = begin_of_both(text, (one.start, one.end), two.start, two.country)
        if low is not None:
            both = replace(two, name=text[low : two.end], start=low, is_known=True, place=None)
            found[at - 1 : at + 1] = [both]
    return found


_MOST_WORDS = 8
"""A name has no more words; a longer run is no name, and would take ever longer to judge."""


def _resolved(text: str, low: int, high: int, country: str | None) -> list[Mention]:
    """Find the places in one run of capitalised words: the longest known names, from the left."""
    words = [(low + m.start(), low + m.end()) for m in _SPLIT.finditer(text[low:high])]
    if country is None and not may_name(text, words, high):
        return []
    if words and _AREA.match(text[words[0][0] : words[0][1]]):
        named = _resolved(text, words[1][0], high, country) if len(words) > 1 else []
        return [replace(each, is_area=True) for each in named]
    words = without_noun(text, words)
    while len(words) > 1 and text[words[-1][0] : words[-1][1]] in _BEHIND:
        words = words[:-1]
    run = text[low:high]
    is_state = is_us_state(run) and run not in _STATE_TOWNS
    if (region_country(run) or is_state) and _IN_REGION.search(text, max(0, low - 8), low):
        return []
    ordinary = [is_ordinary(text, *word) for word in words]
    opening = ordinary.index(False) if False in ordinary else len(words)
    found: list[Mention] = []
    first = 0
    if longer := _with_region(text, words):
        words[-1] = (words[-1][0], longer)
    while first < len(words):
        begins = may_begin(text[slice(*words[first])])
        last = min(len(words), first + _MOST_WORDS) - 1 if begins or first == opening else -1
        while last >= first:
            rest = text[words[last + 1][0] : words[-1][1]] if last + 1 < len(words) else ""
            name = text[words[first][0] : words[last][1]]
            whole = first == opening and (not rest or _lies_there(name, rest))
            mention = _named(text, words[first][0], words[last][1], country, begins or whole)
            if mention and (
                mention.is_known
                or (
                    whole
                    and not (any(ordinary[first + 1 : last + 1]) and not EVENT.search(name))
                    and _is_told(text, mention, words[first : last + 1], country)
                )
            ):
                mention, last = _on_its_river(text, mention, words, last)
                found.append(_without_event(text, mention))
                break
            last -= 1
        first = max(first, last) + 1
    return found


def _named(text: str, start: int, end: int, country: str | None, may_be: bool) -> Mention | None:
    """Return the place of a name, also where it stands in the genitive."""
    if not may_be:
        return None
    mention = mention_at(text, start, end, country)
    if (mention is None or not mention.is_known) and text[end - 2 : end] in _GENITIVES:
        mention = mention_at(text, start, end - 2, country) or mention
    return mention


def _is_told(
    text: str, mention: Mention, words: Sequence[tuple[int, int]], country: str | None
) -> bool:
    """Say whether a name that no gazetteer knows is told to be a town's."""
    return (
        mention.is_stated
        and not is_ordinary(text, *words[0])
        and not ends_in_country(text, words)
        and not country_of(text[slice(*words[0])])
        and not _JOINS.search(text, mention.start, mention.end)
        and _may_be_a_town(text, mention, country)
    )


_GENITIVES = ("'s", "’s")


def _without_event(text: str, mention: Mention) -> Mention:
    """Return the mention of the town alone: "Graz Day (Austria)" is a day of Graz."""
    event = None if mention.is_known else EVENT.search(mention.name)
    if event is None:
        return mention
    town = mention_at(text, mention.start, mention.start + event.start(), mention.country)
    if town is None or not town.is_known:
        return mention
    return replace(mention, name=town.name, is_known=True, place=town.place)


_JOINS = re.compile(r"\s(?:and|und|et)\s|\sd['’]")
_INSIDE = re.compile(r"\s(?:im|in)\s")


def _lies_there(name: str, rest: str) -> bool:
    """Say whether what follows a name says where it lies: "im Norden Israels", "im Elsass"."""
    if len(name) < _SHORTEST or _INSIDE.search(name):
        return False
    return bool(region_country(rest) or country_of(rest.rpartition(" ")[2]))


_SHORTEST = 3
_RIVER = re.compile(r" (?:upon|on|sur|sous|lès|nad|pod) ")


def _on_its_river(
    text: str, mention: Mention, words: list[tuple[int, int]], last: int
) -> tuple[Mention, int]:
    """Return the mention with the river behind it, and its last word; few such names are known."""
    if last + 1 < len(words) and is_stop_word(text[slice(*words[last + 1])]):
        return mention, last
    if last + 1 == len(words) or not _RIVER.fullmatch(text, mention.end, words[last + 1][0]):
        return mention, last
    whole = mention_at(text, mention.start, words[last + 1][1], mention.country)
    if whole is None:
        return mention, last
    return replace(whole, is_known=True, place=whole.place or mention.place), last + 1


_LONGER = re.compile(
    rf" (?:in|im) (?:der )?{WORD}|[ /](?:[aiob]|an)\.? ?(?:d(?:er|\.)? ?)?{WORD}\.?(?!\w)"
)


def _with_region(text: str, words: list[tuple[int, int]]) -> int | None:
    """Return where a name ends to which what follows belongs: "Hall in Tirol"."""
    further = _LONGER.match(text, words[-1][1]) if words else None
    if further is None:
        return None
    name = text[words[-1][0] : further.end()]
    status, _only, place = known(name)
    is_longer = "." in further[0] or "/" in further[0] or is_called(place, name)
    return further.end() if status is Status.FOUND and is_longer else None


_STATE_TOWNS = frozenset({"New York", "Washington", "Georgia"})
_IN_REGION = re.compile(r"(?:\b(?:in|im|of|en|dans|du|aus|from)(?: der| the| la)?|,) \Z")
_CALLED_A_TOWN = re.compile(r"\b(?:Stadt|Gemeinde|Kommune|town of|city of|ville de|commune de)\s\Z")
_NEUTER = re.compile(r"\b(?:das|mit dem|the|das schöne) [\w-]+ \Z", re.IGNORECASE)
_NOUN = re.compile(
    r"\w+(?:ung|ion|heit|keit|schaft|tät|ismus|krieg\w*|ment|tum"
    r"|team|recht|jahr|land|wesen|volk|essen|haus|erbe)s?\Z"
)


def _may_be_a_town(text: str, mention: Mention, adjective: str | None) -> bool:
    """Judge a name that the gazetteer does not know, by what says of which country it is.

    An adjective alone says little: "wegen des russischen Angriffskrieges". Towns are neuter in
    German, so only behind such an article it counts.
    """
    if adjective is None or mention.close > mention.end:
        return True
    if just_before(_CALLED_A_TOWN, text, mention.start):
        return True
    return bool(just_before(_NEUTER, text, mention.start)) and not _NOUN.match(mention.name)


_NUMBERED = re.compile(
    r"(?:Prag|Prague|Praha|Budapest|Wien|Vienna|Paris|Bukarest|Bucharest)\s"
    r"(?:\d{1,2}(?!\d|\.\s?\d|\.\s[A-Z]|\s?(?:Uhr|Jahre|km|%|ans|years|mal|Tage))"
    r"|[IVX]{1,5}\b)(?!\w)"
)
"""Cities whose districts bear numbers, which are towns of their own among partners: "Prag 6"."""


def mention_at(text: str, start: int, end: int, country: str | None = None) -> Mention | None:
    """Return the mention of the place whose name stands here, None for an ordinary word."""
    name = text[start:end]
    before, slash, behind = name.partition("/")
    if slash and (there := country_of(behind) or region_country(behind)):
        found = mention_at(text, start, start + len(before.rstrip()), there)
        return found and _with_bracket(text, found, end)
    if is_ordinary(text, start, end) or _is_no_name(text, end, name):
        return None
    if numbered := _NUMBERED.match(text, start):
        name, end = numbered[0], numbered.end()
    close, inside, stated = end, None, country
    bracket = BRACKET.match(text, end)
    whole = text[start : bracket.end()] if bracket and not country_in(bracket[1]) else None
    if bracket and whole and is_called(known(whole)[2], whole):
        name, end, close, bracket = whole, bracket.end(), bracket.end(), None
    if bracket:
        stated, close, inside = in_bracket(text, bracket, country)
    elif behind_it := after(text, end):
        stated, close = behind_it
        following = BRACKET.match(text, close)
        if following:
            inside, close = following.span(1), following.end()
    status, only, place = _known_so(name, stated)
    return Mention(
        name, start, end, close, stated or only, stated is not None,
        status is not Status.UNKNOWN, place, status is Status.AMBIGUOUS, inside,
    )  # fmt: skip


def _known_so(name: str, stated: str | None) -> tuple[Status, str | None, int | None]:
    """Return what is known of a name, with the country that the text states for it."""
    status, only, place = known(_plain(name), stated, is_name=stated is not None)
    if status is Status.UNKNOWN and stated is not None:
        bare = known(_plain(name))
        if bare[0] is not Status.UNKNOWN and bare[1] == stated:
            return bare
    if status is Status.UNKNOWN and (within := _WITHIN.fullmatch(name)):
        status, only, _city = known(within["city"], stated)
    return status, only, place


_WITHIN = re.compile(r"(?:Lutherstadt )?(?P<city>[^\d]+?)(?: (?:\d{1,2}|[IVX]{1,5}))?")
"""A district with a number, or a town with its title, by the name that the gazetteer has."""


def _is_no_name(text: str, end: int, name: str) -> bool:
    """Say whether words are a country, or a noun for towns that no bracket calls a name."""
    if GENERIC.match(name) or _is_country(text, end, name):
        return True
    return is_noun(name) and not BRACKET.match(text, end)


def _is_country(text: str, end: int, name: str) -> bool:
    """Say whether a name is a country's, and not a town's elsewhere: "Salvador (Brasilien)"."""
    country = country_of(name)
    if country is None:
        return False
    start = end - len(name)
    if TWINNED_WITH.search(text, max(0, start - 60), start) and (
        is_called(known(name, country)[2], name)
    ):
        return False
    bracket = BRACKET.match(text, end)
    there = country_in(bracket[1]) if bracket else None
    if there == country:
        return not is_called(known(name, country)[2], name)
    return there in (None, country) or known(name, there)[0] is Status.UNKNOWN


def _with_bracket(text: str, mention: Mention, end: int) -> Mention:
    """Return a mention whose country stood behind a slash, with the bracket behind that."""
    bracket = BRACKET.match(text, end)
    close, inside = (bracket.end(), bracket.span(1)) if bracket else (end, None)
    return replace(mention, close=close, inside=inside)


def _plain(name: str) -> str:
    """Return the first of two names of one place ("Lviv / Lemberg")."""
    return name.partition(" / ")[0]


_BETWEEN = re.compile(
    r"\s*(?:,|;|/|–|-|\band\b|\bund\b|\bet\b|\bsowie\b|\bor\b|\bou\b"
    r"|\boder\b|\.\.\.)?\s*(?:,?\s*(?:and|und|et|sowie|ou|oder"
    r"|or)\s+)?"
    r"(?:auch\s+|dem\s+|den\s+|das\s+|die\s+|der\s+|the\s+|la\s+|mit\s+|with\s+"
    r"|avec\s+|d[’']\s*|de\s+|à\s+)*(?:\w*isch\w*\s+|[A-Z]\w+(?:ian"
    r"|ish|ese|ch)\s+)?\Z"
)


def follows_in_list(text: str, low: int, high: int) -> bool:
    """Say whether between two names stands only what parts the members of a list."""
    found = _BETWEEN.match(text[low:high])
    return bool(text[low:high].strip()) and found is not None and found.end() == high - low
