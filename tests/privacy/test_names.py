"""Whose name is asked for, however it is written."""

from __future__ import annotations

import pytest

from tests.factories import PersonFactory, RequestFactory
from weltoffen.privacy.rules.names import is_one, may_mean
from weltoffen.privacy.selectors import looked_up


@pytest.mark.parametrize(
    "asked", ["Anna Müller", "müller, anna", "Dr. Anna MÜLLER", "Mueller", "Frau Muller", "Müll"]
)
def test_a_name_is_meant_however_it_is_written(asked: str) -> None:
    assert may_mean(asked, "Anna", "Müller")


def test_a_title_alone_is_a_family_name() -> None:
    assert may_mean("Herr", "Udo", "Herr")
    assert not may_mean("Herr", "Anna", "Müller")


@pytest.mark.parametrize("name", ["Anna Müller", "Dr. Müller, Anna", "ANNA MUELLER", "Müller"])
def test_who_is_called_so_is_found_by_whole_words(name: str) -> None:
    assert is_one(name, "Anna Maria", "Müller")
    assert not is_one(name, "Anna", "Müllerin")


@pytest.mark.parametrize("asked", ["Anna Meier", " ", "Müller Peter"])
def test_others_are_not_meant(asked: str) -> None:
    assert not may_mean(asked, "Anna", "Müller")


@pytest.mark.django_db
def test_all_who_may_be_meant_are_found_however_many() -> None:
    person = PersonFactory(given_name="Anna", family_name="MÜLLER-Öz")
    PersonFactory(given_name="Peter", family_name="Meier")
    requests = [RequestFactory(sender_name="Dr. Anna Mueller-Oez") for _ in range(60)]
    found = looked_up("müller-öz, anna")
    assert found[0] == person
    assert {each.pk for each in found[1:]} == {each.pk for each in requests}
    assert looked_up(person.identifier) == [person]
    assert looked_up(" ") == []
