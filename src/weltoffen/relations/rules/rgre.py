"""Which class the documents support: the RGRE's four evidence tests.

Partnerschaft: a contract without limit. Freundschaft: an agreement that is limited or specified.
Projektpartnerschaft: a limited project, by agreement. Kontakt: no form. The city's own label stands
beside it and is not changed by it. (Source: definitions of the German section of the CEMR.)
"""

from __future__ import annotations

from collections.abc import Iterable

from weltoffen.ground.dates import FIRST_DAY
from weltoffen.relations.enums import ActKind, Phase, RgreClass
from weltoffen.relations.types import ActFacts

_CONTRACT = {
    ActKind.SIGNATURE,
    ActKind.COUNTER_SIGNATURE,
    ActKind.DEED_EXCHANGE,
}
_AGREEMENT = _CONTRACT | {ActKind.MEMORANDUM}
_PROJECT = {Phase.PROJECT, Phase.CLIMATE}


def _since_the_last_end(acts: Iterable[ActFacts]) -> list[ActFacts]:
    """Leave out what an act of ending has undone: a contract that is over proves no bond."""
    acts = list(acts)
    over = max((a.latest for a in acts if a.kind == ActKind.END), default=FIRST_DAY)
    return [a for a in acts if a.latest > over]


def evidence_class(acts: Iterable[ActFacts]) -> tuple[RgreClass, tuple[int, ...]]:
    """Return the class that the acts support, and the ids of the acts that support it.

    ``acts`` are those that hold on the day in question. A statement without an act proves no form,
    however often it is repeated.
    """
    acts = _since_the_last_end(acts)
    contracts = [a for a in acts if a.kind in _CONTRACT and a.term_until is None]
    lasting = [a for a in contracts if a.phase not in _PROJECT]
    if lasting:
        return RgreClass.PARTNERSHIP, tuple(a.id for a in lasting)
    agreements = [a for a in acts if a.kind in _AGREEMENT]
    projects = [a for a in agreements if a.phase in _PROJECT]
    if projects:
        return RgreClass.PROJECT, tuple(a.id for a in projects)
    if agreements:
        return RgreClass.FRIENDSHIP, tuple(a.id for a in agreements)
    return RgreClass.CONTACT, ()
