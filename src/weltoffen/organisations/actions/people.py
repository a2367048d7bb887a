"""Recording people and the offices that they hold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db import transaction

from weltoffen.audit.actions import note
from weltoffen.audit.enums import EventName
from weltoffen.ground.dates import parse_date, parse_interval
from weltoffen.ground.problems import N_, Problem, Refused, refuse_if_any
from weltoffen.organisations.actions.organisations import refuse_merged
from weltoffen.organisations.actions.personal import amend_untold
from weltoffen.organisations.models import Office, Organisation, Person
from weltoffen.organisations.models.person import fresh_person_identifier
from weltoffen.organisations.rules.people import naming_problems, sort_key
from weltoffen.organisations.rules.spans import ended, span_columns
from weltoffen.places.models import Municipality
from weltoffen.records.actions import Texts, amend, keep, log, put_wording
from weltoffen.records.enums import Visibility
from weltoffen.records.selectors import leading_text
from weltoffen.sources.models import Passage

if TYPE_CHECKING:
    from weltoffen.accounts.models import User

_NOT_CHANGEABLE = N_("„%(field)s“ kann nicht geändert werden. Nehmen Sie diese Angabe heraus.")
_NO_TITLE = N_("Es fehlt, wie das Amt heißt. Geben Sie es an.")
_CHANGEABLE = {
    "given_name", "family_name", "academic_title", "salutation", "pronouns", "sort_as",
    "do_not_name", "owner", "review_by",
}  # fmt: skip


@transaction.atomic
def record_person(
    *,
    family_name: str,
    by: User,
    identifier: str = "",
    visibility: Visibility = Visibility.INTERNAL,
    **facts: Any,
) -> Person:
    """Record a person; the history says that, and not who it is.

    ``facts`` are ``given_name``, ``academic_title``, ``salutation``, ``pronouns``, ``sort_as``,
    ``do_not_name``, ``owner`` and ``review_by``. Without an identifier one is drawn by lot.
    """
    given = _checked(facts | {"family_name": family_name})
    person = Person(
        identifier=identifier or fresh_person_identifier(), visibility=visibility, **given
    )
    _judge(person)
    keep(person)
    log("organisations.person.record", person, by=by)
    return person


@transaction.atomic
def amend_person(*, person: Person, by: User, **facts: Any) -> Person:
    """Change what we know of a person; the history names the fields, never what stood in them."""
    refuse_merged(person)
    given = _checked(facts)
    after = Person(**{name: getattr(person, name) for name in _CHANGEABLE} | given)
    after.visibility = person.visibility
    _judge(after)
    amend_untold(
        person,
        action="organisations.person.amend",
        by=by,
        changes=given | {"sort_key": after.sort_key},
    )
    return person


def _checked(facts: Mapping[str, Any]) -> dict[str, Any]:
    others = sorted(set(facts) - _CHANGEABLE)
    if others:
        raise Refused(*(Problem(field, _NOT_CHANGEABLE, {"field": field}) for field in others))
    return {
        name: " ".join(value.split()) if isinstance(value, str) else value
        for name, value in facts.items()
    }


def _judge(person: Person) -> None:
    """Put a person's place in lists; refuse a name that cannot be kept."""
    refuse_if_any(
        naming_problems(
            family_name=person.family_name,
            do_not_name=person.do_not_name,
            is_public=person.visibility == Visibility.PUBLIC,
        )
    )
    person.sort_key = sort_key(
        family_name=person.family_name,
        given_name=person.given_name,
        sort_as=person.sort_as,
        do_not_name=person.do_not_name,
    )


@transaction.atomic
def note_look(*, record: Person | Organisation, what: str, by: User) -> None:
    """Note that somebody looked at a protected name or at restricted contacts.

    ``what`` is ``"name"`` or ``"contacts"``; never what they saw.
    """
    log(f"organisations.{record._meta.model_name}.look", record, by=by, data={"what": what})
    about = f"{record._meta.label_lower}:{record.identifier}"
    note(EventName.RESTRICTED_SEEN, by=by, about=about, data={"what": what})


@transaction.atomic
def record_office(
    *,
    person: Person,
    title: Texts,
    by: User,
    organisation: Organisation | None = None,
    municipality: Municipality | None = None,
    valid: str = "../..",
    passage: Passage | None = None,
) -> Office:
    """Record that a person holds or held an office in a body; several at once are fine.

    ``valid`` is the EDTF interval in which it is held, ``passage`` the words that show it.
    """
    refuse_merged(person)
    if organisation is not None:
        refuse_merged(organisation)
    office = Office(
        person=person,
        organisation=organisation,
        municipality=municipality,
        passage=passage,
        **span_columns(valid),
    )
    put_wording(office, title=title)
    if not leading_text(office, "title"):
        raise Refused(Problem("title", _NO_TITLE))
    keep(office)
    log("organisations.person.office", person, by=by, data=_told(office))
    return office


@transaction.atomic
def amend_office(
    *, office: Office, by: User, title: Texts = None, valid: str | None = None
) -> Office:
    """Change how an office is called, or from when until when it is held."""
    refuse_merged(office.person)
    amend(
        office,
        action="organisations.person.amend-office",
        by=by,
        wording={"title": title},
        told_of=office.person,
        **({} if valid is None else span_columns(valid)),
    )
    return office


@transaction.atomic
def end_office(*, office: Office, until: str, by: User) -> Office:
    """Let an office end; ``until`` is the EDTF date that still belongs to it.

    Raises ``Refused`` where it has an end already or would end before it begins.
    """
    span = ended(parse_interval(office.valid), parse_date(until, "until"))
    return amend_office(office=office, valid=span.text, by=by)


def _told(office: Office) -> dict[str, Any]:
    return {"office": leading_text(office, "title"), "body": office.body.identifier}
