"""What a record said after an entry of its history, beside what it says now or said else."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.views.generic import TemplateView
from wagtail.models import ModelLogEntry

from weltoffen.accounts.selectors import may_see_history
from weltoffen.desk.columns import moment
from weltoffen.desk.earlier_states import compared, entries_with_states, state_after
from weltoffen.desk.views.editing import RESTORE
from weltoffen.desk.views.pages import RecordPage

AFTER = "after"
"""Names the entry whose state is shown."""
BESIDE = "beside"
"""Names the entry whose state stands beside; without it, the state of today does."""


class EarlierState(RecordPage, TemplateView):
    """A record as it was, compared field by field, with the way back to it."""

    template_name = "desk/earlier.html"

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Let in those who are told who of the office wrote what."""
        if not may_see_history(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def entries(self) -> list[ModelLogEntry]:
        """Return the entries after which the record said something else."""
        return entries_with_states(self.record)

    @cached_property
    def entry(self) -> ModelLogEntry | None:
        """Return the entry that the page is about; without one asked for, the newest if any."""
        asked = self.request.GET.get(AFTER, "")
        if not asked:
            return self.entries[0] if self.entries else None
        return self._entry(asked)

    def _entry(self, number: str) -> ModelLogEntry:
        for entry in self.entries:
            if str(entry.pk) == number:
                return entry
        raise Http404

    def get_page_title(self) -> str:
        """Say of when the state is."""
        if self.entry is None:
            return gettext("Frühere Stände")
        return gettext("Stand nach dem %(moment)s") % {"moment": moment(self.entry.timestamp)}

    def way(self) -> list[dict[str, Any]]:
        """Return the record and its history."""
        history = {"url": self.kind.url(self.record, "history"), "label": gettext("Verlauf")}
        return [*super().way(), history]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add both states and the other ones that may stand beside."""
        chosen = self.request.GET.get(BESIDE, "")
        other = self._entry(chosen) if chosen else None
        then = state_after(self.record, self.entry)
        lines = compared(self.record, then, state_after(self.record, other))
        return super().get_context_data(**kwargs) | {
            "lines": lines,
            "differ": sum(line.differs for line in lines),
            "entry": self.entry,
            "others": [(str(e.pk), moment(e.timestamp)) for e in self.entries if e != self.entry],
            "chosen": chosen,
            "after": (AFTER, str(self.entry.pk) if self.entry else ""),
            "beside_words": moment(other.timestamp) if other else gettext("heute"),
            "restore_url": self.restore_url(),
        }

    def restore_url(self) -> str:
        """Return the address of the form filled with this state, where one may and it is past."""
        if self.entry is None or self.entry.pk == self.entries[0].pk:
            return ""
        if not (self.kind.can_be_edited and self.may("change")):
            return ""
        return f"{self.kind.url(self.record, 'edit')}?{RESTORE}={self.entry.pk}"
