"""Protected names, restricted contacts, who takes part in visits: who may see them, and that it is
noted who did."""

from __future__ import annotations

from typing import Any

from weltoffen.accounts.models import User
from weltoffen.accounts.selectors import could_ever, may_see_restricted
from weltoffen.accounts.types import Area, Verb
from weltoffen.encounters.models import Participant
from weltoffen.organisations.actions import note_look
from weltoffen.organisations.models import ContactDetail, Organisation, Person


def may_see_protected(user: Any) -> bool:
    """Say whether a person may see names that are protected and contacts that are restricted."""
    return may_see_restricted(user, Area.PEOPLE)


def may_see_names(user: Any, verb: Verb = Verb.SEE) -> bool:
    """Say whether a person may see, or change, who takes part in encounters."""
    return could_ever(user, verb, Participant)


def is_hidden(contact: ContactDetail) -> bool:
    """Say whether a contact is shown on the page only that notes who looked.

    That of a person whose name is protected always is: a number tells who it is.
    """
    return contact.is_restricted or (contact.person is not None and contact.person.do_not_name)


def note_access(record: Person | Organisation, what: str, user: User) -> None:
    """Note that somebody looks at what is protected: ``"name"`` or ``"contacts"``.

    To be called in one transaction with reading it.
    """
    note_look(record=record, what=what, by=user)
