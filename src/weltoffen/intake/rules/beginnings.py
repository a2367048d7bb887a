"""Whether the day that a text gives a relation is that of its beginning, or of a decision for it.

A relation is a chain of acts, and each has its day (ADR 0001). "The council decided on the twinning
in May" names the day of one act; where the register knows the day on which the deed was signed,
both are right, and neither contradicts the other. A text that says "since" means the beginning.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from weltoffen.ground.dates import parse_date
from weltoffen.intake.reading.act_cues import cues_in
from weltoffen.intake.rules.known import KnownAct
from weltoffen.intake.types import ActKind as Told
from weltoffen.intake.types import FoundRelation
from weltoffen.relations.enums import ActKind

_FOUNDING = frozenset(
    {
        ActKind.SIGNATURE, ActKind.COUNTER_SIGNATURE, ActKind.DEED_EXCHANGE, ActKind.MEMORANDUM,
        ActKind.ACCESSION, ActKind.ACCESSION_SIGNED,
    }
)  # fmt: skip
"""Acts by which a relation begins, other than the decision that it shall."""
_DECISIONS = (Told.COUNCIL, Told.COUNTERPART_COUNCIL, Told.ACCESSION_COUNCIL)
_SINCE = re.compile(r"\b(?:seit|since|depuis)\b", re.IGNORECASE)


def without_day_of_decision(found: FoundRelation, acts: Sequence[KnownAct]) -> FoundRelation:
    """Return a finding without a day that is a decision's, where the register knows of a deed.

    An act that has this very day keeps it: then the words prove that act.
    """
    if found.since is None or not tells_of_a_decision(found.quote.words):
        return found
    since = parse_date(found.since)
    if any(act.on.is_known and act.on.agrees_with(since) for act in acts):
        return found
    is_founded = any(act.facts.kind in _FOUNDING and act.on.is_known for act in acts)
    return replace(found, since=None) if is_founded else found


def tells_of_a_decision(words: str) -> bool:
    """Say whether words tell that a council decided, and not since when something has been."""
    if _SINCE.search(words):
        return False
    return any(cue.kind in _DECISIONS for cue in cues_in(words))
