"""Acts that a page tells of as done: who decided or signed what, with whom, on which day.

An act needs words that say it (``act_words``), a bond that they are about, and a counterpart: in
the sentence, or spoken of before it. What is planned, denied or another city's is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from weltoffen.intake.reading import act_details as details
from weltoffen.intake.reading.act_clauses import Told, clause_of, cues_in, is_intent, told_in
from weltoffen.intake.reading.act_words import (
    BOND,
    CITY,
    NOT_OF_THE_CITY,
    OTHER_OBJECT,
    PLURAL_BONDS,
    Form,
)
from weltoffen.intake.reading.counterparts import (
    FOOTER,
    Counterpart,
    Course,
    chosen,
    ends_the_article,
    is_anothers,
    names_a_town,
    networks_named,
    partners_named,
    placed,
)
from weltoffen.intake.reading.dates import Dated
from weltoffen.intake.reading.homes import Home
from weltoffen.intake.reading.joining import is_of_another
from weltoffen.intake.reading.layout import Form as Shape
from weltoffen.intake.reading.layout import Unit
from weltoffen.intake.reading.networks import statements
from weltoffen.intake.reading.words import standings_in
from weltoffen.intake.types import ActKind, FoundAct, FoundRelation, Quote, Side, Standing

_Keyed = tuple[Counterpart, FoundAct]
"""An act beside its counterpart, whose key is the same for all its names."""
RULE = "act/1"
NETWORK_RULE = "accession/1"
_STATES = (ActKind.SUSPENSION, ActKind.LIMITATION, ActKind.RESUMPTION, ActKind.END)
_ACCESSIONS = {
    ActKind.COUNCIL: ActKind.ACCESSION_COUNCIL,
    ActKind.MANDATE: ActKind.ACCESSION_COUNCIL,
    ActKind.ACCESSION_COUNCIL: ActKind.ACCESSION_COUNCIL,
    ActKind.SIGNATURE: ActKind.ACCESSION_SIGNED,
    ActKind.ACCESSION: ActKind.ACCESSION,
    ActKind.END: ActKind.END,
}
_HAPPENED = re.compile(
    r"\b(?:wurden?|hat|haben|has|have|had|was|were|been|a|ont|avait|été|fut)\b", re.IGNORECASE
)


def acts_in(
    units: Sequence[Unit], text: str, home: Home | str, relations: Sequence[FoundRelation] = ()
) -> list[FoundAct]:
    """Return the acts of a text, in their order.

    ``relations`` are those found in the same text: a place that is a partner by another sentence
    of the page is one here too.
    """
    whose = Home(home) if isinstance(home, str) else home
    course = Course(whose, relations)
    found: list[_Keyed] = []
    for unit in _whole(units):
        if ends_the_article(unit):
            break
        course.begin(unit)
        told: list[_Keyed] = []
        if not (FOOTER.search(unit.text) or unit.text.rstrip().endswith("?")) and cues_in(
            unit.text
        ):
            told = list(_of_unit(unit, text, course))
            found += told
        course.turn(unit, [partner for partner, _act in told])
    return sorted(_once(found), key=lambda act: (act.quote.start, act.quote.end))


def _whole(units: Sequence[Unit]) -> Iterator[Unit]:
    """Yield the units; a sentence that ends within a quotation goes on."""
    known = {unit.start: unit for unit in units}
    for statement in statements(units):
        first = known[statement.start]
        end = statement.start + len(statement.text)
        yield Unit(first.form, statement.text, statement.start, end, first.block)


def _of_unit(unit: Unit, text: str, course: Course) -> Iterator[_Keyed]:
    dates = details.dates_of_unit(unit.text)
    alone = unit.form is not Shape.SENTENCE or bool(re.match(r"\d{4}\b|\d{1,2}\.\s?\d", unit.text))
    networks = networks_named(unit.text)
    goes_on = course.tells_on(unit) and not OTHER_OBJECT.search(unit.text)

    def is_about(act: Told) -> bool:
        return _is_about(unit.text, act, networks, goes_on=goes_on)

    told = told_in(unit.text, dates, is_about, stands_alone=alone)
    if not told:
        return
    partners = partners_named(unit, course)
    is_of_place = not is_anothers(unit.text, [*partners, *_spoken_of(course)], course.home)
    before: list[Counterpart] = []
    for act in told:
        with_whom = _with_networks(unit.text, act, networks, course.home)
        if not with_whom and is_of_place and _is_of_a_bond(unit.text, act, len(told) == 1):
            with_whom = _with_places(unit.text, act, partners, before, course)
        before = with_whom or before
        for partner in with_whom:
            yield from _acts(unit, text, act, told, dates, partner, course.home)


def _spoken_of(course: Course) -> list[Counterpart]:
    return [each for each in (course.topic, course.only) if each]


def _is_about(said: str, act: Told, networks: Sequence[Counterpart], *, goes_on: bool) -> bool:
    """Say whether the part of an act speaks of a bond, or its sentence of a network.

    ``goes_on`` says that the sentence before told of an act: "the other council had agreed before".
    """
    if act.kind in _ACCESSIONS and networks:
        return True
    if act.decides and not details.names_council(said, act.low, act.high):
        return False
    if goes_on and len(said) < _SHORT and act.kind in _FOLLOWS:
        return True
    if act.kind not in _STATES or act.decides or _SHARES_SUBJECT.match(said, act.low):
        return BOND.search(said) is not None
    return BOND.search(said, act.low, act.high) is not None


_SHORT = 140
_FOLLOWS = (ActKind.COUNCIL, ActKind.SIGNATURE, ActKind.COUNTER_SIGNATURE, ActKind.DEED_EXCHANGE)
_SHARES_SUBJECT = re.compile(
    r"\W*(?:und |and |et )?(?:was|were|is|has been|wurde[n]?|ist|ruht|ruhen|hat|a été|est)\b"
)


def _is_of_a_bond(said: str, act: Told, is_only: bool) -> bool:
    """Say whether an act is about a bond of the city, and not of a school, nor about money."""
    part = said if is_only else said[act.low : act.high]
    if act.kind is ActKind.ACCESSION:
        return False
    if act.decides and OTHER_OBJECT.search(part):
        return False
    clause = clause_of(said, act)
    if NOT_OF_THE_CITY.search(clause) and not CITY.search(clause):
        return False
    return not _OF_A_SCHOOL.search(part)


_OF_A_SCHOOL = re.compile(
    r"\b[Ss]chulpartnerschaft|zwischen (?:dem|der|den) (?:\w*[Ss]chule|Gymnasium|\w*[Uu]niversität|Hochschule)|\b(?:Gymnasium|Universität|Hochschule|\w*[Ss]chule|\w*verein)\b[^.;]{0,60}\b(?:unterzeichn|schloss|unterschrieb)"
    r"|[Uu]niversity[^.;]{0,40}\bsigned|\b(?:[Ll]ycée|[Cc]ollège|[Uu]niversité)\b[^.;]{0,60}\bsign|\b[Ss]chools?\b[^.;]{0,40}\bsigned|\bGovernments?\b[^.;]{0,60}\bsigned|Regierung(?:en)?\b[^.;]{0,60}\bunterzeichn"
)


def _with_networks(
    said: str, act: Told, networks: Sequence[Counterpart], home: Home
) -> list[Counterpart]:
    """Return the networks that an act is about: those of its part, else of the sentence."""
    if act.kind not in _ACCESSIONS or not networks or is_of_another(said, home):
        return []
    if act.kind is ActKind.END and not re.search(
        r"austret|Austritt|tr[ai]t|kündig|left|withdr|quitt|retir", act_words_of(said, act)
    ):
        return []
    inside = [each for each in networks if act.low <= each.start < act.high] or networks
    return list({each.key: each for each in reversed(inside)}.values())


def act_words_of(said: str, act: Told) -> str:
    """Return the words that say an act."""
    return said[act.cue.start : act.cue.end]


def _with_places(
    said: str,
    act: Told,
    partners: Sequence[Counterpart],
    before: Sequence[Counterpart],
    course: Course,
) -> list[Counterpart]:
    """Return the partners of an act: those of its part of the sentence, else those spoken of."""
    own = chosen(partners, said, act.low, act.high)
    if own:
        return own
    if before and not before[0].is_network:
        return list(before)
    rest = chosen(partners, said, 0, len(said))
    if rest:
        return rest
    if PLURAL_BONDS.search(said):
        return []
    at_theirs = list(placed(partners, said, 0, len(said)))
    if course.topic is not None:
        return [course.topic]
    if at_theirs:
        return at_theirs if len(at_theirs) == 1 else []
    return [course.only] if course.only and not names_a_town(said, course.home) else []


def _acts(
    unit: Unit, text: str, act: Told, told: Sequence[Told], dates: Sequence[Dated],
    partner: Counterpart, home: Home,
) -> Iterator[_Keyed]:  # fmt: skip
    said = unit.text
    kind = _kind(said, act, partner, is_only=len(told) == 1)
    on = details.date_of(said, act, told, dates)
    names = (partner.name, partner.key)
    side = Side.HOME if partner.is_network else details.side_of(said, act, names, home)
    if kind is ActKind.COUNCIL and side is Side.COUNTERPART:
        kind = ActKind.COUNTERPART_COUNCIL
    if kind is None or not _is_enough(said, act, kind, on):
        return
    low, high = (act.low, act.high) if len(told) > 1 else (0, len(said))
    quote = _quote(text, unit.start + low, unit.start + high)
    by_body = act.decides or kind in _STATES
    body = details.body_in(said, act.low, act.high) if by_body else ""
    paper, at, _end = details.paper_in(said)
    is_its_paper = act.decides and (act.low <= at < act.high or sum(t.decides for t in told) == 1)
    found = FoundAct(
        home=home.name, name=partner.name, kind=kind, on=on, body=body,
        paper_number=paper if is_its_paper else "", quote=quote,
        rule=NETWORK_RULE if partner.is_network else RULE,
        confidence=_sureness(partner, on, said, act), side=side, country=partner.country,
        place=partner.place, ambiguous=partner.ambiguous,
        term_until=_term(said, kind, on, dates),
    )  # fmt: skip
    for each in _both_signings(found, said, act, dates):
        yield partner, each


_DECIDED = {
    Standing.RESTING: ActKind.SUSPENSION,
    Standing.LIMITED: ActKind.LIMITATION,
    Standing.ENDED: ActKind.END,
}


def _kind(said: str, act: Told, partner: Counterpart, *, is_only: bool) -> ActKind | None:
    """Return what was done, by whom it is done with; "by decision of … on hold" is a pause."""
    if partner.is_network:
        return _ACCESSIONS.get(act.kind)
    if act.kind is ActKind.COUNCIL and is_only:
        stands = [standing for _low, _high, standing in standings_in(said)]
        return next((_DECIDED[each] for each in stands if each in _DECIDED), act.kind)
    if act.kind in (ActKind.ACCESSION, ActKind.ACCESSION_COUNCIL):
        return ActKind.COUNCIL if act.decides else None
    if act.kind is ActKind.SIGNATURE and is_intent(said, act):
        return ActKind.MEMORANDUM
    return act.kind


def _is_enough(said: str, act: Told, kind: ActKind, on: str | None) -> bool:
    """Say whether so much is told that it is an act, and not only how things stand."""
    if on is not None or act.decides:
        return True
    if kind is ActKind.FIRST_CONTACT or act.cue.form is Form.NOUN:
        return kind is ActKind.ACCESSION
    return kind not in _STATES or bool(_HAPPENED.search(said))


def _sureness(partner: Counterpart, on: str | None, said: str, act: Told) -> float:
    sure = 0.95 if on else 0.7
    sure -= 0.1 * (partner.start < 0 or partner.name not in said)
    sure -= 0.15 * (act.cue.form is Form.NOUN and act.kind is ActKind.ACCESSION)
    return round(sure - 0.05 * partner.ambiguous, 2)


def _term(said: str, kind: ActKind, on: str | None, dates: Sequence[Dated]) -> str | None:
    if kind not in (ActKind.MEMORANDUM, ActKind.SIGNATURE):
        return None
    return details.term_of(said, on, dates)


_TWO_PLACES = re.compile(
    r"\A\s(?:in|at|à)\s\w[^,;.]{1,40}?\s(?:und|and|et|sowie)\s(?:(?:am|on|le|then|dann)\s){0,2}\Z"
)


def _both_signings(
    found: FoundAct, said: str, act: Told, dates: Sequence[Dated]
) -> Iterator[FoundAct]:
    """Yield a signature, and a second one where both are told at once: "… in A und am … in B"."""
    own = [each for each in dates if act.low <= each.start < act.high and each.on]
    if found.kind is ActKind.SIGNATURE and len(own) == 2:
        one, two = own
        if _TWO_PLACES.match(said[one.end : two.start]) and re.match(
            r"\s(?:in|at|à)\s", said[two.end :]
        ):
            yield replace(found, on=one.on)
            yield replace(found, kind=ActKind.COUNTER_SIGNATURE, on=two.on)
            return
    yield found


def _quote(text: str, start: int, end: int) -> Quote:
    """Return the words of a part of a sentence, without the signs that part it from the next."""
    words = text[start:end]
    start += len(words) - len(words.lstrip(" ,;:–—\n\r\t"))
    words = text[start:end].rstrip(" ,;:–—\n\r\t")
    return Quote(words, start, start + len(words))


def _once(found: Sequence[_Keyed]) -> list[FoundAct]:
    """Return each act once: the fullest telling, and none without a date beside one with it."""
    best: dict[tuple[str, ActKind, str | None], FoundAct] = {}
    for partner, act in found:
        key = (partner.key, act.kind, act.on)
        known = best.get(key)
        if known is None or _worth(act) > _worth(known):
            best[key] = act
    dated = [(name, kind, on) for name, kind, on in best if on]
    return [
        act for (name, kind, on), act in best.items()
        if not any(n == name and k is kind and o != on and (on is None or str(o).startswith(f"{on}-"))
                   for n, k, o in dated)
    ]  # fmt: skip


def _worth(act: FoundAct) -> tuple[bool, bool, float]:
    return (bool(act.body), bool(act.paper_number), act.confidence)
