"""Two people at one form: what the second did not touch is taken over from the first."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext

from weltoffen.ground.problems import N_, Problem

_BOTH_WROTE = N_(
    "Das haben beide geändert. Im Register steht jetzt: „%(now)s“. Wenn Sie noch einmal speichern, "
    "gilt, was in diesem Feld steht."
)
_EMPTY = N_("(leer)")
BASE = "base"
"""Hidden field: what the fields showed when the form was opened."""
TICKED = "on"
"""What a ticked box says; one without a tick says nothing."""
_SEVERAL = (forms.CheckboxSelectMultiple, forms.SelectMultiple)
"""Widgets that send many values; here they are one text, a line for each."""


@dataclass(frozen=True, slots=True)
class Both:
    """What to do with fields that the register has changed since a form was opened.

    ``taken_over`` are values by the fields that the second person did not touch, ``clashing`` what
    the register has now in those that both changed.
    """

    taken_over: Mapping[str, str]
    clashing: Mapping[str, str]


def brought_together(
    base: Mapping[str, str], sent: Mapping[str, str], now: Mapping[str, str]
) -> Both:
    """Compare what fields showed, what was sent and what the register has now."""
    changed = {name for name in base.keys() & sent.keys() & now.keys() if now[name] != base[name]}
    touched = {name for name in changed if _plain(sent[name]) != _plain(base[name])}
    differing = {name for name in touched if _plain(sent[name]) != _plain(now[name])}
    return Both(
        {name: now[name] for name in changed - touched}, {name: now[name] for name in differing}
    )


def _plain(text: str) -> str:
    """Return a text as browsers send it, whichever line ends they write."""
    return text.replace("\r\n", "\n").strip()


def shown_by(form: Any) -> dict[str, str]:
    """Return what the fields of an unbound form show, as a browser would send it."""
    return dict(_shown(form))


def sent_by(form: Any) -> dict[str, str]:
    """Return what was sent in the fields of a bound form, in the same words as ``shown_by``."""
    return {
        name: str(form[name].value() or "")
        if (said := _of_boxes(field.widget, form[name].value())) is None
        else said
        for name, field in form.fields.items()
        if not isinstance(field.widget, forms.FileInput)
    }


def take_over(data: QueryDict, name: str, field: forms.Field, said: str) -> None:
    """Put what the register has now into what was sent."""
    if isinstance(field.widget, _SEVERAL):
        data.setlist(name, said.splitlines())
    else:
        data[name] = said


def _shown(form: Any) -> Iterator[tuple[str, str]]:
    for name, field in form.fields.items():
        if isinstance(field.widget, forms.FileInput):
            continue
        value = form[name].value()
        said: Any = _of_boxes(field.widget, value)
        if said is None:
            said = field.widget.format_value(value)
        if isinstance(said, list | tuple):
            said = said[0] if said else ""
        yield name, "" if said is None else str(said)


def _of_boxes(widget: forms.Widget, value: Any) -> str | None:
    """Return what a box, or a list of many, says; None for any other field."""
    if isinstance(widget, forms.CheckboxInput):
        return TICKED if value else ""
    if isinstance(widget, _SEVERAL):
        return "\n".join(sorted(str(getattr(each, "pk", each)) for each in value or ()))
    return None


def read_base(text: str) -> dict[str, str]:
    """Return what a form showed, from its hidden field; nothing where that is not readable."""
    try:
        found = json.loads(text or "{}")
    except ValueError:
        return {}
    if not isinstance(found, dict):
        return {}
    return {name: said for name, said in found.items() if isinstance(said, str)}


def clashes_in(clashing: Mapping[str, str]) -> list[Problem]:
    """Say at each field that both wrote what the register has now."""
    return [
        Problem(name, _BOTH_WROTE, {"now": said or gettext(_EMPTY)})
        for name, said in clashing.items()
    ]
