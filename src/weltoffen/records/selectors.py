"""Reads that every room shares."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, OuterRef
from django.db.models.functions import Cast
from django.utils import timezone
from modeltranslation.translator import translator
from wagtail.models import ModelLogEntry

from weltoffen.ground.identifiers import LONGEST
from weltoffen.ground.languages import LANGUAGES, LEADING
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


def text_columns(model: type[models.Model], fields: Iterable[str]) -> tuple[str, ...]:
    """Return the columns of some fields, of translated ones that of every language."""
    translated = translated_fields(model)
    return tuple(
        column
        for name in fields
        for column in ([f"{name}_{code}" for code in LANGUAGES] if name in translated else [name])
    )


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


def end_of(day: date) -> datetime:
    """Return the moment at which a day is over, by the office's clock."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def changed_after(
    model: type[models.Model], day: date, *, not_counting: Collection[str] = ()
) -> Exists:
    """Return the condition that the history of a row tells something of after a day.

    Some actions do not count, such as that somebody only looked.
    """
    entries = ModelLogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(model),
        object_id=Cast(OuterRef("pk"), models.CharField()),
        timestamp__gte=end_of(day),
    )
    return Exists(entries.exclude(action__in=list(not_counting)))
