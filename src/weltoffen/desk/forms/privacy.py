"""Typing in terms, whom somebody asks about, and why."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from weltoffen.desk.forms.casework import Groups
from weltoffen.desk.forms.fields import text as line
from weltoffen.desk.forms.refusable import RefusableForm
from weltoffen.privacy.actions import LONGEST_REASON
from weltoffen.privacy.rules.terms import term_problems
from weltoffen.privacy.types import Months


class TermForm(RefusableForm):
    """How long a kind is kept, and on what that rests."""

    months = forms.IntegerField(
        label=_("Frist in Monaten"),
        help_text=_("In ganzen Monaten."),
        error_messages={
            "required": _("Es fehlt die Frist. Geben Sie eine Zahl von Monaten an."),
            "invalid": _("Das ist keine ganze Zahl. Geben Sie die Monate in Ziffern an."),
        },
    )
    reason = line(
        _("Grund"),
        _("Worauf sich die Frist stützt, etwa der Aufbewahrungsplan der Stadt."),
        missing=_("Es fehlt der Grund. Nennen Sie, worauf sich die Frist stützt."),
    )
    groups: Groups = ((_("Aufbewahrungsfrist"), ("months", "reason")),)
    stand_ins = {"months": 1, "reason": "–"}

    def __init__(self, *args: Any, bounds: Months, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bounds = bounds
        told = {"least": bounds.least, "most": bounds.most, "usual": bounds.usual}
        said = gettext("%(least)d bis %(most)d Monate; üblich sind %(usual)d.")
        self["months"].help_text = said % told

    def clean_months(self) -> int:
        """Refuse what the action would, together with what is wrong elsewhere."""
        months: int = self.cleaned_data["months"]
        for problem in term_problems(self.bounds, months, "–", ""):
            raise forms.ValidationError(gettext(problem.sentence) % problem.values)
        return months


class LookUpForm(RefusableForm):
    """Of whom is asked."""

    who = line(
        _("Name, E-Mail-Adresse oder Kennung"),
        _(
            "Auch geschützte Namen werden gefunden. Sehen Sie nur nach, wenn die Person darum "
            "bittet."
        ),
        missing=_("Es fehlt, nach wem Sie suchen. Geben Sie einen Namen oder eine Adresse ein."),
        longest=160,
    )
    groups: Groups = ((_("Nach wem wird gefragt?"), ("who",)),)


class ReasonForm(RefusableForm):
    """Why all that is held on somebody is taken along, or deleted."""

    reason = line(
        _("Anlass"),
        _("Am besten ein Aktenzeichen, ohne den Namen der Person: Der Anlass steht im "
          "Sicherheitsprotokoll."),
        missing=_("Es fehlt der Anlass. Nennen Sie am besten ein Aktenzeichen."),
        longest=LONGEST_REASON,
    )  # fmt: skip
