"""Typing in how many took part: lines of a table, one for each country and group."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, cast

from django import forms
from django.forms.utils import ErrorList
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from weltoffen.desk.forms.evidence import MORE
from weltoffen.desk.forms.places import CountryField
from weltoffen.desk.forms.refusable import RefusableForm
from weltoffen.encounters.enums import Group

PREFIX = "counts"
MOST = 60
"""So many lines a count may have: twelve countries with every group."""
_NO_HEADS = _(
    "Es fehlt, wie viele es waren. Geben Sie eine Zahl an, oder nehmen Sie die Zeile weg."
)
_NO_GROUP = _("Es fehlt, wer gezählt wird. Wählen Sie die Gruppe.")
_NO_NUMBER = _("Das ist keine ganze Zahl. Geben Sie eine Anzahl an, etwa 12.")
_NEGATIVE = _("Weniger als 0 geht nicht.")
_TOO_MANY = _("So viele können es nicht sein. Prüfen Sie die Zahl.")


def _number(label: Any, most: int) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=most,
        error_messages={"invalid": _NO_NUMBER, "min_value": _NEGATIVE, "max_value": _TOO_MANY},
    )


class CountLineForm(RefusableForm):
    """A line: how many of a group came from a country, and how long each of them stayed."""

    country = CountryField(label=_("Land"), required=False)
    group = forms.ChoiceField(
        label=_("Gruppe"),
        choices=[("", _("bitte wählen")), *((v, capfirst(label)) for v, label in Group.choices)],
        required=False,
    )
    heads = _number(_("Personen"), 1_000_000)
    days = _number(_("Tage je Person"), 1000)
    nights = _number(_("Nächte je Person"), 1000)
    drop = forms.BooleanField(label=_("Zeile wegnehmen"), required=False)

    @property
    def is_left_empty(self) -> bool:
        """Return whether nothing was typed in the line, so that it is no line."""
        typed = self.cleaned_data
        return not any(typed.get(name) for name in ("country", "group")) and all(
            typed.get(name) is None for name in ("heads", "days", "nights")
        )

    def clean(self) -> dict[str, Any]:
        """Ask for the group and the number, of a line that stays and says something."""
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        if typed.get("drop"):
            self._errors.clear()
            return typed
        if self._errors or self.is_left_empty:
            return typed
        if not typed["group"]:
            self.add_error("group", _NO_GROUP)
        if typed["heads"] is None:
            self.add_error("heads", _NO_HEADS)
        return typed


class BaseCount(forms.BaseFormSet):  # type: ignore[type-arg]
    """The lines of a count."""

    is_quiet = False

    def full_clean(self) -> None:
        """Judge the lines, unless only more of them were asked for."""
        if not self.is_quiet:
            super().full_clean()
            return
        self._errors: list[Any] = []
        self._non_form_errors = ErrorList()

    def lines(self) -> list[dict[str, Any]]:
        """Return the lines that stay and say something."""
        return [
            form.cleaned_data
            for form in self.forms
            if not form.cleaned_data.get("drop") and not form.is_left_empty
        ]


@cache
def _lines_of(extra: int) -> Any:
    return forms.formset_factory(
        CountLineForm, formset=BaseCount, extra=extra, max_num=MOST, absolute_max=MOST
    )


def count_lines(data: Any, *, initial: Sequence[dict[str, Any]], person: Any) -> BaseCount:
    """Return the lines; asked for more, with what was typed and three further ones."""
    make = _lines_of(1 if initial else 3)
    given = {"prefix": PREFIX, "form_kwargs": {"person": person}}
    if data is None:
        return cast(BaseCount, make(initial=list(initial), **given))
    if MORE not in data:
        return cast(BaseCount, make(data, **given))
    wider = data.copy()
    typed = wider.get(f"{PREFIX}-TOTAL_FORMS", "")
    wider[f"{PREFIX}-TOTAL_FORMS"] = str(min((int(typed) if typed.isdecimal() else 0) + 3, MOST))
    lines: BaseCount = make(wider, **given)
    lines.is_quiet = True
    for line in lines.forms:
        line.is_quiet = True
    return lines


class CountForm(RefusableForm):
    """Carries what is wrong with the count as a whole; its lines are a form each."""

    groups: tuple[tuple[object, tuple[str, ...]], ...] = ()
