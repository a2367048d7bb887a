"""Writing down organisations, people, their offices and contacts, and merging what is one."""

from weltoffen.organisations.actions.contacts import (
    amend_contact,
    delete_contact,
    delete_due_contacts,
    delete_unused_contacts,
    record_contact,
    withdraw_consent,
)
from weltoffen.organisations.actions.entrusting import entrust
from weltoffen.organisations.actions.forgetting import forget_people, forget_person
from weltoffen.organisations.actions.merging import merge, undo_merge
from weltoffen.organisations.actions.organisations import (
    amend_organisation,
    amend_organisation_name,
    name_organisation,
    note_sign_of_life,
    record_organisation,
)
from weltoffen.organisations.actions.people import (
    amend_office,
    amend_person,
    end_office,
    note_look,
    record_office,
    record_person,
)

__all__ = [
    "amend_contact",
    "amend_office",
    "amend_organisation",
    "amend_organisation_name",
    "amend_person",
    "delete_contact",
    "delete_due_contacts",
    "delete_unused_contacts",
    "end_office",
    "entrust",
    "forget_people",
    "forget_person",
    "merge",
    "name_organisation",
    "note_look",
    "note_sign_of_life",
    "record_contact",
    "record_office",
    "record_organisation",
    "record_person",
    "undo_merge",
    "withdraw_consent",
]
