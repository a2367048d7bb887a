"""Acts that a page tells of as done: who decided or signed what, with whom, on which day.

An act needs words that say it (``act_words``), a bond that they are about (``act_subjects``), and
a counterpart: in the sentence, or spoken of before it. What is planned, denied or another city's
is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from weltoffen.intake.reading.act_clauses import Told, told_in
from weltoffen.intake.reading.act_cues import Cue, cues_in
from weltoffen.intake.reading.act_details import dates_of_unit
from weltoffen.intake.reading.act_findings import Keyed, findings_of, once
from weltoffen.intake.reading.act_subjects import (
    ACCESSIONS,
    OTHER_OBJECT,
    PLURAL_BONDS,
    STRONG_BOND,
    is_about,
    is_of_a_bond,
)
from weltoffen.intake.reading.counterparts import (
    FOOTER,
    Counterpart,
    Course,
    chosen,
    ends_the_article,
    is_anothers,
    names_a_town,
    names_another,
    networks_named,
    partners_named,
    placed,
)
from weltoffen.intake.reading.homes import Home
from weltoffen.intake.reading.joining import is_of_another
from weltoffen.intake.reading.layout import Form, Unit
from weltoffen.intake.reading.networks import statements
from weltoffen.intake.types import ActKind, FoundAct, FoundRelation


def acts_in(
    units: Sequence[Unit], text: str, home: Home | str, relations: Sequence[FoundRelation] = ()
) -> list[FoundAct]:
    """Return the acts of a text, in their order.

    ``relations`` are those found in the same text: a place that is a partner by another sentence
    of the page is one here too.
    """
    whose = Home(home) if isinstance(home, str) else home
    course = Course(whose, relations)
    found: list[Keyed] = []
    for unit in _whole(units):
        if ends_the_article(unit):
            break
        course.begin(unit)
        told: list[Keyed] = []
        cues = cues_in(unit.text)
        if cues and not (FOOTER.search(unit.text) or unit.text.rstrip().endswith("?")):
            told = list(_of_unit(unit, cues, text, course))
            found += told
        course.turn(unit, [partner for partner, _act in told])
    return sorted(once(found), key=lambda act: (act.quote.start, act.quote.end))


def _whole(units: Sequence[Unit]) -> Iterator[Unit]:
    """Yield the units; a sentence that ends within a quotation goes on."""
    known = {unit.start: unit for unit in units}
    for statement in statements(units):
        first = known[statement.start]
        end = statement.start + len(statement.text)
        yield Unit(first.form, statement.text, statement.start, end, first.block)


def _of_unit(unit: Unit, cues: Sequence[Cue], text: str, course: Course) -> Iterator[Keyed]:
    dates = dates_of_unit(unit.text)
    alone = unit.form is not Form.SENTENCE or bool(re.match(r"\d{4}\b|\d{1,2}\.\s?\d", unit.text))
    networks = networks_named(unit.text)
    goes_on = course.tells_on(unit) and not OTHER_OBJECT.search(unit.text)

    def is_theirs(act: Told) -> bool:
        return is_about(unit.text, act, networks, goes_on=goes_on)

    told = told_in(unit.text, cues, dates, is_theirs, stands_alone=alone)
    if not told:
        return
    partners = partners_named(unit, course)
    is_of_place = not is_anothers(unit.text, [*partners, *_spoken_of(course)], course.home)
    before: list[Counterpart] = []
    for act in told:
        with_whom = _with_networks(unit.text, act, networks, course.home)
        if (
            not with_whom
            and is_of_place
            and is_of_a_bond(unit.text, act, course.home, is_only=len(told) == 1)
        ):
            with_whom = _with_places(unit.text, act, partners, before, course)
        before = with_whom or before
        for partner in with_whom:
            yield from findings_of(unit, text, act, told, dates, partner, course.home)


def _spoken_of(course: Course) -> list[Counterpart]:
    return [each for each in (course.topic, course.only) if each]


def _with_networks(
    said: str, act: Told, networks: Sequence[Counterpart], home: Home
) -> list[Counterpart]:
    """Return the networks that an act is about: those of its part, else of the sentence."""
    if act.kind not in ACCESSIONS or not networks or is_of_another(said, home):
        return []
    if _AS_A_PERSON.search(said):
        return []
    if act.kind is ActKind.END and not re.search(
        r"austret|Austritt|tr[ai]t|kündig|left|withdr|quitt|retir",
        said[act.cue.start : act.cue.end],
    ):
        return []
    inside = [each for each in networks if act.low <= each.start < act.high]
    if not inside and not _NAMES_ONE.search(said, act.low, act.high):
        inside = list(networks)
    return list({each.key: each for each in reversed(inside)}.values())


_AS_A_PERSON = re.compile(
    r"\bals (?:Geschäftsführ|Direktor|Vorsitzend|Leiter|Präsident|Vorständ)\w*"
    r"|\bas (?:its )?(?:new )?(?:director|chair|head|president|secretary)\b"
    r"|\bcomme (?:directrice|directeur|présidente?)\b"
)
# One that is not known by its name: the act is about it, and not about another of the sentence.
_NAMES_ONE = re.compile(
    r"\b[Cc]hart(?:a|er|e)\b|[Nn]etzwerk|\bnetwork|\bréseau|Bündnis|Pakt\b|\bpact"
)


_OF_MANY = re.compile(
    r"\bCharta\b|[Nn]etzwerk|\bnetwork|\bréseau|Bündnis|\b[Cc]harter (?:of|for|against)\b"
    r"|\b[Cc]harte (?:européenne|pour|des|contre)\b"
)


def _around(said: str, act: Told) -> tuple[int, int]:
    """Return the part of a sentence around an act in which no other bond is spoken of."""
    ends = list(_OTHER_BOND.finditer(said, act.low, act.high))
    low = max((each.end() for each in ends if each.end() <= act.cue.start), default=act.low)
    return low, min(
        (each.start() for each in ends if each.start() >= act.cue.end), default=act.high
    )


_OTHER_BOND = re.compile(
    r";|,?\s(?:(?:und|aber|doch|während|and|but|while|et|mais|tandis que)\s)?"
    r"(?:die|jene|diejenige|das|the one|that|those|celle|celui)\s(?=(?:mit|zu|with|to|avec)\s)"
)
"""What parts two bonds: "ruht seit 2022; mit …", "ruht, die mit … besteht"."""


def _with_places(
    said: str,
    act: Told,
    partners: Sequence[Counterpart],
    before: Sequence[Counterpart],
    course: Course,
) -> list[Counterpart]:
    """Return the partners of an act: those of its part of the sentence, else those spoken of."""
    own = chosen(partners, said, *_around(said, act)) or chosen(partners, said, act.low, act.high)
    if own:
        return own
    if before and not before[0].is_network:
        return list(before)
    rest = chosen(partners, said, 0, len(said))
    if rest:
        return rest
    if PLURAL_BONDS.search(said) or _OF_MANY.search(said, act.low, act.high):
        return []
    at_theirs = list(placed(partners, said, 0, len(said)))
    is_sure = STRONG_BOND.search(said) is not None
    if act.kind is ActKind.RESOLUTION and not is_sure:
        return []  # of something else, as far as is said
    if course.topic is not None:
        return [] if names_another(said, course.topic, course.home) else [course.topic]
    if at_theirs:
        return at_theirs if len(at_theirs) == 1 else []
    if course.only is None or not is_sure or names_a_town(said, course.home):
        return []
    return [course.only]
