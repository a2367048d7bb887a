"""Pages that begin something about a record, and return to its sheet."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils.functional import cached_property

from weltoffen.casework.selectors import about_of, record_of
from weltoffen.desk.busy_with import ABOUT, ANCHOR, seen_record
from weltoffen.desk.kinds import has_kind, kind_of
from weltoffen.desk.naming import title_of
from weltoffen.desk.views.editing import FormPage
from weltoffen.records.models import Record


class AboutPage(FormPage):
    """A form that begins something about a record; without one it asks for a relation."""

    @cached_property
    def about(self) -> Record | None:
        """Return the record; one that the person may not see is not there."""
        named = self.request.POST.get(ABOUT) or self.request.GET.get(ABOUT, "")
        if not named:
            return None
        record = seen_record(named, self.request.user)
        if record is None:
            raise Http404
        return record

    def get_form_kwargs(self) -> dict[str, Any]:
        """Ask for no record where there is one."""
        return super().get_form_kwargs() | {"has_about": self.about is not None}

    def chosen(self, form: Any) -> Record | None:
        """Return what the new thing is about."""
        return self.about or form.cleaned_data.get("relation")

    def way(self) -> list[dict[str, Any]]:
        """Return the record's sheet."""
        if self.about is None:
            return []
        return [{"url": kind_of(self.about).url(self.about), "label": title_of(self.about)}]

    def next_url(self, record: Any) -> str:
        """Return to the sheet that led here."""
        if self.about is None:
            return super().next_url(record)
        return kind_of(self.about).url(self.about) + ANCHOR

    def cancel_url(self) -> str:
        """Return there too."""
        if self.about is None:
            return super().cancel_url()
        return kind_of(self.about).url(self.about) + ANCHOR

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Remember the record."""
        context = super().get_context_data(**kwargs)
        if self.about is not None:
            context["hidden"] = [*context["hidden"], (ABOUT, about_of(self.about))]
            context["record_title"] = title_of(self.about)
        return context


def back_to(record: Any) -> str:
    """Return the sheet of what a note, comment or task is about, else its own."""
    spoken_of = record_of(record.about) if record.about else None
    if spoken_of is None or not has_kind(type(spoken_of)):
        return kind_of(record).url(record)
    return kind_of(spoken_of).url(spoken_of) + ANCHOR
