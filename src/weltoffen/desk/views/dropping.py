"""Discarding a table that is on its way in: asked before, and told rightly afterwards."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from weltoffen.desk.views.tables import OfUpload
from weltoffen.ground.problems import Refused
from weltoffen.intake import tabling
from weltoffen.intake.actions import forget_sheet
from weltoffen.intake.taken_tables import rows_now

STEPS = ("columns", "preview")


class TableDrop(OfUpload):
    """Ask whether a table is to be discarded, and say what is lost with it."""

    template_name = "desk/tables/drop.html"
    page_title = _("Tabelle verwerfen")

    @property
    def back(self) -> str:
        """Return the step from which somebody came."""
        step = self.request.GET.get("from", "")
        return f"table-{step}" if step in STEPS else "table-preview"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask; nobody is asked while its rows are being taken."""
        return self.to("table-preview") if self.is_being_taken else super().get(request)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what is lost, what stays, and the way back."""
        context = super().get_context_data(**kwargs)
        told = {"lost": self._lost(), "stays": self._stays()}
        back = reverse(f"desk:{self.back}", args=[self.upload.pk])
        return context | told | {"upload": self.upload, "back": back}

    def _lost(self) -> list[str]:
        lost = [gettext("die Datei „%(name)s“") % {"name": self.upload.name}]
        if self.upload.attempt_id is not None:
            return lost
        if rows := self._rows():
            lost.append(
                ngettext("%(n)s Zeile, von der noch nichts übernommen ist",
                         "%(n)s Zeilen, von denen noch nichts übernommen ist", rows) % {"n": rows}
            )  # fmt: skip
        if not self._is_remembered():
            lost.append(gettext("was Sie zu den Spalten gesagt haben"))
        if answers := len(self.upload.picks):
            lost.append(
                ngettext("%(n)s Antwort auf eine Frage zu einer Zelle",
                         "%(n)s Antworten auf Fragen zu Zellen", answers) % {"n": answers}
            )  # fmt: skip
        return lost

    def _stays(self) -> list[str]:
        if self.upload.attempt_id is None:
            remembered = gettext("was zu Spalten mit diesen Überschriften gemerkt ist")
            return [remembered] if self._is_remembered() else []
        now = rows_now(self.upload)
        taken, left = now.taken, now.waiting + self.upload.planned
        stays = [
            ngettext("%(n)s Zeile, die übernommen ist", "%(n)s Zeilen, die übernommen sind", taken)
            % {"n": taken}
        ]
        if left:
            stays.append(
                ngettext("%(n)s Zeile, die als Vorschlag wartet",
                         "%(n)s Zeilen, die als Vorschläge warten", left) % {"n": left}
            )  # fmt: skip
        return stays

    def _rows(self) -> int:
        try:
            return len(tabling.preview(self.upload, timezone.localdate()).lines)
        except Refused:  # it cannot be read; that is told where it is read
            return 0

    def _is_remembered(self) -> bool:
        tables = tabling.opened(self.upload).tables
        table = tables[min(self.upload.sheet, len(tables) - 1)]
        _layout, known = tabling.proposed(self.upload.home, table, self.upload.layout.get("header"))
        return known is not None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Discard it."""
        if self.is_being_taken:
            return self.to("table-preview")
        values = {"name": self.upload.name}
        was_taken = self.upload.attempt_id is not None
        forget_sheet(upload=self.upload, by=self.person)
        told = (
            gettext("„%(name)s“ ist hier gelöscht. Was übernommen ist, bleibt.")
            if was_taken
            else gettext("„%(name)s“ ist verworfen und hier gelöscht. Übernommen ist davon nichts.")
        )
        messages.success(request, told % values)
        return HttpResponseRedirect(reverse("desk:tables"))
