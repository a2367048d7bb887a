"""Typing in translations: one field per wording and language, beside the German original."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from weltoffen.desk.forms.fields import long_text, text
from weltoffen.desk.forms.refusable import RefusableForm
from weltoffen.desk.translating import Gap
from weltoffen.records.rules.translations import Lag

FITS = "-fits"
"""Ends the name of the box that says: the translation fits the German text as it is now."""
SHORT = 40
"""A wording up to this length is typed in one line."""


class TranslationForm(RefusableForm):
    """The translations of one record; which fields there are, its wordings tell."""

    groups: tuple[tuple[object, tuple[str, ...]], ...] = ()

    def __init__(self, *args: Any, gaps: Iterable[Gap], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.gaps = list(gaps)
        for gap in self.gaps:
            self.fields[gap.name] = field = _field(gap)
            field.widget.attrs["aria-describedby"] = self.original_id(gap)
            if gap.needs is Lag.STALE:
                self.fields[gap.name + FITS] = forms.BooleanField(
                    label=_("Geprüft: passt zum deutschen Wortlaut von heute"), required=False
                )

    def original_id(self, gap: Gap) -> str:
        """Return the identifier of the German wording on the page."""
        return f"original-{self[gap.name].auto_id}"

    def changed(self) -> list[tuple[Any, dict[str, dict[str, str]]]]:
        """Return per row that belongs to the record (``None`` for itself) what is to be written."""
        found: dict[Any, dict[str, dict[str, str]]] = {}
        for gap in self.gaps:
            typed = self.cleaned_data[gap.name].strip()
            if _is_line(gap):
                typed = " ".join(typed.split())
            if typed != gap.text or self.cleaned_data.get(gap.name + FITS):
                texts = found.setdefault(gap.part, {})
                texts.setdefault(gap.field, {})[gap.language] = typed
        return list(found.items())

    def lines(self) -> list[dict[str, Any]]:
        """Return for the template each wording with its field."""
        return [
            {
                "gap": gap,
                "field": self[gap.name],
                "fits": self[gap.name + FITS] if gap.name + FITS in self.fields else None,
                "original_id": self.original_id(gap),
            }
            for gap in self.gaps
        ]


def _is_line(gap: Gap) -> bool:
    """Say whether a wording has only one line; a long one is typed in a field that grows."""
    column: Any = gap.row._meta.get_field(gap.field)
    return column.max_length is not None


def _field(gap: Gap) -> Any:
    label = gettext("%(what)s (%(language)s)") % {
        "what": gap.label,
        "language": gap.language_name,
    }
    column: Any = gap.row._meta.get_field(gap.field)
    is_short = _is_line(gap) and len(gap.original) <= SHORT
    field = text(label, longest=column.max_length) if is_short else long_text(label)
    field.widget.attrs |= {"lang": gap.language, "spellcheck": "true", "autocomplete": "off"}
    return field
