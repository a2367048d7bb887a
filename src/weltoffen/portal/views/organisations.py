"""The office, its contact point, and the bodies that take part."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from weltoffen.portal.day import day_of
from weltoffen.portal.paths import path_of
from weltoffen.portal.rendering import Link, Page, current_language, home_city, show
from weltoffen.publication.selectors import (
    disagreements_citing,
    organisation_meant,
    published_office,
    published_organisation,
    published_organisations,
)
from weltoffen.publication.types import PublishedDisagreement, PublishedOrganisation

TAKING_PART = ("office", "department", "municipal-company", "council", "association", "other")
"""Kinds of bodies of the city that may take part in its international relations."""


@require_safe
def office(request: HttpRequest) -> HttpResponse:
    """Show the office: where to turn, what it does, its names over time, who takes part."""
    day = day_of(request)
    language = current_language()
    body = published_office(home_city(), day.on, language)
    found = published_organisations(home_city(), day.on, language, TAKING_PART)
    page = Page(
        title=_("Das Büro"),
        description=_("Wer in der Stadt für internationale Beziehungen zuständig ist."),
        route="office",
    )
    return show(
        request,
        "office.jinja",
        page,
        office=body,
        ask=path_of(language, "ask") if settings.WELTOFFEN_REQUEST_FORM else "",
        taking_part=[other for other in found if not body or other.identifier != body.identifier],
        disagreements=_about_names(body, request),
    )


@require_safe
def organisation(request: HttpRequest, identifier: str) -> HttpResponse:
    """Show an organisation with its names over time."""
    body = published_organisation(identifier, day_of(request).on, current_language())
    if body is None:
        meant = organisation_meant(identifier)
        if not meant:
            raise Http404
        return HttpResponseRedirect(reverse("portal:organisation", args=[meant]))
    page = Page(
        title=body.name.text,
        description=body.task.text or body.kind_label,
        route="organisation",
        arguments=(("identifier", identifier),),
        trail=(Link(reverse("portal:office"), _("Das Büro")),),
    )
    return show(
        request,
        "organisation.jinja",
        page,
        organisation=body,
        disagreements=_about_names(body, request),
    )


def _about_names(
    body: PublishedOrganisation | None, request: HttpRequest
) -> tuple[PublishedDisagreement, ...]:
    """Return the disagreements in which a passage that shows one of its names gives an answer."""
    if body is None or len(body.names) < 2:
        return ()
    passages = [name.passage.number for name in body.names if name.passage]
    return disagreements_citing(passages, day_of(request).on, current_language())
