"""Whose partner a place is, where a phrase says it: "Kassels Partnerstadt", "Partnerstadt von X".

The place that has the partner is an owner and no partner itself. "X ist Partnerstadt von Y" says
it of both: the owner is then the one that lies in the country of the page's city, else Y.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from weltoffen.intake.reading.countries import region_country
from weltoffen.intake.reading.homes import Home
from weltoffen.intake.reading.mentions import UPPER, Mention, follows_in_list
from weltoffen.intake.reading.patterns import just_before
from weltoffen.intake.reading.slots import Slot, slot_of
from weltoffen.intake.reading.towns import country_of_town, is_stop_word, known
from weltoffen.places.gazetteer import Status


class Said:
    """What a sentence says of whose relation each place is a partner in."""

    def __init__(self, text: str, home: Home, mentions: Sequence[Mention]) -> None:
        self.text, self.home, self.mentions = text, home, list(mentions)
        self.spots = home.spots(text)
        self.whose: dict[int, str] = {}
        self.out: set[int] = set()
        self.sure: set[int] = set()

    def is_other(self, name: str) -> bool:
        """Say whether a name is that of another town, or of a part of the city."""
        if self.home.is_meant(name):
            return False
        return self.home.has_district(name) or known(name)[0] is not Status.UNKNOWN

    def give(self, name: str, low: int, high: int | None = None) -> None:
        """Say that what stands from here on is in relations of that town."""
        for mention in self.mentions:
            if low <= mention.start < (high or len(self.text)) and mention.name != name:
                self.whose.setdefault(mention.start, name)

    def leave(self, name: str, low: int, high: int) -> None:
        """Say that a place named here is an owner and no partner."""
        self.out |= {
            m.start
            for m in self.mentions
            if low <= m.start < high or (m.start <= low < m.close and m.name == name)
        }

    @property
    def home_countries(self) -> tuple[str, ...]:
        """Return the country of the page's city, as a hint for towns beside it."""
        return (self.home.country,) if self.home.country else ()

    def is_ours_between(self, low: int, high: int) -> bool:
        """Say whether the city is named, or "we" said, in a part of the sentence."""
        return any(low <= at < high for at, _end in self.spots) or bool(
            _WE.search(self.text, low, high)
        )

    def is_home_beside(self, low: int, high: int) -> bool:
        """Say whether the city stands in one list with what is named here."""
        return any(
            follows_in_list(self.text, high, at) or follows_in_list(self.text, end, low)
            for at, end in self.spots
            if at >= high or end <= low
        )

    def is_home_between(self, end: int, listed: Sequence[Mention]) -> bool:
        """Say whether the city itself is what a phrase names behind itself."""
        return not listed and any(
            at >= end and _TO_PLACE.fullmatch(self.text, end, at) for at, _high in self.spots
        )

    def is_home_before(self, start: int) -> bool:
        """Say whether a phrase is said of the city: "Bielefeld ist Partnerstadt von X"."""
        return any(
            high <= start and _FROM_PLACE.fullmatch(self.text, high, start)
            for _low, high in self.spots
        )


_TOWN = rf"[{UPPER}][\w’-]+(?:(?: (?:am|an der|im|in der|bei))? [{UPPER}][\w’-]+)?"
_BOND = (
    r"(?:(?:Partner|Schwester|Freundschafts|Paten|Jumelage)(?:st[aä]dte?n?|gemeinden?|kommunen?"
    r"|orte?)|Partner(?:in(?:nen)?|n)?|(?:Städte|Gemeinde)?[Pp]artnerschaft(?:en)?"
    r"|Städtefreundschaft(?:en)?|Jumelagen?)\b"
)
_ADJECTIVES = r"(?:(?:[a-zäöüß]+(?:e|en|er|es|em)|[a-zäöüß]+|[0-9]+)\s+){0,3}?"
# "Partnerstadt von X", "Partnerstädte der Stadt X", "Partnerstädte X-s"
_OF_TOWN = re.compile(
    rf"\b{_BOND}\s+(?:(?:von|der|des)\s+(?:(?:Nachbar|Kreis|Hanse|Landeshaupt|Groß)?[Ss]tadt\s+"
    rf"|Gemeinde\s+|Nachbarin\s+)?|(?P<bare>))(?P<home>{_TOWN})"
)
_BONDS = re.compile(rf"\b(?P<bond>{_BOND})(?P<of>\s+(?:von|der Stadt)\b)?")
_TOWN_BEFORE = re.compile(rf"(?<![\w-])(?P<home>{_TOWN})\s+(?P<between>{_ADJECTIVES})\Z")
_REACH = 70
_IS = r"(?:ist|sind|heißt|heißen|war|waren|wurde|wurden|wird|werden|bleibt|bleiben|lautet|lauten)"
_TO_PLACE = re.compile(
    rf"\s*(?:[,:]|\s(?:mit|zu|nach)\b|\s{_IS}\b)?\s*(?:\b{_IS}\b\s*)?"
    r"(?:(?!(?:uns|wir|mit|bei|nach|aus|in|von|für|zu|auf)\b)[a-zäöüß]+\s+|[0-9]+\s+"
    r"|(?:seit|in|im Jahr)\s+[0-9]{4}\s+|(?:mit|zu)\s+(?:dem\s+|der\s+)?|in\s+"
    r"[A-ZÄÖÜ]\w+:?\s*|:\s*|(?:Stadt|Städte|Gemeinde)\s+){0,6}"
)
_FROM_PLACE = re.compile(
    rf"(?:,\s*|\s+(?:selbst\s+)?(?:in\s+[A-ZÄÖÜ]\w+\s+)?{_IS}\s+|\s+[–-]\s+)"
    r"(?:(?!(?:uns|wir|mit|bei|nach|aus|in|von|für|zu|auf)\b)[a-zäöüß]+\s+|[0-9]{4}\s+"
    r"|(?:seit|in)\s+[0-9]{4}\s+){0,5}(?:als\s+)?"
)


_IS_BEFORE = re.compile(rf"\b{_IS}\s(?:[a-zäöüß]+\s|\d{{4}}\s){{0,3}}\Z")


_OWN_SUBJECT = re.compile(
    r"(?:\A|[:;,.]\s)(?:[Ss]ie|[Ee]s|[Dd]iese|[Dd]ie (?:Stadt|Gemeinde)(?=\s[a-z]))\s[^,;:]*\Z"
)


_ARTICLE = re.compile(r"\s(?:der|die|das|dem|den|des|eine[rnms]?)\s")


def possessed(said: Said) -> None:
    """Read "Kassels Partnerstadt X", "X ist Partnerstadt von Kassel", "Partnerstädte Kassels"."""
    for name, low, high, start, end in _owners_named(said):
        if said.is_home_beside(low, high):
            continue
        behind = _listed_from(said, end)
        before = _listed_to(said, start) if not behind else []
        if said.is_home_between(end, behind) or said.is_home_before(start):
            continue
        is_free = not any(m.close <= start for m in said.mentions) or _OWN_SUBJECT.search(
            said.text, 0, start
        )
        if is_free and just_before(_IS_BEFORE, said.text, start):
            continue  # "Die Stadt selbst ist Partnerstadt von X": the page's own
        owner, partners = name, behind or before
        if before and _lies_at_home(said, before[0]) and not _is_at_home(said, name):
            named = [m for m in said.mentions if m.start >= low and not m.start > high]
            owner, partners = before[0].name, _with_list(said, named)
            said.leave(owner, before[0].start, before[0].close)
        elif before and is_ours(said, before[0]):
            named = [m for m in said.mentions if m.start >= low and not m.start > high]
            owner, partners = before[0].name, _with_list(said, named)
        elif partners or name in {m.name for m in said.mentions}:
            said.leave(name, low, high)
        for mention in partners:
            said.whose.setdefault(mention.start, owner)
            said.sure.add(mention.start)


def _owners_named(said: Said) -> Iterator[tuple[str, int, int, int, int]]:
    """Yield owners: the name, from where to where it stands, and the same of the whole phrase."""
    for found in _OF_TOWN.finditer(said.text):
        bare = found["bare"] is not None
        name = next((n for n in _shorter(found["home"], genitive=bare) if said.is_other(n)), None)
        if name and not is_stop_word(name):
            low = found.start("home")
            yield name, low, low + len(name), found.start(), low + len(name) + bare
    for bond in _BONDS.finditer(said.text):
        low = max(0, bond.start() - _REACH)
        before = None if bond["of"] else _TOWN_BEFORE.search(said.text, low, bond.start())
        if before is None or _ARTICLE.search(f" {before['between']}"):
            continue
        name = _possessor(said, before["home"])
        if name:
            yield name, before.start("home"), before.end("home"), before.start(), bond.end()


def _shorter(words: str, *, genitive: bool) -> Iterator[str]:
    """Yield the names that words may be: whole, and the first alone; without the genitive's s."""
    for part in (words, words.partition(" ")[0]):
        if not genitive:
            yield part
        elif part.endswith("s"):
            yield part[:-1]


def _possessor(said: Said, words: str) -> str | None:
    """Return the town in a genitive or an adjective: "Kassels", "Kasseler", "Bremer"."""
    for part in (words, words.rpartition(" ")[2]):
        if said.home.is_meant(part):
            return None
        names = [
            name for name in _forms(part)
            if len(name) >= _SHORTEST and not is_stop_word(name) and not is_stop_word(part)
            and said.is_other(name) and region_country(name) is None
        ]  # fmt: skip
        if names:
            return next((name for name in names if _is_at_home(said, name)), names[0])
    return None


_SHORTEST = 3


def _forms(words: str) -> Iterator[str]:
    if words.endswith(("s", "’")):
        yield words.rstrip("’")
        yield words[:-1].rstrip("’")
    elif words.endswith("er"):
        stem = words[:-2]
        yield from (stem, f"{stem}en", f"{stem}e")
        if stem.endswith("n"):
            yield f"{stem[:-1]}en"


def _listed_from(said: Said, end: int) -> list[Mention]:
    """Return the places that a phrase names behind itself, in one list."""
    after = [m for m in said.mentions if m.start >= end]
    if not after or not _TO_PLACE.fullmatch(said.text, end, after[0].start):
        return []
    return _with_list(said, after[:1])


def _with_list(said: Said, first: Sequence[Mention]) -> list[Mention]:
    """Return a place with those that follow it in its list."""
    found = list(first)
    for mention in said.mentions:
        if found and mention.start >= found[-1].close and follows_in_list(
            said.text, found[-1].close, mention.start
        ):  # fmt: skip
            found.append(mention)
    return found


def _listed_to(said: Said, start: int) -> list[Mention]:
    """Return the places of which a phrase is said that stands behind them, in one list."""
    before = [m for m in said.mentions if m.close <= start]
    gap = said.text[before[-1].close : start] if before else ""
    if not before or (gap and not _FROM_PLACE.fullmatch(gap)):
        return []
    found = [before.pop()]
    while before and follows_in_list(said.text, before[-1].close, found[0].start):
        found.insert(0, before.pop())
    return found


def _lies_at_home(said: Said, mention: Mention) -> bool:
    country = mention.country if mention.is_stated else None
    return (country or country_of_town(mention.name, said.home_countries)) == said.home.country


def _is_at_home(said: Said, name: str) -> bool:
    return country_of_town(name, said.home_countries) == said.home.country


def is_ours(said: Said, mention: Mention) -> bool:
    """Say whether a place is called a partner of the page's city: "unsere Partnerstadt X"."""
    before = said.text[max(0, mention.start - 40) : mention.start]
    home = rf"|{re.escape(said.home.short)}(?:s|er)" if said.home.short else ""
    return bool(re.search(rf"(?:\b[Uu]nsere\w*{home})\s(?:\w+\s)?{_BOND}\s\Z", before))


_HAVING = re.compile(
    rf"(?<![\w-])(?P<home>{_TOWN})\s(?:selbst\s)?"
    r"(?:hat|haben|besitz(?:t|en)|zählt|unterh[aä]lt(?:en)?|pfleg(?:t|en)|verfügt)\s"
    rf"[^.;:]{{0,60}}?\b{_BOND}"
    rf"|\b{_BOND}\s(?:hat|haben|besitzt|zählt|unterhält|pflegt|gibt es in)\s"
    rf"(?:auch\s|die\s|Stadt\s)*"
    rf"(?P<there>{_TOWN})"
    rf"|\b(?:[Ii]n|[Bb]ei)\s(?:unserer\s|der\s)?(?:\w*[Ss]tadt\s|Gemeinde\s)?"
    rf"(?P<where>{_TOWN})\s(?:gibt es|bestehen|besteht)\s"
    rf"[^.;:]{{0,40}}?\b{_BOND}"
)
_CLAUSE_END = re.compile(r";|\Z")
_WE = re.compile(r"\b(?:uns|wir|unser\w*)\b", re.IGNORECASE)


def having(said: Said) -> None:
    """Read "Auch Herford hat drei Partnerstädte: X, Y", "Drei Partnerstädte hat Herford: X, Y"."""
    for found in _HAVING.finditer(said.text) if _BONDS.search(said.text) else ():
        group = next(g for g in ("home", "there", "where") if found[g])
        name = next((n for n in (found[group], found[group].rpartition(" ")[2])
                     if said.is_other(n) and not is_stop_word(n)), None)  # fmt: skip
        end = _clause_end(said.text, found.end())
        if name is None or said.is_ours_between(found.start(group), end):
            continue
        low = found.start(group) + found[group].rindex(name)
        is_tied = re.match(r"\W*\s?(?:seit|mit|zu|nach|in|und|[0-9]|:|–|,|nämlich|\()",
                           said.text[found.end() :])  # fmt: skip
        start = found.end(group)
        within = any(
            start <= m.start < found.end() and slot_of(said.text, m) is Slot.WITH
            for m in said.mentions
        )
        if not (is_tied or within) or said.is_home_beside(low, low + len(name)):
            continue
        said.leave(name, low, low + len(name))
        said.give(name, start if within else found.end(), end)


def _clause_end(text: str, low: int) -> int:
    found = _CLAUSE_END.search(text, low)
    return found.start() if found else len(text)


_DASHED = re.compile(rf"\b{_BOND}\s(?:zwischen\s)?(?P<home>{_TOWN})\s?[–—]\s?\Z")


def dashed(said: Said) -> None:
    """Read two towns around a dash: "Die Städtepartnerschaft Coburg–Oudenaarde"."""
    for mention in said.mentions:
        found = just_before(_DASHED, said.text, mention.start)
        if found and said.is_other(found["home"]) and not said.home.is_meant(mention.name):
            said.leave(found["home"], found.start("home"), found.end("home"))
            said.whose.setdefault(mention.start, found["home"])


_WHOM = re.compile(
    rf",\smit\s(?P<all>dem|der|denen)\s(?:auch\s|die\s|Stadt\s|Nachbarstadt\s)*(?P<home>{_TOWN})\s"
    r"[^.;]{0,100}?\b(?:verbunden|verschwistert|verpartnert|befreundet|\w*[Pp]artnerschaft)\b"
)


def whom(said: Said) -> None:
    """Read a clause of another town: "X und Y, mit denen Siegen verschwistert ist"."""
    for found in _WHOM.finditer(said.text):
        name = found["home"]
        before = [m for m in said.mentions if m.close == found.start()]
        if not before or not said.is_other(name) or is_stop_word(name):
            continue
        said.leave(name, found.start("home"), found.end("home"))
        many = _listed_to(said, found.start()) if found["all"] == "denen" else []
        for mention in many or before:
            said.whose.setdefault(mention.start, name)
            said.sure.add(mention.start)


_INVERTED = re.compile(
    rf"\b(?:ist|sind|war|wurde|bleibt)\s(?:die\s|der\s|auch\s|Stadt\s|Gemeinde\s|Nachbarstadt\s)*"
    rf"(?P<home>{_TOWN})\s(?P<rest>[^;]{{0,160}}?\b(?:verschwistert|verbunden|verpartnert"
    r"|befreundet|liiert)\b|seit\s[0-9]{4}\s)"
)


def inverted(said: Said) -> None:
    """Read a verb before its subject: "Mit X ist Herford verschwistert", "So ist Herford mit X"."""
    for found in _INVERTED.finditer(said.text):
        name = next((n for n in (found["home"], found["home"].partition(" ")[0])
                     if said.is_other(n) and not is_stop_word(n)), None)  # fmt: skip
        first = said.text.rfind(";", 0, found.start()) + 1
        if name is None or said.is_ours_between(first, _clause_end(said.text, found.end())):
            continue
        tied = [
            m for m in said.mentions
            if first <= m.start < found.end() and m.name != name
            and slot_of(said.text, m) is Slot.WITH
        ]  # fmt: skip
        tied = [t for one in tied for t in _with_list(said, [one])]
        low = found.start("home")
        if tied and not any(m.start == low for m in tied):
            said.leave(name, low, low + len(name))
            for mention in tied:
                said.whose.setdefault(mention.start, name)
