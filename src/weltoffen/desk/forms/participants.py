"""Typing in who takes part: one person, or a list copied from a table."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput

from weltoffen.desk.forms.fields import DayField, choice, text
from weltoffen.desk.forms.places import CountryField
from weltoffen.desk.forms.refusable import RefusableForm
from weltoffen.encounters.enums import Answer, Group, PhotoConsent
from weltoffen.encounters.rules.pasted import read_list
from weltoffen.ground.problems import Refused

FACTS = (
    "name", "function", "born_on", "country", "group", "needs", "answer", "photo_consent",
    "purpose", "delete_after",
)  # fmt: skip
_NO_PURPOSE = _("Es fehlt, wozu der Name gebraucht wird. Geben Sie es an.")
_NO_DAY = _("Es fehlt, nach welchem Tag der Name gelöscht wird. Namen bleiben nicht für immer.")


class KeptForm(RefusableForm):
    """Why names are kept, until when, and as what the people are counted."""

    purpose = text(
        _("Zweck"),
        _("Wozu der Name gebraucht wird: Einladung, Namensschild, Visum, Nachweis für den "
          "Zuschuss."),
        missing=_NO_PURPOSE,
        longest=160,
    )  # fmt: skip
    delete_after = DayField(
        label=_("Löschen nach"),
        required=True,
        error_messages={"required": _NO_DAY},
        help_text=_("An diesem Tag wird der Name zum letzten Mal gezeigt, danach gelöscht. Die "
                    "Zahlen bleiben."),
    )  # fmt: skip
    country = CountryField(
        label=_("Land"), required=False, help_text=_("Wonach gezählt wird: Frankreich oder FR.")
    )
    group = choice(_("Gruppe"), Group, missing=_("Es fehlt, als wer gezählt wird."))


class ParticipantForm(KeptForm):
    """One person."""

    name = text(_("Name"), missing=_("Es fehlt der Name."), longest=160)
    function = text(_("Funktion"), _("Chorleitung, Ratsmitglied, Dolmetschen."), longest=160)
    born_on = DayField(
        label=_("Geboren am"), has_come=True,
        help_text=_("Nur wenn ein Geldgeber oder ein Visum es verlangt."),
    )  # fmt: skip
    needs = text(
        _("Kost und Zugang"),
        _("Was die Küche und das Haus wissen müssen: vegetarisch, Rollstuhl. Keine Diagnosen."),
        longest=200,
    )
    answer = choice(
        pgettext_lazy("auf eine Einladung", "Antwort"), Answer,
        missing=_("Es fehlt, was die Person geantwortet hat."),
    )  # fmt: skip
    photo_consent = choice(
        _("Fotos"), PhotoConsent, missing=_("Es fehlt, ob die Person in Fotos eingewilligt hat.")
    )

    groups = (
        (_("Person"), ("name", "function", "country", "group")),
        (_("Besuch"), ("answer", "photo_consent", "needs", "born_on")),
        (_("Datenschutz"), ("purpose", "delete_after")),
    )

    def facts(self) -> dict[str, Any]:
        """Return what was typed, as the actions take it."""
        return {name: self.cleaned_data[name] for name in FACTS}


class PastedForm(KeptForm):
    """A list copied from a table."""

    pasted = forms.CharField(
        label=_("Liste"),
        widget=AdminAutoHeightTextInput(attrs={"rows": 8}),
        max_length=100_000,
        help_text=_("Eine Zeile je Person: Name und Funktion. Aus Excel kopieren und hier "
                    "einfügen, oder beides mit Semikolon trennen."),
        error_messages={
            "required": _("Es ist niemand genannt. Fügen Sie die Liste hier ein."),
            "max_length": _("Die Liste ist zu lang. Nehmen Sie sie in mehreren Teilen auf."),
        },
    )  # fmt: skip

    groups = (
        (_("Wer teilnimmt"), ("pasted", "country", "group")),
        (_("Datenschutz (gilt für alle in der Liste)"), ("purpose", "delete_after")),
    )

    def clean_pasted(self) -> str:
        """Read the list; what is wrong with its lines is said at once."""
        typed = str(self.cleaned_data["pasted"])
        try:
            self.people = read_list(typed)
        except Refused as refusal:
            raise ValidationError([p.says(gettext) for p in refusal.problems]) from refusal
        return typed


class KeepUntilForm(RefusableForm):
    """Until when all names of an encounter are kept."""

    delete_after = DayField(
        label=_("Löschen nach"), required=True, error_messages={"required": _NO_DAY},
    )  # fmt: skip
    groups = ((_("Für alle Namen dieser Begegnung"), ("delete_after",)),)


class DeleteForm(RefusableForm):
    """Whether somebody whose name goes is counted still."""

    is_counted = forms.BooleanField(
        label=_("Die Person nimmt teil oder hat teilgenommen: weiter mitzählen"),
        required=False,
        help_text=_("Ohne Haken, wenn der Name ein Irrtum war oder die Person abgesagt hat."),
    )
    groups = ((_("Zählung"), ("is_counted",)),)
