"""People in the search: by name and office; never who must not be named or leads elsewhere."""

from __future__ import annotations

import pytest

from tests.factories import (
    ContactFactory,
    OfficeFactory,
    OrganisationFactory,
    PersonFactory,
    somebody,
)
from weltoffen.finding.actions import catch_up
from weltoffen.finding.selectors import search
from weltoffen.organisations.actions import amend_person, merge, undo_merge

pytestmark = pytest.mark.django_db


def found(typed: str) -> set[str]:
    """Return what is found once the index has followed the history."""
    catch_up()
    return {hit.reference for hit in search(typed).hits}


def test_people_are_found_by_name_and_office_and_not_by_their_contacts() -> None:
    person = PersonFactory(family_name="Zaubermann")
    OfficeFactory(person=person, title="Hausmeisterei")
    ContactFactory(of=person, value="geheim@hexenwerk.example")
    assert found("Zaubermann") == {person.identifier}
    assert found("Hausmeisterei") == {person.identifier}
    assert found("hexenwerk") == set()


def test_whoever_is_protected_is_found_no_more() -> None:
    person = PersonFactory(family_name="Zaubermann")
    assert found("Zaubermann") == {person.identifier}
    amend_person(person=person, do_not_name=True, by=somebody())
    assert found("Zaubermann") == set()


@pytest.mark.parametrize(
    ("make", "named"), [(PersonFactory, "family_name"), (OrganisationFactory, "name")]
)
def test_of_a_merged_pair_only_the_one_that_stays_is_found(make, named) -> None:
    kept, gone = (
        make(**{named: word if make is PersonFactory else {"de": word}})
        for word in ("Bleibewohl", "Gehewohl")
    )
    done = merge(survivor=kept, merged=gone, by=somebody())
    assert gone.identifier not in found("Gehewohl")
    undo_merge(done=done, by=somebody())
    assert found("Gehewohl") == {gone.identifier}
    assert found("Bleibewohl") == {kept.identifier}
