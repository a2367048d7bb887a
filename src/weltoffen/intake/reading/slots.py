"""Where in a sentence the name of a place stands: by the word that governs it.

Read from the name to the left, articles, adjectives, nouns like "Stadt" and dates are passed over;
what stands there then says whether something is *with* the place, *in* or *from* it, or whether
the place itself begins the clause.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files

from weltoffen.intake.reading.countries import adjectives_in
from weltoffen.intake.reading.mentions import Mention


class Slot(StrEnum):
    """How a place is tied to its sentence."""

    WITH = "with"
    CALLED = "called"
    PREDICATE = "predicate"
    SUBJECT = "subject"
    LISTED = "listed"
    LIKE = "like"
    ELSEWHERE = "elsewhere"
    OPEN = "open"


_REACH = 110


def _groups() -> dict[str, frozenset[str]]:
    """Return the words of each group of the file."""
    groups: dict[str, set[str]] = {}
    lines = (files("weltoffen.intake") / "data" / "slot_words.txt").read_text("utf-8").splitlines()
    for line in lines:
        if line.startswith("["):
            group = groups.setdefault(line.strip("[]"), set())
        elif not line.startswith("#"):
            group.update(line.split())
    return {name: frozenset(words) for name, words in groups.items()}


_WORDS = _groups()
_TOKEN = re.compile(r"[\w-]+['’]?|[^\w\s]")
_PASSED = _WORDS["passed"]
_ADJECTIVE = re.compile(r"[a-zäöü-]{3,}(?:isch|ig|lich|st)(?:e|en|er|em|es)\Z|[a-z-]+est\Z")
_TOWN = re.compile(
    r"(?:[A-ZÄÖÜ]\w*)?(?:[Ss]tadt|[Ss]tädte|[Ss]tadtteil|[Bb]ezirk|[Gg]emeinden?|[Kk]ommunen?"
    r"|[Mm]etropole"
    r"|[Dd]orf|[Oo]rt|[Pp]rovinz|[Rr]egion|[Kk]reis|Gouvernement|Grafschaft)\Z|(?:cit(?:y|ies)"
    r"|towns?|boroughs?|villages?|port|capital|villes?|communes?"
    r"|cités?|capitale|municipalit(?:y|ies|é|és)|localité|province|région|county|département)\Z",
)
_PART = re.compile(
    r"\w*(?:[Bb]ezirk|[Tt]eil|[Vv]orort|[Hh]auptstadt)\Z|(?:district|suburb|capital|capitale"
    r"|port|quartier)\Z"
)
_BOND = re.compile(
    r"(?:\w*Partner(?:st[aä]dte?n?|gemeinden?|kommunen?|in)?|Patenst[aä]dt\w*|twins?|sister"
    r"|partners?"
    r"|jumel(?:le|ée)s?"
    r"|partenaires?|Freundschaftsst\w+|amie)\Z"
)
_OF = frozenset({"of", "de", "d'", "d’", "von", "du", "des"})
_WITH = _WORDS["with"]
_TO = frozenset({"to", "à", "zu", "zur", "zum", "an", "au", "aux"})
_LIKE = _WORDS["like"]
_IS = _WORDS["is"]
_AND = _WORDS["and"]
_IN = _WORDS["in"]
_OPENING = frozenset('(„“"«‚')
_BREAK = frozenset(":,;.–—-|!?)…»”")
_DATE_WORD = _WORDS["before-date"]
_TIED = re.compile(
    r"\b(?:jumel\w*|tend\w* la main|li(?:e|ent|ée?s?|ant)|unit|unissent|unie?s?|associ\w+"
    r"|twinn\w*|link\w*|tied"
    r"|ties"
    r"|sister\w*|partner\w*|connect\w+|bound|bind(?:s|ing)|Bindung\w*|joined|Verbindung\w*"
    r"|\w*[Pp]artnerschaft\w*"
    r"|Kontakte?n?"
    r"|\w*[Ff]reundschaft\w*|Beziehung\w*|Band|twin)\b[^.;:,]{0,60}\Z"
)
_TIED_TO = re.compile(
    r"\b(?:[Jj]umel(?:ées?|és?|er)|[Ll]i(?:e|ent|ée?s?|ant)|unit|unissent|unie?s?|associée?s?"
    r"|tend\w* la main)\b"
    r"[^.;:]{0,60}\Z"
)
_TIED_TO_FAR = re.compile(r"\b(?:jumel(?:ées?|és?)|li(?:ées?|és?))\b[^.;:]*\Z")
_AND_SINCE = re.compile(r"\bet,? (?:depuis \d{4},? |en \d{4},? )\Z")
_FOLLOWED = re.compile(r"\b(?:gefolgt|followed|suivie?s?)\s(?:[^.;:]{0,60}\s)?\Z")
_NAMING = re.compile(r"\b(?:parler|citer|nommer|mentionner|citons|nommons)\s\Z")
_PARTED = re.compile(r"\bgetrennt\b|\bverabschiedet\w* sich\b|\bseparated\b")


_BONDS_BEHIND = re.compile(
    r"(?:\s(?:in|im|an)\s[^.;:,]{2,30})?\s(?:ruh|besteh|unterh[aä]l|pfleg|gibt|gab|hat|haben"
    r"|hatte|brach|riss)\w*\s[^.;:]{0,60}?"
    r"\b(?:Kontakt|Beziehung|Verbindung|\w*[Pp]artnerschaft|\w*[Ff]reundschaft)\w*"
)
"""What opens with "Zu X" is of a bond: "Zu X bestehen Beziehungen"."""


_PARTNERS = re.compile(
    r"\b(?:hat|haben|fand|fanden|findet|gewann|sucht\w*|pflegt|zählt|has|have|found|counts"
    r"|compte|a|possède)\s"
    r"[^.;:,]{0,40}?\b(?:(?:\w+)?[Pp]artner(?:innen)?|partners|twins|partenaires|jumelles)\s\Z"
)
"""Partners in towns are these towns, where the city has them: "hat Partner in Gent"."""
_NEUTER = re.compile(r"\bdas\s(?:[a-zäöüß]{4,}e\s){1,2}\Z")
"""Towns are neuter in German: "hatte das vogtländische Plauen"."""


JOINED_TO = re.compile(
    r"\bs['’](?:est|était|était|unit|allie|associe)\s?(?:associée?|unie?|liée?|alliée?"
    r"|jumelée?)?\sà\s"
    r"(?:(?:la|sa)\s(?:ville|cité|commune|voisine)\s(?:[a-zà-ÿ]+\s)?(?:de\s|d['’])?)?\Z"
)
"""Verbs of joining govern the town that they are joined to: "elle s'est associée à X"."""
BEFRIENDED = re.compile(r"\bbefreundete[nrms]?\s(?:Stadt\s|Gemeinde\s)?\Z")


@lru_cache(maxsize=1024)
def slot_of(text: str, mention: Mention) -> Slot:
    """Say how a place is tied to its sentence."""
    before = text[max(0, mention.start - _REACH) : mention.start]
    tokens = [(found[0], found.start()) for found in _TOKEN.finditer(before)]
    at = len(tokens) - 1
    while at >= 0:
        word = tokens[at][0]
        if _BOND.match(word):
            return Slot.CALLED
        if _is_passed(word):
            at -= 1
        elif any(char.isdigit() for char in word):
            at = _before_date(tokens, at)
        elif word in _OF and (further := _before_town(tokens, at)) is not None:
            if further < 0:
                return Slot.CALLED
            at = further - 1
        else:
            return _judged(text, before, word, tokens[at][1], mention)
    return Slot.SUBJECT


def _is_passed(word: str) -> bool:
    return (
        word.casefold() in _PASSED
        or _TOWN.match(word) is not None
        or _ADJECTIVE.match(word) is not None
        or bool(adjectives_in(word))
    )


def _before_date(tokens: list[tuple[str, int]], at: int) -> int:
    """Return the place before a date and the preposition that leads it."""
    at -= 1
    while at >= 0 and (
        tokens[at][0].casefold() in _DATE_WORD
        or any(char.isdigit() for char in tokens[at][0])
        or (tokens[at][0] == "." and any(char.isdigit() for char in tokens[at - 1][0]))
    ):
        at -= 1
    return at


def _before_town(tokens: list[tuple[str, int]], at: int) -> int | None:
    """Return where the noun stands that "of" belongs to: "the French city of"; None for no such.

    -1 means that it is a twin town of that name.
    """
    for back in range(at - 1, max(-1, at - 4), -1):
        word = tokens[back][0]
        if _PART.match(word):
            return None
        if _TOWN.match(word):
            return back
        if not _is_passed(word) and not word.islower():
            return None
    return None


def _is_tied_to(before: str, at: int) -> bool:
    """Say whether "à" goes with a word of ties before it: "jumelée à X et, depuis 1990, à Y"."""
    if _AND_SINCE.search(before, 0, at) and _TIED_TO_FAR.search(before):
        return True
    return _TIED_TO.search(before[:at]) is not None


def _judged(text: str, before: str, word: str, at: int, mention: Mention) -> Slot:
    lower = word.casefold()
    has_there = lower in ("in", "à") and _PARTNERS.search(before, 0, at) and not mention.is_area
    if lower in _WITH or word in _OPENING or has_there:
        return Slot.WITH
    if lower in ("à", "au"):
        return Slot.WITH if _is_tied_to(before, at) else Slot.ELSEWHERE
    if lower in ("zu", "nach") and at == 0 and _BONDS_BEHIND.match(text, mention.close):
        return Slot.WITH
    if lower in _TO or (lower == "nach" and _TIED.search(before[:at])):
        return Slot.WITH if _TIED.search(before[:at]) else Slot.ELSEWHERE
    if lower in ("von", "by", "de", "d'", "d’") and _FOLLOWED.search(before, 0, at):
        return Slot.LIKE
    if word in _OF and _NAMING.search(before, 0, at):
        return Slot.LIKE
    if lower in ("von", "from") and _PARTED.search(text):
        return Slot.WITH
    for words, slot in (
        (_LIKE, Slot.LIKE), (_IS, Slot.PREDICATE), (_AND, Slot.LISTED), (_IN, Slot.ELSEWHERE),
    ):  # fmt: skip
        if lower in words:
            return slot
    begins = word in _BREAK or _NEUTER.search(before) is not None
    return Slot.SUBJECT if begins else Slot.OPEN
