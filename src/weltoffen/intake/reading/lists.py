"""Lists against the number that announces them: "six dimensions: …" with seven behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from weltoffen.intake.reading.layout import Form, Unit
from weltoffen.intake.reading.numbers import Number, numbers_in
from weltoffen.intake.types import FoundClaim, Quote

RULE = "list-number/1"
_I = re.IGNORECASE
_MOST = 40
_FAR = 110
# Nouns that a number counts without announcing them: "partners in three countries: …".
_NOT_LISTED = re.compile(
    r"\s+(?:\w+\s+){0,2}(?:Jahr\w*|Tag\w*|Monat\w*|Woche\w*|Stunden?|Minuten?|Mal\b|mal\b"
    r"|Meter|Kilometer|km\b|Prozent|%"
    r"|Länder\w*|Kontinent\w*|Erdteil\w*|Einwohner\w*|Menschen|Euro|years?|days?|months?"
    r"|weeks?|hours?|times"
    r"|miles|countries|continents|people|ans\b|années?|jours?|mois|heures?|fois|pays\b"
    r"|continents?|habitants)",
    _I,
)
_LABEL = re.compile(r"\n\s*[^\W\d]+\Z")  # "Bild:" in a line of its own announces nothing
_OPEN = re.compile(
    r"\b(?:unter anderem|u\. ?a\.|zum Beispiel|z\. ?B\.|beispielsweise|etwa|insbesondere"
    r"|vor allem|darunter"
    r"|davon|such as|for example|e\.g\.|including|among|notamment|par exemple|dont"
    r"|entre autres|usw|etc|und viele"
    r"|und mehr|and more|and others|und weitere|u\.v\.m)\b|…|\.\.\.",
    _I,
)
_AND = re.compile(r"\s(?:sowie|und|and|et|as well as|ainsi que|&|oder|or|ou)\s", _I)
_AND_FIRST = re.compile(r"\s*(?:sowie|und|and|et|as well as|ainsi que|&|oder|or|ou)\s", _I)
_FIRM_AND = re.compile(r"\s(?:sowie|as well as|ainsi que)\s", _I)
_VERB = re.compile(
    r"\b(?:ist|sind|wird|werden|hat|haben|stellen|is|are|has|have|was|were|will|est|sont"
    r"|ont|a été|nous|wir|we)\b",
    _I,
)
_NESTED = re.compile(r"\([^()]*\)|[„“\"][^„“”\"]*[“”\"]|«[^«»]*»")


def mismatches_in(units: Sequence[Unit], text: str) -> Iterator[FoundClaim]:
    """Yield the lists that have another length than the number before them says."""
    for at, unit in enumerate(units):
        yield from _in_sentence(unit, text)
        yield from _in_items(units, at, text)


def _in_sentence(unit: Unit, text: str) -> Iterator[FoundClaim]:
    for colon in re.finditer(r":\s", unit.text):
        if _LABEL.search(text, unit.start, unit.start + colon.start()):
            continue
        number = _announcing(unit.text[: colon.start()])
        if number is None:
            continue
        tail = unit.text[colon.end() :].partition(": ")[0]
        least, most = _elements(tail)
        if least < 2 or least <= number.value <= most:
            continue
        end = colon.end() + len(tail.rstrip())
        yield _claim(text, unit.start + number.start, unit.start + end, number, most)


def _announcing(intro: str) -> Number | None:
    """Return the only number of an introduction; where there are several, none can be told."""
    if _OPEN.search(intro[-_FAR:]):
        return None
    numbers = [n for n in numbers_in(intro) if not _is_article(n)]
    if len(numbers) != 1:
        return None
    number = numbers[0]
    is_cardinal = not number.looks_like_year and number.value == int(number.value)
    if not is_cardinal or number.is_approximate or not 2 <= number.value <= _MOST:
        return None
    if len(intro) - number.end > _FAR or _NOT_LISTED.match(intro, number.end):
        return None
    return number if re.match(r"\s+[^\W\d]", intro[number.end :]) else None


def _is_article(number: Number) -> bool:
    return number.is_word and number.value == 1


def _elements(tail: str) -> tuple[int, int]:
    """Return how many things an enumeration lists at least and at most.

    "Religion oder Weltanschauung" within it is one thing; only in its last part do "und", "sowie"
    and the like part two things, because that is how an enumeration ends.
    """
    if _OPEN.search(tail):
        return 0, 0
    flat = _NESTED.sub(lambda found: "x" * len(found[0]), tail)
    sign = ";" if ";" in flat else ","
    parts = [part for part in flat.split(sign) if part.strip()]
    if not parts or any(len(part) > 70 or _VERB.search(part) for part in parts):
        return 0, 0
    *inner, last = parts
    if not inner and not _AND.search(last):
        return 1, 1
    joints = [] if _AND_FIRST.match(last) else _AND.findall(last)
    inside = sum(len(_AND.findall(part)) for part in inner if not _is_either(part))
    return _ends_with(last, len(parts), len(joints), inside)


def _is_either(part: str) -> bool:
    """Say whether a part names one thing with "or" between its two names."""
    return all(joint.strip().casefold() in {"oder", "or", "ou"} for joint in _AND.findall(part))


def _ends_with(last: str, parts: int, joints: int, inside: int) -> tuple[int, int]:
    """Return the bounds, from the number of parts and how the last of them is joined."""
    if joints == 0:
        return parts, parts + inside
    is_one_word = bool(re.search(r"\w-\s(?:und|and|et|oder)\s", last))
    if (joints == 1 and not is_one_word) or _FIRM_AND.search(last):
        return parts + 1, parts + max(joints, 1) + inside
    return parts, parts + joints + inside


def _in_items(units: Sequence[Unit], at: int, text: str) -> Iterator[FoundClaim]:
    """Compare a number with the bullet list that follows its sentence or heading."""
    unit = units[at]
    intro = unit.text.rstrip()
    announces = unit.form is Form.HEADING or (unit.form is not Form.ITEM and intro.endswith(":"))
    items = _items_after(units, at) if announces else []
    if len(items) < 2:
        return
    number = _announcing(intro.rstrip(": "))
    if number is not None and number.value != len(items):
        yield _claim(text, unit.start + number.start, items[-1].end, number, len(items))


def _items_after(units: Sequence[Unit], at: int) -> list[Unit]:
    items: list[Unit] = []
    for after in range(at + 1, len(units)):
        unit = units[after]
        if unit.form is Form.ITEM:
            items.append(unit)
        elif not items or unit.block != items[-1].block:
            break
    return items


def _claim(text: str, start: int, end: int, number: Number, listed: int) -> FoundClaim:
    return FoundClaim(
        what="list-mismatch",
        quote=Quote(text[start:end], start, end),
        rule=RULE,
        stated=int(number.value),
        listed=listed,
    )
