"""The cases of the demonstration are plainly invented and written once."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.factories import RelationFactory
from weltoffen.casework.models import Note, Request, Task, TextBlock
from weltoffen.casework.rules.composing import PLACES, places_in
from weltoffen.demo.invented_cases import write_cases

TODAY = dt.date(2026, 11, 23)


@pytest.mark.django_db
def test_cases_say_that_they_are_examples_and_come_once():
    relation = RelationFactory()
    assert write_cases(TODAY)
    assert not write_cases(TODAY)
    titles = [*Request.objects.values_list("subject", flat=True),
              *Task.objects.values_list("title", flat=True),
              *Note.objects.values_list("topic", flat=True)]  # fmt: skip
    assert len(titles) == 6
    assert all(title.startswith("Beispiel: ") for title in titles)
    addresses = Request.objects.values_list("sender_email", flat=True)
    assert all(address.endswith(".example") for address in addresses)
    assert set(Request.objects.exclude(relation=None)) <= set(
        Request.objects.filter(relation=relation)
    )
    assert all(set(places_in(block.text)) <= set(PLACES) for block in TextBlock.objects.all())


@pytest.mark.django_db
def test_a_register_without_relations_gets_its_cases_too():
    assert write_cases(TODAY)
    assert Task.objects.count() == 3
    assert not Note.objects.exists()
