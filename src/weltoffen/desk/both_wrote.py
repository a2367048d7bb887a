"""Two people at one form: what the second did not touch is taken over from the first."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

BASE = "base"
"""Hidden field: what the fields showed when the form was opened."""
_NOT_COMPARED = (forms.CheckboxInput, forms.CheckboxSelectMultiple, forms.SelectMultiple,
                 forms.FileInput)  # fmt: skip
"""Widgets that send nothing, or many values: what they show is never taken over."""


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


def _shown(form: Any) -> Iterator[tuple[str, str]]:
    for name, field in form.fields.items():
        if isinstance(field.widget, _NOT_COMPARED):
            continue
        said = field.widget.format_value(form[name].value())
        if isinstance(said, list | tuple):
            said = said[0] if said else ""
        yield name, "" if said is None else str(said)


def read_base(text: str) -> dict[str, str]:
    """Return what a form showed, from its hidden field; nothing where that is not readable."""
    try:
        found = json.loads(text or "{}")
    except ValueError:
        return {}
    if not isinstance(found, dict):
        return {}
    return {name: said for name, said in found.items() if isinstance(said, str)}
