"""Recording relations and what they are about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from weltoffen.ground.identifiers import identifier_from
from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.organisations.models import Organisation
from weltoffen.organisations.selectors import names_on
from weltoffen.places.models import Municipality
from weltoffen.records.actions import Texts, amend, keep, log, put_wording
from weltoffen.records.enums import Visibility
from weltoffen.records.selectors import leading_text
from weltoffen.relations.models import Instrument, Relation

if TYPE_CHECKING:
    from weltoffen.accounts.models import User

_ONE_COUNTERPART = N_(
    "Eine Beziehung hat genau eine andere Seite. Geben Sie entweder einen Ort, ein Netzwerk oder "
    "eine Charta an."
)


def sort_name_of(counterpart: Municipality | Organisation | Instrument) -> str:
    """Return the name by which a relation is ordered: folded, so that Ö sorts with O."""
    if isinstance(counterpart, Organisation):
        borne = names_on([counterpart.pk], timezone.localdate()).get(counterpart.pk)
        one = borne or counterpart.names.first()
        name = leading_text(one, "name") if one else ""
    else:
        name = leading_text(counterpart, "name")
    return identifier_from(name or counterpart.identifier)


@transaction.atomic
def record_relation(
    *,
    identifier: str,
    home: Municipality,
    by: User,
    municipality: Municipality | None = None,
    network: Organisation | None = None,
    instrument: Instrument | None = None,
    lead: Organisation | None = None,
    summary: Texts = None,
    open_question: str = "",
    visibility: Visibility = Visibility.INTERNAL,
) -> Relation:
    """Record that a home municipality has a relation with one counterpart.

    It says nothing about the relation's form or state: acts do.
    """
    given = [side for side in (municipality, network, instrument) if side is not None]
    if len(given) != 1:
        raise Refused(Problem("municipality", _ONE_COUNTERPART))
    relation = Relation(
        identifier=identifier,
        home=home,
        municipality=municipality,
        network=network,
        instrument=instrument,
        lead=lead,
        open_question=open_question,
        visibility=visibility,
        sort_name=sort_name_of(given[0]),
    )
    put_wording(relation, summary=summary)
    keep(relation)
    log("relations.relation.record", relation, by=by)
    return relation


@transaction.atomic
def follow_name(*, counterpart: Municipality | Organisation, by: User) -> list[Relation]:
    """Order the relations with a counterpart by the name that it bears now.

    To be called where a name was changed: rooms below this one do not know of relations. Returns
    those whose place in lists changed.
    """
    side = "municipality" if isinstance(counterpart, Municipality) else "network"
    name = sort_name_of(counterpart)
    moved = list(Relation.objects.filter(**{side: counterpart}).exclude(sort_name=name))
    for relation in moved:
        relation.sort_name = name
        keep(relation, only=["sort_name"])
        log("relations.relation.follow-name", relation, by=by)
    return moved


_CHANGEABLE = {"lead", "open_question", "owner", "review_by"}
_FIXED = N_(
    "„%(field)s“ einer Beziehung ändert sich nicht: Was sich ändert, sagt ein neuer Akt. Nehmen "
    "Sie diese Angabe heraus."
)


@transaction.atomic
def amend_relation(
    *, relation: Relation, by: User, summary: Texts = None, **facts: Any
) -> Relation:
    """Change the summary, the lead or the open question of a relation."""
    fixed = sorted(set(facts) - _CHANGEABLE)
    if fixed:
        raise Refused(*(Problem(field, _FIXED, {"field": field}) for field in fixed))
    amend(relation, action="relations.relation.amend", by=by, wording={"summary": summary}, **facts)
    return relation
