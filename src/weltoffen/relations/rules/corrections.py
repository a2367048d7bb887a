"""What an act stands in for, as far as the public may know, and what a withdrawal would revive.

The rule: for the public, an act is replaced if a public act descends from it through the chain of
corrections, over whatever lies between. An internal correction alone takes no public statement
down: what the public reads changes on purpose, when the correction is published.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from weltoffen.relations.types import ActFacts

NOT_SHOWN = -1
"""Stands for what a public act corrects where none of that was ever public. No act has this id."""


def seen_by_public(acts: Sequence[ActFacts], internal: Collection[int]) -> list[ActFacts]:
    """Return the public acts, each of them correcting the nearest public act before it.

    ``acts`` are all that are public, and at least those of the others that correct something;
    ``internal`` are the ids of these others. What comes back names no internal act.
    """
    corrected = {a.id: a.corrects for a in acts}
    return [
        a
        if a.corrects is None
        else a._replace(corrects=_stands_for(a.corrects, corrected, internal))
        for a in acts
        if a.id not in internal
    ]


def _stands_for(
    act: int | None, corrected: Mapping[int, int | None], internal: Collection[int]
) -> int:
    while act is not None and act in internal:
        act = corrected.get(act)
    return NOT_SHOWN if act is None or act not in corrected else act


def replacing(act: int, chain: Iterable[tuple[int, int | None, bool]]) -> int | None:
    """Return the act that stands in an act's place while the public sees none that does, or None.

    ``chain`` as for :func:`revived_by_withdrawing`. The last in a line of corrections is the one.
    """
    links = list(chain)
    public = {pk for pk, _corrects, is_public in links if is_public}
    later = {corrects: pk for pk, corrects, _is_public in links if corrects is not None}
    last, after = None, later.get(act)
    while after is not None:
        if after in public:
            return None
        last, after = after, later.get(after)
    return last


def revived_by_withdrawing(act: int, chain: Iterable[tuple[int, int | None, bool]]) -> int | None:
    """Return the public act that would count again if a public act were withdrawn, or None.

    ``chain`` are (id, what it corrects, whether it is public) of all acts of the relation. None
    comes back where a later public correction goes on standing in its place.
    """
    links = list(chain)
    corrected = {pk: corrects for pk, corrects, _is_public in links}
    public = {pk for pk, _corrects, is_public in links if is_public}
    later = {corrects: pk for pk, corrects in corrected.items() if corrects is not None}
    after = later.get(act)
    while after is not None:
        if after in public:
            return None
        after = later.get(after)
    before = corrected.get(act)
    while before is not None and before not in public:
        before = corrected.get(before)
    return before


def undone_unseen(chain: Iterable[tuple[int, int | None, bool, bool]]) -> set[int]:
    """Return the acts of lines of corrections that end in a retraction and were never public.

    ``chain`` are (id, what it corrects, whether it retracts, whether it is or was public) of all
    acts of relations. What nobody has seen and somebody has taken back is nothing to be shown.
    """
    links = {pk: (corrects, retracts, seen) for pk, corrects, retracts, seen in chain}
    found: set[int] = set()
    for pk, (_corrects, retracts, _seen) in links.items():
        line: list[int] = []
        at: int | None = pk if retracts else None
        while at is not None and at in links:
            line.append(at)
            at = links[at][0]
        if not any(links[each][2] for each in line):
            found.update(line)
    return found
