"""Typing in organisations and their names."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from weltoffen.desk.forms.addresses import IdentifierField, WebAddressField
from weltoffen.desk.forms.fields import (
    DayField,
    RecordField,
    SpokenDateField,
    choice,
    long_text,
    text,
)
from weltoffen.desk.forms.refusable import RefusableForm
from weltoffen.desk.kinds import MUNICIPALITIES, ORGANISATIONS
from weltoffen.desk.naming import language
from weltoffen.ground.dates import UNKNOWN_TEXT, parse_date, parse_interval
from weltoffen.ground.problems import Refused
from weltoffen.ground.spoken import say_date, say_interval
from weltoffen.organisations.enums import OrganisationKind
from weltoffen.organisations.models import OrganisationName
from weltoffen.records.enums import Role

FACTS = (
    "kind", "municipality", "website", "wikidata_id", "street", "postal_code", "locality",
    "district", "active_since", "owner", "review_by",
)  # fmt: skip


def as_interval(since: str, until: str) -> str:
    """Join two dates in EDTF; open where nothing was typed or the date is unknown."""
    return "/".join(".." if end in ("", UNKNOWN_TEXT) else end for end in (since, until))


_NAME_BACKWARDS = _(
    "Der Name endet (%(until)s), bevor er beginnt (%(since)s). Berichtigen Sie eine der beiden "
    "Zeiten."
)


def backwards(since: str, until: str, sentence: Any = _NAME_BACKWARDS) -> str:
    """Return the sentence where something, by its two dates in EDTF, ends before it begins."""
    try:
        parse_interval(as_interval(since, until))
    except Refused:
        return str(sentence) % {
            name: say_date(parse_date(text), language())
            for name, text in (("since", since), ("until", until))
        }
    return ""


class NameForm(RefusableForm):
    """A name that an organisation bears or bore."""

    aliases = {"valid": "since", "name": "name_de"}

    name_de = text(
        _("Name (deutsch)"),
        missing=_("Es fehlt der Name. Schreiben Sie ihn so, wie die Organisation ihn führt."),
        longest=200,
    )
    name_en = text(_("Name (englisch)"), _("Nur, wenn es einen englischen gibt."), longest=200)
    since = SpokenDateField(
        label=_("Führt diesen Namen seit"),
        required=False,
        help_text=_("Leer lassen, wenn der Anfang nicht bekannt ist. 2013 oder 1.8.2013."),
    )
    until = SpokenDateField(
        label=_("bis"),
        required=False,
        help_text=_("Leer lassen, wenn der Name noch gilt. Das letzte Jahr, in dem er galt."),
    )

    groups: tuple[tuple[object, tuple[str, ...]], ...] = (
        (_("Name"), ("name_de", "name_en", "since", "until")),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse an end before the beginning."""
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        if sentence := backwards(typed.get("since", ""), typed.get("until", "")):
            self.add_error("since", sentence)
        return typed

    def valid(self) -> str:
        """Return the interval as EDTF."""
        return as_interval(self.cleaned_data["since"], self.cleaned_data["until"])


class NameChoice(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Names of an organisation, with the time in which each was borne."""

    def label_from_instance(self, obj: Any) -> str:
        """Return the name and since when it is borne, where that is known."""
        borne = parse_interval(obj.valid)
        time = f" ({say_interval(borne, language())})" if borne.start else ""
        return f"{obj.name}{time}"


class FurtherNameForm(NameForm):
    """A name of an organisation that has others already."""

    replaces: Any = NameChoice(
        label=_("Löst ab"),
        queryset=OrganisationName.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Was Sie auswählen, endet am Tag, bevor dieser Name beginnt, oder in dem Jahr "
                    "oder Monat, in dem er beginnt."),
        error_messages={
            "invalid_choice": _("Ein Name, den Sie ausgewählt haben, hat inzwischen ein Ende. "
                                "Prüfen Sie Ihre Auswahl und speichern Sie noch einmal.")
        },
    )  # fmt: skip

    def __init__(self, *args: Any, names: QuerySet[OrganisationName], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered: Any = self.fields["replaces"]
        offered.queryset = names
        if not names.exists():
            del self.fields["replaces"]

    @property
    def groups(self) -> tuple[tuple[object, tuple[str, ...]], ...]:  # type: ignore[override]
        """Return the fields that there are."""
        ((heading, names),) = NameForm.groups
        return ((heading, (*names, *(n for n in ("replaces",) if n in self.fields))),)

    def replaced(self) -> list[OrganisationName]:
        """Return the names that this one replaces."""
        return list(self.cleaned_data.get("replaces", ()))


class OrganisationForm(RefusableForm):
    """What is known of an organisation."""

    kind = choice(
        _("Art"), OrganisationKind, missing=_("Es fehlt, was für eine Organisation es ist.")
    )
    municipality = RecordField(
        MUNICIPALITIES, label=_("Stadt"), required=False, related=("country",)
    )
    task_de = long_text(_("Aufgabe (deutsch)"), _("Wofür sie da ist, in einem oder zwei Sätzen."))
    task_en = long_text(_("Aufgabe (englisch)"))
    website = WebAddressField(
        label=_("Webadresse"), help_text=_("Mit https:// am Anfang."), max_length=200
    )
    street = text(_("Straße und Hausnummer"), longest=120)
    postal_code = text(_("Postleitzahl"), longest=12)
    locality = text(_("Ort"), longest=80)
    district = text(_("Stadtbezirk"), longest=80)
    active_since = SpokenDateField(
        label=_("Aktiv seit"),
        required=False,
        has_come=True,
        help_text=_("Seit wann es sie gibt oder seit wann sie mitarbeitet. 1998 oder Mai 1998."),
    )
    wikidata_id = text("Wikidata", _("Zum Beispiel Q1295."), longest=16)
    owner = choice(_("Zuständig"), Role, missing=_("Wählen Sie, wer dafür zuständig ist."))
    review_by = DayField(label=_("Prüfen bis"), help_text=_("Wann jemand wieder nachsehen soll."))

    groups: tuple[tuple[object, tuple[str, ...]], ...] = (
        (
            _("Organisation"),
            ("kind", "municipality", "task_de", "task_en", "website", "active_since"),
        ),
        (_("Anschrift"), ("street", "postal_code", "locality", "district", "wikidata_id")),
        (_("Verwaltung"), ("owner", "review_by")),
    )


class NewOrganisationForm(NameForm, OrganisationForm):
    """A new organisation under the name it bears."""

    identifier = IdentifierField(
        ORGANISATIONS,
        _("Leer lassen: Sie wird aus dem Namen gebildet. Sie bleibt für immer gleich."),
    )

    groups = (
        *NameForm.groups,
        *OrganisationForm.groups[:2],
        (_("Verwaltung"), ("owner", "review_by", "identifier")),
    )
