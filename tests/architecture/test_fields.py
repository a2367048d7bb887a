"""Every field of every model is public or internal, on purpose."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from django.apps import apps
from django.db import models
from modeltranslation.fields import TranslationField

from weltoffen.accounts.models import User
from weltoffen.organisations.models import Organisation, OrganisationName
from weltoffen.places.models import Country, Municipality
from weltoffen.publication.selectors import shapes
from weltoffen.publication.selectors.prepared import Shape
from weltoffen.relations.models import (
    Act,
    Citation,
    Duty,
    DutyEvidence,
    Instrument,
    InstrumentVersion,
    Position,
    Relation,
    RelationTheme,
    Signatory,
)
from weltoffen.sources.models import Passage, Snapshot, Source

EXEMPT = {
    User: "Django's own account with its own fields; the publication window never sees accounts."
}
OURS = [
    model
    for model in apps.get_models()
    if model.__module__.startswith("weltoffen.") and model not in EXEMPT
]


def fields_of(model: type[models.Model]) -> set[str]:
    """Return the names of a model's own fields; a translated column counts as its field."""
    own = [*model._meta.local_fields, *model._meta.local_many_to_many]
    return {
        field.translated_field.name if isinstance(field, TranslationField) else field.name
        for field in own
    }


def faults(fields: set[str], public: Iterable[str], internal: Iterable[str]) -> dict[str, set[str]]:
    """Return the fields in neither set, in both, and the names that are no fields."""
    public, internal = set(public), set(internal)
    found = {
        "in neither": fields - public - internal,
        "in both": public & internal,
        "no field": (public | internal) - fields,
    }
    return {kind: names for kind, names in found.items() if names}


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_field_is_public_or_internal(model):
    assert faults(fields_of(model), model.PUBLIC_FIELDS, model.INTERNAL_FIELDS) == {}


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_keys_and_custody_are_never_public(model):
    assert not set(model.PUBLIC_FIELDS) & {"id", "owner", "review_by", "visibility", "made_from"}


def test_faults_are_found():
    assert faults({"a", "b", "c"}, {"a", "gone"}, {"a", "b"}) == {
        "in neither": {"c"},
        "in both": {"a"},
        "no field": {"gone"},
    }


STAND_FOR: dict[str, type[models.Model]] = {
    "ACT": Act,
    "CITATION": Citation,
    "COUNTRY": Country,
    "DUTY": Duty,
    "EVIDENCE": DutyEvidence,
    "HOME": Municipality,
    "INSTRUMENT": Instrument,
    "NAME": OrganisationName,
    "NAMED_PLACE": Municipality,
    "NEWS": Act,
    "ORGANISATION": Organisation,
    "PASSAGE": Passage,
    "PLACE": Municipality,
    "POSITION": Position,
    "RELATION": Relation,
    "SIGNATORY": Signatory,
    "SNAPSHOT": Snapshot,
    "SOURCE": Source,
    "THEME_LINK": RelationTheme,
    "VERSION": InstrumentVersion,
}
"""The table of which each shape holds columns."""
READ_THOUGH_INTERNAL = {
    "id": "joins tables, orders what is equal, and is the anchor of a passage",
    "visibility": "leaves out what is not public",
    "made_from": "says that a translation lags behind its original",
}
LEADS_ON = {(Organisation, "merged_into")}
"""Acts never change: one whose body was merged with another is read as that other's."""
FOR_ORDER = {(OrganisationName, "earliest"), (OrganisationName, "latest")}
"""Which name was borne on a day; both follow from the public interval."""


def columns_of(shape: Shape, model: type[models.Model]) -> set[tuple[type[models.Model], str]]:
    """Return the fields that a shape reads, with their models; joined tables included."""
    found = set()
    for column in shape.columns:
        field = model._meta.pk if column == "pk" else _by_column(model)[column]
        translated = isinstance(field, TranslationField)
        found.add((model, field.translated_field.name if translated else field.name))
    for name, joined in shape.joined.items():
        other = model._meta.get_field(name).related_model
        found |= {(model, name)} | columns_of(joined, other)
    return found


def _by_column(model: type[models.Model]) -> dict[str, models.Field]:
    fields = model._meta.concrete_fields
    return {field.name: field for field in fields} | {field.attname: field for field in fields}


def test_every_shape_is_known():
    """What no shape reads, other queries may: tests/portal/test_nothing_internal.py sees them."""
    declared = {name for name, found in vars(shapes).items() if isinstance(found, Shape)}
    assert declared == set(STAND_FOR)


@pytest.mark.parametrize("name", sorted(STAND_FOR))
def test_shapes_read_public_fields_only(name):
    read = columns_of(getattr(shapes, name), STAND_FOR[name])
    assert {
        (model._meta.label, field)
        for model, field in read
        if field not in {*model.PUBLIC_FIELDS, *READ_THOUGH_INTERNAL}
        and (model, field) not in FOR_ORDER | LEADS_ON
    } == set()


def test_a_shape_that_reads_something_internal_is_seen():
    wrong = Shape("pk", "open_question", lead=Shape("pk", "review_by"))
    assert {(Relation, "open_question"), (Organisation, "review_by")} <= columns_of(wrong, Relation)
