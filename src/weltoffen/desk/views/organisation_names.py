"""The names of an organisation over time."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from weltoffen.desk.forms.organisation_names import NamesForm, initial_of
from weltoffen.desk.kinds import ORGANISATIONS
from weltoffen.desk.views.editing import AmendPage
from weltoffen.ground.problems import Problem, Refused
from weltoffen.organisations.actions import amend_organisation_name
from weltoffen.organisations.models import Organisation
from weltoffen.relations.actions.relations import follow_name

_FIELDS = {"valid": "since", "earliest": "since", "latest": "until", "name": "name_de"}
"""The form's fields for what the action names otherwise."""


class AmendNames(AmendPage):
    """How the names are spelled and from when until when each was borne."""

    kind = ORGANISATIONS
    page_title = _("Namen bearbeiten")
    form_class = NamesForm
    intro = _(
        "Hier berichtigen Sie Schreibweise und Zeitraum. Heißt die Organisation jetzt anders, "
        "tragen Sie beim alten Namen das Ende ein und fügen den neuen Namen hinzu."
    )

    def get_form_kwargs(self) -> dict[str, Any]:
        """Give the form the names that there are."""
        return super().get_form_kwargs() | {"names": self.record.names.all()}

    def initial_of(self, record: Any) -> dict[str, Any]:
        """Return what the register has."""
        return dict(initial_of(record.names.all()))

    def amend(self, record: Any, form: Any) -> Organisation:
        """Amend each name; all faults come at once."""
        problems: list[Problem] = []
        for given in form.names:
            changes = form.changes(given)
            if not changes:
                continue
            try:
                amend_organisation_name(given=given, by=self.person, **changes)
            except Refused as refusal:
                problems += [
                    Problem(
                        f"{given.pk}-{_FIELDS.get(found.where, found.where)}",
                        found.sentence,
                        found.values,
                    )
                    for found in refusal.problems
                ]
        if problems:
            raise Refused(*problems)
        follow_name(counterpart=record, by=self.person)
        return record  # type: ignore[no-any-return]

    def success(self, record: Any) -> str:
        """Say that they are kept."""
        return gettext("Die Namen sind gespeichert.")
