"""Typing in where sources disagree."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from weltoffen.desk.forms.addresses import IdentifierField
from weltoffen.desk.forms.evidence import EvidenceForm
from weltoffen.desk.forms.fields import RecordField, long_text, text
from weltoffen.desk.forms.refusable import RefusableForm
from weltoffen.desk.kinds import LEDGER, MUNICIPALITIES, RELATIONS


class DisagreementForm(RefusableForm):
    """The question, and which answer the city uses and why; the answers are rows."""

    question_de = text(
        _("Frage (deutsch)"),
        _("Zum Beispiel: Seit wann besteht die Partnerschaft mit Rostow am Don?"),
        missing=_("Es fehlt die Frage, auf die die Quellen verschieden antworten."),
    )
    question_en = text(_("Frage (englisch)"))
    home = RecordField(
        MUNICIPALITIES,
        label=_("Diese Stadt"),
        missing=_("Es fehlt, für welche Stadt der Widerspruch festgehalten wird."),
        related=("country",),
    )
    relation = RecordField(
        RELATIONS,
        label=_("Beziehung"),
        required=False,
        related=("home", "municipality", "network", "instrument"),
        help_text=_("Leer lassen, wenn es um keine einzelne Beziehung geht."),
    )
    reason_de = long_text(
        _("Begründung (deutsch)"), _("Warum die Stadt die eine Antwort verwendet.")
    )
    reason_en = long_text(
        _("Begründung (englisch)"),
        _("Ohne sie steht auf der englischen Seite die deutsche Begründung."),
    )
    settled = forms.BooleanField(label=_("Der Widerspruch ist geklärt"), required=False)
    identifier = IdentifierField(
        LEDGER,
        _("Leer lassen: Sie wird aus der Frage gebildet. Sie bleibt für immer gleich."),
    )

    groups = (
        (_("Worum es geht"), ("question_de", "question_en", "home", "relation")),
        (_("Wie die Stadt es hält"), ("reason_de", "reason_en", "settled")),
        (_("Verwaltung"), ("identifier",)),
    )
    folded = ("identifier",)


NONE = "none"
"""The choice that the city uses no answer."""


class SettlingForm(RefusableForm):
    """Which of the answers the city uses, and why."""

    answer = forms.ChoiceField(
        label=_("Welche Antwort verwendet die Stadt?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Wählen Sie eine Antwort, oder „keine davon“.")},
    )
    reason_de = long_text(
        _("Begründung (deutsch)"),
        _("Ein Satz genügt, zum Beispiel: Die Urkunde im Stadtarchiv nennt diesen Tag."),
    )
    reason_en = long_text(
        _("Begründung (englisch)"),
        _("Ohne sie steht auf der englischen Seite die deutsche Begründung."),
    )

    groups = ((_("Wie die Stadt es hält"), ("answer", "reason_de", "reason_en")),)
    folded = ()

    def __init__(self, *args: Any, answers: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [*answers, (NONE, _("keine davon"))]
        self.fields["answer"].choices = choices  # type: ignore[attr-defined]
        self.fields["reason_de"].required = True
        self.fields["reason_de"].error_messages["required"] = _(
            "Es fehlt, warum die Stadt es so hält. Schreiben Sie einen Satz dazu."
        )


class AnswerForm(EvidenceForm):
    """One source's answer, with the passage that gives it."""

    answer_de = text(
        _("Antwort (deutsch)"), missing=_("Es fehlt, was die Quelle antwortet, etwa „1977“.")
    )
    answer_en = text(_("Antwort (englisch)"))
    is_used = forms.BooleanField(label=_("Die Stadt verwendet diese Antwort"), required=False)

    field_order = ("answer_de", "answer_en", "is_used")
