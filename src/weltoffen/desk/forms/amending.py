"""Changing what a proposal says before it is accepted."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from weltoffen.desk.forms.fields import DATE_HELP, SpokenDateField, spoken, text
from weltoffen.desk.forms.places import CountryField
from weltoffen.desk.forms.refusable import RefusableForm
from weltoffen.desk.reviewing.words import KINDS, STANDINGS
from weltoffen.intake.types import Kind
from weltoffen.places.models import Country
from weltoffen.relations.enums import ActKind, Side

UNNAMED = "unnamed"
"""Choosing that the place is not named yet."""
NOT_CHOSEN = ""
DATES = ("since", "until", "status_on", "on", "term_until")
BODIES = (Kind.NETWORK, Kind.CHARTER)


def _options(label: Any, offered: Any, help_text: Any = "") -> forms.ChoiceField:
    pairs = offered.items() if isinstance(offered, dict) else offered
    choices = [(value, capfirst(said)) for value, said in pairs]
    return forms.ChoiceField(label=label, choices=choices, help_text=help_text)


def _date(label: Any, help_text: Any) -> SpokenDateField:
    return SpokenDateField(label=label, required=False, help_text=help_text)


class AmendingForm(RefusableForm):
    """What both a relation and an act say; ``place`` is chosen on the page, not typed."""

    name = text(
        _("Name"), missing=_("Es fehlt der Name. Schreiben Sie, wer die andere Seite ist."),
        longest=200,
    )  # fmt: skip
    country = CountryField(
        label=_("Land"), required=False, help_text=_("Leer lassen, wenn es nicht dasteht.")
    )
    home = text(
        _("Wessen Beziehung"),
        _("Ihre Stadt; oder eine andere, wenn die Seite deren Beziehung nennt."),
        missing=_("Es fehlt, wessen Beziehung es ist. Tragen Sie Ihre Stadt ein."),
        longest=200,
    )
    text_says_so = forms.BooleanField(
        label=_("Der Text sagt es so"),
        required=False,
        help_text=_(
            "Ankreuzen, wenn der Text nur falsch gelesen war. Ohne Häkchen gilt jede Zeit, die Sie "
            "ändern, als Kenntnis des Büros, und alles andere, was der Wortlaut nicht nennt: Es "
            "steht dann getrennt von dem, was die Quelle sagt."
        ),
    )
    reason = text(
        _("Warum geändert?"),
        _(
            "Freiwillig; steht dann bei der Entscheidung. Was als Kenntnis des Büros gilt, wird "
            "mit diesem Grund öffentlich, sobald Sie den Akt veröffentlichen."
        ),
        longest=500,
    )

    def field_for(self, where: str) -> str | None:
        """Return no field for the status of the proposal: that of the relation is another."""
        return None if where == "status" else super().field_for(where)

    def values(self) -> dict[str, Any]:
        """Return the values as a statement keeps them, without the place."""
        typed = dict(self.cleaned_data)
        for name in ("reason", "text_says_so"):
            typed.pop(name, None)
        country = typed.get("country")
        typed["country"] = country.code if isinstance(country, Country) else (country or None)
        for name in DATES:
            if name in typed:
                typed[name] = typed[name] or None
        return typed


class RelationAmendingForm(AmendingForm):
    """What a text states of a relation."""

    kind = _options(_("Art"), KINDS)
    since = _date(_("Seit"), DATE_HELP)
    until = _date(_("Bis"), _("Leer lassen, wenn die Beziehung besteht."))
    status = _options(pgettext_lazy("wie es steht", "Stand"), STANDINGS)
    status_on = _date(
        _("Stand seit oder für"),
        _("Seit wann sie ruht, eingeschränkt oder beendet ist; für wann sie geplant ist."),
    )

    groups = (
        (
            _("Was gilt"),
            ("name", "country", "kind", "since", "until", "status", "status_on", "home"),
        ),
        (_("Woher es kommt"), ("text_says_so", "reason")),
    )


class ActAmendingForm(AmendingForm):
    """What a text tells of an act."""

    kind = _options(_("Was für ein Akt"), [c for c in ActKind.choices if c[0] != "retraction"])
    on = _date(_("Wann"), DATE_HELP)
    side = _options(_("Wer handelte"), Side.choices)
    body = text(_("Gremium"), longest=200)
    paper_number = text(_("Drucksachennummer"), longest=40)
    term_until = _date(_("Befristet bis"), _("Nur wenn der Text eine Frist nennt."))

    groups = (
        (
            _("Was gilt"),
            (
                "name", "country", "kind", "on", "side", "body", "paper_number", "term_until",
                "home",
            ),
        ),
        (_("Woher es kommt"), ("text_says_so", "reason")),
    )  # fmt: skip


FORMS: dict[str, type[AmendingForm]] = {"relation": RelationAmendingForm, "act": ActAmendingForm}


def initial_of(values: dict[str, Any], country: models.Model | None) -> dict[str, Any]:
    """Return what the form begins with: the values, dates as people write them."""
    dates = {name: spoken(str(values[name])) for name in DATES if values.get(name)}
    return {**values, **dates, "country": country or values.get("country") or ""}
