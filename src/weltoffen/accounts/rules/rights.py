"""Who may do what with which record. Values in, values out.

A **grant** is a role that an account was given, for some roles with what it is limited to. A role
consists of **permits**: verbs in areas, for records of some visibilities, within a limit. From the
grants of an account follow its **reaches**: descriptions of the records it may do something with.
A single record is judged by :func:`allows`; ``accounts.selectors`` turns the same reaches into a
condition for a query, so that a list shows just what each of its lines would let in. A property
test holds the two together.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from weltoffen.accounts.enums import RoleName
from weltoffen.accounts.rules.roles import PERMITS
from weltoffen.accounts.types import Area, Grant, Permit, Reach, Subject, Verb, Within


def reaches(grants: Collection[Grant], verb: Verb, area: Area) -> tuple[Reach, ...]:
    """Return what these grants open of an area for a verb, nothing twice."""
    found = (
        reach
        for grant in grants
        for permit in permits_of(grant)
        if verb in permit.verbs and area in permit.areas
        if (reach := _reach(permit, grant)) is not None
    )
    return tuple(dict.fromkeys(found))


def allows(grants: Collection[Grant], verb: Verb, subject: Subject) -> bool:
    """Say whether these grants let somebody do something with one record."""
    return any(reach.covers(subject) for reach in reaches(grants, verb, subject.area))


def could(grants: Collection[Grant], verb: Verb, area: Area) -> bool:
    """Say whether these grants let somebody do something with any record of an area.

    It opens a list or a form; which records are in the list is another question.
    """
    return bool(reaches(grants, verb, area))


def permits_of(grant: Grant) -> tuple[Permit, ...]:
    """Return the permits of a grant's role."""
    return PERMITS[grant.role]


def limit_of(role: RoleName) -> Within:
    """Return what a grant of a role has to name: a department, a relation, or nothing."""
    limits = {permit.within for permit in permits_of(Grant(role))}
    for limit in (Within.OWN_RELATION, Within.OWN_UNIT):
        if limit in limits:
            return limit
    return Within.EVERYWHERE


def _reach(permit: Permit, grant: Grant) -> Reach | None:
    """Return what a permit opens under a grant; None where the grant names no limit."""
    if permit.within is Within.OWN_UNIT:
        return Reach(permit.visibilities, unit=grant.unit) if grant.unit else None
    if permit.within is Within.OWN_RELATION:
        return Reach(permit.visibilities, relation=grant.relation) if grant.relation else None
    if permit.within is Within.OWN_ROLE:
        return Reach(permit.visibilities, owner=permit.owner)
    return Reach(permit.visibilities)


def roles_in(grants: Iterable[Grant]) -> frozenset[RoleName]:
    """Return the roles among grants."""
    return frozenset(grant.role for grant in grants)
