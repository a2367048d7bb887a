"""Many changes told in few lines: those of one record together, those of one import as one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

MANY = 8
"""Who changed more records than this did so as one piece of work: an import, a tidying-up."""


@dataclass(frozen=True, slots=True)
class Told:
    """One entry of the history: who, about which record, when. ``key`` names the entry."""

    key: int
    who: int | None
    about: tuple[int, str]
    at: datetime


@dataclass(frozen=True, slots=True)
class Bundle:
    """Entries told in one line. ``newest`` names the entry that speaks for them.

    ``records`` is 1 where they are about one record, which that entry then names.
    """

    newest: int
    who: int | None
    entries: int
    records: int
    at: datetime


def gathered(told: Iterable[Told]) -> list[Bundle]:
    """Return the bundles of some entries, newest first.

    Each entry is in exactly one of them.
    """
    told = sorted(told, key=lambda each: (each.at, each.key), reverse=True)
    records: dict[int | None, set[tuple[int, str]]] = {}
    for each in told:
        records.setdefault(each.who, set()).add(each.about)
    bundles: dict[tuple[int | None, tuple[int, str] | None], list[Told]] = {}
    for each in told:
        is_much = len(records[each.who]) > MANY
        bundles.setdefault((each.who, None if is_much else each.about), []).append(each)
    return [
        Bundle(
            newest=entries[0].key,
            who=who,
            entries=len(entries),
            records=len(records[who]) if about is None else 1,
            at=entries[0].at,
        )
        for (who, about), entries in bundles.items()
    ]
