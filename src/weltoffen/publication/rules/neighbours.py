"""What stands next to a relation: in time, and by what it is about."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from weltoffen.ground.dates import EdtfDate

MOST_KIN = 4
"""How many relations with common themes are named."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A relation among others: ``group`` holds what is compared in time (partner cities, …)."""

    key: int
    group: str
    since: EdtfDate | None
    themes: tuple[str, ...] = ()


def in_time(own: Standing, others: Collection[Standing]) -> tuple[Standing | None, Standing | None]:
    """Return the relation of the same group that began just before, and the one just after.

    Those of which it is not known since when stand in no order and are nobody's neighbour.
    """
    if own.since is None or not own.since.is_known:
        return None, None
    line = sorted(
        (
            one
            for one in [own, *others]
            if one.group == own.group and one.since is not None and one.since.is_known
        ),
        key=_order,
    )
    at = line.index(own)
    return (
        line[at - 1] if at else None,
        line[at + 1] if at + 1 < len(line) else None,
    )


def _order(one: Standing) -> tuple[object, ...]:
    assert one.since is not None
    return (one.since.latest, one.since.earliest, one.key)


def by_theme(themes: Collection[str], others: Collection[Standing]) -> Sequence[Standing]:
    """Return the relations that share most of some themes, at most four, the most alike first.

    Of several that share as many, the one recorded first comes first.
    """

    def common(one: Standing) -> int:
        return len(set(one.themes) & set(themes))

    alike = [one for one in others if common(one)]
    return sorted(alike, key=lambda one: (-common(one), one.key))[:MOST_KIN]
