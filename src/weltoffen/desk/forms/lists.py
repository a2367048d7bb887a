"""Saying what is to change of many records, and choosing the table that comes back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from weltoffen.desk.forms.entrusting import DEPARTMENTS as OF_THE_CITY
from weltoffen.desk.forms.fields import FileInput, RecordField
from weltoffen.desk.forms.refusable import RefusableForm
from weltoffen.desk.kinds import KINDS, ORGANISATIONS
from weltoffen.ground.problems import Problem
from weltoffen.lists.enums import CellKind
from weltoffen.lists.rules.cells import DEPARTMENTS, canonical
from weltoffen.lists.selectors import names_of_choices
from weltoffen.lists.types import Field, FieldsOfKind
from weltoffen.records.enums import Visibility
from weltoffen.records.models import Record

DO = "do_"


class ManyForm(RefusableForm):
    """One value per column that suits many records; an empty one counts where its box is ticked."""

    def __init__(self, *args: Any, of: FieldsOfKind, **kwargs: Any) -> None:
        self.of = of
        super().__init__(*args, **kwargs)

    @classmethod
    def of_kind(cls, of: FieldsOfKind) -> type[ManyForm]:
        """Return the form for one kind of record."""
        made: dict[str, Any] = {}
        for field in (each for each in of.fields if each.suits_many):
            made[f"{DO}{field.name}"] = forms.BooleanField(label=field.label, required=False)
            made[field.name] = _input(field)
        return type(f"{cls.__name__}Of{of.kind.title()}", (cls,), made)

    def pairs(self) -> Iterator[tuple[forms.BoundField, forms.BoundField]]:
        """Yield each box with its value."""
        for field in (each for each in self.of.fields if each.suits_many):
            yield self[f"{DO}{field.name}"], self[field.name]

    def wanted(self) -> dict[str, str]:
        """Return what is to stand in which column, as one would type it into a cell."""
        found: dict[str, str] = {}
        for field in (each for each in self.of.fields if each.suits_many):
            value = self.cleaned_data.get(field.name)
            if value or self.cleaned_data.get(f"{DO}{field.name}"):
                found[field.name] = value.identifier if isinstance(value, Record) else value or ""
        return found

    def clean(self) -> dict[str, Any]:
        """Judge each value as that of a cell is, before anything is compared."""
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        names = names_of_choices(self.of.fields)
        for name, said in self.wanted().items():
            field = self.of.field(name)
            found = canonical(field, said, names) if field else said
            if isinstance(found, Problem) and name not in self.errors:
                self.add_error(name, found.says(gettext))
            elif isinstance(found, str) and field and field.kind is CellKind.CHOICE:
                typed[name] = str(dict(field.choices).get(found, found))
        return typed


def _input(field: Field) -> forms.Field:
    """Return the field one types a value into; what it means is judged as that of a cell is."""
    if field.kind is CellKind.CHOICE:
        offered = [(v, label) for v, label in field.choices if v != Visibility.PUBLIC]
        return forms.ChoiceField(
            label=field.label, choices=[("", _("bitte wählen")), *offered], required=False
        )
    if field.kind is CellKind.RECORD:
        if field.of == DEPARTMENTS:
            return RecordField(ORGANISATIONS, label=field.label, required=False, only=OF_THE_CITY)
        return RecordField(KINDS[field.of], label=field.label, required=False)
    found = forms.CharField(label=field.label, required=False, max_length=240)
    if field.kind is CellKind.DAY:
        found.widget.attrs["placeholder"] = _("zum Beispiel 31.12.2026")
    return found


class BackForm(RefusableForm):
    """The table that comes back."""

    file = forms.FileField(
        label=_("Die geänderte Tabelle"),
        help_text=_("Excel (.xlsx) oder CSV, mit der Spalte „Kennung“. Die Datei selbst wird nicht "
                    "aufbewahrt, nur was in ihr anders ist."),
        error_messages={
            "required": _("Wählen Sie die Datei aus, die Sie geändert haben."),
            "empty": _("Die Datei ist leer. Speichern Sie sie in Excel, und wählen Sie sie neu."),
        },
        widget=FileInput(attrs={"accept": ".xlsx,.csv"}),
    )  # fmt: skip
