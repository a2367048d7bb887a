"""Telling rows: what is held of somebody, field by field, as they read it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import JSONField, Model, Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext

from weltoffen.privacy.rules.names import is_one
from weltoffen.records.rules.words import names_somebody, pattern_of, plain_parts
from weltoffen.records.selectors import text_columns

_CAME_TO_BE = ("recorded_at", "date_joined", "recorded_on")


def about_of(row: Any) -> str:
    """Return what a row is called for ever: ``room.model:identifier``.

    What has no identifier is called by its key and the moment when it came to be, so that no row of
    another register is ever taken for it.
    """
    label = row._meta.label_lower
    if hasattr(row, "identifier"):
        return f"{label}:{row.identifier}"
    moments = (getattr(row, name, None) for name in _CAME_TO_BE)
    came = next((moment for moment in moments if moment is not None), None)
    return f"{label}:{row.pk}" if came is None else f"{label}:{row.pk}@{came.isoformat()}"


def called(rows: QuerySet[Any], keys: Collection[str]) -> QuerySet[Any]:
    """Return those of some rows that are called by one of the keys."""
    label = f"{rows.model._meta.label_lower}:"
    names = [key.removeprefix(label) for key in keys if key.startswith(label)]
    if hasattr(rows.model, "identifier"):
        return rows.filter(identifier__in=names)
    numbers = [name.partition("@")[0] for name in names]
    found = rows.filter(pk__in=[number for number in numbers if number.isdecimal()])
    return rows.filter(pk__in=[row.pk for row in found if about_of(row) in keys])


def values_of(row: Model, names: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return fields of a row with their labels, those that are empty left out."""
    return tuple(
        (capfirst(str(getattr(row._meta.get_field(name), "verbose_name", name))), said)
        for name in names
        if (said := _said(row, name))
    )


def _said(row: Any, name: str) -> str:
    chosen = getattr(row, f"get_{name}_display", None)
    value = chosen() if chosen else getattr(row, name)
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return gettext("ja") if value else gettext("nein")
    if hasattr(value, "hour"):
        return date_format(localtime(value), "SHORT_DATETIME_FORMAT")
    if hasattr(value, "isoformat"):
        return date_format(value, "SHORT_DATE_FORMAT")
    return str(value)


def naming(rows: QuerySet[Any], names: Iterable[str], fields: Iterable[str]) -> Iterator[Any]:
    """Yield rows in whose texts one of some names stands, the newest first.

    Databases do not compare umlauts alike and know no "Family, Given": they only look for the plain
    letters of a name, and what they find is read. For a name without any, all rows are read.
    """
    names, columns = list(names), text_columns(rows.model, fields)
    found = pattern_of(names)
    json = [c for c in columns if isinstance(rows.model._meta.get_field(c), JSONField)]
    rows = rows.annotate(**{f"{column}_said": Cast(column, TextField()) for column in json})
    asked = [f"{column}_said" if column in json else column for column in columns]
    for row in rows.filter(holding(names, asked)).order_by("-pk").iterator(chunk_size=200):
        if names_somebody([getattr(row, column) for column in columns], found):
            yield row


def holding(names: Iterable[str], columns: Collection[str]) -> Q:
    """Return the condition that some columns hold the plain letters of one of some names."""
    wanted = Q(pk__in=())
    for name in names:
        parts = Q()
        for part in plain_parts(name):
            parts &= reduce(or_, (Q(**{f"{column}__icontains": part}) for column in columns))
        wanted = wanted | parts if parts else Q(pk__isnull=False)
        if not parts:
            break
    return wanted


def called_as(rows: QuerySet[Any], names: Iterable[str], *fields: str) -> QuerySet[Any]:
    """Return rows whose own name, in some fields, may be one of some names.

    Titles, accents and the order of words do not count; names are compared here, as in
    :mod:`weltoffen.privacy.rules.names`.
    """
    asked = list(names)
    if not asked:
        return rows.none()
    told = rows.order_by().values_list("pk", *fields).iterator()
    return rows.filter(pk__in=[pk for pk, *own in told if any(is_one(n, *own) for n in asked)])
