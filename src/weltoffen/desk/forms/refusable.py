"""The form that takes an action's refusal and shows it where it belongs."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Protocol, runtime_checkable

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext

from weltoffen.ground.languages import LANGUAGES, LEADING
from weltoffen.ground.problems import Refused


@runtime_checkable
class OfPerson(Protocol):
    """A field whose choices depend on who chooses."""

    person: Any


@runtime_checkable
class Beginning(Protocol):
    """A field that has to know what it begins with."""

    def begin_with(self, value: Any) -> None:
        """Take it."""


class RefusableForm(forms.Form):
    """A form whose input an action may refuse.

    ``aliases`` leads a field's name in the words of an action to the form's field, where they
    differ. ``is_quiet`` makes the form keep what was typed without judging it: for a press on a
    button that only asks for more rows. ``stand_ins`` are values with which an action can judge the
    rest of the input where a field's own was faulty; without one it is what an empty field gives.
    ``person`` is who fills it in: fields that choose a record offer nobody what only others may
    see, and nothing at all as long as it is not known who asks.
    """

    aliases: dict[str, str] = {}
    stand_ins: dict[str, Any] = {}
    is_quiet = False

    def __init__(self, *args: Any, person: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, OfPerson):
                field.person = person
            if isinstance(field, Beginning):
                field.begin_with(self.get_initial_for_field(field, name))
            field.widget.attrs.setdefault("autocomplete", "off")
            own = self[name].auto_id
            told = f"{own}-errors {own}-help" if field.help_text else f"{own}-errors"
            field.widget.attrs["aria-describedby"] = told

    @property
    def records(self) -> dict[str, Any]:
        """Return the fields that choose a record, by their names."""
        return {name: field for name, field in self.fields.items() if isinstance(field, Beginning)}

    def full_clean(self) -> None:
        """Judge the input, unless the form is quiet."""
        if self.is_quiet:
            self._errors = ErrorDict()
            self.cleaned_data = {}
        else:
            super().full_clean()

    def refuse(self, refusal: Refused, besides: Collection[str] = ()) -> None:
        """Show each problem at its field; what belongs to no field is shown above the form.

        ``besides`` names fields of which enough is said already.
        """
        for where, sentences in refusal.by_field(gettext).items():
            field = self.field_for(where)
            if field in besides:
                continue
            known: Any = self.errors.get(field or "__all__", [])
            for sentence in dict.fromkeys(sentences):
                if sentence not in known:
                    self.add_error(field, sentence)

    def stand_in(self) -> None:
        """Put something harmless where the input could not be read, so that the rest is judged."""
        for name, field in self.fields.items():
            self.cleaned_data.setdefault(name, self.stand_ins.get(name, field.to_python("")))

    def field_for(self, where: str) -> str | None:
        """Return the form's field for a place in the words of an action, None if there is none."""
        for name in (where, self.aliases.get(where), f"{where}_{LEADING}"):
            if name in self.fields:
                return name
        return None

    def texts(self, name: str, of: Any = None) -> dict[str, str]:
        """Return a wording per language, as actions take it.

        Of a record that there is, only what differs: saving a translation together with a changed
        German text would make it look as if it had been made from the new one.
        """
        typed = {
            code: (self.cleaned_data.get(f"{name}_{code}") or "").strip() for code in LANGUAGES
        }
        if of is None:
            return {code: text for code, text in typed.items() if text or code == LEADING}
        return {
            code: text
            for code, text in typed.items()
            if text != (getattr(of, f"{name}_{code}") or "")
        }
