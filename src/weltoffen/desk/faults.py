"""What is wrong with a form, as a list above it whose lines lead to the fields."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django import forms


@dataclass(frozen=True, slots=True)
class Fault:
    """One sentence; ``label`` and ``anchor`` are those of the field, blank where there is none."""

    label: str
    sentence: str
    anchor: str


def faults_of(form: forms.Form, rows: Iterable[forms.Form] = (), row_name: str = "") -> list[Fault]:
    """Return what is wrong with a form, then with its rows, in the order of the page."""
    found = list(_of(form, ""))
    for number, row in enumerate(rows, start=1):
        found += _of(row, f"{row_name} {number}")
    return found


def _of(form: forms.Form, row: str) -> Iterator[Fault]:
    if not form.is_bound:
        return
    for sentence in form.non_field_errors():
        yield Fault(row, str(sentence), "")
    for field in _in_order(form):
        label = f"{row}: {field.label}" if row else str(field.label)
        for sentence in field.errors:
            yield Fault(label, str(sentence), anchor_of(field))


def _in_order(form: Any) -> Iterator[forms.BoundField]:
    """Yield the fields as the page shows them: by group, then those that are in none."""
    named = [name for _heading, names in getattr(form, "groups", ()) for name in names]
    for name in dict.fromkeys([*named, *form.fields]):
        yield form[name]


def anchor_of(field: forms.BoundField) -> str:
    """Return the id of what one types into; of several boxes, that of the sentences above them."""
    return field.id_for_label or f"{field.auto_id}-errors"


def led_to_proof(faults: Iterable[Fault], ticked: Any, source: Any, heading: str) -> list[Fault]:
    """Lead what is said of the passages as a whole to where one gives one.

    That is the first of those that may be ticked; where there are none, the source of the first
    row. ``heading`` names them both.
    """
    boxes = list(ticked)
    target = boxes[0].id_for_label if boxes else source.id_for_label
    return [
        replace(fault, label=heading, anchor=target) if fault.anchor == anchor_of(ticked) else fault
        for fault in faults
    ]
