"""What proves an act: passages that we have, or words of a source typed here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, partial
from typing import Any, cast

from django import forms
from django.forms.utils import ErrorList
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from weltoffen.desk.forms.addresses import WebAddressField
from weltoffen.desk.forms.fields import RecordField, SpokenDateField, choice, long_text, text
from weltoffen.desk.forms.refusable import RefusableForm
from weltoffen.desk.kinds import SOURCES
from weltoffen.ground.problems import N_
from weltoffen.sources.enums import Publisher, SourceKind

PREFIX = "evidence"
ROWS = 1
MORE = "more-evidence"
"""Name of the button that asks for further rows."""
_CLOSING = {"„": "“”", "“": "”", '"': '"', "»": "«", "«": "»", "‚": "‘’"}
"""What closes words that a mark opens."""

_NO_WORDS = N_(
    "Es fehlt, was die Quelle sagt. Geben Sie den Wortlaut an, oder sinngemäß in eigenen Worten."
)
_NO_SOURCE = N_(
    "Es fehlt, welche Quelle das sagt. Wählen Sie eine Quelle, oder legen Sie sie darunter an."
)
_TWO_SOURCES = N_(
    "Hier sind eine vorhandene und eine neue Quelle angegeben. Lassen Sie eine von beiden leer."
)
_MISSING = {
    "new_title": N_(
        "Es fehlt der Titel der Quelle. Schreiben Sie ihn so, wie er in der Quelle steht."
    ),
    "new_publisher": N_(
        "Es fehlt, wer die Quelle herausgibt. Nennen Sie die Stelle, nicht Personen."
    ),
    "new_kind": N_("Es fehlt die Art der Quelle. Wählen Sie eine aus."),
    "new_publisher_side": N_("Es fehlt, wessen Wort die Quelle ist. Wählen Sie es aus."),
}


class EvidenceForm(RefusableForm):
    """One passage: a source that we have or a new one, and what it says.

    The fields of a new source begin with ``new_``; their rest is the action's own word.
    """

    aliases = {
        name: f"new_{name}"
        for name in ("title", "publisher", "kind", "publisher_side", "address", "content_date")
    } | {"identifier": "new_title"}

    source = RecordField(
        SOURCES,
        label=_("Quelle"),
        required=False,
        help_text=_("Titel oder Herausgeber tippen. Fehlt die Quelle, legen Sie sie unten an."),
    )
    quote = long_text(
        _("Wortlaut"),
        _("Genau so, wie es in der Quelle steht, ohne Anführungszeichen."),
    )
    gist = long_text(
        _("oder sinngemäß"),
        _("In eigenen Worten, wenn der Wortlaut nicht vorliegt."),
    )
    locator = text(
        _("Fundstelle"), _("Zum Beispiel Seite 3 oder Absatz „Geschichte“."), longest=120
    )
    new_title = text(_("Titel der neuen Quelle"), longest=200)
    new_publisher = text(_("Herausgeber"), _("Zum Beispiel Stadt Dortmund."), longest=120)
    new_kind = choice(_("Art der Quelle"), SourceKind)
    new_publisher_side = choice(_("Wessen Wort ist es?"), Publisher)
    new_address = WebAddressField(
        label=_("Adresse im Netz"), help_text=_("Mit https:// am Anfang."), max_length=500
    )
    new_content_date = SpokenDateField(label=_("Stand des Inhalts"), required=False, has_come=True)

    def clean_quote(self) -> str:
        """Return the words without the marks around them: pages put their own."""
        quote = str(self.cleaned_data["quote"])
        inside = quote[1:-1]
        marks = f"{quote[:1]}{_CLOSING.get(quote[:1], '')}"
        is_quoted = len(quote) > 2 and quote[-1] in marks[1:]
        return inside.strip() if is_quoted and not set(marks) & set(inside) else quote

    def clean(self) -> dict[str, Any]:
        """Say all that is missing at once, each at its field."""
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        for name, sentence in self._missing(typed):
            if name not in self.errors:
                self.add_error(name, gettext(sentence))
        return typed

    def _missing(self, typed: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        if not typed.get("quote") and not typed.get("gist"):
            yield "quote", _NO_WORDS
        if typed.get("source") is not None and self.has_new_source:
            yield "source", _TWO_SOURCES
        elif self.has_new_source:
            yield from ((name, said) for name, said in _MISSING.items() if not typed.get(name))
        elif typed.get("source") is None:
            yield "source", _NO_SOURCE

    @property
    def has_new_source(self) -> bool:
        """Return whether anything was typed for a new source."""
        if not self.is_bound:
            return False
        return any(name.startswith("new_") for name in self.changed_data)

    @property
    def is_new_source_open(self) -> bool:
        """Return whether the fold of a new source is open: something was typed or is wrong."""
        return self.has_new_source or any(field.errors for field in self.source_fields)

    @property
    def source_fields(self) -> list[Any]:
        """Return the fields of a new source, for the template."""
        return [field for field in self if field.name.startswith("new_")]

    @property
    def passage_fields(self) -> list[Any]:
        """Return the fields of the passage, for the template."""
        return [field for field in self if not field.name.startswith("new_")]


class BaseEvidence(forms.BaseFormSet):  # type: ignore[type-arg]
    """Several passages; rows left empty are ignored."""

    is_quiet = False

    def full_clean(self) -> None:
        """Judge the rows, unless only more of them were asked for."""
        if not self.is_quiet:
            super().full_clean()
            return
        self._errors: list[Any] = []
        self._non_form_errors = ErrorList()

    def rows(self) -> list[EvidenceForm]:
        """Return the rows in which anything was typed."""
        return [form for form in self.forms if form.has_changed()]


@cache
def _rows_of(form: type[EvidenceForm], extra: int) -> Any:
    return forms.formset_factory(
        form, formset=BaseEvidence, extra=extra, max_num=20, absolute_max=40
    )


def evidence(
    data: Any = None,
    *,
    person: Any,
    form: type[EvidenceForm] = EvidenceForm,
    extra: int = ROWS,
) -> BaseEvidence:
    """Return the rows for passages; asked for more, with the typed text and further rows."""
    make = partial(_rows_of(form, extra), prefix=PREFIX, form_kwargs={"person": person})
    if data is None:
        return cast(BaseEvidence, make())
    if MORE not in data:
        return cast(BaseEvidence, make(data))
    wider = data.copy()
    total = f"{PREFIX}-TOTAL_FORMS"
    typed = wider.get(total, "")
    wider[total] = str(min(int(typed) if typed.isdecimal() else extra, 18) + 2)
    rows: BaseEvidence = make(wider)
    rows.is_quiet = True
    for row in rows.forms:
        row.is_quiet = True
    return rows
