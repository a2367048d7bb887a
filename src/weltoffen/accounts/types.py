"""Values of this room: areas, verbs, permits, grants, and what of a record decides about rights."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum

from weltoffen.accounts.enums import RoleName
from weltoffen.records.enums import Role, Visibility


class Area(StrEnum):
    """What the desk is divided into. Nobody has rights in an area that no permit names."""

    RELATIONS = "relations"
    CHARTERS = "charters"
    PLACES = "places"
    SOURCES = "sources"
    ORGANISATIONS = "organisations"
    PEOPLE = "people"
    DOCUMENTS = "documents"
    CASEWORK = "casework"
    COMMENTS = "comments"
    ENCOUNTERS = "encounters"
    PERSONAL = "personal"
    """Personal data of visits: names, birth dates, diets, visas. Protocol's alone."""
    HISTORY = "history"
    """Who of the office wrote what, which is told to nobody outside it."""
    INTAKE = "intake"
    JOBS = "jobs"
    ACCOUNTS = "accounts"
    AUDIT = "audit"
    PRIVACY = "privacy"


class Verb(StrEnum):
    """What is done with records. Publishing is a verb of its own: it shows a record to all."""

    SEE = "see"
    ADD = "add"
    CHANGE = "change"
    PUBLISH = "publish"


class Within(Enum):
    """What a permit is limited to; the grant or the role says which."""

    EVERYWHERE = "everywhere"
    OWN_UNIT = "own unit"
    OWN_RELATION = "own relation"
    OWN_ROLE = "own role"


@dataclass(frozen=True, slots=True)
class Permit:
    """Verbs in areas, for records of some visibilities, within a limit.

    ``owner`` is the office function whose records are meant by ``Within.OWN_ROLE``.
    """

    verbs: frozenset[Verb]
    areas: frozenset[Area]
    visibilities: frozenset[Visibility]
    within: Within = Within.EVERYWHERE
    owner: Role | None = None


@dataclass(frozen=True, slots=True)
class Grant:
    """A role that an account has. ``unit`` and ``relation`` are identifiers of records."""

    role: RoleName
    unit: str = ""
    relation: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """What of a record decides who may do something with it.

    ``relations`` are the identifiers of the relations it belongs to, ``unit`` that of the
    department which answers for it, ``""`` where none does.
    """

    area: Area
    visibility: Visibility
    owner: Role
    unit: str = ""
    relations: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Reach:
    """The records that a permit opens: of these visibilities, and where given, of one owner, of
    one department, of one relation.
    """

    visibilities: frozenset[Visibility]
    owner: Role | None = None
    unit: str | None = None
    relation: str | None = None

    def covers(self, subject: Subject) -> bool:
        """Say whether a record lies within; its area was asked for before."""
        return (
            subject.visibility in self.visibilities
            and self.owner in (None, subject.owner)
            and self.unit in (None, subject.unit)
            and (self.relation is None or self.relation in subject.relations)
        )
