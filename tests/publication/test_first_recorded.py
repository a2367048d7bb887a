"""With which day the register begins, for the public."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.factories import ActFactory, PassageFactory, RelationFactory, somebody
from weltoffen.publication.selectors import first_recorded
from weltoffen.records.actions import publish
from weltoffen.relations.actions import retract_act

pytestmark = pytest.mark.django_db


def _begins(home: str) -> str:
    first = first_recorded(home)
    return first.text if first else ""


def test_it_begins_with_the_first_act_that_holds_for_the_public() -> None:
    relation = RelationFactory()
    home = relation.home.identifier
    assert _begins(home) == ""
    ActFactory(relation=relation, on="XXXX", known_by=dt.date(2020, 1, 1))
    ActFactory(relation=relation, on="1890", internal=True)
    assert _begins(home) == ""
    ActFactory(relation=relation, on="1977")
    mistaken = ActFactory(relation=relation, on="1900")
    assert _begins(home) == "1900"
    between = ActFactory(relation=relation, on="1910", corrects=mistaken, internal=True)
    assert _begins(home) == "1900"
    ActFactory(relation=relation, on="1920", corrects=between)
    assert _begins(home) == "1920"


def test_what_was_retracted_begins_nothing() -> None:
    relation = RelationFactory()
    ActFactory(relation=relation, on="1977")
    mistaken = ActFactory(relation=relation, on="1900")
    taken_back = retract_act(
        act=mistaken,
        identifier="irrtum",
        reason="Irrtum",
        citations=[PassageFactory()],
        by=somebody(),
    )
    assert _begins(relation.home.identifier) == "1900"
    publish(record=taken_back, by=somebody())
    assert _begins(relation.home.identifier) == "1977"
