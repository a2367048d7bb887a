"""From words that tell of an act to the act: its kind, what is said of it, and how sure it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from weltoffen.intake.reading import act_details as details
from weltoffen.intake.reading.act_clauses import Told, is_intent
from weltoffen.intake.reading.act_subjects import ACCESSIONS
from weltoffen.intake.reading.act_words import STATES, Form
from weltoffen.intake.reading.counterparts import Counterpart
from weltoffen.intake.reading.dates import Dated
from weltoffen.intake.reading.homes import Home
from weltoffen.intake.reading.layout import Unit
from weltoffen.intake.reading.matters import dates_a_matter
from weltoffen.intake.reading.standings import standings_in
from weltoffen.intake.types import ActKind, FoundAct, Quote, Side, Standing

Keyed = tuple[Counterpart, FoundAct]
"""An act beside its counterpart, whose key is the same for all its names."""
RULE = "act/2"
NETWORK_RULE = "accession/1"
_HAPPENED = re.compile(
    r"\b(?:wurden?|hat|haben|has|have|had|was|were|been|a|ont|avait|été|fut)\b", re.IGNORECASE
)


def findings_of(
    unit: Unit, text: str, act: Told, told: Sequence[Told], dates: Sequence[Dated],
    partner: Counterpart, home: Home,
) -> Iterator[Keyed]:  # fmt: skip
    """Yield the act, or the two, that a part of a sentence tells of one counterpart."""
    said = unit.text
    kind = _kind(said, act, partner, is_only=len(told) == 1)
    if act.kind in STATES:
        dates = [each for each in dates if not _is_of_something_else(said, act, each)]
    on = details.date_of(said, act, told, dates)
    names = (partner.name, partner.key)
    side = Side.HOME if partner.is_network else details.side_of(said, act, names, home)
    if kind is ActKind.COUNCIL and side is Side.COUNTERPART:
        kind = ActKind.COUNTERPART_COUNCIL
    if kind is None or not _is_enough(said, act, kind, on):
        return
    low, high = (act.low, act.high) if len(told) > 1 else (0, len(said))
    quote = _quote(text, unit.start + low, unit.start + high)
    by_body = act.decides or kind in STATES
    body = details.body_in(said, act.low, act.high) if by_body else ""
    paper, at, _end = details.paper_in(said)
    is_its_paper = act.decides and (act.low <= at < act.high or sum(t.decides for t in told) == 1)
    found = FoundAct(
        home=home.name, name=partner.name, kind=kind, on=on, body=body,
        paper_number=paper if is_its_paper else "", quote=quote,
        rule=NETWORK_RULE if partner.is_network else RULE,
        confidence=_sureness(partner, on, said, act), side=side, country=partner.country,
        place=partner.place, ambiguous=partner.ambiguous,
        term_until=_term(said, kind, on, dates), country_is_likely=partner.country_is_likely,
    )  # fmt: skip
    for each in _both_signings(found, said, act, dates):
        yield partner, each


_BRACKET = re.compile(r"\([^()]*\)")


def _is_of_something_else(said: str, act: Told, dated: Dated) -> bool:
    """Say whether a date is not that of a pause or an end: "(seit 1970) ruht", "the visit of 2019".

    What stands in a bracket behind the town is since when there is a bond; behind the words of the
    pause it is the day of that.
    """
    if dates_a_matter(said, dated.start):
        return True
    around = [each for each in _BRACKET.finditer(said) if each.start() < dated.start < each.end()]
    return any(
        not (each.start() < act.cue.start < each.end()) and not 0 <= each.start() - act.cue.end <= 1
        for each in around
    )


_DECIDED = {
    Standing.RESTING: ActKind.SUSPENSION,
    Standing.LIMITED: ActKind.LIMITATION,
    Standing.ENDED: ActKind.END,
}


def _kind(said: str, act: Told, partner: Counterpart, *, is_only: bool) -> ActKind | None:
    """Return what was done, by whom it is done with; "by decision of … on hold" is a pause."""
    if partner.is_network:
        return ACCESSIONS.get(act.kind)
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
    return kind not in STATES or bool(_HAPPENED.search(said))


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


def once(found: Sequence[Keyed]) -> list[FoundAct]:
    """Return each act once: the fullest telling, and none without a date beside one with it."""
    best: dict[tuple[str, ActKind, str | None], FoundAct] = {}
    for partner, act in found:
        key = (partner.key, act.kind, act.on)
        known = best.get(key)
        if known is None or _worth(act) > _worth(known):
            best[key] = act
    dated = {(name, kind, on) for name, kind, on in best if on}
    return [act for key, act in best.items() if not any(_is_fuller(each, key) for each in dated)]


def _is_fuller(one: tuple[str, ActKind, str | None], two: tuple[str, ActKind, str | None]) -> bool:
    """Say whether of two tellings of one kind and counterpart the first has the exacter date."""
    on, less = one[2] or "", two[2]
    return one[:2] == two[:2] and on != less and (less is None or on.startswith(f"{less}-"))


def _worth(act: FoundAct) -> tuple[bool, bool, float]:
    return (bool(act.body), bool(act.paper_number), act.confidence)
