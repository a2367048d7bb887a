"""Where sources disagree."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from weltoffen.portal.day import day_of
from weltoffen.portal.rendering import Link, Page, current_language, home_city, show
from weltoffen.publication.selectors import published_disagreement, published_ledger


@require_safe
def ledger(request: HttpRequest) -> HttpResponse:
    """List every disagreement, open ones first."""
    found = published_ledger(home_city(), day_of(request).on, current_language())
    page = Page(
        title=_("Wo Quellen sich widersprechen"),
        description=_(
            "Wo Quellen Verschiedenes sagen, stehen hier beide Angaben mit ihren Belegen, und "
            "welche die Stadt aus welchem Grund verwendet."
        ),
        route="ledger",
    )
    return show(
        request,
        "ledger.jinja",
        page,
        open_questions=[d for d in found if not d.is_settled],
        settled=[d for d in found if d.is_settled],
    )


@require_safe
def disagreement(request: HttpRequest, identifier: str) -> HttpResponse:
    """Show one disagreement: all answers side by side."""
    found = published_disagreement(identifier, day_of(request).on, current_language())
    if found is None:
        raise Http404
    page = Page(
        title=found.question.text,
        description=_("Was die Quellen dazu sagen, was die Stadt verwendet und warum."),
        route="disagreement",
        arguments=(("identifier", identifier),),
        trail=(Link(reverse("portal:ledger"), _("Wo Quellen sich widersprechen")),),
    )
    return show(request, "disagreement.jinja", page, disagreement=found)
