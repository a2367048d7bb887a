"""Typing in people, their offices, contacts, and when somebody was last heard of."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from weltoffen.desk.forms.fields import (
    DayField,
    RecordField,
    SpokenDateField,
    choice,
    long_text,
    text,
)
from weltoffen.desk.forms.organisations import as_interval, backwards
from weltoffen.desk.forms.refusable import RefusableForm
from weltoffen.desk.kinds import MUNICIPALITIES, ORGANISATIONS
from weltoffen.organisations.enums import ContactKind, ContactPurpose, LegalGround, Salutation
from weltoffen.records.enums import Role

PERSON_FACTS = (
    "family_name", "given_name", "academic_title", "salutation", "pronouns", "sort_as",
    "do_not_name", "owner", "review_by",
)  # fmt: skip
CONTACT_FACTS = (
    "kind", "value", "purpose", "legal_ground", "consent_on", "consent_by", "delete_by",
    "is_restricted",
)  # fmt: skip


class PersonForm(RefusableForm):
    """Who somebody is, as letters and lists need it."""

    family_name = text(
        _("Familienname"),
        _("Führt die Person nur einen Namen, dann diesen."),
        missing=_("Es fehlt der Familienname."),
        longest=120,
    )
    given_name = text(_("Vorname"), longest=120)
    academic_title = text(_("Akademischer Grad"), _("Zum Beispiel Dr."), longest=60)
    salutation = choice(_("Anrede"), Salutation, missing=_("Es fehlt die Anrede. Wählen Sie sie."))
    pronouns = text(_("Pronomen"), _("Wenn die Person welche nennt."), longest=40)
    sort_as = text(
        _("Einordnen unter"),
        _("Nur wenn anders als unter dem Familiennamen: „Berg“ bei „van den Berg“."),
        longest=120,
    )
    do_not_name = forms.BooleanField(
        label=_("Nicht nennen"),
        required=False,
        help_text=_(
            "Für Menschen, die gefährdet wären. Der Name steht dann in keiner Liste, keiner Suche, "
            "keinem Bericht und keinem Export; wer ihn ansieht, wird vermerkt."
        ),
    )
    owner = choice(_("Zuständig"), Role, missing=_("Wählen Sie, wer dafür zuständig ist."))
    review_by = DayField(label=_("Prüfen bis"), help_text=_("Wann jemand wieder nachsehen soll."))

    groups: tuple[tuple[object, tuple[str, ...]], ...] = (
        (_("Person"), ("family_name", "given_name", "academic_title", "salutation", "pronouns",
                       "sort_as")),
        (_("Schutz"), ("do_not_name",)),
        (_("Verwaltung"), ("owner", "review_by")),
    )  # fmt: skip


class SpanForm(RefusableForm):
    """From when until when something holds."""

    aliases = {"valid": "since", "title": "title_de"}
    ends_before = _("Das Ende (%(until)s) liegt vor dem Anfang (%(since)s). Berichtigen Sie eines.")

    since = SpokenDateField(
        label=_("Seit"),
        required=False,
        help_text=_("Leer lassen, wenn nicht bekannt. 2013 oder 1.8.2013."),
    )
    until = SpokenDateField(
        label=_("Bis"),
        required=False,
        help_text=_("Leer lassen, solange es gilt. Der letzte Tag oder das letzte Jahr."),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse an end before the beginning."""
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        ends = typed.get("since", ""), typed.get("until", "")
        if sentence := backwards(*ends, self.ends_before):
            self.add_error("since", sentence)
        return typed

    def valid(self) -> str:
        """Return the interval as EDTF."""
        return as_interval(self.cleaned_data["since"], self.cleaned_data["until"])


class OfficeForm(SpanForm):
    """How an office is called and when it is held."""

    title_de = text(
        _("Amt (deutsch)"),
        _("Wie es heißt, ohne den Namen: Oberbürgermeisterin, Vorsitzender, Schulleitung."),
        missing=_("Es fehlt, wie das Amt heißt."),
        longest=160,
    )
    title_en = text(_("Amt (englisch)"), longest=160)

    groups: tuple[tuple[object, tuple[str, ...]], ...] = (
        (_("Amt"), ("title_de", "title_en", "since", "until")),
    )


class NewOfficeForm(OfficeForm):
    """An office and where it is held."""

    organisation = RecordField(
        ORGANISATIONS,
        label=_("In welcher Organisation"),
        required=False,
        related=("municipality", "merged_into"),
        help_text=_("Rat, Amt, Verein, Schule. Oder lassen Sie es leer und nennen die Stadt."),
    )
    municipality = RecordField(
        MUNICIPALITIES,
        label=_("Oder unmittelbar in welcher Stadt"),
        required=False,
        related=("country",),
        help_text=_("Zum Beispiel die Bürgermeisterin einer Stadt."),
    )

    groups = (
        (_("Amt"), ("title_de", "title_en", "organisation", "municipality", "since", "until")),
    )


class ContactForm(SpanForm):
    """How somebody is reached, and why the office may keep that."""

    kind = choice(_("Art"), ContactKind, missing=_("Es fehlt, was es ist. Wählen Sie es aus."))
    value = long_text(_("Angabe"), _("Nummer, Adresse oder Anschrift."))
    purpose = choice(
        _("Zweck"),
        ContactPurpose,
        _("Nur dafür darf der Kontakt genutzt werden."),
        missing=_("Es fehlt, wozu Sie den Kontakt brauchen."),
    )
    legal_ground = choice(
        _("Rechtsgrundlage"),
        LegalGround,
        missing=_("Es fehlt, warum Sie den Kontakt führen dürfen."),
    )
    consent_on = DayField(
        label=_("Eingewilligt am"), has_come=True, help_text=_("Nur bei einer Einwilligung.")
    )
    consent_by = text(
        _("Nachweis der Einwilligung"),
        _("Wo sie steht: Schreiben, E-Mail oder Formular, mit Aktenzeichen."),
        longest=200,
    )
    delete_by = DayField(
        label=_("Löschen am"), help_text=_("An diesem Tag ist der Kontakt zu löschen.")
    )
    is_restricted = forms.BooleanField(
        label=_("Eingeschränkt"),
        required=False,
        help_text=_("Auf dem Blatt steht dann nur, dass es ihn gibt; wer ihn ansieht, wird "
                    "vermerkt."),
    )  # fmt: skip

    groups: tuple[tuple[object, tuple[str, ...]], ...] = (
        (_("Kontakt"), ("kind", "value", "since", "until")),
        (_("Datenschutz"), ("purpose", "legal_ground", "consent_on", "consent_by", "delete_by",
                            "is_restricted")),
    )  # fmt: skip

    def facts(self) -> dict[str, Any]:
        """Return what was typed, as the action takes it."""
        return {name: self.cleaned_data[name] for name in CONTACT_FACTS} | {"valid": self.valid()}


class WithdrawalForm(RefusableForm):
    """On which day consent was withdrawn."""

    aliases = {"consent_withdrawn_on": "on"}

    on = DayField(
        label=_("Widerrufen am"),
        has_come=True,
        required=True,
        error_messages={"required": _("Es fehlt der Tag des Widerrufs.")},
    )
    groups = ((_("Widerruf"), ("on",)),)


class SignForm(RefusableForm):
    """When an organisation was last heard of."""

    aliases = {"on": "last_sign"}

    last_sign = SpokenDateField(
        label=_("Letztes Lebenszeichen"),
        has_come=True,
        required=False,
        help_text=_("Wann Sie zuletzt von ihr gehört haben: 4.7.2024, Juli 2024 oder 2024."),
    )
    last_sign_what = text(
        _("Was es war"), _("Ein Brief, ein Anruf, ein Besuch, ein Eintrag auf ihrer Seite.")
    )
    groups = ((_("Lebenszeichen"), ("last_sign", "last_sign_what")),)
