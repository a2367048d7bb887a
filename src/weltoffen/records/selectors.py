"""Reads that every room shares."""

from __future__ import annotations

from django.db import models
from modeltranslation.translator import translator

from weltoffen.ground.languages import LEADING


def leading_text(instance: models.Model, field: str) -> str:
    """Return a translated field in the leading language, in which facts are worded first."""
    return str(getattr(instance, f"{field}_{LEADING}") or "")


def translated_fields(model: type[models.Model]) -> tuple[str, ...]:
    """Return the fields of which a model keeps a wording per language, in their order."""
    kept = translator.get_options_for_model(model).all_fields
    return tuple(field.name for field in model._meta.get_fields() if field.name in kept)
