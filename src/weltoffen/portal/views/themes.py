"""Fields of cooperation and the 17 goals."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from weltoffen.portal.day import day_of
from weltoffen.portal.rendering import Link, Page, current_language, home_city, show
from weltoffen.publication.selectors import published_theme, published_themes

GOAL = "sdg"


@require_safe
def themes(request: HttpRequest) -> HttpResponse:
    """List the fields of cooperation, and the 17 goals with how many relations name each."""
    found = published_themes(home_city(), current_language())
    page = Page(
        title=_("Themen"),
        description=_(
            "Woran die Stadt mit ihren Partnern arbeitet, und welche der 17 Ziele für nachhaltige "
            "Entwicklung dabei genannt werden."
        ),
        route="themes",
    )
    return show(
        request,
        "themes.jinja",
        page,
        fields=[(theme, relations) for theme, relations in found if theme.kind != GOAL],
        goals=[(theme, relations) for theme, relations in found if theme.kind == GOAL],
    )


@require_safe
def theme(request: HttpRequest, identifier: str) -> HttpResponse:
    """Show a theme: the relations tagged with it, each with its passage, and whole groups."""
    day = day_of(request)
    sheet = published_theme(identifier, home_city(), day.on, current_language())
    if sheet is None:
        raise Http404
    page = Page(
        title=sheet.theme.label.text,
        description=sheet.theme.description.text
        or _("Welche Beziehungen der Stadt dieses Thema haben, jede mit ihrem Beleg."),
        route="theme",
        arguments=(("identifier", identifier),),
        trail=(Link(reverse("portal:themes"), _("Themen")),),
        uses_day=True,
        way="themes",
    )
    return show(request, "theme.jinja", page, day=day, sheet=sheet)
