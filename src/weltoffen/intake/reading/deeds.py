"""Relations of which a text tells the deed alone: they began so, and nothing is said of today."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from weltoffen.intake.reading.folding import touch
from weltoffen.intake.types import DEED, ActKind, FoundAct, FoundRelation, Standing

_SINCE = re.compile(r"\b(?:seit|since|depuis)\b", re.IGNORECASE)
_NO_BEGINNING = (ActKind.SUSPENSION, ActKind.LIMITATION, ActKind.END)


def known_by_deeds(
    relations: Sequence[FoundRelation], acts: Sequence[FoundAct]
) -> list[FoundRelation]:
    """Return relations; those found by the sentence of their deed alone have the rule ``DEED``.

    "Am 12. Mai 1978 unterzeichneten Dortmund und Rostow die Urkunde" tells that the relation began,
    and not how it stands: unlike a list of partner cities, or "seit 1978".
    """
    return [_by_deed(each, acts) for each in relations]


def _by_deed(relation: FoundRelation, acts: Sequence[FoundAct]) -> FoundRelation:
    is_plain = relation.status is Standing.ACTIVE and relation.rule.startswith("sentence/")
    if not is_plain or relation.since is None or _SINCE.search(relation.quote.words):
        return relation
    is_told = any(
        each.kind not in _NO_BEGINNING
        and (each.home, each.name, each.on) == (relation.home, relation.name, relation.since)
        and touch(each.quote, relation.quote)
        for each in acts
    )
    return replace(relation, rule=f"{DEED}/1") if is_told else relation
