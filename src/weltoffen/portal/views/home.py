"""The first page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from weltoffen.portal.day import day_of
from weltoffen.portal.paths import path_of, paths
from weltoffen.portal.pictures import chart, maps
from weltoffen.portal.rendering import Page, current_language, home_city, show, this_home
from weltoffen.publication.selectors import published_overview

SHOWN_COUNTS = ("partner-cities", "project-partnerships", "networks", "charters")
"""The rules whose numbers stand on the first page."""
_MOST = 4
"""How many anniversaries and disagreements the first page shows."""


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what there is, what is new, what lies ahead, and where to go on."""
    day = day_of(request)
    language = current_language()
    city = this_home(language)
    overview = published_overview(home_city(), day.on, language)
    counts = {count.rule: count for count in overview.counts}
    partners = counts["partner-cities"]
    name = city.name.text if city else ""
    title = _("%(home)s international") % {"home": name} if name else "weltoffen"
    return show(
        request,
        "home.jinja",
        Page(
            title=title,
            description=_(
                "Partnerstädte, Projekte, Netzwerke und Chartas von %(home)s: aus datierten Akten "
                "mit Quellen, an jedem Tag nachprüfbar."
            )
            % {"home": name},
            route="home",
            uses_day=True,
        ),
        day=day,
        home=city,
        counts=[counts[rule] for rule in SHOWN_COUNTS],
        partners=partners,
        maps=maps(
            partners.members,
            city,
            to=paths(language),
            home_href=path_of(language, "office"),
            language=language,
            keep_day=day.query,
            title=_("Partnerstädte"),
        ),
        chart=chart(
            overview.steps,
            on=day.on,
            day_words=day.words(language),
            language=language,
            title=_("Partnerstädte über die Jahre"),
        ),
        steps=overview.steps,
        news=overview.news,
        anniversaries=overview.anniversaries[:_MOST],
        disagreements=overview.disagreements[:_MOST],
        disagreements_in_all=len(overview.disagreements),
        roads={
            name: path_of(language, name)
            for name in (
                "partner-cities",
                "projects",
                "networks",
                "themes",
                "office",
                "ledger",
                "sources",
                "counting",
            )
        },
    )
