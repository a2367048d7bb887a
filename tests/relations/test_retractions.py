"""A retraction says that an act never took place, and nothing else."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from tests.factories import ActFactory, PassageFactory, RelationFactory, somebody
from weltoffen.ground.problems import Refused
from weltoffen.relations.actions import Effects, correct_act, record_act, retract_act
from weltoffen.relations.enums import ActKind, Phase, Status
from weltoffen.relations.models import Act

pytestmark = pytest.mark.django_db

CHANGES = {
    "phase": Phase.TWIN,
    "bond": Status.ACTIVE,
    "channel": Status.ACTIVE,
    "exchange": Status.ACTIVE,
    "civil": Status.ACTIVE,
    "term_until": date(2030, 1, 1),
    "planned_for": "2030",
}


def test_every_effect_is_tried_here():
    assert set(CHANGES) == set(Effects.__dataclass_fields__)


@pytest.mark.parametrize("effect", CHANGES)
def test_retraction_that_changes_something_is_refused_at_its_field(effect):
    act = ActFactory()
    with pytest.raises(Refused) as refusal:
        correct_act(
            act=act,
            identifier="zurueck",
            kind=ActKind.RETRACTION,
            on="1977",
            title="War nicht",
            citations=[PassageFactory()],
            effects=Effects(**{effect: CHANGES[effect]}),
            by=somebody(),
        )
    assert any("ändert selbst nichts" in said for said in refusal.value.by_field()[effect])
    assert Act.objects.count() == 1


def test_retraction_of_nothing_is_refused_at_its_field():
    with pytest.raises(Refused) as refusal:
        record_act(
            identifier="zurueck",
            relation=RelationFactory(),
            kind=ActKind.RETRACTION,
            on="1977",
            title="War nicht",
            citations=[PassageFactory()],
            by=somebody(),
        )
    assert "welcher Akt zurückgenommen" in refusal.value.by_field()["corrects"][0]


@pytest.mark.parametrize("effect", CHANGES)
def test_database_refuses_a_retraction_that_changes_something(effect):
    act = ActFactory()
    plain = retract_act(
        act=act, identifier="zurueck", reason="War nicht", citations=[PassageFactory()],
        by=somebody(),
    )  # fmt: skip
    values = {
        field.attname: getattr(plain, field.attname)
        for field in Act._meta.concrete_fields
        if not field.primary_key
    }
    row = Act(**(values | {"identifier": "b", "corrects_id": plain.pk, effect: CHANGES[effect]}))
    with (
        pytest.raises(IntegrityError, match=r"changes_nothing_itself|only_of_what_is_planned"),
        transaction.atomic(),
    ):
        row.save()
