"""Which class the documents support: the RGRE's four evidence tests.

Partnerschaft: a contract without limit. Freundschaft: an agreement that is limited or specified.
Projektpartnerschaft: a limited project, by agreement. Kontakt: no form. The city's own label stands
beside it and is not changed by it. (Source: definitions of the German section of the CEMR.)

Whether an agreement is for a project is told by its own phase or, where the act leaves the phase
alone, by the one in force when it was made: who signs within a project signs for the project. A
signature of which nobody has recorded what it is for proves no form: that something was signed does
not tell that it is a contract without limit.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from weltoffen.ground.dates import FIRST_DAY
from weltoffen.relations.enums import ActKind, Axis, Phase, RgreClass, Side
from weltoffen.relations.rules.state import deciding
from weltoffen.relations.types import ActFacts

_CONTRACT = {
    ActKind.SIGNATURE,
    ActKind.COUNTER_SIGNATURE,
    ActKind.DEED_EXCHANGE,
}
_PROJECT = {str(Phase.PROJECT), str(Phase.CLIMATE)}


def _since_the_last_end(acts: Iterable[ActFacts]) -> list[ActFacts]:
    """Leave out what an act of ending has undone: a contract that is over proves no bond."""
    acts = list(acts)
    over = max((a.latest for a in acts if a.kind == ActKind.END), default=FIRST_DAY)
    return [a for a in acts if a.latest > over]


def _is_for_a_project(agreement: ActFacts, acts: Sequence[ActFacts]) -> bool:
    """Say whether only a project comes into question as what an agreement is for."""
    if agreement.phase:
        return agreement.phase in _PROJECT
    in_force = {a.phase for a in deciding(acts, Axis.PHASE, agreement.latest)}
    return bool(in_force) and in_force <= _PROJECT


def _own_will(contracts: Sequence[ActFacts], acts: Iterable[ActFacts]) -> list[ActFacts]:
    """Return the council's decision where only the other side's declaration is in evidence.

    Both together show that both sides want the bond; one alone would look like half a contract.
    """
    if {a.side for a in contracts} != {str(Side.COUNTERPART)}:
        return []
    decided = [a for a in acts if a.kind == ActKind.COUNCIL and a.side == Side.HOME and a.bond]
    return sorted(decided, key=lambda a: (a.latest, a.earliest, a.id))[:1]


def evidence_class(acts: Iterable[ActFacts]) -> tuple[RgreClass, tuple[int, ...]]:
    """Return the class that the acts support, and the ids of the acts that support it.

    ``acts`` are those that hold on the day in question. A statement without an act proves no form,
    however often it is repeated.
    """
    acts = _since_the_last_end(acts)
    is_told = any(a.phase or a.bond for a in acts)
    signed = [a for a in acts if a.kind in _CONTRACT and is_told]
    contracts = [a for a in signed if a.term_until is None]
    lasting = [a for a in contracts if not _is_for_a_project(a, acts)]
    if lasting:
        return RgreClass.PARTNERSHIP, tuple(a.id for a in (*_own_will(lasting, acts), *lasting))
    agreements = [a for a in acts if a in signed or a.kind == ActKind.MEMORANDUM]
    projects = [a for a in agreements if _is_for_a_project(a, acts)]
    if projects:
        return RgreClass.PROJECT, tuple(a.id for a in projects)
    if agreements:
        return RgreClass.FRIENDSHIP, tuple(a.id for a in agreements)
    return RgreClass.CONTACT, ()
