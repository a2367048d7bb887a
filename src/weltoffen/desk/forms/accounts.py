"""Opening accounts, giving and taking roles, and setting a password by an invitation."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts
from django.utils.functional import lazy
from django.utils.html import format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from weltoffen.accounts.enums import RoleName
from weltoffen.desk.forms.casework import Groups
from weltoffen.desk.forms.entrusting import DEPARTMENTS
from weltoffen.desk.forms.fields import DayField, RecordField, choice, text
from weltoffen.desk.forms.refusable import RefusableForm
from weltoffen.desk.kinds import ORGANISATIONS, RELATIONS

_OF_RELATION = ("home", "municipality__country", "network", "instrument")


def _email(help_text: Any) -> forms.EmailField:
    return forms.EmailField(label=_("E-Mail-Adresse"), required=False, help_text=help_text)


def _reason(help_text: Any) -> Any:
    return text(_("Grund"), help_text, longest=200)


class RoleForm(RefusableForm):
    """A role with its limit, until when it holds, and why it is given."""

    role = choice(
        _("Rolle"),
        RoleName,
        _("Was jede Rolle sieht und tut, steht im Handbuch unter „Wer was darf“."),
        missing=_("Wählen Sie eine Rolle."),
    )
    unit = RecordField(
        ORGANISATIONS,
        label=_("Fachbereich"),
        only=DEPARTMENTS,
        help_text=_("Nur für die Rolle „trägt bei“: für welchen Fachbereich."),
    )
    relation = RecordField(
        RELATIONS,
        label=_("Beziehung"),
        related=_OF_RELATION,
        help_text=_("Nur für Gäste: welche Beziehung sie sehen."),
    )
    last_day = DayField(
        label=_("Letzter Tag"),
        help_text=_(
            "Danach gilt die Rolle von selbst nicht mehr. Leer lassen, wenn sie ohne Ende gilt."
        ),
    )
    reason = _reason(_("Steht im Verlauf des Kontos, zum Beispiel „Vertretung bis August“."))
    groups: Groups = ((_("Rolle"), ("role", "unit", "relation", "last_day", "reason")),)

    def limits(self) -> dict[str, Any]:
        """Return the role as the action takes it."""
        typed = self.cleaned_data
        return {
            "role": RoleName(typed["role"]),
            "unit": typed["unit"].identifier if typed.get("unit") else "",
            "relation": typed["relation"].identifier if typed.get("relation") else "",
            "last_day": typed.get("last_day"),
            "reason": typed.get("reason", ""),
        }


class InviteForm(RoleForm):
    """A new account, with its person and its first role."""

    username = forms.CharField(
        label=_("Anmeldename"),
        max_length=150,
        help_text=_("Damit meldet sich die Person an. Buchstaben, Ziffern und @ . + - _"),
        error_messages={"required": _("Es fehlt der Name, mit dem sich die Person anmeldet.")},
    )
    first_name = text(_("Vorname"), longest=150)
    last_name = text(_("Nachname"), longest=150)
    email = _email(_("An sie geht der Link, wenn das Programm E-Mails verschicken kann."))
    groups: Groups = (
        (_("Person"), ("username", "first_name", "last_name", "email")),
        *RoleForm.groups,
    )


class AmendAccountForm(RefusableForm):
    """How an account's person is called and reached."""

    first_name = text(_("Vorname"), longest=150)
    last_name = text(_("Nachname"), longest=150)
    email = _email(_("Für Einladungen und die tägliche E-Mail mit Fristen."))
    groups: Groups = ((_("Person"), ("first_name", "last_name", "email")),)


class ReasonForm(RefusableForm):
    """Why something is done to an account."""

    reason = _reason(_("Steht im Verlauf des Kontos. Sie können das Feld leer lassen."))
    groups: Groups = ((_("Grund"), ("reason",)),)


def _rules() -> str:
    sentences = password_validators_help_texts()
    return str(format_html_join(" ", "{}", ((each,) for each in sentences)))


class PasswordForm(RefusableForm):
    """A password of one's own, typed twice. Whether it will do, the action says."""

    password = forms.CharField(
        label=_("Neues Passwort"),
        strip=False,
        max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=lazy(_rules, str)(),
        error_messages={"required": _("Wählen Sie ein Passwort.")},
    )
    again = forms.CharField(
        label=_("Neues Passwort, noch einmal"),
        strip=False,
        max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Geben Sie das Passwort ein zweites Mal ein.")},
    )
    groups: Groups = ((_("Passwort"), ("password", "again")),)

    def clean(self) -> dict[str, Any]:
        """Refuse two passwords that differ."""
        typed: dict[str, Any] = super().clean() or {}
        both = typed.get("password"), typed.get("again")
        if all(both) and both[0] != both[1]:
            self.add_error(
                "again",
                gettext("Die beiden Passwörter sind verschieden. Geben Sie beide noch einmal ein."),
            )
        return typed
