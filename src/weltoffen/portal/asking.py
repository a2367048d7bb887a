"""The form by which anybody sends the office a request."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from weltoffen.casework.actions import number_for_asking
from weltoffen.casework.enums import Wish
from weltoffen.casework.rules.asking import LONGEST_TEXT

OPEN_SECONDS = 24 * 60 * 60
"""How long a page with the form may stand open before it is sent."""
TRAP = "website"
"""A field that people do not see and programs that fill in everything do."""
SENDER = ("sender_name", "sender_organisation", "sender_email", "sender_phone", "text")
"""What is kept of who asks, until its day."""
_SALT = "portal.asking"
_LONG = _("Das sind %(show_value)d Zeichen, Platz ist für %(limit_value)d. Kürzen Sie den Text.")


def sealed_number() -> str:
    """Return a new request's number, sealed with the time: it is taken from nobody else."""
    return signing.dumps(number_for_asking(), salt=_SALT)


def number_in(sealed: str) -> str:
    """Return the number under a seal; empty where the seal is broken or too old."""
    try:
        return str(signing.loads(sealed, salt=_SALT, max_age=OPEN_SECONDS))
    except signing.BadSignature:
        return ""


def _line(label: Any, longest: int, token: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=longest,
        error_messages={"max_length": _LONG},
        widget=forms.TextInput(attrs={"autocomplete": token}),
    )


class AskForm(forms.Form):
    """What somebody wishes for, in which words, and how to answer."""

    wish = forms.ChoiceField(
        label=_("Worum geht es?"),
        choices=Wish.choices,
        error_messages={
            "required": _("Wählen Sie, worum es geht. Passt nichts, wählen Sie „Anderes“."),
            "invalid_choice": _("Wählen Sie, worum es geht. Passt nichts, wählen Sie „Anderes“."),
        },
    )
    text = forms.CharField(
        label=_("Ihre Anfrage"),
        help_text=_("Nennen Sie Ort, Tag und alles, was wir für eine Antwort brauchen."),
        max_length=LONGEST_TEXT,
        error_messages={
            "required": _(
                "Hier steht noch nichts. Schreiben Sie in ein paar Sätzen, worum es geht."
            ),
            "max_length": _LONG,
        },
        widget=forms.Textarea,
    )
    sender_name = _line(_("Ihr Name"), 160, "name")
    sender_organisation = _line(_("Verein, Schule, Firma oder Stadt"), 160, "organization")
    sender_email = forms.EmailField(
        label=_("Ihre E-Mail-Adresse"),
        help_text=_("An diese Adresse antworten wir."),
        max_length=254,
        error_messages={
            "required": _("Es fehlt, wohin wir antworten. Geben Sie Ihre E-Mail-Adresse an."),
            "invalid": _("Das ist keine E-Mail-Adresse. Sie sieht aus wie name@verein.example."),
            "max_length": _LONG,
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    sender_phone = _line(_("Telefon"), 40, "tel")
    website = forms.CharField(label=_("Bitte leer lassen"), required=False)

    def clean_website(self) -> str:
        """Refuse what only a program would have filled in, in words for people all the same."""
        given = str(self.cleaned_data[TRAP])
        if given:
            raise forms.ValidationError(
                _("Dieses Feld soll leer bleiben; es hält Programme fern. Leeren Sie es, und "
                  "schicken Sie die Anfrage noch einmal ab.")
            )  # fmt: skip
        return given

    @property
    def is_trapped(self) -> bool:
        """Say whether the hidden field has to be shown, because something stands in it."""
        return TRAP in self.errors
