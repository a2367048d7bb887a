"""Pages about a row that belongs to a record: an office, a contact, a tie."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext
from django.views.generic import TemplateView
from wagtail.admin import messages

from weltoffen.desk.views.editing import AmendPage
from weltoffen.desk.views.pages import RecordPage
from weltoffen.ground.problems import Refused
from weltoffen.records.models import Record


class PartPage(RecordPage):
    """A page about one row of a record; ``part_number`` names its number in the address."""

    part: Any
    part_number: str

    def parts(self) -> QuerySet[Any]:
        """Return the rows of the record among which the page's one is."""
        raise NotImplementedError

    def prepare(self) -> None:
        """Read the record and the row."""
        super().prepare()
        self.part = get_object_or_404(self.parts(), pk=self.kwargs[self.part_number])


class AmendPartPage(PartPage, AmendPage):
    """Changes a row of a record, unless somebody else has done so meanwhile."""

    def initial_of(self, record: Any) -> dict[str, Any]:
        """Return what the register has of the row now."""
        return self.initial_of_part(self.parts().get(pk=self.part.pk))

    def initial_of_part(self, part: Any) -> dict[str, Any]:
        """Return what the form begins with."""
        raise NotImplementedError

    def amend(self, record: Any, form: Any) -> Record:
        """Call the room's action with the row as it is now."""
        self.part = self.parts().get(pk=self.part.pk)
        self.amend_part(self.part, form)
        return record  # type: ignore[no-any-return]

    def amend_part(self, part: Any, form: Any) -> None:
        """Call the room's action."""
        raise NotImplementedError


class ConfirmPage(RecordPage, TemplateView):
    """Says what would be done, and does it when somebody presses the button.

    ``verb`` stands on the button. What is refused is said, and nothing is done.
    """

    template_name = "desk/confirm.html"
    right = "change"
    verb: Any

    def get_page_title(self) -> str:
        """Return what is asked."""
        return str(self.verb)

    def consequences(self) -> list[str]:
        """Return what follows, in sentences."""
        raise NotImplementedError

    def do(self) -> None:
        """Do it."""
        raise NotImplementedError

    def done(self) -> str:
        """Return the sentence that says what was done."""
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what follows."""
        return super().get_context_data(**kwargs) | {
            "verb": self.verb,
            "consequences": self.consequences(),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it, or say why not."""
        try:
            with transaction.atomic():
                self.do()
        except Refused as refusal:
            for sentences in refusal.by_field(gettext).values():
                for sentence in sentences:
                    messages.error(request, sentence)
            return self.get(request, *args, **kwargs)
        messages.success(request, self.done())
        return HttpResponseRedirect(self.kind.url(self.record))
