"""Taking a whole table back: what goes and what stays, asked before, and doing it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from weltoffen.desk.homes import home
from weltoffen.desk.kinds import SOURCES
from weltoffen.desk.naming import first_of
from weltoffen.desk.reviewing.rights import may_decide
from weltoffen.desk.views.jobs import shown as shown_job
from weltoffen.desk.views.previews import AT_ONCE
from weltoffen.desk.views.proposals import open_statements
from weltoffen.desk.views.tables import TablePage
from weltoffen.ground.problems import Refused
from weltoffen.intake.actions import take_rows_back
from weltoffen.intake.models import Attempt, SheetUpload
from weltoffen.intake.rules.taking_back import Keeps, TakenRow
from weltoffen.intake.taken_tables import (
    rows_taken,
    seen_as,
    tables_read,
    why_nothing_holds,
)
from weltoffen.intake.work import ask_to_take_back, job_taking_back
from weltoffen.intake.work.taking_back import CHANGED
from weltoffen.jobs.enums import OVER
from weltoffen.jobs.models import Job
from weltoffen.jobs.selectors import is_nobody_working
from weltoffen.sources.selectors import newest_of

REASONS: dict[Keeps, Any] = {
    Keeps.ONLY_PROVES: _("nur ein Beleg für etwas, das schon im Register stand"),
    Keeps.PUBLISHED: _("schon veröffentlicht"),
    Keeps.CHANGED: _("seither von jemandem berichtigt oder zurückgenommen"),
    Keeps.PROVED: _("inzwischen auch durch eine andere Quelle oder eine andere Fassung belegt"),
    Keeps.BUILT_ON: _("die Beziehung hat seither weitere Einträge bekommen"),
}
NAMED = 60
"""So many rows are named of each kind; the others are counted."""


class TableUndo(TablePage):
    """Ask whether a table is to be taken back, and do it."""

    template_name = "desk/tables/undo.html"
    page_title = _("Tabelle zurücknehmen")
    header_icon = "rotate"

    @cached_property
    def attempt(self) -> Attempt:
        """Return the reading of the table; only this city's, and nothing else that was read."""
        among = Attempt.objects.select_related(
            "run__home__country", "run__asked_by", "snapshot__source"
        ).defer("pending", "snapshot__body")
        among = among.filter(pk__in=tables_read(home()).values("pk"))
        return get_object_or_404(among, pk=self.kwargs["attempt"])

    @cached_property
    def rows(self) -> list[TakenRow]:
        """Return the rows that were taken and hold."""
        return rows_taken(self.attempt)

    @cached_property
    def job(self) -> Job | None:
        """Return the newest job that takes it back."""
        return job_taking_back(self.attempt)

    @property
    def is_under_way(self) -> bool:
        """Say whether it is being taken back in the background, or will be."""
        return self.job is not None and self.job.state not in OVER

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what goes, what stays and why, and how far a job is."""
        assert self.attempt.snapshot is not None  # looked up so
        source = self.attempt.snapshot.source
        context = super().get_context_data(**kwargs) | {
            "attempt": self.attempt,
            "source": source,
            "source_url": SOURCES.url(source),
            "told": shown_job(self.job, self.person) if self.job is not None else None,
            "is_under_way": self.is_under_way,
        }
        if self.is_under_way:
            return context | {"is_nobody_working": is_nobody_working()}
        back = [each for each in self.rows if each.keeps is None]
        stays = [each for each in self.rows if each.keeps is not None]
        upload = SheetUpload.objects.filter(attempt=self.attempt).defer("body").first()
        newest = newest_of(source)  # what waits again waits there
        open_now = open_statements().filter(snapshot=newest)
        return context | {
            "rows": len(self.rows),
            "nothing_holds": "" if self.rows else why_nothing_holds(self.attempt),
            "planned": upload.planned if upload is not None else 0,
            "newest": newest,
            "open": open_now.count(),
            "may_decide": may_decide(self.request.user),
            "back": len(back),
            "named": _named(back),
            "entries": sum(len(each.made) for each in back),
            "stays": len(stays),
            "kept": [
                (label, len(those), _named(those))
                for reason, label in REASONS.items()
                if (those := [each for each in stays if each.keeps is reason])
            ],
            "seen": seen_as(self.rows),
        }

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show it."""
        return self.render_to_response(self.get_context_data())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take it back, if it still stands as the person saw it; long ones in the background."""
        seen = request.POST.get("seen", "")
        if self.is_under_way:
            return HttpResponseRedirect(request.path)
        if seen != seen_as(self.rows):
            messages.warning(request, gettext(CHANGED))
            return HttpResponseRedirect(request.path)
        if len(self.rows) > AT_ONCE:
            ask_to_take_back(attempt=self.attempt, seen=seen, by=self.person)
            return HttpResponseRedirect(request.path)
        starts = [each.start for each in self.rows]
        try:
            count = take_rows_back(attempt=self.attempt, starts=starts, by=self.person)
        except Refused as refusal:
            messages.error(request, " ".join(each.says(gettext) for each in refusal.problems))
            return HttpResponseRedirect(request.path)
        said = ngettext(
            "%(n)d Zeile ist zurückgenommen. Ihre Vorschläge warten wieder.",
            "%(n)d Zeilen sind zurückgenommen. Ihre Vorschläge warten wieder.",
            count,
        )
        messages.success(request, said % {"n": count})
        return HttpResponseRedirect(reverse("desk:table-undo", args=[self.attempt.pk]))


def _named(rows: Sequence[TakenRow]) -> str:
    """Return the partners of rows, of many only the first."""
    return first_of(list(dict.fromkeys(each.name for each in rows)), NAMED)
