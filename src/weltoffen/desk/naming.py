"""What records are called at the desk, and which identifier a new one may get."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils import timezone, translation
from django.utils.translation import gettext

from weltoffen.ground.dates import EdtfDate, Precision
from weltoffen.ground.identifiers import LONGEST, identifier_from
from weltoffen.ground.problems import N_
from weltoffen.organisations.models import Organisation, Person
from weltoffen.organisations.selectors import name_of, names_on
from weltoffen.publication.selectors.rows import names_of
from weltoffen.publication.wording import worded
from weltoffen.records.models import Record
from weltoffen.relations.models import Relation

SEPARATOR = " · "
"""Between a record's name and its identifier in fields that choose a record."""
UNDATED = "undated"
HIDDEN = N_("(nicht für Sie sichtbar)")
"""Stands in the place of a record that somebody may not see."""


def language() -> str:
    """Return the language of the page."""
    return translation.get_language() or "de"


def titles_of(records: Sequence[Record]) -> dict[int, str]:
    """Return the names of records of one kind by primary key, in at most one further query.

    The records of relations come with home and counterpart selected.
    """
    if not records:
        return {}
    if isinstance(records[0], Relation):
        return _relation_titles([r for r in records if isinstance(r, Relation)])
    if isinstance(records[0], Organisation):
        return _organisation_titles([r for r in records if isinstance(r, Organisation)])
    if isinstance(records[0], Person):
        return {r.pk: person_title(r) for r in records if isinstance(r, Person)}
    return {record.pk: str(record) for record in records}


def _organisation_titles(bodies: Sequence[Organisation]) -> dict[int, str]:
    """Return the names that are borne today; what was merged is called as what it leads to."""
    meant = {body.pk: body.merged_into_id or body.pk for body in bodies}
    names = names_on(set(meant.values()), timezone.localdate())
    return {
        body.pk: worded(names[meant[body.pk]], "name", language()).text
        if meant[body.pk] in names
        else body.identifier
        for body in bodies
    }


def person_title(person: Person) -> str:
    """Return how a person is called at the desk; whose name is protected, by an identifier.

    Those of people are drawn by lot and say nothing; without one, two could not be told apart.
    """
    if person.forgotten_on is not None:
        return gettext("gelöschte Person")
    hidden = gettext("Name geschützt (%(identifier)s)") % {"identifier": person.identifier}
    return name_of(person) or hidden


def _relation_titles(relations: Iterable[Relation]) -> dict[int, str]:
    relations = list(relations)
    names = names_of(relations, timezone.localdate(), language())
    return {r.pk: f"{r.home.name} – {names[r.pk].text}" for r in relations}


def title_of(record: Record) -> str:
    """Return the name of one record."""
    return titles_of([record])[record.pk]


def labels_of(records: Sequence[Record]) -> dict[int, str]:
    """Return, by primary key, name and identifier as a choosing field shows them."""
    titles = titles_of(records)
    return {r.pk: f"{titles[r.pk]}{SEPARATOR}{r.identifier}" for r in records}


def year_of(on: EdtfDate) -> str:
    """Return the year of a date for an identifier, or a word where it is not known so exactly."""
    return on.text[:4] if on.precision >= Precision.YEAR else UNDATED


def act_identifier(relation: Relation, on: EdtfDate, kind: str) -> str:
    """Suggest an act's identifier out of its relation, its year and its kind."""
    ending = f"-{year_of(on)}-{kind}"
    return f"{relation.identifier[: LONGEST - 4 - len(ending)].rstrip('-')}{ending}"


def relation_identifier(home: Record, counterpart: Record) -> str:
    """Suggest a relation's identifier out of its two sides."""
    return identifier_from(home.identifier, counterpart.identifier)


def first_of(names: Sequence[str], most: int) -> str:
    """Return names in a row, of many only the first; the others are counted."""
    said = ", ".join(names[:most])
    more = len(names) - most
    if more < 1:
        return said
    return gettext("%(names)s und %(more)d weitere") % {"names": said, "more": more}
