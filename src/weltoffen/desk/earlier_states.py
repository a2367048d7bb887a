"""Earlier states of a record: which there are, what each said, and a form filled with one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext
from wagtail.log_actions import registry
from wagtail.models import ModelLogEntry

from weltoffen.desk.forms.fields import DayField, RecordField, SpokenDateField, spoken
from weltoffen.desk.naming import language
from weltoffen.ground.languages import NAMES
from weltoffen.ground.spoken import say_day
from weltoffen.records.models import Record
from weltoffen.records.rules.earlier import Change, as_it_was, differing
from weltoffen.records.selectors import visibility_action


@dataclass(frozen=True, slots=True)
class Line:
    """One field: what it said then and what it says beside it, and whether these differ."""

    label: str
    then: str
    beside: str
    differs: bool


def entries_with_states(record: Record) -> list[ModelLogEntry]:
    """Return the entries after which a record said something else, newest first."""
    entries: QuerySet[ModelLogEntry] = registry.get_logs_for_instance(record)
    newest_first = entries.select_related("user").order_by("-timestamp", "-pk")
    return [entry for entry in newest_first if change_of(entry, record)]


def change_of(entry: ModelLogEntry, record: Record) -> Change:
    """Return what an entry tells of the record's own columns; nothing of rows that belong to it."""
    data = entry.data
    if entry.action == visibility_action(type(record)):
        return {"visibility": (data.get("before"), data.get("after"))}
    is_own = data.get("row", record._meta.label_lower) == record._meta.label_lower
    if not is_own or str(data.get("pk", record.pk)) != str(record.pk):
        return {}
    return {
        name: (pair[0], pair[1])
        for name, pair in data.get("changed", {}).items()
        if _field(type(record), name) is not None
    }


def state_after(record: Record, entry: ModelLogEntry | None) -> dict[str, Any]:
    """Return what a record's columns held right after an entry; now, without one.

    Only columns that the history knows of are there: the others never changed.
    """
    entries = entries_with_states(record)
    known = {name for each in entries for name in change_of(each, record)}
    now = {name: _loggable(record, name) for name in _in_order(record, known)}
    if entry is None:
        return now
    later = []
    for each in entries:
        if each.pk == entry.pk:
            break
        later.append(change_of(each, record))
    return as_it_was(now, later)


def compared(record: Record, then: dict[str, Any], beside: dict[str, Any]) -> list[Line]:
    """Return two states side by side, in words."""
    apart = set(differing(then, beside))
    return [
        Line(
            label_of(type(record), name),
            _words(record, name, then[name]),
            _words(record, name, beside.get(name)),
            name in apart,
        )
        for name in then
    ]


def fill_with(form: Any, then: dict[str, Any]) -> list[str]:
    """Fill a form with an earlier state; return the labels of the fields that it changes."""
    changed = []
    for name, field in form.fields.items():
        if name not in then:
            continue
        value = _typed(field, then[name])
        if (form.initial.get(name) or None) != (value or None):
            changed.append(str(field.label))
        form.initial[name] = value
    return changed


def label_of(model: type[models.Model], name: str) -> str:
    """Return what a column is called, with the language of a wording."""
    field = _field(model, name)
    label = capfirst(str(getattr(field, "verbose_name", name)))
    code = getattr(field, "language", "")  # modeltranslation's columns know theirs
    return f"{label.removesuffix(f' [{code}]')} ({NAMES[code]})" if code else label


def _typed(field: Any, value: Any) -> Any:
    """Return a kept value as the form's field begins with it."""
    if value in (None, ""):
        return "" if value == "" else None
    if isinstance(field, RecordField):
        return field.records().filter(identifier=value).first() or value
    if isinstance(field, DayField):
        return date.fromisoformat(str(value))
    if isinstance(field, SpokenDateField):
        return spoken(str(value))
    return value


def _loggable(record: Record, name: str) -> Any:
    """Return a column's value as the history keeps it."""
    value = getattr(record, name)
    if isinstance(value, models.Model):
        return getattr(value, "identifier", value.pk)
    return value if value is None or isinstance(value, bool | int | float) else str(value)


def _in_order(record: Record, names: set[str]) -> Iterator[str]:
    """Yield columns in the order of the model, which is that of the forms too."""
    return (field.name for field in record._meta.get_fields() if field.name in names)


def _field(model: type[models.Model], name: str) -> Any:
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        return None
    return field if getattr(field, "editable", False) else None


def _words(record: Record, name: str, value: Any) -> str:
    if value in (None, ""):
        return ""
    if isinstance(value, bool):
        return gettext("ja") if value else gettext("nein")
    field = _field(type(record), name)
    choices = dict(getattr(field, "flatchoices", ()))
    if value in choices:
        return str(choices[value])
    if isinstance(field, models.DateField):
        return say_day(date.fromisoformat(str(value)), language())
    return str(value)
