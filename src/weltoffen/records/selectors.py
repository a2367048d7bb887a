"""Reads that every room shares."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models
from modeltranslation.translator import translator
from wagtail.models import ModelLogEntry

from weltoffen.ground.identifiers import LONGEST
from weltoffen.ground.languages import LEADING
from weltoffen.records.enums import Visibility
from weltoffen.records.models import Record


def leading_text(instance: models.Model, field: str) -> str:
    """Return a translated field in the leading language, in which facts are worded first."""
    return str(getattr(instance, f"{field}_{LEADING}") or "")


def translated_fields(model: type[models.Model]) -> tuple[str, ...]:
    """Return the fields of which a model keeps a wording per language, in their order.

    None of a model without words of ours: a person's name is the same in every language.
    """
    if model not in translator.get_registered_models():
        return ()
    kept = translator.get_options_for_model(model).all_fields
    return tuple(field.name for field in model._meta.get_fields() if field.name in kept)


def visibility_action(model: type[Record]) -> str:
    """Return the name under which a change of visibility of this kind of record is logged."""
    return f"{model._meta.app_label}.{model._meta.model_name}.visibility"


def entrusting_action(model: type[Record]) -> str:
    """Return the name under which it is logged who answers for this kind of record from now on."""
    return f"{model._meta.app_label}.{model._meta.model_name}.entrust"


def free_identifier(model: type[Any], wanted: str) -> str:
    """Return the identifier wanted, or with the first number behind it that is free.

    Another person may take it a moment later; the action then refuses, and nothing is lost.
    """
    wanted = wanted[:LONGEST].strip("-") or "eintrag"
    taken = set(
        model._default_manager.filter(identifier__startswith=wanted[: LONGEST - 4]).values_list(
            "identifier", flat=True
        )
    )
    if wanted not in taken:
        return wanted
    numbered = (f"{wanted[: LONGEST - 4]}-{number}" for number in range(2, 1000))
    return next(candidate for candidate in numbered if candidate not in taken)


def withdrawn_once(model: type[Record], records: Iterable[Record]) -> set[int]:
    """Return which records of a kind were public at some time and then withdrawn, by their pk."""
    entries = ModelLogEntry.objects.filter(
        content_type__app_label=model._meta.app_label,
        content_type__model=model._meta.model_name,
        action=visibility_action(model),
        object_id__in=[str(record.pk) for record in records],
        data__before=str(Visibility.PUBLIC),
    )
    return set(map(int, entries.values_list("object_id", flat=True)))
