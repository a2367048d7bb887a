"""The security log at the desk: who did what, whether it is whole, and a way to check.

Administrators only. Who looks at it or takes it along is noted in it.
"""

from __future__ import annotations

from typing import Any, cast

import django_filters
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.models import IndexView

from weltoffen.accounts.models import User
from weltoffen.accounts.selectors import could_ever
from weltoffen.accounts.types import Verb
from weltoffen.audit.actions import note, verify_and_note
from weltoffen.audit.enums import EventName
from weltoffen.audit.models import AuditEvent
from weltoffen.audit.selectors import last_verification, people
from weltoffen.desk.columns import DeskTable, MaybeColumn, MomentColumn
from weltoffen.desk.filters import ALL
from weltoffen.desk.ignored_filters import TellingFilters
from weltoffen.desk.policies import VIEWING, RolePolicy
from weltoffen.desk.security_words import about_in_words, data_in_words, findings_in_words

LONGEST_NOTED = 60
"""Characters of what somebody filtered by that are noted."""


def may_see_log(user: Any) -> bool:
    """Say whether a person may see the security log."""
    return could_ever(user, Verb.SEE, AuditEvent)


class SecurityFilters(WagtailFilterSet):
    """Narrowing the log."""

    event = django_filters.ChoiceFilter(
        label=_("Ereignis"), choices=EventName.choices, empty_label=ALL
    )
    person = django_filters.ChoiceFilter(
        label=_("Person"), choices=lambda: [(n, n) for n in people()], empty_label=ALL,
        method="of_person",
    )  # fmt: skip
    at = django_filters.DateFromToRangeFilter(label=_("Zeitraum"), widget=DateRangePickerWidget)

    class Meta:
        model = AuditEvent
        fields = ("event", "person", "at")

    def of_person(self, events: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep what somebody did, and what was done to their account."""
        return events.filter(Q(by_name=value) | Q(about=f"accounts.user:{value}"))


class SecurityLog(TellingFilters, IndexView):
    """All events, newest first."""

    model = AuditEvent
    page_title = _("Sicherheitsprotokoll")
    header_icon = "lock"
    nothing = _("Noch ist nichts vermerkt.")
    template_name = "desk/security.html"
    results_template_name = "desk/list_results.html"
    index_url_name = "desk:security"
    index_results_url_name = "desk:security-results"
    permission_policy = RolePolicy(AuditEvent)
    any_permission_required = VIEWING
    filterset_class = SecurityFilters
    default_ordering = "-number"
    is_searchable = False
    paginate_by = 50
    table_class = DeskTable
    breadcrumbs_items = [{"url": reverse_lazy("wagtailadmin_home"), "label": _("Heute")}]
    columns = [
        MomentColumn("at", label=_("Wann"), width="14%"),
        Column("event_label", label=_("Ereignis"), width="20%"),
        Column("by_name", label=_("Wer"), accessor=lambda line: line.by_name or "–"),
        MaybeColumn("about", label=_("Woran"), accessor=lambda line: about_in_words(line.about)),
        MaybeColumn("data", label=_("Näheres"), accessor=lambda line: data_in_words(line.details)),
    ]
    list_export = [
        "number", "at", "event", "event_label", "by_name", "by_key", "about", "data", "hash",
    ]  # fmt: skip
    export_headings = {"event": _("Name des Ereignisses"), "event_label": _("Ereignis")}
    export_filename = "security"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Note who looks, at what; then show it."""
        asked = ("event", "person", "at_from", "at_to", "p", "export")
        data = {name: request.GET[name][:LONGEST_NOTED] for name in asked if request.GET.get(name)}
        event = EventName.LOG_EXPORTED if self.is_export else EventName.LOG_SEEN
        note(event, by=cast(User, request.user), data=data)
        answer: HttpResponseBase = super().get(request, *args, **kwargs)
        return answer

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseRedirect:
        """Look at the whole chain now, and say what was found."""
        found = verify_and_note(by=cast(User, request.user))
        for sentence in findings_in_words(found):
            messages.error(request, sentence)
        if found.is_whole:
            messages.success(request, gettext("Geprüft: Das Protokoll ist unversehrt."))
        return HttpResponseRedirect(reverse("desk:security"))

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add when the chain was last checked, and what was found."""
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        last = last_verification()
        return context | {
            "nothing": self.nothing,
            "last": last,
            "found": last.details if last else {},
        }
