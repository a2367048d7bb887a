"""How a relation stands on a day, as far as we knew on another.

The rule: on each axis the last act that set it decides. Dates are only as exact as they are known,
so there may be several candidates for "the last one". An act ``a`` can be the last that set an axis
on day ``on`` exactly if it may have happened by then and no other act that *certainly* happened by
then *certainly* happened after ``a``. As every act's day may lie anywhere within its own bounds,
independently of the others, it is enough to compare with the greatest ``earliest`` among the acts
that certainly happened; that makes one pass over the acts.

Two acts of the same day that say different things leave both possible: the register does not
invent an order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import cast

from weltoffen.ground.dates import FIRST_DAY
from weltoffen.relations.enums import ActKind, Axis, Phase, Status
from weltoffen.relations.types import NOTHING, ActFacts, StateOn

_POSITION = {Axis.PHASE: 3, Axis.BOND: 4, Axis.CHANNEL: 5, Axis.EXCHANGE: 6, Axis.CIVIL: 7}
"""Where each axis stands in ``ActFacts``."""


def known_acts(acts: Iterable[ActFacts], known_on: datetime | None = None) -> list[ActFacts]:
    """Return the acts that hold: recorded before ``known_on``, neither corrected nor taken back.

    ``known_on`` is the moment up to which (exclusive) recording counts; None means all we know.
    A correction recorded later does not touch what was known before it.
    """
    known = [a for a in acts if known_on is None or a.recorded_at < known_on]
    replaced = {a.corrects for a in known if a.corrects is not None}
    if not replaced:
        return known
    return [a for a in known if a.id not in replaced and a.kind != ActKind.RETRACTION]


def _candidates(acts: Sequence[ActFacts], position: int, on: date) -> list[ActFacts]:
    """Return the acts that may be the last to have set one axis by the day ``on``."""
    setters = [a for a in acts if a[position] and a.earliest <= on]
    newest = max((a.earliest for a in setters if a.latest <= on), default=FIRST_DAY)
    return [a for a in setters if a.latest >= newest]


def deciding_acts(
    acts: Iterable[ActFacts], axis: Axis, on: date, known_on: datetime | None = None
) -> list[ActFacts]:
    """Return the acts that decide, or may decide, how an axis stands on a day.

    They are the sources of what a page says: each status shown names them.
    """
    return deciding(known_acts(acts, known_on), axis, on)


def deciding(held: Sequence[ActFacts], axis: Axis, on: date) -> list[ActFacts]:
    """Return the same of acts that hold."""
    return _candidates(held, _POSITION[axis], on)


_ONLY: dict[object, frozenset[str]] = {
    str(value): frozenset({str(value)}) for value in (*Phase, *Status)
}
"""The sets of one value, made once: most answers are one of these."""


def _values(begun: Sequence[ActFacts], position: int, on: date) -> frozenset[str]:
    """Return what one axis may be; ``begun`` are the acts that may have happened by then."""
    setters = [a for a in begun if a[position]]
    if not setters:
        return NOTHING
    if len(setters) == 1 and setters[0][2] <= on:
        return _ONLY[setters[0][position]]
    certain = [a[1] for a in setters if a[2] <= on]
    if not certain:
        return frozenset([*cast("list[str]", [a[position] for a in setters]), ""])
    newest = max(certain)
    return frozenset(cast("list[str]", [a[position] for a in setters if a[2] >= newest]))


def _may_have_expired(acts: Sequence[ActFacts], on: date) -> bool:
    """Say whether the act that may decide the bond had a term that is over by the day ``on``.

    Whether a limited agreement went on informally is not known, so its end is a possibility and
    not a certainty. An act that certainly came later settles it, because then that one decides.
    """
    deciding = _candidates(acts, _POSITION[Axis.BOND], on)
    return any(a.term_until is not None and a.term_until <= on for a in deciding)


def state(acts: Sequence[ActFacts], on: date, known_on: datetime | None = None) -> StateOn:
    """Say how a relation with these acts stands on the day ``on``.

    ``known_on`` asks what we would have said then: only what was recorded before that moment
    counts. The order of ``acts`` never matters.

    Lists of thousands call this once per relation, hence the positions instead of names: 1 is
    ``earliest``, 2 ``latest``, 8 ``corrects``, 9 ``term_until``.
    """
    if known_on is not None or any([a[8] for a in acts]):
        acts = known_acts(acts, known_on)
    begun = [a for a in acts if a[1] <= on]
    bond = _values(begun, 4, on)
    if any([a[9] for a in begun]) and _may_have_expired(begun, on):
        bond |= {str(Status.ENDED)}
    return StateOn(
        _values(begun, 3, on),
        bond,
        _values(begun, 5, on),
        _values(begun, 6, on),
        _values(begun, 7, on),
    )
