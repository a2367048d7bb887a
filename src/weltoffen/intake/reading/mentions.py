"""Places that a text names, with the country beside them.

A word that begins with a capital is a candidate; whether it is a place is said by the gazetteer,
and whether *this* place is meant by a country beside it, or by the slot in which it stands,
which is judged by those who ask.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from weltoffen.intake.reading.addresses import EVENT, is_no_town
from weltoffen.intake.reading.countries import adjectives_in, country_of, region_country
from weltoffen.intake.reading.towns import is_called, is_stop_word, known
from weltoffen.places.gazetteer import Status, fold
from weltoffen.places.gazetteer.countries import us_states

UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪİĶĻŁŃŅŇŌŐŘŚŞŠŢŤŪŮŰŹŻŽȘȚ"
_WORD = rf"(?:[{UPPER}][\w’'´`‘ʼ]*(?:-[\w’'´`‘ʼ]+)*)"
_SAINT = r"(?:(?:St|Ste)\.? ?)"
_PARTICLE = (
    r"(?:an der|an dem|auf der|in der|ob der|vor der|de la|de los|de las|am|im"
    r"|ob|bei|unter|upon|on|of|the|sur|sous|en|la"
    r"|le|les|lès|del|della|de|di|do|da|dos|das|du|des|der|y|el|al|nad|pod|and)"
)
_NAME = re.compile(
    rf"(?<![^\W\d])(?<!-)(?:[’']s-)?{_SAINT}?{_WORD}"
    rf"(?:(?: {_PARTICLE})? (?:{_SAINT})?{_WORD}|/{_WORD}| / {_WORD}| d['’]{_WORD})*"
)
_SPLIT = re.compile(rf"(?:(?<!\w)[’']s-)?{_SAINT}?{_WORD}")


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


_GENERIC = re.compile(
    r"(?:(?:Partner|Freundschafts|Haupt|Landeshaupt|Millionen|Groß|Klein|Hafen|Nachbar|Schwester"
    r"|Universitäts|Industrie|Kreis|Alt|Innen)?[Ss]t(?:adt|ädte)|\w*[Pp]artner\w*|\w*[Gg]emeinde"
    r"|Twin|Sister|City|Town|(?:La |la )?Ville|Beispiel|Offizielle|Royaume)\Z"
)
_BETWEEN_NAMES = re.compile(
    r" (?:Partner|Schwester|Freundschafts)(?:st[aä]dte?n?|gemeinden?|kommunen?) "
)
_BEHIND = ("Partner", "Partnerstadt", "Partnerstädte", "Partnerin")
_AREA = re.compile(
    r"(?:\w*[Pp]rovinz|Region|Bezirk|Grafschaft|Landkreis|Kreis"
    r"|Bundesland|Bundesstaat|Staat|Kanton|Gouvernement|Distrikt|Woiwodschaft|County"
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
    r"\s+(?:[a-zäöüß]*(?:stadt|city|town|ville|gemeinde)\s+)?(?:of\s+|de\s+|d[’'])?", re.IGNORECASE
)


@lru_cache(maxsize=1024)
def places_in(text: str) -> tuple[Mention, ...]:
    """Return the places that the gazetteer knows or a country beside them marks, in their order."""
    found: list[Mention] = []
    adjectives = [(end, code) for _start, end, code in adjectives_in(text)]
    brackets = _country_brackets(text) if "(" in text else []
    for low, high in _parted(text, names_in(text)):
        near = (
            code
            for end, code in adjectives
            if 0 <= low - end <= 14 and _TO_NAME.fullmatch(text, end, low)
        )
        within = (code for start, end, code in brackets if start <= low < end)
        found += _resolved(text, low, high, next(near, None) or next(within, None))
    return tuple(
        m
        for at, m in enumerate(found)
        if (not at or m.start >= found[at - 1].close)
        and not is_no_town(text, m.start, m.end, m.is_stated)
    )


_BEFORE_BRACKET = re.compile(rf"(?P<country>{_WORD}(?: {_WORD})?) \((?P<inside>[{UPPER}][^()]*)\)")


def _country_brackets(text: str) -> list[tuple[int, int, str]]:
    """Return the brackets behind a country that name its towns: "Schweiz (Aarau, 1986)"."""
    return [
        (*found.span("inside"), code)
        for found in _BEFORE_BRACKET.finditer(text)
        if (code := country_of(found["country"]))
    ]


_MOST_WORDS = 8
"""A name has no more words; a longer run is no name, and would take ever longer to judge."""


def _resolved(text: str, low: int, high: int, country: str | None) -> list[Mention]:
    """Find the places in one run of capitalised words: the longest known names, from the left."""
    words = [(low + m.start(), low + m.end()) for m in _SPLIT.finditer(text[low:high])]
    if words and _AREA.match(text[words[0][0] : words[0][1]]):
        named = _resolved(text, words[1][0], high, country) if len(words) > 1 else []
        return [replace(each, is_area=True) for each in named]
    while len(words) > 1 and _GENERIC.match(text[words[0][0] : words[0][1]]):
        words = words[1:]
    while len(words) > 1 and text[words[-1][0] : words[-1][1]] in _BEHIND:
        words = words[:-1]
    run = text[low:high]
    is_state = is_us_state(run) and run not in _STATE_TOWNS
    if (region_country(run) or is_state) and _IN_REGION.search(text, max(0, low - 8), low):
        return []
    ordinary = [is_stop_word(text[start:end]) for start, end in words]
    opening = ordinary.index(False) if False in ordinary else len(words)
    found: list[Mention] = []
    first = 0
    if longer := _with_region(text, words):
        words[-1] = (words[-1][0], longer)
    while first < len(words):
        for last in range(min(len(words), first + _MOST_WORDS) - 1, first - 1, -1):
            start, end = words[first][0], words[last][1]
            mention = mention_at(text, start, end, country)
            rest = text[words[last + 1][0] : words[-1][1]] if last + 1 < len(words) else ""
            whole = first == opening and (not rest or _lies_there(text[start:end], rest))
            if mention and (
                mention.is_known
                or (
                    not ordinary[first]
                    and mention.is_stated
                    and whole
                    and not country_of(text[words[first][0] : words[first][1]])
                    and not _JOINS.search(text, start, end)
                    and _may_be_a_town(text, mention, country)
                )
            ):
                mention, last = _on_its_river(text, mention, words, last)
                found.append(_without_event(text, mention))
                first = last + 1
                break
        else:
            first += 1
    return found


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
    rf" (?:in|im) (?:der )?{_WORD}|[ /](?:[aiob]|an)\.? ?(?:d(?:er|\.)? ?)?{_WORD}\.?(?!\w)"
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
_NEUTER = re.compile(r"\b(?:das|dem|ins|im|the|das schöne) [\w-]+ \Z", re.IGNORECASE)
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
    return bool(_NEUTER.search(text, 0, mention.start)) and not _NOUN.match(mention.name)


_BRACKET = re.compile(r"\s{0,3}\(([^()]{1,80})\)")
_AFTER = re.compile(
    rf"(?:,? (?:in|im|am|auf) (?:der |den |dem |the |[a-zäöü]+en |Norden |Süden |Osten |Westen )?"
    rf"|,? (?:district|region|county|province|prefecture) (?:in|of) (?:the )?"
    rf"|\s*[\t|·]\s*"
    rf"|, (?:en |au |aux |à |in |im |dans (?:le |la )?)?"
    rf"|,? (?:en|au|aux|dans (?:le|la|les)) (?:pays de )?| [-–—] | / ?| )"
    rf"(?P<country>(?:(?:VR|Republik|People[’']s Republic of|Republic of|République|Bundesrepublik"
    rf"|Vereinigtes|Great|Grande|South|New|Saudi|Sri|Bosnien und"
    rf"|Bosnia and|Czech|United|Côte) ?)?"
    rf"{_WORD}(?:[ -]{_WORD})?(?:(?<=States) of America)?)"
)


def mention_at(text: str, start: int, end: int, country: str | None = None) -> Mention | None:
    """Return the mention of the place whose name stands here, None for an ordinary word."""
    name = text[start:end]
    before, slash, behind = name.partition("/")
    if slash and (there := country_of(behind) or region_country(behind)):
        found = mention_at(text, start, start + len(before.rstrip()), there)
        return found and _with_bracket(text, found, end)
    if is_stop_word(name) or country_of(name) is not None or _GENERIC.match(name):
        return None
    close, inside, stated = end, None, country
    bracket = _BRACKET.match(text, end)
    if bracket:
        inside, close = bracket.span(1), bracket.end()
        stated = _country_in(bracket[1]) or stated
        outside = None if re.search(r"\d", bracket[1]) else _after(text, close)
        if outside is None and stated is None and text.startswith(",", close):
            outside = _after(text, close)
        if outside and stated in (None, outside[0]):
            stated, close = outside
            further = _BRACKET.match(text, close)
            inside, close = (further.span(1), further.end()) if further else (inside, close)
    elif after := _after(text, end):
        stated, close = after
        following = _BRACKET.match(text, close)
        if following:
            inside, close = following.span(1), following.end()
    status, only, place = known(_plain(name), stated)
    if status is Status.UNKNOWN and stated is not None:
        bare = known(_plain(name))
        if bare[0] is not Status.UNKNOWN and bare[1] == stated:
            status, only, place = bare
    return Mention(
        name, start, end, close, stated or only, stated is not None,
        status is not Status.UNKNOWN, place, status is Status.AMBIGUOUS, inside,
    )  # fmt: skip


def _with_bracket(text: str, mention: Mention, end: int) -> Mention:
    """Return a mention whose country stood behind a slash, with the bracket behind that."""
    bracket = _BRACKET.match(text, end)
    close, inside = (bracket.end(), bracket.span(1)) if bracket else (end, None)
    return replace(mention, close=close, inside=inside)


def _plain(name: str) -> str:
    """Return the first of two names of one place ("Lviv / Lemberg")."""
    return name.partition(" / ")[0]


_FIRMS = frozenset({"AG", "AS", "CO", "KG", "SA", "SE", "SV", "TV"})
"""Codes of countries that stand behind the names of firms and clubs."""


_STATE_OF_US = re.compile(
    r",\s[A-Z][\w ]{3,20},\s(?:USA|U\.S\.A\.|United States|Vereinigte Staaten|États-Unis)"
)


def _after(text: str, end: int) -> tuple[str, int] | None:
    """Return the country that stands behind a name, and where it ends."""
    found = _AFTER.match(text, end)
    if not found:
        return None
    if us := _STATE_OF_US.match(text, end):
        return "US", us.end()
    words, at = found["country"], found.start("country")
    if state := _us_state(words):
        end = at + len(state)
        further = re.compile(r",? \(?(?:USA|U\.S\.A\.|US|United States)\)?").match(text, end)
        return "US", further.end() if further else end
    while words:
        code = country_of(words)
        is_bare = len(words) <= 3 and found[0][0] == " "
        is_initial = is_bare and len(words) == 1 and text[at + 1 : at + 2] == "."
        is_shouted = text[:end].rpartition(" ")[2].isupper() and len(words) > 1
        if code and not is_initial and not (
            is_bare and (is_shouted or not words.isupper() or words in _FIRMS)
        ):  # fmt: skip
            return code, at + len(words)
        if (code := region_country(words)) and not found[0].startswith((" /", " –", " -", " —")):
            return code, at + len(words)
        words = words.rpartition(" ")[0]
    return None


def _us_state(words: str) -> str | None:
    """Return the words that name a state of the USA; Georgia is a country unless said otherwise."""
    while words:
        if len(words) > 2 and words != "Georgia" and fold(words) in us_states():
            return words
        words = words.rpartition(" ")[0]
    return None


def is_us_state(words: str) -> bool:
    """Say whether words name a state of the USA written out."""
    return len(words) > 2 and _us_state(words) == words


def _country_in(inside: str) -> str | None:
    """Return the country that a bracket names, among dates and other things."""
    for part in re.split(r"[,;/]| – | - |\bseit\b|\bsince\b|\bdepuis\b", inside):
        part = re.sub(r"\d.*", "", part).strip()
        if part and (code := country_of(part)):
            return code
        if part and _us_state(part):
            return "US"
        if part and (code := region_country(part)):
            return code
    return None


_BETWEEN = re.compile(
    r"\s*(?:,|;|/|–|-|\band\b|\bund\b|\bet\b|\bsowie\b|\bor\b|\bou\b"
    r"|\boder\b|\.\.\.)?\s*(?:,?\s*(?:and|und|et|sowie|ou|oder"
    r"|or)\s+)?"
    r"(?:auch\s+|das\s+|die\s+|der\s+|the\s+|la\s+|mit\s+|with\s+"
    r"|avec\s+|d[’']\s*|de\s+|à\s+)*(?:\w*isch\w*\s+|[A-Z]\w+(?:ian"
    r"|ish|ese|ch)\s+)?\Z"
)


def follows_in_list(text: str, low: int, high: int) -> bool:
    """Say whether between two names stands only what parts the members of a list."""
    found = _BETWEEN.match(text[low:high])
    return bool(text[low:high].strip()) and found is not None and found.end() == high - low
