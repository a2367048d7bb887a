"""Saying who answers for a record, and who may see it."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from weltoffen.desk.forms.fields import DayField, RecordField, choice
from weltoffen.desk.forms.refusable import RefusableForm
from weltoffen.desk.kinds import ORGANISATIONS
from weltoffen.organisations.rules.departments import OF_THE_CITY
from weltoffen.records.enums import Role, Visibility

DEPARTMENTS = Q(kind__in=OF_THE_CITY)
"""What a record can belong to."""


class EntrustingForm(RefusableForm):
    """Who answers for a record, which department it belongs to, who may see it.

    To publish or to withdraw has pages of its own, which say what follows; a public record is
    therefore not asked who may see it.
    """

    owner = choice(_("Zuständig"), Role, missing=_("Wählen Sie, wer dafür zuständig ist."))
    unit = RecordField(
        ORGANISATIONS,
        label=_("Zugehöriger Fachbereich"),
        required=False,
        only=DEPARTMENTS,
        help_text=_("Dessen Leute sehen den Eintrag auch, wenn er eingeschränkt ist."),
    )
    visibility = choice(
        _("Wer ihn sieht"),
        Visibility,
        _("Intern: alle am Schreibtisch. Für die Partnerstadt: auch deren Gäste. Eingeschränkt: "
          "nur die Koordination, die zuständige Stelle und der Fachbereich; Notizen, Kommentare, "
          "Aufgaben und Anfragen dazu werden mit eingeschränkt."),
        missing=_("Wählen Sie, wer den Eintrag sieht."),
        without=(Visibility.PUBLIC,),
    )  # fmt: skip
    review_by = DayField(label=_("Prüfen bis"), help_text=_("Wann jemand wieder nachsehen soll."))

    groups: tuple[tuple[Any, tuple[str, ...]], ...] = (
        (_("Zuständigkeit"), ("owner", "unit", "visibility", "review_by")),
    )

    def __init__(self, *args: Any, is_public: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_public:
            del self.fields["visibility"]
            self.groups = ((self.groups[0][0], ("owner", "unit", "review_by")),)
