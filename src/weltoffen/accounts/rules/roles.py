"""What each role may do, as data. ``docs/operate/roles.md`` shows it as a table for people.

Nothing is given here for deleting: nothing is deleted at the desk.
"""

from __future__ import annotations

from collections.abc import Mapping

from weltoffen.accounts.enums import RoleName
from weltoffen.accounts.types import Area, Permit, Verb, Within
from weltoffen.records.enums import Role, Visibility

_SEE = frozenset({Verb.SEE})
_ADD = frozenset({Verb.SEE, Verb.ADD})
_KEEP = frozenset({Verb.SEE, Verb.ADD, Verb.CHANGE})
_ALL = frozenset(Verb)

ANY = frozenset(Visibility)
INTERNAL = ANY - {Visibility.RESTRICTED}
SHARED = frozenset({Visibility.PUBLIC, Visibility.PARTNER})

REGISTER = frozenset({Area.RELATIONS, Area.CHARTERS, Area.PLACES, Area.SOURCES, Area.ORGANISATIONS})
"""What the register consists of, without what is known about people."""
AT_WORK = frozenset({Area.PEOPLE, Area.DOCUMENTS, Area.ENCOUNTERS})
READING = Permit(_SEE, REGISTER | AT_WORK | {Area.HISTORY}, INTERNAL)
"""What everybody sees who works for the city: all that is not restricted."""

PERMITS: Mapping[RoleName, tuple[Permit, ...]] = {
    RoleName.READER: (READING,),
    RoleName.CONTRIBUTOR: (
        READING,
        Permit(_SEE, REGISTER | AT_WORK, ANY, Within.OWN_UNIT),
        Permit(_SEE, frozenset({Area.CASEWORK}), INTERNAL),
        Permit(_KEEP, frozenset({Area.CASEWORK}), ANY, Within.OWN_UNIT),
        # They propose: what they let be read waits as statements for the coordination.
        Permit(_ADD, frozenset({Area.INTAKE}), INTERNAL),
        Permit(_ADD, frozenset({Area.COMMENTS}), INTERNAL),
        Permit(_SEE, frozenset({Area.JOBS}), INTERNAL),
    ),
    RoleName.COORDINATOR: (
        Permit(_ALL, REGISTER | AT_WORK | {Area.CASEWORK, Area.COMMENTS, Area.HISTORY}, ANY),
        Permit(_KEEP, frozenset({Area.INTAKE, Area.JOBS}), ANY),
        Permit(_SEE, frozenset({Area.PRIVACY}), ANY),
    ),
    RoleName.PROTOCOL: (
        READING,
        Permit(_KEEP, AT_WORK | {Area.CASEWORK}, INTERNAL),
        Permit(_SEE, REGISTER, ANY, Within.OWN_ROLE, owner=Role.PROTOCOL),
        Permit(_KEEP, AT_WORK | {Area.CASEWORK}, ANY, Within.OWN_ROLE, owner=Role.PROTOCOL),
        Permit(_ADD, frozenset({Area.COMMENTS}), INTERNAL),
        Permit(_KEEP, frozenset({Area.PERSONAL}), ANY),
    ),
    RoleName.ADMINISTRATOR: (
        READING,
        Permit(_KEEP, frozenset({Area.ACCOUNTS, Area.JOBS, Area.PRIVACY}), ANY),
        Permit(_SEE, frozenset({Area.AUDIT, Area.INTAKE}), ANY),
    ),
    RoleName.GUEST: (
        Permit(
            _SEE,
            frozenset({Area.RELATIONS, Area.DOCUMENTS, Area.ENCOUNTERS}),
            SHARED,
            Within.OWN_RELATION,
        ),
        Permit(_ADD, frozenset({Area.COMMENTS}), SHARED, Within.OWN_RELATION),
    ),
}
"""Every role by its permits."""

_AREAS: Mapping[str, Area] = {
    "relations.instrument": Area.CHARTERS,
    "relations.instrumentversion": Area.CHARTERS,
    "relations.duty": Area.CHARTERS,
    "organisations.person": Area.PEOPLE,
    "organisations.office": Area.PEOPLE,
    "organisations.contactdetail": Area.PEOPLE,
    "casework.comment": Area.COMMENTS,
    "encounters.participant": Area.PERSONAL,
}


GROUPS: Mapping[RoleName, str] = {
    RoleName.READER: "Mitlesende",
    RoleName.CONTRIBUTOR: "Fachbereiche",
    RoleName.COORDINATOR: "Koordination",
    RoleName.PROTOCOL: "Protokoll",
    RoleName.ADMINISTRATOR: "Administration",
    RoleName.GUEST: "Gäste",
}
"""The name of the group of those who have a role. Groups carry rights for Wagtail's page tree,
which knows nothing else; all other rights follow from the roles themselves."""

ENTER = "wagtailadmin.access_admin"
"""Django's name of the right to enter the desk at all; whoever has a role has it."""
_VERBS: Mapping[str, Verb] = {"view": Verb.SEE, "add": Verb.ADD, "change": Verb.CHANGE}
_OURS_ALONE = frozenset({"accounts.user"})
"""Models that Wagtail has pages of its own for, which would write beside our actions."""


def asked_by(permission: str) -> tuple[Verb, Area] | None:
    """Return what Django asks for by ``room.verb_model``; None where no role could allow it."""
    room, _dot, codename = permission.partition(".")
    verb, _line, model = codename.partition("_")
    area = area_of(room, model)
    if verb not in _VERBS or area is None or f"{room}.{model}" in _OURS_ALONE:
        return None
    return _VERBS[verb], area


def area_of(room: str, model: str) -> Area | None:
    """Return the area of a model, None where the desk gives no rights."""
    found = _AREAS.get(f"{room}.{model}")
    if found is not None:
        return found
    return Area(room) if room in Area._value2member_map_ else None
