"""The sources, and what each proves."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from weltoffen.portal.day import day_of
from weltoffen.portal.rendering import Link, Page, current_language, show
from weltoffen.publication.selectors import published_source, published_sources
from weltoffen.publication.types import PublishedUse


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """List all sources: those whose wording is at hand, and those that are only reported."""
    found = published_sources(current_language())
    page = Page(
        title=_("Quellen"),
        description=_(
            "Alle Quellen dieses Registers: welche im Wortlaut vorliegen, welche nur berichtet "
            "sind, und wie viele Textstellen aus jeder stammen."
        ),
        route="sources",
    )
    return show(
        request,
        "sources.jinja",
        page,
        at_hand=[(source, passages) for source, passages in found if source.is_read],
        own=[(source, passages) for source, passages in found if source.is_own],
        reported=[(s, passages) for s, passages in found if not (s.is_read or s.is_own)],
    )


@require_safe
def source(request: HttpRequest, identifier: str) -> HttpResponse:
    """Show a source: who says it, since when we have it, and what each passage proves."""
    sheet = published_source(identifier, day_of(request).on, current_language())
    if sheet is None:
        raise Http404
    page = Page(
        title=sheet.source.title,
        description=_("Woher die Quelle stammt, welche Stellen das Register nutzt und wofür."),
        route="source",
        arguments=(("identifier", identifier),),
        trail=(Link(reverse("portal:sources"), _("Quellen")),),
    )
    return show(request, "source.jinja", page, sheet=sheet, uses=_by_passage(sheet.uses))


def _by_passage(uses: Iterable[PublishedUse]) -> dict[int, list[PublishedUse]]:
    found: dict[int, list[PublishedUse]] = {}
    for use in uses:
        found.setdefault(use.passage, []).append(use)
    return found
