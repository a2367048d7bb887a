"""Owners that a clause of their own names: one that has so many twins, or is tied in passing."""

from __future__ import annotations

import re

from weltoffen.intake.reading.mentions import UPPER, Mention, follows_in_list
from weltoffen.intake.reading.possessors import Said
from weltoffen.intake.reading.slots import Slot, slot_of

TOWN = rf"[{UPPER}][\w’'-]+(?: [{UPPER}][\w’'-]+)?"
WE = re.compile(r"\b(?:uns|wir|unser\w*|us|we|our|ours|nous|notre|nos)\b", re.IGNORECASE)
_COUNTED = re.compile(
    rf"(?P<home>{TOWN})(?:,[^,;]{{2,60}},)? (?:already |itself )?(?:has|had|have|boasts"
    rf"|counts|compte"
    rf"|possède|a|ont)\s(?!been\b)(?:[\w’'-]+\s){{1,3}}?(?:twin|sister|partner|villes? (?:jumel"
    rf"|partenaire)|jumelages|partenaires)"
)
_TIED_CLAUSE = re.compile(
    r",\s+(?:(?:qui|which|who)\s[^,.;]{2,50}?\b(?:jumel\w+|liens?|partenariats?|accords?|links?|twinned"
    r"|twinnings?|partnerships?|ties)|(?:[a-zà-ÿ’'-]+\s){0,3}?(?:jumelée?|twinned))\s"
    r"(?:(?:depuis|since|en|in)\s\d{4}\s)?(?=avec|à|with|to)"
)
_PARTNER_OF = re.compile(
    rf"(?:\A\W*(?:Partenaire|Jumelle|Jumelée|Liée|Twinned|Partner|Twin|Linked)"
    rf"|\b(?:ville (?:jumelle|partenaire|amie|sœur)|(?:twin|sister|partner) (?:town|city)))"
    rf"\s(?:de|d['’]|à|avec|of|with|to)\s?(?P<home>{TOWN})(?:\s[^,;]{{2,30}})?,\s(?=[{UPPER}])"
)


def counted(said: Said) -> None:
    """Another town that has so many: "Cleveland has 23 sister cities"."""
    for found in _COUNTED.finditer(said.text):
        name = found["home"]
        end = end_of(said.text, found.end())
        if any(found.end("home") <= low < end for low, _high in said.spots):
            continue
        if any(m.start <= found.start() < m.close for m in said.mentions) and said.is_other(name):
            said.leave(name, found.start("home"), found.end())
            said.give(name, found.end(), end)
            _leave_listed(said, found.start("home"))


def clauses(said: Said) -> None:
    """Tie a town in a clause on another one: "Bron, ville voisine jumelée avec X"."""
    for number, owner in enumerate(said.mentions):
        tie = _TIED_CLAUSE.match(said.text, owner.close)
        if not tie or owner.start in said.out or WE.search(tie[0]):
            continue
        after = [m for m in said.mentions[number + 1 :] if m.start >= tie.end()]
        if not after or slot_of(said.text, after[0]) is not Slot.WITH:
            continue
        if said.home.spots(said.text[tie.end() : after[0].start]):
            continue
        said.give(owner.name, tie.end(), after[0].close)
        if slot_of(said.text, owner) is not Slot.WITH:
            said.out.add(owner.start)


def apposed(said: Said) -> None:
    """Two towns one after the other: "Partenaire de Carouge, Aubagne …", neither the city."""
    for found in _PARTNER_OF.finditer(said.text):
        owners = [m for m in said.mentions if m.start == found.start("home")]
        after = [m for m in said.mentions if m.start == found.end()]
        if not owners or not after or owners[0].start in said.whose:
            continue
        if re.match(r",?\s(?:et|and)\b|,\s[^,]{2,40}\s(?:et|and)\s", said.text[after[0].close :]):
            continue
        said.whose.setdefault(after[0].start, owners[0].name)
        said.out.add(owners[0].start)


def _leave_listed(said: Said, low: int) -> None:
    """Leave out the owners that are listed before another: "Bray and Naas have their own"."""
    for owner in [m for m in said.mentions if m.start <= low < m.close]:
        said.out |= {mention.start for mention in listed_up_to(said, owner)}


def listed_up_to(said: Said, last: Mention) -> list[Mention]:
    """Return a place and those listed before it: "Bern and Linz, twin towns of Derby"."""
    found = [last]
    for mention in reversed([m for m in said.mentions if m.close <= last.start]):
        if not follows_in_list(said.text, mention.close, found[-1].start):
            break
        found.append(mention)
    return found


def end_of(text: str, low: int) -> int:
    """Return where the part of a sentence ends that semicolons set apart."""
    end = text.find(";", low)
    return end if end >= 0 else len(text)
