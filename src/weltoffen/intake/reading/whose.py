"""Owners called by another word than their name: "Die Nachbarstadt und X"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from weltoffen.intake.reading.homes import Home
from weltoffen.intake.reading.mentions import UPPER, Mention, places_in
from weltoffen.intake.reading.owner_clauses import WE
from weltoffen.intake.reading.prose import Partner
from weltoffen.intake.reading.towns import is_stop_word, known
from weltoffen.places.gazetteer import Status

_NOUN = (
    r"(?:\w*[Nn]achbar(?:stadt|gemeinde|in)?|[Ss]tadt|[Gg]emeinde|[Tt]own|[Cc]ity|[Vv]illage"
    r"|[Vv]ille"
    r"|[Cc]ommune|[Cc]ité|Ort)"
)
_CALLED = re.compile(rf"(?:Die|Der|Das|Diese|The|This|La|Le|Cette)\s(?:[^\W\d]+\s)?{_NOUN}\b")
_NEIGHBOUR = re.compile(
    r"\A\W*(?:(?:Auch )?[Dd]ie Nachbar(?:stadt|gemeinde)|The neighbouring (?:town|city|village)"
    r"|La (?:ville|commune) voisine)\s(?:und|and|et|ist|is|est|hat|has|a)\b"
)
_ALSO = re.compile(
    r"\A\W*(?:La (?:ville|cité|commune) [a-zà-ÿ]{4,}|Die \w+(?:ische|ige) (?:\w*[Ss]tadt|Gemeinde)"
    r"|The [A-Z]\w+ (?:town|city|village)|Sie selbst|Elle-même|Dort|There)\s"
    r"(?:(?:ist|est|is|has|hat|besteht|pflegt|entretient)\s)(?:[\w-]+\s){0,3}?"
    r"(?:aussi|également|auch|also|itself|selbst|ihrerseits|zudem|außerdem|in turn|wiederum)\b"
)


_TOWN = rf"[{UPPER}][\w’-]+(?: [{UPPER}][\w’-]+)?"
_BONDS = (
    r"(?:Partner(?:st[aä]dte|gemeinden|innen)?|(?:Städte)?[Pp]artnerschaften|(?:twin|sister"
    r"|partner)"
    r" (?:towns|cities)|twins|partners|villes (?:jumelles|jumelées|partenaires)|jumelages)"
)
_HAS_MANY = re.compile(
    rf"\A\W*(?:(?:Auch|Aussi|Allein)\s)?(?P<home>{_TOWN})\s(?:selbst\s|itself\s)?(?:hat|zählt"
    rf"|unterhält|pflegt|has|counts|boasts|compte|possède|a"
    rf"|entretient)\s(?:[\w’'-]+\s){{1,3}}?{_BONDS}"
    rf"(?:,?\s(?:et|und|and)\s[^.:;]{{2,80}})?\W*\Z"
    rf"|\A\W*(?:[\w’'-]+\s){{1,3}}?{_BONDS}\s(?:hat|zählt|unterhält"
    rf"|pflegt)\s(?P<there>{_TOWN})\W*\Z"
)
_ELSEWHERE = re.compile(
    rf"\A\W*(?:(?:Ganz\s)?[Aa]nders|Ähnlich|Ebenso|So auch|Nicht so|Not so|Different(?:ly)?"
    rf"|Il en va autrement|Rien de tel|Tout autre)(?:\s(?:ist|sieht|liegt)\s(?:es|das|der Fall))?"
    rf"\s(?:(?:in|at|à|aus|for|für)\s)?(?P<home>{_TOWN})\W*\Z"
)
_THE_LIST = re.compile(
    r"(?:\A\W*|[;:]\s)(?:Neben|Außer|Besides|Apart from|Beside|Outre|Dazu (?:gehören|zählen)"
    r"|Darunter"
    r"|(?:Das|Es|Dies) sind|Sie heißen|These are|They are|Among (?:them|the others|these)|Ce sont"
    r"|[Pp]armi (?:les autres|elles|celles-ci)|[Uu]nter den (?:anderen|übrigen)|[Ll]es autres"
    r"|[Tt]he others"
    r"|[Dd]ie (?:anderen|übrigen))\b"
)


def owner_told(text: str, home: Home) -> str:
    """Return another town of which a sentence only says that it has partners; "" for none."""
    found = _HAS_MANY.match(text)
    name = (found["home"] or found["there"]) if found else ""
    is_town = known(name)[0] is not Status.UNKNOWN and not is_stop_word(name)
    return name if is_town and not home.is_meant(name) else ""


def turned_to(text: str, home: Home) -> str:
    """Return the town to which a sentence only turns: "Anders in Kiel."; "" for none."""
    found = _ELSEWHERE.match(text)
    return found["home"] if found and not home.is_meant(found["home"]) else ""


def told_elsewhere(text: str, partners: Sequence[Partner], town: str, home: Home) -> list[Partner]:
    """Return partners as those of the town that the paragraph has turned to."""
    if not town or home.spots(text) or WE.search(text):
        return list(partners)
    return [replace(p, home=p.home or town) for p in partners if p.mention.name != town]


def listed_of(text: str, partners: Sequence[Partner], owner: str) -> list[Partner]:
    """Return partners as those of the town of which the sentence before said that it has some."""
    if not owner or WE.search(text) or not _THE_LIST.search(text):
        return list(partners)
    return [replace(p, home=p.home or owner) for p in partners if p.mention.name != owner]


def places_named(text: str, home: Home) -> tuple[Mention, ...]:
    """Return the places that a sentence names beside the city, wherever they stand."""
    return tuple(m for m in places_in(text) if m.is_known and not home.is_meant(m.name))


def with_owners(
    text: str, partners: Sequence[Partner], last: Sequence[Mention], home: Home
) -> list[Partner]:
    """Return partners with the owners that are meant; ``last`` are the places named before.

    What is an owner by another word ("So X is twinned with Y") is no partner itself.
    """
    found = [replace(p, home=_named(p.home)) if p.home else p for p in partners]
    mended = {p.home for p, before in zip(found, partners, strict=True) if p.home != before.home}
    found = [p for p in found if p.home or p.mention.name not in mended]
    if _NEIGHBOUR.match(text) and not home.spots(text):
        found = [replace(p, home="") if _CALLED.fullmatch(p.home) else p for p in found]
        return [replace(p, home=p.home or last[-1].name) for p in found] if last else []
    names = {m.name for m in last}
    if any(_CALLED.fullmatch(p.home) for p in found):
        if not last:
            return [p for p in found if not _CALLED.fullmatch(p.home)]
        return [replace(p, home=last[-1].name) if _CALLED.fullmatch(p.home) else p for p in found]
    if len(names) == 1 and _ALSO.match(text) and not home.spots(text):
        [name] = names
        return [replace(p, home=p.home or name) for p in found if p.mention.name != name]
    return found


def _named(home: str) -> str:
    """Return an owner without the word that opens the sentence: "Ainsi X"."""
    first, _, rest = home.partition(" ")
    return rest if rest and is_stop_word(first) and not _CALLED.fullmatch(home) else home
