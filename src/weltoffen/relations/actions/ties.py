"""Recording which organisations take part in a relation, and who held the offices that signed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from weltoffen.ground.dates import parse_date, parse_interval
from weltoffen.ground.problems import N_, Problem, Refused, refuse_if_any
from weltoffen.organisations.actions.organisations import refuse_merged
from weltoffen.organisations.models import Office, Organisation
from weltoffen.organisations.rules.spans import ended, span_columns
from weltoffen.organisations.selectors import names_on
from weltoffen.records.actions import amend, keep, log
from weltoffen.records.selectors import leading_text
from weltoffen.relations.enums import TieRole
from weltoffen.relations.models import OrganisationTie, Relation, Signatory
from weltoffen.relations.rules.signing import signing_problems
from weltoffen.sources.models import Passage

if TYPE_CHECKING:
    from weltoffen.accounts.models import User

_NOT_CHANGEABLE = N_("„%(field)s“ kann nicht geändert werden. Nehmen Sie diese Angabe heraus.")
_CHANGEABLE = {"role", "remark", "valid"}


@transaction.atomic
def tie_organisation(
    *,
    relation: Relation,
    organisation: Organisation,
    role: TieRole,
    by: User,
    valid: str = "../..",
    passage: Passage | None = None,
    remark: str = "",
) -> OrganisationTie:
    """Record that an organisation takes part in a relation; ``valid`` is an EDTF interval."""
    refuse_merged(organisation)
    tie = OrganisationTie(
        relation=relation,
        organisation=organisation,
        role=role,
        passage=passage,
        remark=remark.strip(),
        **span_columns(valid),
    )
    keep(tie)
    for record in (relation, organisation):
        log(
            f"{record._meta.app_label}.{record._meta.model_name}.tie",
            record,
            by=by,
            data=_told(tie),
        )
    return tie


@transaction.atomic
def amend_tie(*, tie: OrganisationTie, by: User, **facts: Any) -> OrganisationTie:
    """Change the role, the remark or the time in which an organisation takes part."""
    others = sorted(set(facts) - _CHANGEABLE)
    if others:
        raise Refused(*(Problem(field, _NOT_CHANGEABLE, {"field": field}) for field in others))
    if "valid" in facts:
        facts |= span_columns(facts["valid"])
    amend(tie, action="relations.relation.amend-tie", by=by, told_of=tie.relation, **facts)
    return tie


@transaction.atomic
def end_tie(*, tie: OrganisationTie, until: str, by: User) -> OrganisationTie:
    """Let the taking part end; ``until`` is the EDTF date that still belongs to it."""
    span = ended(parse_interval(tie.valid), parse_date(until, "until"))
    return amend_tie(tie=tie, valid=span.text, by=by)


@transaction.atomic
def untie(*, tie: OrganisationTie, by: User) -> None:
    """Take a mistaken entry away; the history of both sides keeps what it said."""
    told, relation, organisation = _told(tie), tie.relation, tie.organisation
    tie.delete()
    for record in (relation, organisation):
        log(f"{record._meta.app_label}.{record._meta.model_name}.untie", record, by=by, data=told)


@transaction.atomic
def name_signatory(*, signatory: Signatory, office: Office | None, by: User) -> Signatory:
    """Record which person held the office that signed, or take that back with None.

    What the deed says stays as it is. Refuses an office that nobody can have held on that day.
    """
    if office is not None:
        act = signatory.act
        refuse_if_any(
            signing_problems(
                signed=(act.earliest, act.latest), held=(office.earliest, office.latest)
            )
        )
    before = signatory.held_by
    if before == office:
        return signatory
    signatory.held_by = office
    keep(signatory, only=["held_by"])
    person = office.person.identifier if office else ""
    data = {"office": signatory.office, "person": person}
    log("relations.act.name-signatory", signatory.act, by=by, data=data)
    return signatory


def _told(tie: OrganisationTie) -> dict[str, str]:
    """Return what the history keeps: who takes part in what, also as they were called that day."""
    relation = tie.relation
    bodies = [body for body in (tie.organisation, relation.network) if body is not None]
    names = names_on([body.pk for body in bodies], timezone.localdate())
    called = {pk: leading_text(name, "name") for pk, name in names.items()}
    other = called.get(relation.network_id or 0) or leading_text(relation.counterpart, "name")
    return {
        "relation": relation.identifier,
        "relation_name": f"{leading_text(relation.home, 'name')} – {other}",
        "organisation": tie.organisation.identifier,
        "organisation_name": called.get(tie.organisation.pk, ""),
        "role": str(tie.role),
        "valid": tie.valid,
    }
