"""Pages of text blocks and criteria."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _

from weltoffen.casework.actions import (
    amend_criterion,
    amend_text_block,
    record_criterion,
    record_text_block,
)
from weltoffen.casework.enums import Language, Topic, Wish
from weltoffen.desk.busy_with import keeps_for_all
from weltoffen.desk.forms.requests import (
    AmendCriterionForm,
    AmendTextBlockForm,
    CriterionForm,
    TextBlockForm,
)
from weltoffen.desk.kinds import CRITERIA, TEXT_BLOCKS, Kind
from weltoffen.desk.views.editing import AmendPage, FormPage


class _OfTheOffice:
    """What all answers are made with: changed by those who work for the whole office.

    Leads back to the list: these have no sheet beside their form.
    """

    kind: Kind

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Let in those who do not work for one department alone."""
        if not keeps_for_all(request.user):
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return response

    def next_url(self, record: Any) -> str:
        """Return the list."""
        return self.kind.list_url

    def cancel_url(self) -> str:
        """Return the list."""
        return self.kind.list_url


class AddTextBlock(_OfTheOffice, FormPage):
    """A new text block."""

    kind = TEXT_BLOCKS
    page_title = _("Textbaustein anlegen")
    form_class = TextBlockForm

    def act(self, form: Any) -> Any:
        """Keep it."""
        typed = form.cleaned_data
        return record_text_block(
            title=typed["title"],
            topic=Topic(typed["topic"]),
            language=Language(typed["language"]),
            text=typed["text"],
            by=self.person,
        )


class AmendTextBlock(_OfTheOffice, AmendPage):
    """A text block that there is."""

    kind = TEXT_BLOCKS
    form_class = AmendTextBlockForm

    def way(self) -> list[dict[str, Any]]:
        """Return nothing: the list is what lies before."""
        return []

    def initial_of(self, record: Any) -> dict[str, Any]:
        """Return what the register has."""
        names = ("title", "topic", "language", "text", "is_retired")
        return {name: getattr(record, name) for name in names}

    def amend(self, record: Any, form: Any) -> Any:
        """Amend it."""
        return amend_text_block(block=record, by=self.person, **form.cleaned_data)


class AddCriterion(_OfTheOffice, FormPage):
    """A new criterion."""

    kind = CRITERIA
    page_title = _("Kriterium anlegen")
    form_class = CriterionForm

    def act(self, form: Any) -> Any:
        """Keep it."""
        typed = form.cleaned_data
        return record_criterion(
            wish=Wish(typed["wish"]),
            question=typed["question"],
            weight=typed["weight"],
            by=self.person,
        )


class AmendCriterion(_OfTheOffice, AmendPage):
    """A criterion that there is."""

    kind = CRITERIA
    form_class = AmendCriterionForm

    def way(self) -> list[dict[str, Any]]:
        """Return nothing: the list is what lies before."""
        return []

    def initial_of(self, record: Any) -> dict[str, Any]:
        """Return what the register has."""
        return {name: getattr(record, name) for name in ("question", "weight", "is_retired")}

    def amend(self, record: Any, form: Any) -> Any:
        """Amend it."""
        return amend_criterion(criterion=record, by=self.person, **form.cleaned_data)
