"""Who answers for a record, and who may see it as long as it is not public."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from weltoffen.casework.actions import entrust_with_work
from weltoffen.desk.forms.entrusting import EntrustingForm
from weltoffen.desk.naming import title_of
from weltoffen.desk.views.editing import AmendPage
from weltoffen.organisations.models import Organisation
from weltoffen.records.enums import Role, Visibility


class EntrustPage(AmendPage):
    """The same page for every kind of record."""

    page_title = _("Zuständigkeit")
    form_class = EntrustingForm

    @property
    def is_public(self) -> bool:
        """Return whether everybody sees the record, which other pages change."""
        return bool(self.record.visibility == Visibility.PUBLIC)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Ask of a public record less."""
        return super().get_form_kwargs() | {"is_public": self.is_public}

    def initial_of(self, record: Any) -> dict[str, Any]:
        """Return what the register has."""
        unit = Organisation.objects.filter(identifier=record.unit or "").first()
        return {
            "owner": record.owner,
            "unit": unit,
            "visibility": record.visibility,
            "review_by": record.review_by,
        }

    def amend(self, record: Any, form: Any) -> Any:
        """Entrust it."""
        typed = form.cleaned_data
        unit = typed["unit"]
        return entrust_with_work(
            record=record,
            owner=Role(typed["owner"]),
            unit=unit.identifier if unit is not None else None,
            review_by=typed["review_by"],
            visibility=Visibility(typed.get("visibility") or record.visibility),
            by=self.person,
        )

    def success(self, record: Any) -> str:
        """Say that it is kept."""
        return gettext("Wer für „%(title)s“ zuständig ist, ist gespeichert.") % {
            "title": title_of(record)
        }
