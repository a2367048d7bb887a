"""One proposal for one thing: where a passage tells of an act and of how the relation stands by it.

"Die Partnerschaft mit Lyon ruht seit 2023" is found twice: as a relation that rests, and as its
suspension in 2023. Were both proposed, one could be rejected and come in by the other. So whichever
says more carries both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from weltoffen.intake.types import (
    ActKind,
    Found,
    FoundAct,
    FoundRelation,
    Quote,
    Side,
    Standing,
)

_BRINGS = {
    ActKind.SUSPENSION: Standing.RESTING,
    ActKind.LIMITATION: Standing.LIMITED,
    ActKind.END: Standing.ENDED,
}
"""How a relation stands by an act."""


def folded(found: Sequence[Found]) -> list[Found]:
    """Return findings without those that another of the same passage says more exactly.

    Where both say something that the other does not, both stay, in their order.
    """
    put: dict[int, Found | None] = {}
    for at, act in enumerate(found):
        if not isinstance(act, FoundAct) or act.kind not in _BRINGS:
            continue
        for other_at, relation in enumerate(found):
            if not isinstance(relation, FoundRelation) or other_at in put:
                continue
            if _tell_the_same(relation, act):
                put[other_at], put[at] = _together(relation, act)
                break
    kept = (put.get(at, each) for at, each in enumerate(found))
    return [each for each in kept if each is not None]


def touch(one: Quote, other: Quote) -> bool:
    """Say whether two quotes of one text share a character."""
    return one.start < other.end and other.start < one.end


def _tell_the_same(relation: FoundRelation, act: FoundAct) -> bool:
    is_same = (relation.home, relation.name) == (act.home, act.name)
    return is_same and relation.status is _BRINGS[act.kind] and touch(relation.quote, act.quote)


def _together(
    relation: FoundRelation, act: FoundAct
) -> tuple[FoundRelation | None, FoundAct | None]:
    """Return what is left of both."""
    day = relation.until if act.kind is ActKind.END else relation.status_on
    is_its_day = relation.since is not None and relation.since == act.on
    relation = replace(relation, since=None) if is_its_day else relation
    if not _says_more(act) and (act.on is None or day in (None, act.on)):
        on = day or act.on
        ended = act.kind is ActKind.END
        return replace(relation, until=on) if ended else replace(relation, status_on=on), None
    if relation.since is None and day in (None, act.on):
        return None, replace(act, form=relation.kind)
    return relation, act


def _says_more(act: FoundAct) -> bool:
    return bool(act.body or act.paper_number) or act.side in (Side.HOME, Side.COUNTERPART)
