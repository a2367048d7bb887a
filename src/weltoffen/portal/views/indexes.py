"""What machines that index pages ask for."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from weltoffen.ground.languages import LANGUAGES, LEADING
from weltoffen.portal.models import editorial_addresses
from weltoffen.portal.paths import path_of, paths
from weltoffen.portal.rendering import home_city
from weltoffen.publication.selectors import published_addresses, published_counting_rules

_PAGES = (
    "home", "partner-cities", "projects", "networks", "themes", "counting", "ledger", "sources",
    "office", "page-map",
)  # fmt: skip
Entry = tuple[tuple[str, str], ...]
"""A page's addresses as (language, path)."""


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Let everybody read everything public, and say where the list of pages is."""
    lines = (
        "User-agent: *",
        f"Disallow: {reverse('wagtailadmin_home')}",
        f"Sitemap: {settings.WELTOFFEN_ADDRESS}{reverse('sitemap')}",
        "",
    )
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """List every page in every language, each with its counterparts (sitemaps.org 0.9)."""
    return render(
        request,
        "portal/sitemap.jinja",
        {
            "address": settings.WELTOFFEN_ADDRESS,
            "entries": (*_fixed(), *_of_the_register(), *editorial_addresses()),
        },
        content_type="application/xml; charset=utf-8",
        using="jinja2",
    )


def _fixed() -> list[Entry]:
    names = (*_PAGES, "ask") if settings.WELTOFFEN_REQUEST_FORM else _PAGES
    entries = [tuple((code, path_of(code, name)) for code in LANGUAGES) for name in names]
    for rule in published_counting_rules(LEADING):
        entries.append(tuple((code, paths(code).rule(rule.name)) for code in LANGUAGES))
    return entries


def _of_the_register() -> list[Entry]:
    found = published_addresses(home_city(), timezone.localdate(), LEADING)
    return [
        tuple((code, getattr(paths(code), a.kind)(a.identifier)) for code in LANGUAGES)
        for a in found
    ]
