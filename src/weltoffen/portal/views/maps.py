"""The map of all pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from weltoffen.portal.day import day_of
from weltoffen.portal.models import editorial_links
from weltoffen.portal.paths import Paths, path_of, paths
from weltoffen.portal.rendering import Link, Page, current_language, home_city, show
from weltoffen.publication.selectors import (
    addresses_beside_relations,
    published_counting_rules,
    published_rows,
)
from weltoffen.publication.types import PublishedAddress, PublishedRow

PARTNER_PHASES = ("twin", "inner-german")
PROJECT_PHASE = "project"
NETWORK = "network"


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of the map: its title, its page if it has one, and the pages below.

    Each of ``below`` comes with the language of its text.
    """

    title: str
    href: str = ""
    below: tuple[tuple[Link, str], ...] = ()


@require_safe
def page_map(request: HttpRequest) -> HttpResponse:
    """Show links to all pages."""
    language = current_language()
    on = day_of(request).on
    page = Page(
        title=_("Alle Seiten im Überblick"),
        description=_("Links zu allen Seiten dieses Auftritts."),
        route="page-map",
    )
    return show(
        request,
        "page_map.jinja",
        page,
        chapters=(
            *_about_relations(published_rows(home_city(), on, language), language),
            *_about_the_rest(addresses_beside_relations(home_city(), on, language), language),
        ),
        editorial=editorial_links(language),
    )


def _about_relations(rows: Sequence[PublishedRow], language: str) -> tuple[Chapter, ...]:
    to = paths(language)
    lists: dict[str, list[tuple[Link, str]]] = {"cities": [], "projects": [], "": [], "bonds": []}
    for row in rows:
        link = Link(to.relation(row.identifier), row.name.text)
        lists[_list_of(row)].append((link, row.name.language))
    return (
        Chapter(_("Startseite"), path_of(language, "home")),
        Chapter(_("Partnerstädte"), path_of(language, "partner-cities"), tuple(lists["cities"])),
        Chapter(
            _("Projektpartnerschaften"), path_of(language, "projects"), tuple(lists["projects"])
        ),
        Chapter(_("Weitere Orte"), "", tuple(lists[""])),
        Chapter(_("Netzwerke und Chartas"), path_of(language, "networks"), tuple(lists["bonds"])),
    )


def _list_of(row: PublishedRow) -> str:
    """Return the list in which a relation is found on this day."""
    if row.kind != "municipality":
        return "bonds"
    if row.phase in PARTNER_PHASES:
        return "cities"
    return "projects" if row.phase == PROJECT_PHASE else ""


def _about_the_rest(addresses: Sequence[PublishedAddress], language: str) -> tuple[Chapter, ...]:
    to = paths(language)
    of_kind = {
        kind: [address for address in addresses if address.kind == kind]
        for kind in ("theme", "disagreement", "source", "organisation")
    }
    bodies = of_kind["organisation"]
    below_office = [address for address in bodies if address.group != NETWORK]
    rules = tuple(
        (Link(to.rule(rule.name), rule.title), language)
        for rule in published_counting_rules(language)
    )
    ways = (
        ("themes", _("Themen"), _below(of_kind["theme"], to)),
        ("counting", _("Wie wir zählen"), rules),
        ("ledger", _("Wo Quellen sich widersprechen"), _below(of_kind["disagreement"], to)),
        ("sources", _("Quellen"), _below(of_kind["source"], to)),
        ("office", _("Das Büro"), (*_asking(language), *_below(below_office, to))),
    )
    chapters = (Chapter(title, path_of(language, route), below) for route, title, below in ways)
    networks = _below([a for a in bodies if a.group == NETWORK], to)
    return (*chapters, Chapter(_("Netzwerke als Organisationen"), "", networks))


def _asking(language: str) -> tuple[tuple[Link, str], ...]:
    """Return the form for requests, where the city offers it."""
    if not settings.WELTOFFEN_REQUEST_FORM:
        return ()
    return ((Link(path_of(language, "ask"), _("Anfrage an das Büro")), language),)


def _below(addresses: Iterable[PublishedAddress], to: Paths) -> tuple[tuple[Link, str], ...]:
    return tuple(
        (Link(getattr(to, a.kind)(a.identifier), a.label.text), a.label.language) for a in addresses
    )
