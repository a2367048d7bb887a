"""Fields for what people type at the desk: dates in words, days, records by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any

from babel import Locale
from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput

from weltoffen.desk.kinds import Kind
from weltoffen.desk.naming import HIDDEN, SEPARATOR, labels_of, language
from weltoffen.desk.searching import matching
from weltoffen.ground.dates import EdtfDate, Precision, parse_date
from weltoffen.ground.languages import LANGUAGES
from weltoffen.ground.problems import Refused
from weltoffen.ground.spoken import read_date, say_date
from weltoffen.records.models import Record

_NO_LANGUAGE = _(
    "„%(typed)s“ ist keine Sprache, die wir kennen. Schreiben Sie ihren Namen oder ihr Kürzel, "
    "etwa Französisch oder fr."
)
_NO_DAY = _("„%(typed)s“ ist kein Tag. Schreiben Sie ihn wie 31.12.2026, oder heute oder morgen.")
_DAY = timedelta(days=1)
_SPOKEN = {
    "gestern": -_DAY, "heute": 0 * _DAY, "morgen": _DAY, "übermorgen": 2 * _DAY,
    "yesterday": -_DAY, "today": 0 * _DAY, "tomorrow": _DAY,
}  # fmt: skip
FEW = 300
"""Up to so many records are offered at once; of more, the page asks while one types."""

DATE_HELP = _("So genau wie bekannt: 4.7.1977, Juli 1977, 1977, um 1977 oder unbekannt.")


def text(label: Any, help_text: Any = "", *, missing: Any = "", longest: int = 240) -> Any:
    """Return a field for one line. ``missing`` is the sentence where nothing was typed."""
    errors = {"required": missing} if missing else {}
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=bool(missing),
        max_length=longest,
        error_messages=errors,
    )


def long_text(label: Any, help_text: Any = "") -> forms.CharField:
    """Return a field for some sentences."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        widget=AdminAutoHeightTextInput(attrs={"rows": 2}),
    )


class FileInput(forms.FileInput):
    """Takes a file, with a button in the desk's language in place of the browser's.

    The page has to load ``desk/files.js``, without which the browser's own is there.
    """

    template_name = "desk/widgets/files_input.html"
    button: Any = _("Datei wählen …")

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add what the button is called."""
        return super().get_context(name, value, attrs) | {"button": self.button}


def choice(
    label: Any,
    choices: type[models.TextChoices],
    help_text: Any = "",
    *,
    blank: Any = None,
    missing: Any = "",
    without: tuple[str, ...] = (),
) -> forms.ChoiceField:
    """Return a field that chooses one value; ``blank`` is the label for choosing none."""
    pairs = ((value, capfirst(label)) for value, label in choices.choices)
    offered: list[tuple[str, Any]] = [pair for pair in pairs if pair[0] not in without]
    first: list[tuple[str, Any]] = [("", blank if blank is not None else _("bitte wählen"))]
    return forms.ChoiceField(
        label=label,
        help_text=help_text,
        choices=first + offered,
        required=bool(missing),
        error_messages={"required": missing} if missing else {},
    )


class LanguageField(forms.CharField):
    """A language by its name, German or English, or by its code; gives the code."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Sprache"))
        kwargs.setdefault("help_text", _("Ihr Name oder ihr Kürzel: Französisch oder fr."))
        super().__init__(max_length=60, **kwargs)

    def clean(self, value: Any) -> str:
        """Return the code of what was typed; a code with a region ("de-AT") stays as it is."""
        typed = super().clean(value)
        code = _codes_of_languages().get(typed.casefold().partition("-")[0])
        if typed and code is None:
            raise ValidationError(_NO_LANGUAGE, params={"typed": typed})
        return typed if "-" in typed else code or ""


@cache
def _codes_of_languages() -> dict[str, str]:
    """Return the codes of languages by themselves and by their names, in small letters."""
    codes = [str(code) for code in Locale("en").languages]
    codes = [code for code in codes if code.isalpha() and len(code) < 4]
    names = [Locale(ours).languages for ours in LANGUAGES]
    named = {str(of[code]).casefold(): code for of in names for code in codes if code in of}
    return named | dict(zip(codes, codes, strict=True))


class SpokenDateField(forms.CharField):
    """A date as people write it; gives its EDTF text, and shows it back as people write it.

    ``has_come`` refuses dates that lie ahead: nothing was published tomorrow.
    """

    def __init__(self, *, has_come: bool = False, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", DATE_HELP)
        super().__init__(max_length=80, **kwargs)
        self.has_come = has_come

    def clean(self, value: Any) -> str:
        """Return the EDTF text of what was typed."""
        typed = super().clean(value)
        if not typed and not self.required:
            return ""
        found = _read(typed)
        if self.has_come:
            _refuse_ahead(typed, found)
        return found.text


class DayField(forms.CharField):
    """A whole calendar day, typed as people write it. ``has_come`` refuses days that lie ahead."""

    def __init__(self, *, has_come: bool = False, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(max_length=40, empty_value=None, **kwargs)
        self.has_come = has_come
        self.widget.attrs["placeholder"] = _("zum Beispiel 31.12.2026")

    def prepare_value(self, value: Any) -> Any:
        """Show a day as people write it."""
        return value.strftime("%d.%m.%Y") if isinstance(value, date) else value

    def clean(self, value: Any) -> date | None:
        """Return the day, None where nothing was typed."""
        typed = super().clean(value)
        if not typed:
            return None
        if typed.casefold() in _SPOKEN:
            typed = (timezone.localdate() + _SPOKEN[typed.casefold()]).isoformat()
        if not any(sign.isdigit() for sign in typed):
            raise ValidationError(_NO_DAY, params={"typed": typed})
        found = _read(typed)
        if self.has_come:
            _refuse_ahead(typed, found)
        if found.precision is not Precision.DAY or found.approximate:
            raise ValidationError(
                gettext("„%(typed)s“ ist kein ganzer Tag. Geben Sie Tag, Monat und Jahr an, zum "
                        "Beispiel 31.12.2026.") % {"typed": typed}
            )  # fmt: skip
        return found.earliest


class LastDayField(DayField):
    """The last day of a term, typed as people say it; its value is the first day after it."""

    def prepare_value(self, value: Any) -> Any:
        """Show the last day."""
        return super().prepare_value(value - _DAY if isinstance(value, date) else value)

    def clean(self, value: Any) -> date | None:
        """Return the first day after what was typed, None where nothing was."""
        last = super().clean(value)
        if last == date.max:
            raise ValidationError(
                gettext(
                    "Eine Frist bis zum letzten Tag des Kalenders ist keine. Lassen Sie das Feld "
                    "leer."
                )
            )
        return None if last is None else last + _DAY


def _read(typed: str) -> EdtfDate:
    try:
        return read_date(typed)
    except Refused as refusal:
        raise ValidationError([p.says(gettext) for p in refusal.problems]) from refusal


def _refuse_ahead(typed: str, found: EdtfDate) -> None:
    if found.earliest > timezone.localdate():
        raise ValidationError(
            gettext("„%(typed)s“ liegt in der Zukunft. Prüfen Sie vor allem das Jahr.")
            % {"typed": typed}
        )


class RecordInput(forms.TextInput):
    """A line with suggestions, which work without a script as far as there are few of them."""

    template_name = "desk/widgets/record_input.html"

    def __init__(self, kind: Kind, records: Callable[[], QuerySet[Any]]) -> None:
        super().__init__()
        self.kind = kind
        self.records = records

    def get_context(self, name: str, value: Any, attrs: Mapping[str, Any] | None) -> dict[str, Any]:
        """Add the suggestions, or the address at which the page asks for them."""
        context = super().get_context(name, value, dict(attrs or {}))
        shown = list(self.records()[: FEW + 1])
        many = len(shown) > FEW
        context["widget"]["attrs"] |= {
            "list": f"{context['widget']['attrs'].get('id', name)}-list",
            "placeholder": gettext("Namen tippen und aus der Liste wählen"),
        }
        if many:
            context["widget"]["attrs"]["data-suggest"] = reverse(
                "desk:suggest", args=[self.kind.name]
            )
        context["options"] = labels_of(shown[:FEW]).values()
        return context


class RecordField(forms.Field):
    """Chooses a record by its name; also its bare identifier or its full name is understood."""

    def __init__(
        self,
        kind: Kind,
        *,
        related: tuple[str, ...] = (),
        only: Q | None = None,
        **kwargs: Any,
    ) -> None:
        self.kind = kind
        self.related = related
        self.only = only or Q()
        missing = kwargs.pop("missing", "")
        kwargs.setdefault("required", bool(missing))
        self.person: Any = None
        self.unseen: Record | None = None
        super().__init__(
            widget=RecordInput(kind, self.records),
            error_messages={"required": missing} if missing else {},
            **kwargs,
        )

    def __deepcopy__(self, memo: dict[int, Any]) -> RecordField:
        """Return a field of a form of its own, whose suggestions are those of its own person."""
        copied: RecordField = super().__deepcopy__(memo)
        copied.widget.records = copied.records
        return copied

    def records(self) -> QuerySet[Any]:
        """Return the records that may be chosen: those that the person may see."""
        found = self.kind.own_seen_by(self.person).filter(self.only)
        return found.select_related(*self.related) if self.related else found

    def begin_with(self, value: Any) -> None:
        """Take what the field begins with: a record out of the person's reach stays, unnamed."""
        if isinstance(value, Record) and self.person is not None:
            is_seen = self.kind.seen_by(self.person).filter(pk=value.pk).exists()
            self.unseen = None if is_seen else value

    def prepare_value(self, value: Any) -> Any:
        """Show a record by name and identifier."""
        if isinstance(value, Record) and value == self.unseen:
            return gettext(HIDDEN)
        return labels_of([value])[value.pk] if isinstance(value, Record) else value

    def to_python(self, value: Any) -> Any:
        """Return the record that was typed; refuses what is none or several."""
        typed = " ".join(str(value or "").split())
        if not typed:
            return None
        if self.unseen is not None and typed == gettext(HIDDEN):
            return self.unseen
        identifier = typed.rpartition(SEPARATOR.strip())[2].strip()
        for exact in (identifier, typed):
            found = self.records().filter(identifier=exact).first()
            if found is not None:
                return found
        similar = list(matching(self.records(), typed)[:9])
        exact_names = [r for r in similar if _bare(labels_of([r])[r.pk]) == typed.casefold()]
        if len(exact_names) == 1:
            return exact_names[0]
        raise ValidationError(self._not_found(typed, similar))

    def _not_found(self, typed: str, similar: list[Record]) -> str:
        values = {"typed": typed, "what": self.kind.plural}
        if not similar:
            return gettext(
                "Unter „%(what)s“ gibt es nichts, das „%(typed)s“ heißt. Wählen Sie einen Eintrag "
                "aus der Vorschlagsliste, oder legen Sie ihn zuerst an."
            ) % values  # fmt: skip
        values["similar"] = "; ".join(labels_of(similar[:5]).values())
        if len(similar) == 1:
            return gettext(
                "„%(typed)s“ ist nicht der ganze Name. Meinen Sie %(similar)s? Wählen Sie den "
                "Eintrag aus der Vorschlagsliste."
            ) % values  # fmt: skip
        return gettext(
            "„%(typed)s“ ist nicht eindeutig. Gemeint sein könnte: %(similar)s. Wählen Sie einen "
            "Eintrag aus der Vorschlagsliste."
        ) % values  # fmt: skip


def _bare(label: str) -> str:
    return label.rpartition(SEPARATOR)[0].casefold()


def spoken(edtf: str) -> str:
    """Return an EDTF date as a person would type it, where it is read back as the same date.

    Of the years before 1000, for one, only EDTF keeps all four digits.
    """
    on = parse_date(edtf)
    words = say_date(on, language())
    try:
        return words if read_date(words) == on else edtf
    except Refused:
        return edtf
