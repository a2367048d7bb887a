"""What waits to be reviewed: pages with open proposals, and taking all that is certain at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import groupby
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from weltoffen.accounts.models import User
from weltoffen.desk.homes import home
from weltoffen.desk.naming import language
from weltoffen.desk.reviewing.batches import (
    decided_together,
    forget,
    is_rejected,
    last_batch,
    named,
    remember,
)
from weltoffen.desk.reviewing.outcomes import only_cited
from weltoffen.desk.reviewing.remaining import still_public
from weltoffen.desk.reviewing.rights import may_decide, may_read, may_see_proposals, of_seen_sources
from weltoffen.desk.reviewing.telling import Told, told, with_all
from weltoffen.desk.reviewing.versions import received, version_numbers
from weltoffen.desk.reviewing.words import SHORT
from weltoffen.ground.problems import Refused
from weltoffen.ground.spoken import say_day
from weltoffen.intake.actions import accept_all, undo_all
from weltoffen.intake.enums import Verdict
from weltoffen.intake.models import Statement
from weltoffen.intake.selectors import waiting, waiting_by_snapshot
from weltoffen.sources.models import Snapshot

PER_PAGE = 40
LONGEST_SEARCH = 120


class ProposalsPage(WagtailAdminTemplateMixin, TemplateView):
    """A page about proposals."""

    header_icon = "tasks"
    request: HttpRequest
    needs_to_decide = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Let in those who may see proposals; where it is decided, those who may decide."""
        lets_in = may_decide if self.needs_to_decide else may_see_proposals
        if not lets_in(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def person(self) -> User:
        """Return who acts."""
        return cast(User, self.request.user)

    def way(self) -> list[dict[str, Any]]:
        """Return what lies between today and this page."""
        return [{"url": reverse("desk:proposals"), "label": _("Vorschläge")}]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here."""
        return [
            {"url": reverse_lazy("wagtailadmin_home"), "label": _("Heute")},
            *self.way(),
            {"url": "", "label": self.get_page_title()},
        ]


def open_statements() -> QuerySet[Statement]:
    """Return what waits for this register's city; nothing as long as there is no city."""
    city = home()
    return waiting(city) if city is not None else Statement.objects.none()


class ProposalList(ProposalsPage):
    """Pages with open proposals, and how these stand to the register."""

    template_name = "desk/reviewing/proposals.html"
    page_title = _("Vorschläge")

    def way(self) -> list[dict[str, Any]]:
        """Return nothing: this is the list."""
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the pages as they were filtered."""
        asked = self.request.GET
        verdict = asked.get("verdict", "") if asked.get("verdict") in Verdict.values else ""
        typed = " ".join(asked.get("q", "").replace("\x00", "").split())[:LONGEST_SEARCH]
        order = "newest" if asked.get("order") == "newest" else "oldest"
        rows = _rows(verdict, typed, order, self.request.user)
        page = Paginator(rows, PER_PAGE).get_page(asked.get("p"))
        filters = {"verdict": verdict, "q": typed, "order": order}
        return super().get_context_data(**kwargs) | {
            "rows": _told_rows(list(page)),
            "page": page,
            "query": urlencode({name: value for name, value in filters.items() if value}),
            "verdicts": [(each.value, label) for each, label in _VERDICTS],
            "verdict": verdict,
            "typed": typed,
            "order": order,
            "is_filtered": bool(verdict or typed),
            "open": open_statements().count(),
            "batch": last_batch(self.request),
            "may_decide": may_decide(self.request.user),
            "may_read": may_read(self.request.user),
            "was_proposed": Statement.objects.filter(home=home()).exists(),
            "certain_url": reverse("desk:proposals-certain"),
            "reading_url": reverse("desk:reading"),
        }


_VERDICTS = [(Verdict(value), label) for value, label in SHORT.items()]


def _rows(verdict: str, typed: str, order: str, user: Any) -> Any:
    city = home()
    if city is None:
        return []
    rows = of_seen_sources(waiting_by_snapshot(city), user, "snapshot__source__")
    if verdict:
        rows = rows.filter(**{f"{Verdict(verdict).name.lower()}__gt": 0})
    if typed:
        rows = rows.filter(snapshot__source__title__icontains=typed)
    sign = "-" if order == "newest" else ""
    return rows.order_by(f"{sign}snapshot__received_on", f"{sign}snapshot")


def _told_rows(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows in words; of those with one title each says which version it is."""
    titles = Counter(row["snapshot__source__title"] for row in rows)
    alike = [row["snapshot"] for row in rows if titles[row["snapshot__source__title"]] > 1]
    numbers = version_numbers(alike) if alike else {}
    came = {each.pk: received(each) for each in Snapshot.objects.defer("body").filter(pk__in=alike)}
    return [
        _row(row) | {
            "version": numbers.get(row["snapshot"]),
            "received_on": came.get(row["snapshot"], say_day(
                row["snapshot__received_on"], language()
            )),
        }
        for row in rows
    ]  # fmt: skip


def _row(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "title": row["snapshot__source__title"],
        "open": row["open"],
        "url": reverse("desk:bench", args=[row["snapshot"]]),
        "counts": [
            (each.value, label, row[each.name.lower()])
            for each, label in _VERDICTS
            if row[each.name.lower()]
        ],
    }


class CertainPage(ProposalsPage):
    """What could be accepted together: which, how many, and then doing it.

    With the number of a snapshot only what that page states.
    """

    template_name = "desk/reviewing/certain.html"
    page_title = _("Alles Sichere annehmen")
    needs_to_decide = True

    @cached_property
    def snapshot(self) -> Snapshot | None:
        """Return the page that it is about, None for all pages."""
        number = self.kwargs.get("snapshot")
        if number is None:
            return None
        return get_object_or_404(Snapshot.objects.select_related("source").defer("body"), pk=number)

    def way(self) -> list[dict[str, Any]]:
        """Return the list, and the page's bench."""
        if self.snapshot is None:
            return super().way()
        url = reverse("desk:bench", args=[self.snapshot.pk])
        return [*super().way(), {"url": url, "label": self.snapshot.source.title}]

    def statements(self) -> QuerySet[Statement]:
        """Return what waits, of this page or of all."""
        found = open_statements()
        return found if self.snapshot is None else found.filter(snapshot=self.snapshot)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Accept what was ticked in the preview, as far as it is still certain."""
        ticked = {int(each) for each in request.POST.getlist("take") if each.isdecimal()}
        wanted = self.statements().filter(pk__in=ticked)
        chosen = list(wanted.select_related("snapshot__source", "home__country"))
        try:
            taken = accept_all(statements=chosen, by=self.person)
        except Refused as refusal:
            messages.error(request, " ".join(each.says(gettext) for each in refusal.problems))
            return HttpResponseRedirect(request.path)
        if not taken:
            messages.warning(
                request,
                gettext("Nichts wurde angenommen: Was angekreuzt war, ist inzwischen entschieden "
                        "oder nicht mehr sicher."),
            )  # fmt: skip
            return HttpResponseRedirect(request.path)
        left = len(ticked) - len(taken)
        if left:
            messages.warning(request, _left_open(left))
        return HttpResponseRedirect(remember(request, taken))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what is certain, by page."""
        all_open = told(with_all(self.statements()))
        certain = [each for each in all_open if each.is_certain]
        back = reverse("desk:proposals")
        if self.snapshot is not None:
            back = reverse("desk:bench", args=[self.snapshot.pk])
        return super().get_context_data(**kwargs) | {
            "pages": _by_page(certain),
            "count": len(certain),
            "rest": len(all_open) - len(certain),
            "cancel_url": back,
        }


def _left_open(count: int) -> str:
    said = ngettext(
        "%(count)d angekreuzter Vorschlag wartet noch: Er ist inzwischen entschieden, oder er "
        "passt nicht zu dem, was eben angenommen wurde.",
        "%(count)d angekreuzte Vorschläge warten noch: Sie sind inzwischen entschieden, oder sie "
        "passen nicht zu dem, was eben angenommen wurde.",
        count,
    )
    return said % {"count": count}


def _by_page(proposals: Iterable[Told]) -> list[tuple[Snapshot, str, list[Told]]]:
    grouped = groupby(proposals, key=lambda each: each.statement.snapshot_id)
    found = []
    for number, group in grouped:
        members = list(group)
        url = reverse("desk:bench", args=[number])
        found.append((members[0].statement.snapshot, url, members))
    return found


class TakenPage(ProposalsPage):
    """What was decided together a moment ago, with one button to take all of it back."""

    template_name = "desk/reviewing/taken.html"
    needs_to_decide = True

    def get_page_title(self) -> Any:
        """Return what was done."""
        if is_rejected(self.request.GET):
            return _("Zusammen abgelehnt")
        return _("Zusammen angenommen")

    def batch(self) -> QuerySet[Statement]:
        """Return what this person decided between two moments, unless taken back since."""
        return decided_together(self.person, self.request.GET)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take the whole batch back, or nothing of it."""
        batch = list(self.batch().prefetch_related("consequences"))
        cited = sum(only_cited(each) for each in batch)
        try:
            undone = undo_all(statements=batch, by=self.person)
        except Refused as refusal:
            messages.error(request, " ".join(each.says(gettext) for each in refusal.problems))
            return HttpResponseRedirect(request.get_full_path())
        said = ngettext(
            "Zurückgenommen: %(count)d Vorschlag wartet wieder.",
            "Zurückgenommen: %(count)d Vorschläge warten wieder.",
            len(undone),
        )
        parts = [said % {"count": len(undone)}, named(batch)] if undone else []
        if titles := [each.title for each in still_public(undone)]:
            kept = gettext(
                "Öffentlich steht noch: %(titles)s. Veröffentlichen Sie die Zurücknahme; die "
                "Seiten der Quellen, aus denen das kam, führen hin."
            )
            parts.append(kept % {"titles": ", ".join(f"„{title}“" for title in titles)})
        if cited:
            kept = ngettext(
                "%(count)d Beleg bleibt am Akt stehen.", "%(count)d Belege bleiben am Akt stehen.",
                cited,
            )  # fmt: skip
            parts.append(kept % {"count": cited})
        forget(request)
        if parts:
            messages.success(request, " ".join(parts))
        pages = {each.snapshot_id for each in undone}
        if len(pages) == 1:
            return HttpResponseRedirect(reverse("desk:bench", args=[*pages]))
        return HttpResponseRedirect(reverse("desk:proposals"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what was decided, by page."""
        taken = told(with_all(self.batch()))
        return super().get_context_data(**kwargs) | {
            "pages": _by_page(taken),
            "count": len(taken),
            "is_rejected": is_rejected(self.request.GET),
            "open": open_statements().count(),
            "proposals_url": reverse("desk:proposals"),
        }
