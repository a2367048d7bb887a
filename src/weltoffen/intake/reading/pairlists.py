"""Lists of pairs: whose partner it is on the left, the partner on the right, line by line.

"Bad Godesberg – Frascati, Italien (1960)". A line alone may be anything; several below each other
tell by what repeats, by where countries and years stand and by the page's own city which side is
which, and so also what may be a name that no gazetteer knows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from weltoffen.intake.reading.countries import country_of, region_country
from weltoffen.intake.reading.dates import dates_in
from weltoffen.intake.reading.homes import Home
from weltoffen.intake.reading.layout import Form, Unit
from weltoffen.intake.reading.mentions import UPPER, mention_at
from weltoffen.intake.reading.towns import is_one_town, known
from weltoffen.intake.reading.words import STRONG_TWIN, kinds_in
from weltoffen.places.gazetteer import Status

_LINE = re.compile(
    rf"(?P<part>(?:Stadtteil|Ortsteil|Stadtbezirk|Bezirk|Ortschaft|Quartier|District|Section)"
    rf"(?: de | d['’]| of )?\s?)?"
    rf"(?P<left>[{UPPER}][^–—:|()\d,;→↔]{{1,40}}?)"
    rf"(?P<sign>\s+[–—-]\s+|\s*(?:[↔⇔→]|<?-+>)\s*|\s*\|\s*|\s?:\s+)(?=[{UPPER}])"
)
_LONGEST = 160
_LEAST = 2
_BEFORE = 4
_DISTRICTS = re.compile(
    r"Stadtbezirk|Bezirkspartner|Stadtteil|Ortsteil|Ortschaft|eingemeindet|\bdistricts?\b"
    r"|\bquartiers?\b|\bboroughs?\b|\bwards?\b|anciennes communes|sections? de|\bvillages? of\b"
)
_NEIGHBOURS = re.compile(
    r"[Nn]achbar|[Uu]mland|Landkreis|Kreis\b|neighbo|County|voisin|alentour|canton|agglomération"
    r"|rundum|[Rr]egion\b|surrounding|elsewhere"
)


@dataclass(frozen=True, slots=True)
class Pair:
    """A line of such a list: whose partner it is, nothing for the page's city, and the rest."""

    owner: str
    rest: Unit


def pair_lists(units: Sequence[Unit], home: Home) -> dict[int, Pair]:
    """Return the pairs of a page by where their line begins."""
    found = _turned(units, home)
    run: list[tuple[Unit, re.Match[str]]] = []
    for at, unit in enumerate([*units, None]):
        line = _line(unit, home) if unit is not None else None
        if unit is not None and line is not None:
            run.append((unit, line))
            continue
        if len(run) >= _LEAST:
            before = " ".join(
                each.text for each in units[max(0, at - len(run) - _BEFORE) : at - len(run)]
            )
            found |= _pairs(run, home, before)
        run = []
    return found


_TURNED = re.compile(
    rf"(?P<left>[{UPPER}][^–—|:\d,;→↔]{{1,50}}?)\s+[–—-]\s+(?P<right>[{UPPER}][^–—|:;]{{1,60}})\Z"
)


def _turned(units: Sequence[Unit], home: Home) -> dict[int, Pair]:
    """Return the pairs of lists with the partner on the left, where the city stands on the right.

    "Pleszew (Pleschen) – Spangenberg": what stands in brackets behind the owner is of the pair.
    """
    found: dict[int, Pair] = {}
    run: list[tuple[Unit, re.Match[str]]] = []
    for unit in [*units, None]:
        line = None
        if unit is not None and unit.form is not Form.SENTENCE and len(unit.text) <= _LONGEST:
            line = _TURNED.match(unit.text)
        if unit is not None and line is not None and _name(line["right"]):
            run.append((unit, line))
            continue
        rights = [_name(line["right"]) for _unit, line in run]
        lefts = [_name(line["left"]) for _unit, line in run]
        is_turned = any(home.is_meant(name) for name in rights) and not any(
            home.is_meant(name) or home.has_district(name) for name in lefts
        )
        if len(run) >= _LEAST and is_turned and len(set(rights)) > 1:
            for (each, line), right in zip(run, rights, strict=True):
                behind = line["right"][len(right) :]
                text = f"{line['left']}{behind}" if dates_in(behind) else line["left"]
                owner = "" if home.is_meant(right) else right
                item = Unit(Form.ITEM, text, each.start, each.end, each.block)
                found[each.start] = Pair(owner, item)
        run = []
    return found


def _line(unit: Unit, home: Home) -> re.Match[str] | None:
    """Return the line as left and right side; None where it is no pair."""
    if unit.form is Form.SENTENCE and len(unit.text) > _LONGEST:
        return None
    found = _LINE.match(unit.text)
    if found is None or len(unit.text) > _LONGEST:
        return None
    left, right = found["left"].strip(), _name(unit.text[found.end() :])
    if not right or _is_no_town(left) or _is_no_town(right) or is_one_town(left, right):
        return None
    is_hard = ":" not in found["sign"] and "|" not in found["sign"]
    is_ours = home.is_meant(left) or home.has_district(left) or bool(found["part"])
    return found if is_hard or is_ours or known(left)[0] is not Status.UNKNOWN else None


_NAME = re.compile(
    rf"[{UPPER}][\w’'.-]*(?:[ /-](?:[{UPPER}][\w’'.-]*|[a-z]{{1,4}}(?= [{UPPER}])))*"
)


def _name(text: str) -> str:
    found = _NAME.match(text)
    behind = text[found.end() :].lstrip() if found else ""
    is_whole = not behind or behind[0] in ",;(|–—:-" or behind[0].isdigit()
    is_told = re.match(r"(?:seit|since|depuis|ab|und|and|et|in|en|im|au)\b", behind)
    return found[0] if found and (is_whole or is_told) else ""


def _is_no_town(name: str) -> bool:
    return bool(
        country_of(name) or region_country(name) or kinds_in(name) or STRONG_TWIN.search(name)
        or re.search(r"\d", name)
    )  # fmt: skip


def _pairs(run: Sequence[tuple[Unit, re.Match[str]]], home: Home, before: str) -> dict[int, Pair]:
    lefts = [line["left"].strip() for _unit, line in run]
    rights = [_name(unit.text[line.end() :]) for unit, line in run]
    if not _are_homes(run, lefts, rights, home):
        return {}
    of_districts = _DISTRICTS.search(before) is not None and not _NEIGHBOURS.search(before)
    pairs = {}
    for (unit, line), left in zip(run, lefts, strict=True):
        rest = unit.text[line.end() :]
        owner = _owner(left, home, of_districts or bool(line["part"]))
        start = min(unit.start + line.end(), unit.end - 1)
        pairs[unit.start] = Pair(owner, Unit(Form.ITEM, rest, start, unit.end, unit.block))
    return pairs


def _owner(left: str, home: Home, is_district: bool) -> str:
    if home.is_meant(left):
        return ""
    is_part = is_district and not home.has_district(left)
    return f"{home.short}-{left}" if is_part else left


def _are_homes(
    run: Sequence[tuple[Unit, re.Match[str]]], lefts: Sequence[str], rights: Sequence[str],
    home: Home,
) -> bool:  # fmt: skip
    """Say whether the left sides of such lines are those that have the partners."""
    towns = sum(
        known(right)[0] is not Status.UNKNOWN or _is_told(unit.text, line.end(), right)
        for (unit, line), right in zip(run, rights, strict=True)
    )
    if towns * 2 < len(run):
        return False
    if any(home.is_meant(right) for right in rights):
        return False
    if any(home.is_meant(left) or home.has_district(left) for left in lefts):
        return True
    if any(line["part"] for _unit, line in run):
        return True
    repeats = len(set(lefts)) < len(lefts) and len(set(rights)) == len(rights)
    told = sum(bool(dates_in(unit.text[line.end() :])) or "(" in unit.text[line.end() :]
               for unit, line in run)  # fmt: skip
    dashes = [
        line["sign"] for _unit, line in run if ":" not in line["sign"] and "|" not in line["sign"]
    ]
    return repeats or (told == len(run) and len(dashes) == len(run))


def _is_told(text: str, low: int, name: str) -> bool:
    mention = mention_at(text, low, low + len(name))
    return mention is not None and mention.is_stated
