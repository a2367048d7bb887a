"""Typing in who takes part in a relation, and who held the office that signed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from weltoffen.desk.forms.fields import RecordField, choice, text
from weltoffen.desk.forms.people import SpanForm
from weltoffen.desk.forms.refusable import RefusableForm
from weltoffen.desk.kinds import ORGANISATIONS
from weltoffen.relations.enums import TieRole
from weltoffen.relations.models import Signatory


class TieForm(SpanForm):
    """In what role an organisation takes part, and when."""

    role = choice(_("Rolle"), TieRole, missing=_("Es fehlt, was die Organisation dabei tut."))
    remark = text(_("Bemerkung"), longest=200)

    groups: tuple[tuple[object, tuple[str, ...]], ...] = (
        (_("Mitwirkung"), ("role", "since", "until", "remark")),
    )


class NewTieForm(TieForm):
    """An organisation that takes part in a relation."""

    organisation = RecordField(
        ORGANISATIONS,
        label=_("Organisation"),
        missing=_("Es fehlt, welche Organisation mitwirkt."),
        related=("municipality", "merged_into"),
    )

    groups = ((_("Mitwirkung"), ("organisation", "role", "since", "until", "remark")),)


class SignatoriesForm(RefusableForm):
    """For each office that signed, who held it then; among those who can have held it."""

    def __init__(
        self,
        *args: Any,
        signatories: Iterable[tuple[Signatory, list[tuple[str, str]]]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.signatories = [signatory for signatory, _choices in signatories]
        for signatory, choices in signatories:
            name = field_of(signatory)
            self.fields[name] = forms.ChoiceField(
                label=f"{signatory.get_side_display()}: {signatory.office}",
                choices=[("", _("nicht zugeordnet")), *choices],
                required=False,
            )

    @property
    def groups(self) -> tuple[tuple[object, tuple[str, ...]], ...]:
        """Return the fields that there are."""
        return ((_("Wer das Amt innehatte"), tuple(self.fields)),)


def field_of(signatory: Signatory) -> str:
    """Return the name of the field of one office that signed."""
    return f"signatory-{signatory.pk}"
