"""Typing in from when until when an organisation bore each of its names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from weltoffen.desk.forms.fields import spoken
from weltoffen.desk.forms.organisations import NameForm
from weltoffen.desk.forms.refusable import RefusableForm
from weltoffen.ground.dates import parse_interval
from weltoffen.organisations.models import OrganisationName

FIELDS = ("name_de", "name_en", "since", "until")


class NamesForm(RefusableForm):
    """All names of an organisation, a group of fields for each."""

    def __init__(self, *args: Any, names: Iterable[OrganisationName], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = list(names)
        for given in self.names:
            for name in FIELDS:
                field: forms.Field = NameForm().fields[name]
                self.fields[f"{given.pk}-{name}"] = field
                field.widget.attrs["autocomplete"] = "off"
                if field.help_text:
                    described = f"{self[f'{given.pk}-{name}'].auto_id}-help"
                    field.widget.attrs["aria-describedby"] = described

    @property
    def groups(self) -> tuple[tuple[object, tuple[str, ...]], ...]:
        """Return the fields of each name."""
        return tuple(
            (given.name_de or _("Name"), tuple(f"{given.pk}-{name}" for name in FIELDS))  # type: ignore[attr-defined]
            for given in self.names
        )

    def changes(self, given: OrganisationName) -> dict[str, Any]:
        """Return what was typed differently, as the action takes it."""
        typed = {name: self.cleaned_data[f"{given.pk}-{name}"] for name in FIELDS}
        ends = (".." if typed[end] in ("", "XXXX") else typed[end] for end in ("since", "until"))
        valid = "/".join(ends)
        name = {
            code: typed[f"name_{code}"].strip()
            for code in ("de", "en")
            if typed[f"name_{code}"].strip() != (getattr(given, f"name_{code}") or "")
        }
        changed: dict[str, Any] = {"name": name} if name else {}
        return changed | ({"valid": valid} if valid != given.valid else {})


def initial_of(names: Iterable[OrganisationName]) -> dict[str, str]:
    """Return what the form begins with."""
    found: dict[str, str] = {}
    for given in names:
        span = parse_interval(given.valid)
        ends = {"since": span.start, "until": span.end}
        found |= {f"{given.pk}-{key}": spoken(end.text) if end else "" for key, end in ends.items()}
        for name in ("name_de", "name_en"):
            found[f"{given.pk}-{name}"] = getattr(given, name) or ""
    return found
