"""People, their offices, and how they are reached: what is kept, refused, and told."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import ModelLogEntry

from tests.factories import (
    ContactFactory,
    MunicipalityFactory,
    OfficeFactory,
    OrganisationFactory,
    PersonFactory,
    somebody,
)
from weltoffen.audit.models import AuditEvent
from weltoffen.ground.dates import parse_date, parse_interval
from weltoffen.ground.problems import Refused
from weltoffen.organisations.actions import (
    amend_contact,
    amend_office,
    amend_person,
    delete_contact,
    delete_due_contacts,
    end_office,
    merge,
    note_look,
    note_sign_of_life,
    withdraw_consent,
)
from weltoffen.organisations.enums import ContactKind, LegalGround
from weltoffen.organisations.models import ContactDetail, Office, Person
from weltoffen.organisations.rules.contacts import checked_value, may_be_used
from weltoffen.organisations.rules.people import sort_key
from weltoffen.organisations.rules.spans import When, ended, span_columns, when
from weltoffen.organisations.selectors import by_time, name_of, offices_of, protected_name_of
from weltoffen.records.actions import set_visibility
from weltoffen.records.enums import Visibility

TODAY = dt.date(2026, 3, 1)
days = st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1))


def told() -> str:
    """Return everything that the history and the security log keep."""
    entries = [json.dumps(entry.data) + entry.label for entry in ModelLogEntry.objects.all()]
    events = [f"{event.about} {event.data}" for event in AuditEvent.objects.all()]
    return "\n".join(entries + events)


@given(days, days, days)
def test_a_span_is_over_holds_or_is_ahead_and_never_two_of_them(one, other, on):
    start, end = sorted((one, other))
    columns = span_columns(f"{start}/{end}")
    assert (columns["earliest"], columns["latest"]) == (start, end)
    expected = When.BEFORE if end < on else When.AHEAD if on < start else When.NOW
    assert when(start, end, on) is expected


@given(days, days)
def test_what_ends_before_it_begins_is_refused_and_nothing_else(start, end):
    span = parse_interval(f"{start}/..")
    if end < start:
        with pytest.raises(Refused) as refused:
            ended(span, parse_date(str(end)))
        assert {problem.where for problem in refused.value.problems} == {"until"}
    else:
        assert ended(span, parse_date(str(end))).text == f"{start}/{end}"


@pytest.mark.django_db
def test_an_office_is_held_in_an_organisation_or_in_a_city_and_in_one_only():
    OfficeFactory()
    OfficeFactory(organisation=None, municipality=MunicipalityFactory())
    for wrong in ({"organisation": None}, {"municipality": MunicipalityFactory()}):
        with pytest.raises(Refused, match="genau eine von beiden"):
            OfficeFactory(**wrong)
    with pytest.raises(Refused, match="wie das Amt heißt"):
        OfficeFactory(title=" ")


@pytest.mark.django_db
def test_an_office_ends_once_and_not_before_it_begins():
    office = OfficeFactory(valid="1999-05-01/..")
    with pytest.raises(Refused):
        end_office(office=office, until="1998", by=somebody())
    end_office(office=office, until="2009-10-20", by=somebody())
    office.refresh_from_db()
    assert (office.valid, office.latest) == ("1999-05-01/2009-10-20", dt.date(2009, 10, 20))
    with pytest.raises(Refused, match="hat schon ein Ende"):
        end_office(office=office, until="2010", by=somebody())
    with (
        pytest.raises(IntegrityError, match="an_office_ends_after_it_begins"),
        transaction.atomic(),
    ):
        Office.objects.update(latest=dt.date(1990, 1, 1))


@pytest.mark.django_db
def test_offices_are_divided_by_the_day():
    person = PersonFactory()
    for title, valid in (("war", "2001/2005"), ("ist", "2006/.."), ("auch", "../.."),
                         ("wird", "2030/..")):  # fmt: skip
        OfficeFactory(person=person, title=title, valid=valid)
    found = by_time(offices_of(person), TODAY)
    names = {key: sorted(each.title for each in offices) for key, offices in found.items()}
    assert names == {When.BEFORE: ["war"], When.NOW: ["auch", "ist"], When.AHEAD: ["wird"]}


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("email", " Buero@Stadt.Example ", "Buero@stadt.example"),
        ("phone", "+49 231  50-0", "+49 231 50-0"),
        ("web", "https://stadt.example/x", "https://stadt.example/x"),
        ("post", " Platz 1 \n\n 44135  Dortmund", "Platz 1\n44135 Dortmund"),
    ],
)
def test_a_contact_is_tidied(kind, typed, kept):
    assert checked_value(kind, typed) == kept


@pytest.mark.parametrize(
    ("kind", "typed"),
    [("email", "buero@stadt"), ("email", "a@b..example"), ("phone", "Durchwahl"), ("phone", "1"),
     ("web", "stadt.example"), ("web", "javascript:alert(1)"), ("post", "x"), ("mobile", " ")],
)  # fmt: skip
def test_what_reaches_nobody_is_refused_at_its_field(kind, typed):
    with pytest.raises(Refused) as refused:
        checked_value(kind, typed)
    assert [problem.where for problem in refused.value.problems] == ["value"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"legal_ground": LegalGround.CONSENT}, "muss sie nachweisen"),
        ({"legal_ground": LegalGround.CONSENT, "consent_on": TODAY}, "muss sie nachweisen"),
        ({"legal_ground": LegalGround.CONSENT, "consent_by": "Brief"}, "muss sie nachweisen"),
        ({"legal_ground": LegalGround.NOT_PERSONAL}, "immer eine personenbezogene"),
        ({"valid": "2010/2009"}, "."),
        ({"consent_withdrawn_on": TODAY}, "kann nicht geändert werden"),
    ],
)
def test_a_contact_without_its_ground_is_refused(facts: dict[str, Any], sentence: str):
    with pytest.raises(Refused, match=sentence):
        ContactFactory(of=PersonFactory(), **facts)
    assert not ContactDetail.objects.exists()


@pytest.mark.django_db
def test_withdrawn_consent_ends_the_use_and_makes_the_contact_due():
    contact = ContactFactory(
        of=PersonFactory(), legal_ground=LegalGround.CONSENT, consent_on=dt.date(2024, 1, 1),
        consent_by="Brief vom 1.1.2024",
    )  # fmt: skip
    with pytest.raises(Refused, match="eingewilligt erst am"):
        withdraw_consent(contact=contact, on=dt.date(2023, 12, 31), by=somebody())
    withdraw_consent(contact=contact, on=TODAY, by=somebody())
    contact.refresh_from_db()
    assert (contact.consent_withdrawn_on, contact.delete_by) == (TODAY, TODAY)
    assert delete_due_contacts(by=somebody(), on=TODAY - dt.timedelta(days=1)) == 0
    assert delete_due_contacts(by=somebody(), on=TODAY) == 1
    assert not ContactDetail.objects.exists()


@pytest.mark.django_db
def test_there_is_no_consent_to_withdraw_where_another_ground_was_given():
    with pytest.raises(Refused, match="beruht nicht auf einer Einwilligung"):
        withdraw_consent(contact=ContactFactory(), on=TODAY, by=somebody())


@given(days, st.none() | days, st.none() | days, days)
def test_a_contact_may_be_used_until_the_first_day_that_ends_it(latest, withdrawn, due, on):
    usable = may_be_used(latest=latest, withdrawn=withdrawn, delete_by=due, on=on)
    over = [latest + dt.timedelta(days=1), *(day for day in (withdrawn, due) if day)]
    assert usable == (on < min(over))


@pytest.mark.django_db
def test_the_history_tells_of_people_and_contacts_without_naming_them():
    person = PersonFactory(family_name="Zaubermann", given_name="Gundula")
    amend_person(person=person, family_name="Hexenmeister", by=somebody())
    contact = ContactFactory(of=person, value="geheim@zauber.example")
    amend_contact(contact=contact, value="anders@zauber.example", by=somebody())
    delete_contact(contact=contact, by=somebody())
    note_look(record=person, what="contacts", by=somebody())
    kept = told()
    for word in ("Zaubermann", "Gundula", "Hexenmeister", "geheim", "anders", "zauber.example"):
        assert word.casefold() not in kept.casefold()
    assert "family_name" in kept
    assert '"value"' in kept


@pytest.mark.django_db
def test_whoever_is_not_to_be_named_has_no_name_no_place_and_is_never_public():
    person = PersonFactory(family_name="Zaubermann")
    assert (name_of(person), person.sort_key) == ("Zaubermann", "zaubermann")
    amend_person(person=person, do_not_name=True, by=somebody())
    person.refresh_from_db()
    assert (name_of(person), person.sort_key) == ("", "")
    assert protected_name_of(person) == "Zaubermann"
    with pytest.raises(Refused, match="soll nicht genannt werden"):
        set_visibility(record=person, visibility=Visibility.PUBLIC, by=somebody())
    with (
        pytest.raises(IntegrityError, match="person_not_to_be_named_is_not_public"),
        transaction.atomic(),
    ):
        Person.objects.update(visibility=Visibility.PUBLIC)
    open_one = PersonFactory(visibility=Visibility.PUBLIC)
    with pytest.raises(Refused, match="zuerst aus der Öffentlichkeit"):
        amend_person(person=open_one, do_not_name=True, by=somebody())


@given(st.text(max_size=20), st.text(max_size=20), st.text(max_size=20))
def test_a_protected_name_has_no_place_whatever_it_is(family, first, other):
    assert sort_key(family_name=family, given_name=first, sort_as=other, do_not_name=True) == ""


@pytest.mark.django_db
def test_a_person_without_a_name_is_refused_and_gets_an_identifier_that_tells_nothing():
    with pytest.raises(Refused, match="Es fehlt der Familienname"):
        PersonFactory(family_name="  ")
    person = PersonFactory(identifier="", family_name="Zaubermann")
    assert person.identifier.startswith("person-")
    assert "zauber" not in person.identifier


@pytest.mark.django_db
def test_a_sign_of_life_has_its_day_and_what_it_was():
    club = OrganisationFactory()
    with pytest.raises(Refused, match="Geben Sie beides"):
        note_sign_of_life(organisation=club, on="2024-07", what=" ", by=somebody())
    club.refresh_from_db()
    note_sign_of_life(organisation=club, on="2024-07", what="Brief", by=somebody())
    club.refresh_from_db()
    assert (club.last_sign, club.last_sign_latest) == ("2024-07", dt.date(2024, 7, 31))
    note_sign_of_life(organisation=club, on="", what="", by=somebody())
    club.refresh_from_db()
    assert (club.last_sign, club.last_sign_latest, club.last_sign_what) == ("", None, "")


@pytest.mark.django_db
def test_an_entry_that_leads_elsewhere_is_changed_no_more():
    gone, kept = PersonFactory(), PersonFactory()
    office = OfficeFactory(person=kept)
    merge(survivor=kept, merged=gone, by=somebody())
    gone.refresh_from_db()
    for refused in (
        lambda: amend_person(person=gone, pronouns="sie", by=somebody()),
        lambda: OfficeFactory(person=gone),
        lambda: ContactFactory(of=gone, kind=ContactKind.EMAIL),
    ):
        with pytest.raises(Refused, match="leitet nur noch dorthin"):
            refused()
    amend_office(office=office, title={"de": "Leitung"}, by=somebody())
