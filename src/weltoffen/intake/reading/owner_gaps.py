"""Owners where a verb is left out, or of which one says how it is there."""

from __future__ import annotations

import re

from weltoffen.intake.reading.owner_clauses import TOWN
from weltoffen.intake.reading.possessors import Said
from weltoffen.intake.reading.towns import is_stop_word

_GAPPED = re.compile(
    rf"(?:\A|[,;:]\s|\s(?:und|and|et)\s)(?P<home>{TOWN}) (?:(?:die|eine|celui|that|the one) )?"
    rf"(?:(?:seit|since|depuis) (?:\d{{4}}|\w+ \d{{4}}) )?(?:mit|avec|with|à)\s"
    rf"(?:(?:[a-zäöüéèêç]+\s|d['’])){{0,4}}\Z"
)
_THERE = re.compile(
    rf"\b(?P<home>{TOWN})\s?[:,–]\s?[Dd]ort\b"
    rf"|\b[Ii]n (?P<there>{TOWN}) (?:ruht|besteht)\b"
    rf"|\bCelles? (?:de |d['’])(?P<that>{TOWN})\b"
)
_NEAR = 90


def gapped(said: Said) -> None:
    """A verb left out: "Konz ist mit X verschwistert, Saarburg mit Y"."""
    for mention in said.mentions[1:]:
        pair = _GAPPED.search(said.text, max(0, mention.start - _NEAR), mention.start)
        if not pair or pair.start() == 0:
            continue
        own = said.home.is_meant(pair["home"])
        if own or said.is_other(pair["home"]):
            said.leave(pair["home"], pair.start("home"), pair.end("home"))
            said.whose[mention.start] = "" if own else pair["home"]


def there(said: Said) -> None:
    """What is so in another town: "Anders in Jena: Dort ruht die Verbindung mit X"."""
    for found in _THERE.finditer(said.text):
        words = found["home"] or found["there"] or found["that"]
        names = (words, words.partition(" ")[2])
        name = next((n for n in names if n and said.is_other(n) and not is_stop_word(n)), None)
        if name:
            said.leave(name, found.start(), found.end())
            said.give(name, found.end())
