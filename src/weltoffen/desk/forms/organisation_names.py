"""Typing in from when until when an organisation bore each of its names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from wagtail.admin.widgets import AdminAutoHeightTextInput

from weltoffen.desk.forms.fields import spoken
from weltoffen.desk.forms.organisations import NameForm, as_interval, backwards
from weltoffen.desk.forms.refusable import RefusableForm
from weltoffen.desk.naming import language
from weltoffen.ground.dates import Precision, parse_interval
from weltoffen.ground.languages import LANGUAGES
from weltoffen.ground.spoken import say_date
from weltoffen.organisations.models import OrganisationName

FIELDS = ("name_de", "name_en", "since", "until")


class NamesForm(RefusableForm):
    """All names of an organisation, a group of fields for each."""

    def __init__(self, *args: Any, names: Iterable[OrganisationName], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = list(names)
        for given in self.names:
            for name in FIELDS:
                self._add(f"{given.pk}-{name}", NameForm().fields[name], _meaning(given, name))

    def _add(self, name: str, field: forms.Field, meaning: str) -> None:
        self.fields[name] = field
        if name.endswith(("_de", "_en")):  # names of offices are long; show them whole
            field.widget = AdminAutoHeightTextInput(attrs={"rows": 1})
        field.widget.attrs["autocomplete"] = "off"
        field.help_text = " ".join(filter(None, (meaning, str(field.help_text))))
        if field.help_text:
            field.widget.attrs["aria-describedby"] = f"{self[name].auto_id}-help"

    @property
    def groups(self) -> tuple[tuple[object, tuple[str, ...]], ...]:
        """Return the fields of each name."""
        return tuple(
            (gettext("Name %(number)d") % {"number": number}, _names_of_fields(given))
            for number, given in enumerate(self.names, start=1)
        )

    def clean(self) -> dict[str, Any]:
        """Refuse names that end before they begin."""
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        for given in self.names:
            ends = (typed.get(f"{given.pk}-{end}", "") for end in ("since", "until"))
            if sentence := backwards(*ends):
                self.add_error(f"{given.pk}-since", sentence)
        return typed

    def changes(self, given: OrganisationName) -> dict[str, Any]:
        """Return what was typed differently, as the action takes it."""
        typed = {name: self.cleaned_data[f"{given.pk}-{name}"] for name in FIELDS}
        valid = as_interval(typed["since"], typed["until"])
        lines = {code: " ".join(typed[f"name_{code}"].split()) for code in LANGUAGES}
        name = {
            code: line
            for code, line in lines.items()
            if line != (getattr(given, f"name_{code}") or "")
        }
        changed: dict[str, Any] = {"name": name} if name else {}
        return changed | ({"valid": valid} if valid != given.valid else {})


def _names_of_fields(given: OrganisationName) -> tuple[str, ...]:
    return tuple(f"{given.pk}-{name}" for name in FIELDS)


def _meaning(given: OrganisationName, name: str) -> str:
    """Say in words what is typed in EDTF because people have no other short form for it."""
    span = parse_interval(given.valid)
    end = {"since": span.start, "until": span.end}.get(name)
    if end is None or end.precision is not Precision.RANGE:
        return ""
    return gettext("%(edtf)s heißt: %(words)s.") % {
        "edtf": end.text,
        "words": say_date(end, language()),
    }


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
