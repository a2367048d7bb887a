"""Rejecting all that is still open of one text, for one reason."""

from __future__ import annotations

import hashlib
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from weltoffen.desk.reviewing.batches import named, remember
from weltoffen.desk.views.bench import LONGEST_REASON
from weltoffen.desk.views.proposals import ProposalsPage, open_statements
from weltoffen.ground.problems import Refused
from weltoffen.intake.actions import reject_all
from weltoffen.intake.models import Statement
from weltoffen.sources.models import Snapshot


class RejectRest(ProposalsPage):
    """How many proposals of a text are still open, and rejecting them together."""

    template_name = "desk/reviewing/rest.html"
    page_title = _("Alle offenen ablehnen")
    needs_to_decide = True

    @cached_property
    def snapshot(self) -> Snapshot:
        """Return the text that it is about."""
        among = Snapshot.objects.select_related("source").defer("body")
        return get_object_or_404(among, pk=self.kwargs["snapshot"])

    @property
    def bench(self) -> str:
        """Return the address of the text's bench."""
        return reverse("desk:bench", args=[self.snapshot.pk])

    def way(self) -> list[dict[str, Any]]:
        """Return the list, and the text's bench."""
        return [*super().way(), {"url": self.bench, "label": self.snapshot.source.title}]

    def statements(self) -> QuerySet[Statement]:
        """Return what waits of it."""
        return open_statements().filter(snapshot=self.snapshot).order_by("start", "id")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show it."""
        return self.render_to_response(self.get_context_data())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Reject what the person saw; where it is something else by now, show that first."""
        chosen = list(self.statements())
        typed = request.POST.get("reason", "").strip()
        if not chosen or request.POST.get("seen") != _seen(chosen):
            said = gettext(
                "Inzwischen ist anderes offen als das, was Sie gesehen haben. Abgelehnt ist noch "
                "nichts: Sehen Sie noch einmal hin."
            )
            messages.warning(request, said)
            return self.render_to_response(self.get_context_data(reason=typed))
        try:
            rejected = reject_all(statements=chosen, by=self.person, reason=typed[:LONGEST_REASON])
        except Refused as refusal:
            messages.error(request, " ".join(each.says(gettext) for each in refusal.problems))
            return self.render_to_response(self.get_context_data(reason=typed))
        remember(request, rejected)
        return HttpResponseRedirect(self.bench)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add how many they are, and what of."""
        waiting = list(self.statements())
        return super().get_context_data(**kwargs) | {
            "count": len(waiting),
            "named": named(waiting) if waiting else "",
            "seen": _seen(waiting),
            "longest": LONGEST_REASON,
            "cancel_url": self.bench,
        }


def _seen(statements: list[Statement]) -> str:
    keys = " ".join(str(each.pk) for each in statements)
    return hashlib.sha256(keys.encode()).hexdigest()
