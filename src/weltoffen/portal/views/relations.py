"""Lists of relations, and the page of each."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from weltoffen.ground.languages import Wording
from weltoffen.portal.day import Day, day_of
from weltoffen.portal.drawing.shapes import MarkerKind
from weltoffen.portal.listing import Choice, Wanted, choices_of, chosen, in_order, unlisted, wanted
from weltoffen.portal.paths import path_of, paths
from weltoffen.portal.pictures import maps, numbered, time_line
from weltoffen.portal.rendering import (
    Link,
    Page,
    current_language,
    home_city,
    show,
    this_home,
)
from weltoffen.publication.selectors import (
    published_count,
    published_countries,
    published_page,
    published_relation,
    published_rows,
)
from weltoffen.publication.types import PublishedRelation, PublishedRow, PublishedStatus

PARTNERS = "partner-cities"


@require_safe
def partner_cities(request: HttpRequest) -> HttpResponse:
    """Show the partner cities on a day: of this city, or with ``?home=all`` of all homes."""
    asked = wanted(request.GET)
    return _all_homes(request, asked) if asked.all_homes else _this_home(request, asked)


def _this_home(request: HttpRequest, asked: Wanted) -> HttpResponse:
    day, language = day_of(request), current_language()
    count = published_count(PARTNERS, home_city(), day.on, language)
    city = this_home(language)
    own_country = city.country_code if city else ""
    rows = in_order(chosen(count.members, asked, own_country), asked.sort)
    return show(
        request,
        "partner_cities.jinja",
        _list_page(asked),
        day=day,
        home=city,
        count=count,
        rows=rows,
        asked=asked,
        countries=_countries(count.members),
        forms=_forms(),
        exchanges=_exchanges(),
        sorts=_sorts(),
        next_href="",
        first_href="",
        maps=maps(
            rows,
            city,
            to=paths(language),
            home_href=path_of(language, "office"),
            language=language,
            keep_day=day.query,
            title=_("Partnerstädte"),
        ),
    )


def _all_homes(request: HttpRequest, asked: Wanted) -> HttpResponse:
    """Show one page of all homes' partner cities; only filters that the database can answer."""
    day, language = day_of(request), current_language()
    found = published_page(day.on, language, country=asked.country, after=asked.after)
    page = _list_page(asked)
    first = page.path + _kept(asked, day, after="")
    following = page.path + _kept(asked, day, after=found.next_after)
    return show(
        request,
        "partner_cities.jinja",
        page,
        day=day,
        count=None,
        rows=found.rows,
        asked=asked,
        countries=choices_of(published_countries(language)),
        forms=(),
        exchanges=(),
        sorts=(),
        next_href=following if found.next_after else "",
        first_href=first if asked.after else "",
        maps=None,
    )


def _list_page(asked: Wanted) -> Page:
    return Page(
        title=_("Partnerstädte"),
        description=_("Alle Partnerstädte mit Land, Beginn und Stand, an jedem Tag."),
        route=PARTNERS,
        uses_day=True,
        kept=asked.parameters,
    )


def _kept(asked: Wanted, day: Day, after: str) -> str:
    page = Page("", "", PARTNERS, kept=asked.behind(after).parameters)
    return page.query("" if day.is_today else day.on.isoformat())


def _countries(rows: tuple[PublishedRow, ...]) -> list[Choice]:
    labels = {row.country_code: row.country.text for row in rows}
    return sorted((Choice(*one) for one in labels.items()), key=lambda one: one.text)


def _forms() -> tuple[Choice, ...]:
    return (Choice("abroad", _("im Ausland")), Choice("inner-german", _("innerdeutsch")))


def _exchanges() -> tuple[Choice, ...]:
    return (Choice("active", _("ruht nicht")), Choice("resting", _("ruht")))


def _sorts() -> tuple[Choice, ...]:
    return (Choice("name", _("nach Name")), Choice("since", _("nach Beginn")))


@require_safe
def projects(request: HttpRequest) -> HttpResponse:
    """Show project partnerships, planned ones, and work that no bond covers."""
    day, language = day_of(request), current_language()
    count = published_count("project-partnerships", home_city(), day.on, language)
    others = unlisted(published_rows(home_city(), day.on, language), count.members)
    lines = [*count.members, *others.planned, *others.bound, *others.unbound]
    city = this_home(language)
    return show(
        request,
        "projects.jinja",
        Page(
            title=_("Projektpartnerschaften"),
            description=_("Partnerschaften für ein Vorhaben, geplante und Arbeit ohne Bindung."),
            route="projects",
            uses_day=True,
        ),
        day=day,
        home=city,
        count=count,
        others=others,
        maps=maps(
            lines,
            city,
            to=paths(language),
            home_href=path_of(language, "office"),
            language=language,
            keep_day=day.query,
            title=_("Projektpartnerschaften"),
            else_kind=MarkerKind.PROJECT,
        ),
    )


@require_safe
def networks(request: HttpRequest) -> HttpResponse:
    """Show networks and charters, each with since when, or that this is not known."""
    day, language = day_of(request), current_language()
    rows = published_rows(home_city(), day.on, language)
    return show(
        request,
        "networks.jinja",
        Page(
            title=_("Netzwerke und Chartas"),
            description=_("Netzwerke, Chartas und Selbstverpflichtungen der Stadt."),
            route="networks",
            uses_day=True,
        ),
        day=day,
        networks=[row for row in rows if row.kind == "network" and row.has_begun],
        charters=[row for row in rows if row.kind == "instrument" and row.has_begun],
    )


@require_safe
def relation(request: HttpRequest, identifier: str) -> HttpResponse:
    """Show everything about one relation on a day."""
    day, language = day_of(request), current_language()
    found = published_relation(identifier, day.on, language)
    if found is None:
        raise Http404(identifier)
    numbers = numbered(found.acts)
    return show(
        request,
        "relation.jinja",
        Page(
            title=found.name.text,
            description=found.sentence,
            route="relation",
            arguments=(("identifier", identifier),),
            trail=(_above(found.row, language),),
            uses_day=True,
            way=_way(found.row),
        ),
        day=day,
        home=found.home if found.home.identifier == home_city() else None,
        relation=found,
        row=found.row,
        notice=found.row.notice,
        grounds=_grounds(found),
        unset=[status.axis_label for status in found.row.statuses if _is_silent(status)],
        said=[] if found.row.notice else _said(found.row),
        passages=found.passages,
        past=[act for act in found.acts if act.is_dated and act.earliest <= day.on],
        coming=[act for act in found.acts if act.is_dated and act.earliest > day.on],
        undated=[act for act in found.acts if not act.is_dated],
        phases=[span for span in found.spans if span.axis == "phase"],
        numbers=numbers,
        time_line=time_line(found, numbers, language=language, day_words=day.words(language)),
        acts={act.identifier: act for act in found.acts},
    )


def _grounds(found: PublishedRelation) -> tuple[str, ...]:
    """Return the acts on which the first sentence rests: that of the beginning, or of the bond.

    What is over, planned or no longer known is said of the bond.
    """
    if found.row.bond.value in ("ended", "planned", "unknown"):
        return found.row.bond.acts[:1]
    return found.row.since_acts[:1] or found.row.bond.acts[:1]


def _is_silent(status: PublishedStatus) -> bool:
    """Say whether nothing is recorded on an axis; of the bond that is said on its own."""
    return status.value == "unset" and status.axis != "bond"


def _said(row: PublishedRow) -> list[Wording]:
    """Return how the city itself words what holds, each text once."""
    wordings = (status.wording for status in row.statuses)
    return list({wording.text: wording for wording in wordings if wording}.values())


def _way(row: PublishedRow) -> str:
    if row.kind != "municipality":
        return "networks"
    return PARTNERS if row.phase in ("twin", "inner-german") else "projects"


def _above(row: PublishedRow, language: str) -> Link:
    names = {
        PARTNERS: _("Partnerstädte"),
        "projects": _("Projektpartnerschaften"),
        "networks": _("Netzwerke und Chartas"),
    }
    way = _way(row)
    if way == "projects" and row.phase != "project":
        return Link(path_of(language, way), _("Andere Partnerschaften"))
    return Link(path_of(language, way), names[way])
