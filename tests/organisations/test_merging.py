"""Two entries become one, and two again: the preview says what moves, undoing puts it back."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction

from tests.factories import (
    ActFactory,
    ContactFactory,
    MunicipalityFactory,
    NoteFactory,
    OfficeFactory,
    OrganisationFactory,
    PersonFactory,
    RelationFactory,
    somebody,
)
from weltoffen.ground.problems import Refused
from weltoffen.organisations.actions import (
    amend_organisation,
    amend_person,
    delete_contact,
    merge,
    name_organisation,
    note_sign_of_life,
    undo_merge,
)
from weltoffen.organisations.models import Merge, Organisation, Person
from weltoffen.organisations.selectors import own_entries, plan, undoing
from weltoffen.publication.selectors import organisation_meant
from weltoffen.publication.selectors.addresses import what_is
from weltoffen.records.enums import Visibility
from weltoffen.relations.actions import tie_organisation
from weltoffen.relations.enums import TieRole
from weltoffen.relations.models import Act, OrganisationTie

pytestmark = pytest.mark.django_db

BESIDE = ("wagtailcore", "audit", "finding", "contenttypes", "auth", "sessions", "jobs")
"""Rooms whose rows tell what was done; they only grow."""


def register() -> dict[str, dict[Any, dict[str, Any]]]:
    """Return every row of the register with every column, by table and key."""
    found = {}
    for model in apps.get_models():
        if model._meta.app_label in BESIDE or model is Merge:
            continue
        rows = model._default_manager.values()
        found[model._meta.label] = {row[model._meta.pk.attname]: row for row in rows}
    return found


def full(**facts: Any) -> Organisation:
    """Return an organisation at which something of everything points."""
    body = OrganisationFactory(municipality=MunicipalityFactory(), **facts)
    name_organisation(organisation=body, name={"de": "Alter Name"}, valid="1970/1980",
                      by=somebody())  # fmt: skip
    note_sign_of_life(organisation=body, on="2024", what="Brief", by=somebody())
    amend_organisation(organisation=body, by=somebody(), website="https://alt.example",
                       street="Platz 1", postal_code="44135", locality="Dortmund")  # fmt: skip
    OfficeFactory(organisation=body)
    ContactFactory(of=body)
    NoteFactory(about=RelationFactory(lead=body))
    tie_organisation(relation=RelationFactory(), organisation=body, role=TieRole.CLUB,
                     by=somebody())  # fmt: skip
    ActFactory(body=body)
    RelationFactory(municipality=None, network=body)
    return body


def full_person(**facts: Any) -> Person:
    """Return a person at whom something of everything points."""
    person = PersonFactory(academic_title="Dr.", pronouns="sie", **facts)
    OfficeFactory(person=person)
    ContactFactory(of=person)
    return person


def pointing_at(record: models.Model) -> set[tuple[str, str, int]]:
    """Return all rows of the house that point at a record, found column by column."""
    return {
        (model._meta.label, field.name, row)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.related_model is type(record)
        for row in model._default_manager.filter(**{field.name: record.pk}).values_list(
            "pk", flat=True
        )
    }


@pytest.mark.parametrize(
    ("make", "other"), [(full, OrganisationFactory), (full_person, PersonFactory)]
)
def test_the_preview_says_just_what_moves_and_undoing_puts_back_just_that(make, other):
    gone, kept = make(), other()
    before, pointed = register(), pointing_at(gone)
    planned = plan(kept, gone)
    assert register() == before, "looking changes nothing"
    told = {(move.model._meta.label, move.field, row.pk)
            for move in planned.moves for row in (*move.rows, *move.same)}  # fmt: skip
    assert told == pointed
    assert len(told) >= (8 if make is full else 2)
    done = merge(survivor=kept, merged=gone, by=somebody())
    moved = {(label, field, key) for label, field, keys in done.moved for key in keys}
    still = {(move.model._meta.label, move.field, row.pk) for move in planned.moves
             if move.is_fixed for row in move.rows}  # fmt: skip
    assert moved == told - still
    assert pointing_at(gone) == still
    assert moved <= pointing_at(type(kept)._default_manager.get(pk=kept.pk))
    assert changes(before, register()) - {
        (label, key, apps.get_model(label)._meta.get_field(field).attname)
        for label, field, key in moved
    } == {(type(kept)._meta.label, gone.pk, "merged_into_id")} | {
        (type(kept)._meta.label, kept.pk, name) for name in planned.filled
    }
    undo_merge(done=done, by=somebody())
    assert register() == before


def changes(before: Any, after: Any) -> set[tuple[str, Any, str]]:
    """Return which columns of which rows differ."""
    assert {label: set(rows) for label, rows in before.items()} == {
        label: set(rows) for label, rows in after.items()
    }
    return {
        (label, key, name)
        for label, rows in before.items()
        for key, row in rows.items()
        for name, value in row.items()
        if after[label][key][name] != value
    }


def test_what_the_other_has_already_stays_and_acts_are_never_touched():
    gone, kept, relation = OrganisationFactory(), OrganisationFactory(), RelationFactory()
    for body in (gone, kept):
        tie_organisation(relation=relation, organisation=body, role=TieRole.CLUB, by=somebody())
    act = ActFactory(body=gone)
    merge(survivor=kept, merged=gone, by=somebody())
    assert OrganisationTie.objects.filter(organisation=kept).count() == 1
    assert OrganisationTie.objects.filter(organisation=gone).count() == 1
    assert Act.objects.get(pk=act.pk).body_id == gone.pk


def test_what_changed_since_stays_and_is_told():
    gone, kept = full(), OrganisationFactory()
    contact = gone.contacts.get()
    done = merge(survivor=kept, merged=gone, by=somebody())
    kept.refresh_from_db()
    amend_organisation(organisation=kept, website="https://neu.example", by=somebody())
    contact.refresh_from_db()
    delete_contact(contact=contact, by=somebody())
    found = undo_merge(done=done, by=somebody())
    kept.refresh_from_db()
    assert found.gone == 1
    assert found.kept == ("website",)
    assert (kept.website, kept.street) == ("https://neu.example", "")


def test_what_the_survivor_says_is_never_overwritten():
    gone, kept = full(), OrganisationFactory()
    amend_organisation(organisation=kept, by=somebody(), locality="Lünen")
    merge(survivor=kept, merged=gone, by=somebody())
    kept.refresh_from_db()
    assert (kept.street, kept.locality) == ("", "Lünen")
    assert kept.website == "https://alt.example"


def test_an_old_address_leads_to_the_entry_that_stayed():
    gone, kept = OrganisationFactory(), OrganisationFactory()
    done = merge(survivor=kept, merged=gone, by=somebody())
    assert organisation_meant(gone.identifier) == kept.identifier
    found = what_is(gone.identifier, "heim")
    assert found is not None
    assert (found.kind, found.identifier) == ("organisation", kept.identifier)
    assert list(Organisation.objects.filter(own_entries(), pk__in=[gone.pk, kept.pk])) == [kept]
    undo_merge(done=done, by=somebody())
    assert organisation_meant(gone.identifier) == ""


def test_what_must_not_be_merged_is_refused_with_its_reason():
    public, internal = OrganisationFactory(), OrganisationFactory(visibility=Visibility.INTERNAL)
    with pytest.raises(Refused, match="Veröffentlichen Sie zuerst"):
        merge(survivor=internal, merged=public, by=somebody())
    with pytest.raises(Refused, match="mit sich selbst"):
        merge(survivor=public, merged=public, by=somebody())
    protected, named = PersonFactory(do_not_name=True), PersonFactory()
    for one, other in ((protected, named), (named, protected)):
        with pytest.raises(Refused, match="Nur einer der beiden Namen"):
            merge(survivor=one, merged=other, by=somebody())
    assert not Merge.objects.exists()


def test_merges_are_taken_back_last_first_and_once():
    first, second, third = (PersonFactory() for _ in range(3))
    one = merge(survivor=second, merged=first, by=somebody())
    with pytest.raises(Refused, match="schon mit"):
        merge(survivor=third, merged=first, by=somebody())
    other = merge(survivor=third, merged=second, by=somebody())
    assert undoing(one).problems
    with pytest.raises(Refused, match="Nehmen Sie zuerst das zurück"):
        undo_merge(done=one, by=somebody())
    undo_merge(done=other, by=somebody())
    undo_merge(done=one, by=somebody())
    with pytest.raises(Refused, match="schon zurückgenommen"):
        undo_merge(done=one, by=somebody())
    assert not Person.objects.exclude(merged_into=None).exists()


def test_the_database_holds_that_nothing_leads_to_itself():
    person = PersonFactory()
    with (
        pytest.raises(IntegrityError, match="person_does_not_lead_to_itself"),
        transaction.atomic(),
    ):
        Person.objects.filter(pk=person.pk).update(merged_into=person.pk)


def test_a_protected_pair_stays_protected():
    gone, kept = PersonFactory(do_not_name=True), PersonFactory(do_not_name=True)
    merge(survivor=kept, merged=gone, by=somebody())
    kept.refresh_from_db()
    amend_person(person=kept, pronouns="sie", by=somebody())
    assert kept.sort_key == ""
