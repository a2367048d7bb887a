"""Every field of every model is public or internal, on purpose."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from django.apps import apps
from django.db import models
from modeltranslation.fields import TranslationField

from weltoffen.accounts.models import User

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
