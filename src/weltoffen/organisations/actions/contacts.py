"""Recording how somebody is reached, and deleting it again: really, not only from sight."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from weltoffen.ground.problems import N_, Problem, Refused, refuse_if_any
from weltoffen.organisations.actions.organisations import refuse_merged
from weltoffen.organisations.actions.personal import amend_untold
from weltoffen.organisations.enums import ContactKind, ContactPurpose, LegalGround
from weltoffen.organisations.models import ContactDetail, Organisation, Person
from weltoffen.organisations.rules.contacts import checked_value, withdrawal_problems
from weltoffen.organisations.rules.spans import span_columns
from weltoffen.organisations.selectors.retention import contacts_due, contacts_unused
from weltoffen.records.actions import keep, log

if TYPE_CHECKING:
    from weltoffen.accounts.models import User

_NOT_CHANGEABLE = N_("„%(field)s“ kann nicht geändert werden. Nehmen Sie diese Angabe heraus.")
_CHANGEABLE = {
    "kind", "value", "purpose", "legal_ground", "consent_on", "consent_by", "valid", "delete_by",
    "is_restricted",
}  # fmt: skip


@transaction.atomic
def record_contact(
    *,
    of: Person | Organisation,
    kind: ContactKind,
    value: str,
    purpose: ContactPurpose,
    legal_ground: LegalGround,
    by: User,
    valid: str = "../..",
    **facts: Any,
) -> ContactDetail:
    """Record one way to reach a person or an organisation.

    ``facts`` are ``consent_on``, ``consent_by``, ``delete_by`` and ``is_restricted``. The history
    keeps the kind and the purpose, never the value.
    """
    refuse_merged(of)
    _refuse_others(facts)
    whose = {"person": of} if isinstance(of, Person) else {"organisation": of}
    contact = ContactDetail(
        **whose,
        kind=kind,
        value=checked_value(kind, value),
        purpose=purpose,
        legal_ground=legal_ground,
        **span_columns(valid),
        **facts,
    )
    keep(contact)
    action = f"organisations.{of._meta.model_name}.contact"
    log(action, of, by=by, data=_told(contact))
    return contact


@transaction.atomic
def amend_contact(*, contact: ContactDetail, by: User, **facts: Any) -> ContactDetail:
    """Change a contact; the history names the fields that changed and nothing of their values."""
    refuse_merged(contact.owner_record)
    _refuse_others(facts)
    changes = dict(facts)
    if "valid" in facts:
        changes |= span_columns(changes.pop("valid"))
    if "kind" in facts or "value" in facts:
        kind = facts.get("kind", contact.kind)
        changes["value"] = checked_value(kind, facts.get("value", contact.value))
    of = contact.owner_record
    amend_untold(
        contact,
        action=f"organisations.{of._meta.model_name}.amend-contact",
        by=by,
        changes=changes,
        told_of=of,
    )
    return contact


@transaction.atomic
def withdraw_consent(*, contact: ContactDetail, on: date, by: User) -> ContactDetail:
    """Keep that consent to a contact was withdrawn on a day.

    From that day on the contact is not to be used, and it is due to be deleted on it.
    """
    refuse_if_any(
        withdrawal_problems(
            by_consent=contact.legal_ground == LegalGround.CONSENT,
            given=contact.consent_on,
            withdrawn=on,
        )
    )
    due = min(on, contact.delete_by) if contact.delete_by else on
    of = contact.owner_record
    amend_untold(
        contact,
        action=f"organisations.{of._meta.model_name}.withdraw-consent",
        by=by,
        changes={"consent_withdrawn_on": on, "delete_by": due},
        told_of=of,
    )
    return contact


@transaction.atomic
def delete_contact(*, contact: ContactDetail, by: User) -> None:
    """Delete a contact for good; the history says that there was one of its kind."""
    of, told = contact.owner_record, _told(contact)
    contact.delete()
    log(f"organisations.{of._meta.model_name}.delete-contact", of, by=by, data=told)


@transaction.atomic
def delete_due_contacts(*, by: User, on: date | None = None, most: int | None = None) -> int:
    """Delete contacts whose day of deletion has come, all or so many; return how many went."""
    return _delete(contacts_due(on or timezone.localdate()), most, by)


@transaction.atomic
def delete_unused_contacts(*, by: User, until: date, most: int | None = None) -> int:
    """Delete contacts that nobody has had a use for since a day; return how many went.

    Their validity, or the last office of their person, was over on that day.
    """
    return _delete(contacts_unused(until), most, by)


def _delete(contacts: QuerySet[ContactDetail], most: int | None, by: User) -> int:
    found = list(contacts.select_for_update(of=("self",)).order_by("pk")[:most])
    for contact in found:
        delete_contact(contact=contact, by=by)
    return len(found)


def _told(contact: ContactDetail) -> dict[str, Any]:
    return {"kind": str(contact.kind), "purpose": str(contact.purpose)}


def _refuse_others(facts: dict[str, Any]) -> None:
    others = sorted(set(facts) - _CHANGEABLE)
    if others:
        raise Refused(*(Problem(field, _NOT_CHANGEABLE, {"field": field}) for field in others))
