"""From what a sign-in service says of somebody to the roles of their account."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from weltoffen.accounts.enums import RoleName

LIMITED = {RoleName.CONTRIBUTOR: "unit", RoleName.GUEST: "relation"}
"""Which limit a role has; the others have none."""


@dataclass(frozen=True, slots=True, order=True)
class Limited:
    """A role with its limit: a department's or a relation's identifier, or none."""

    role: RoleName
    unit: str = ""
    relation: str = ""


Mapped = Mapping[str, frozenset[Limited]]
"""From a value of the claim to the roles that it gives."""


def mapping_from(words: Iterable[str]) -> Mapped:
    """Read ``value=role`` and ``value=role:limit``; one value may stand several times.

    Raises ``ValueError`` with a German sentence that quotes the word which is wrong.
    """
    found: dict[str, set[Limited]] = {}
    for word in words:
        value, equals, asked = word.rpartition("=")
        name, _colon, limit = asked.strip().partition(":")
        if not equals or not value.strip():
            raise ValueError(f"„{word}“ hat nicht die Form Wert=Rolle oder Wert=Rolle:Grenze.")
        if name not in RoleName.values:
            known = ", ".join(RoleName.values)
            raise ValueError(f"„{word}“ nennt keine Rolle, die es gibt. Es gibt: {known}.")
        role, needed = RoleName(name), LIMITED.get(RoleName(name))
        if bool(needed) != bool(limit):
            what = "einen Fachbereich" if needed == "unit" else "eine Beziehung"
            raise ValueError(
                f"„{word}“ braucht hinter der Rolle einen Doppelpunkt und {what}."
                if needed
                else f"„{word}“ nennt eine Grenze, die diese Rolle nicht hat."
            )
        limits = {needed: limit} if needed else {}
        found.setdefault(value.strip(), set()).add(Limited(role, **limits))
    return {value: frozenset(roles) for value, roles in found.items()}


def known_roles(names: Iterable[str]) -> frozenset[RoleName]:
    """Return the roles of some names. Raises ``ValueError`` with a German sentence for others."""
    for name in names:
        if name not in RoleName.values:
            known = ", ".join(RoleName.values)
            raise ValueError(f"„{name}“ ist keine Rolle, die es gibt. Es gibt: {known}.")
    return frozenset(map(RoleName, names))


def claimed(said: Mapping[str, Any], path: str) -> frozenset[str]:
    """Return the values of a claim; ``path`` may lead into nested ones (``realm_access.roles``).

    A single text counts as one value; anything else that is no list of texts as none.
    """
    found: Any = said
    for step in path.split("."):
        found = found.get(step) if isinstance(found, Mapping) else None
    if isinstance(found, str):
        return frozenset({found})
    if not isinstance(found, list):
        return frozenset()
    return frozenset(each for each in found if isinstance(each, str))


def wanted_of(mapped: Mapped, values: Collection[str]) -> frozenset[Limited]:
    """Return the roles that some values of the claim give."""
    return frozenset().union(*(mapped.get(value, frozenset()) for value in values))


def differences(
    wanted: Collection[Limited],
    by_claims: Collection[Limited],
    by_hand: Collection[Limited],
) -> tuple[frozenset[Limited], frozenset[Limited]]:
    """Return which roles to give and which to take, so that an account follows its claims.

    What was given by hand stays, and is not given a second time.
    """
    give = frozenset(wanted) - frozenset(by_claims) - frozenset(by_hand)
    take = frozenset(by_claims) - frozenset(wanted)
    return give, take
