"""What is done again and again by the clock, and who does it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse_lazy
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from weltoffen.desk.columns import DeskTable, LinkColumn, MomentColumn
from weltoffen.desk.views.jobs import Shown, may_see_jobs, shown
from weltoffen.jobs.registry import KINDS
from weltoffen.jobs.selectors import is_nobody_working, last_of_each, scheduled, workers


@dataclass(frozen=True, slots=True)
class Recurring:
    """Work that comes again: what it is called, how often, when next, how it went last."""

    title: str
    rhythm: str
    next: str
    last: Shown | None

    @property
    def went(self) -> str:
        """Return when it was last asked for and what became of that."""
        if self.last is None:
            return gettext("noch nie")
        when = date_format(localtime(self.last.job.asked_at), "SHORT_DATETIME_FORMAT")
        return f"{when}: {self.last.standing}"


def rhythm(every: timedelta) -> str:
    """Return how often something comes, in the largest unit that divides it."""
    seconds = int(every.total_seconds())
    if seconds % 86_400 == 0:
        days = seconds // 86_400
        return ngettext("täglich", "alle %(n)d Tage", days) % {"n": days}
    if seconds % 3600 == 0:
        hours = seconds // 3600
        return ngettext("stündlich", "alle %(n)d Stunden", hours) % {"n": hours}
    minutes = max(round(seconds / 60), 1)
    return ngettext("jede Minute", "alle %(n)d Minuten", minutes) % {"n": minutes}


def recurring(user: Any) -> list[Recurring]:
    """Return all work that comes again, what is due next first."""
    due = {entry.kind: entry.due for entry in scheduled()}
    kinds = {name: kind for name, kind in KINDS.items() if kind.every is not None}
    last = last_of_each(kinds)
    return [
        Recurring(
            title=str(kinds[name].title),
            rhythm=rhythm(kinds[name].every or timedelta()),
            next=_moment(due.get(name)),
            last=shown(last[name], user) if name in last else None,
        )
        for name in sorted(kinds, key=lambda name: (name not in due, due.get(name), name))
    ]


def _moment(moment: Any) -> str:
    if moment is None:
        return gettext("sobald ein Arbeitsprozess läuft, nach der ersten Frist")
    return date_format(localtime(moment), "SHORT_DATETIME_FORMAT")


class SchedulePage(WagtailAdminTemplateMixin, TemplateView):
    """What runs when next, how it went last, and which workers there are."""

    page_title = _("Zeitplan")
    header_icon = "calendar"
    template_name = "desk/schedule.html"
    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Let in those who may see jobs."""
        if not may_see_jobs(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here."""
        return [
            {"url": reverse_lazy("wagtailadmin_home"), "label": _("Heute")},
            {"url": reverse_lazy("desk:jobs"), "label": _("Hintergrundarbeit")},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add both tables."""
        plan = DeskTable(
            [
                Column("title", label=_("Arbeit")),
                Column("rhythm", label=_("Wie oft")),
                Column("next", label=_("Nächstes Mal")),
                LinkColumn(
                    "went",
                    label=_("Zuletzt"),
                    get_url=lambda line: line.last.url if line.last else None,
                ),
            ],
            recurring(self.request.user),
        )
        here = list(workers())
        living = DeskTable(
            [
                Column("worker", label=_("Arbeitsprozess")),
                MomentColumn("began_at", label=_("Läuft seit")),
                MomentColumn("seen_at", label=_("Zuletzt gemeldet")),
            ],
            here,
        )
        return super().get_context_data(**kwargs) | {
            "plan": plan,
            "living": living if here else None,
            "is_nobody_working": is_nobody_working(),
        }
