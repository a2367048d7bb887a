"""Since when: four rules, each with a name, because the honest answer depends on the question.

- ``city-word``: what the city itself says ("seit 1977"), from its own statements.
- ``first-signature``: the first signature of either side.
- ``both-signed``: the day on which both sides' signatures were there.
- ``council``: the home council's first decision for it.

Source of the rules: the RGRE's practice of asking for the deed, and the city's pages, which mostly
give the council's year. Each answer names the acts that give it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from weltoffen.ground.dates import LAST_DAY, EdtfDate, parse_date
from weltoffen.ground.problems import N_
from weltoffen.relations.enums import ActKind, Phase, Side, Status
from weltoffen.relations.types import ActFacts, Since

Finds = Callable[[list[ActFacts]], list[ActFacts]]

_SIGNATURES = (
    ActKind.SIGNATURE,
    ActKind.COUNTER_SIGNATURE,
    ActKind.DEED_EXCHANGE,
    ActKind.ACCESSION_SIGNED,
)
_COUNCIL = (ActKind.COUNCIL, ActKind.ACCESSION_COUNCIL)
_NOT_BEGUN = (Status.PLANNED, Status.ENDED, Status.UNKNOWN)
_PASSING = (Phase.CONTACT, Phase.PROJECT, Phase.SOLIDARITY, Phase.FRIENDSHIP, Phase.CLIMATE)


@dataclass(frozen=True, slots=True)
class SinceRule:
    """A named way to answer "since when?"; ``title`` and ``meaning`` are German catalogue keys."""

    name: str
    title: str
    meaning: str
    finds: Finds


def _date_of(act: ActFacts) -> EdtfDate:
    return parse_date(act.on)


def _when(act: ActFacts) -> tuple[date, date, int]:
    return act.latest, act.earliest, act.id


def _first(acts: Iterable[ActFacts]) -> list[ActFacts]:
    """Return the earliest act, by its latest possible day, as a list of at most one."""
    return sorted(acts, key=_when)[:1]


def _city_word(acts: list[ActFacts]) -> list[ActFacts]:
    """Return the city's statement that names a date; one that names none answers nothing.

    Nor does one of something else than the beginning: that the bond is planned, over or no longer
    known, or merely how channel, exchange or civil society stand.
    """
    return _first(
        a for a in acts
        if a.kind == ActKind.STATED and a.side == Side.HOME and _may_tell_of_the_beginning(a)
        and _date_of(a).is_known
    )  # fmt: skip


def _may_tell_of_the_beginning(act: ActFacts) -> bool:
    if act.bond in _NOT_BEGUN:
        return False
    return bool(act.phase or act.bond) or not (act.channel or act.exchange or act.civil)


def _first_signature(acts: list[ActFacts]) -> list[ActFacts]:
    return _first(a for a in acts if a.kind in _SIGNATURES)


def _both_signed(acts: list[ActFacts]) -> list[ActFacts]:
    together = _first(
        a for a in acts
        if a.kind == ActKind.DEED_EXCHANGE or (a.kind in _SIGNATURES and a.side == Side.BOTH)
    )  # fmt: skip
    if together:
        return together
    signed = [a for a in acts if a.kind in _SIGNATURES]
    pairs = [
        _first(a for a in signed if a.kind == ActKind.SIGNATURE)
        + _first(a for a in signed if a.kind == ActKind.COUNTER_SIGNATURE),
        _first(a for a in signed if a.side == Side.HOME)
        + _first(a for a in signed if a.side == Side.COUNTERPART),
    ]
    whole = [sorted(pair, key=_when, reverse=True) for pair in pairs if len(pair) == 2]
    return min(whole, key=lambda pair: _when(pair[0]), default=[])


def _council(acts: list[ActFacts]) -> list[ActFacts]:
    """Return the council's decision for the bond: not one taken when the bond held already."""
    bound = min((a.latest for a in acts if a.bond or a.phase), default=LAST_DAY)
    return _first(a for a in acts if a.kind in _COUNCIL and a.earliest <= bound)


SINCE_RULES: dict[str, SinceRule] = {
    rule.name: rule
    for rule in (
        SinceRule(
            "city-word",
            N_("Angabe der Stadt"),
            N_("Das Jahr oder der Tag, den die Stadt selbst nennt."),
            _city_word,
        ),
        SinceRule(
            "first-signature",
            N_("erste Unterschrift"),
            N_("Der Tag, an dem die erste der beiden Seiten unterzeichnet hat."),
            _first_signature,
        ),
        SinceRule(
            "both-signed",
            N_("beide Unterschriften"),
            N_("Der Tag, an dem die Unterschriften beider Seiten vorlagen."),
            _both_signed,
        ),
        SinceRule(
            "council",
            N_("Ratsbeschluss"),
            N_("Der Tag, an dem der Rat der Stadt die Bindung beschlossen hat."),
            _council,
        ),
    )
}


def of_the_present_bond(acts: Iterable[ActFacts]) -> list[ActFacts]:
    """Leave out what belongs to an earlier, lesser phase of the same relation.

    A memorandum for a project says nothing about since when the city is a *partner city*. Acts
    that name a passing phase are left out once the relation has reached a partnership.
    """
    acts = list(acts)
    if not any(a.phase in (Phase.TWIN, Phase.INNER_GERMAN) for a in acts):
        return acts
    return [a for a in acts if a.phase not in _PASSING]


def since(acts: Iterable[ActFacts], rule: str) -> Since:
    """Answer "since when?" by a named rule; ``acts`` are those that hold (``known_acts``).

    Raises ``KeyError`` for a rule that does not exist.
    """
    found = SINCE_RULES[rule].finds(of_the_present_bond(acts))
    if not found:
        return Since(rule, None)
    return Since(rule, _date_of(found[0]), tuple(a.id for a in found))
