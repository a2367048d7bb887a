"""When something goes wrong: what happened, and how to go on."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from urllib.parse import unquote

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.utils.translation import gettext as _

from weltoffen.ground.identifiers import identifier_from
from weltoffen.ground.languages import LANGUAGES, LEADING
from weltoffen.portal.day import day_of
from weltoffen.portal.paths import Paths, path_of, paths
from weltoffen.portal.rendering import Link, Page, current_language, home_city, show
from weltoffen.publication.selectors import published_addresses, published_counting_rules
from weltoffen.publication.types import PublishedAddress

MOST = 5
"""How many pages are suggested."""
CLOSE = 0.62
"""From which likeness on (0 to 1, difflib's ratio)."""
LONGEST = 80
"""Of a longer address only so much is compared: strangers choose how long it takes."""
COMPARED = 1500
"""With how many names at most, for the same reason."""


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that there is no such page, and which ones look like it."""
    language = current_language()
    wanted = wanted_identifier(request.path)
    page = Page(
        title=_("Diese Seite gibt es nicht"),
        description=_("Unter dieser Adresse ist nichts zu finden."),
        route="page-map",
    )
    return show(
        request,
        "not_found.jinja",
        page,
        status=404,
        asked=unquote(request.path)[:LONGEST],
        close=_close(wanted, request, language) if wanted else (),
        onward=(
            Link(path_of(language, "home"), _("Zur Startseite")),
            Link(path_of(language, "partner-cities"), _("Alle Partnerstädte")),
            Link(path_of(language, "page-map"), _("Alle Seiten im Überblick")),
        ),
    )


def wanted_identifier(path: str) -> str:
    """Return what somebody may have looked for: the last part of an address, as an identifier."""
    parts = [part for part in path.split("/") if part and part not in LANGUAGES]
    return identifier_from(parts[-1][:LONGEST].removesuffix(".json")) if parts else ""


def closest(wanted: str, known: Sequence[tuple[str, str]]) -> list[str]:
    """Return the keys whose words look most like what is wanted, best first, at most ``MOST``.

    ``known`` holds (key, word) and may hold several words per key.
    """
    best: dict[str, float] = {}
    for key, word in known[:COMPARED]:
        likeness = _likeness(wanted, word)
        if likeness >= CLOSE:
            best[key] = max(likeness, best.get(key, 0.0))
    # Python's sort is stable: of what is equally close, the first known comes first.
    return sorted(best, key=lambda key: -best[key])[:MOST]


def _likeness(wanted: str, word: str) -> float:
    """Return how alike two identifiers are, from 0 to 1; a part of the other is like it."""
    shorter, longer = sorted((wanted, word), key=len)
    if len(shorter) < 3:
        return 0.0
    if f"-{shorter}-" in f"-{longer}-":
        return 0.8 + 0.2 * len(shorter) / len(longer)
    matcher = difflib.SequenceMatcher(a=wanted, b=word, autojunk=False)
    if matcher.real_quick_ratio() < CLOSE or matcher.quick_ratio() < CLOSE:
        return 0.0
    return matcher.ratio()


def _close(wanted: str, request: HttpRequest, language: str) -> tuple[Link, ...]:
    """Return links to the pages that look like what was wanted."""
    to = paths(language)
    pages: dict[str, Link] = {}
    known: list[tuple[str, str]] = []
    for found in published_addresses(home_city(), day_of(request).on, language):
        key = f"{found.kind}:{found.identifier}"
        pages[key] = Link(getattr(to, found.kind)(found.identifier), found.label.text)
        known += [(key, word) for word in _words(found)]
    for link, words in _fixed(to, language):
        pages[link.href] = link
        known += [(link.href, word) for word in words]
    return tuple(pages[key] for key in closest(wanted, known))


def _words(found: PublishedAddress) -> tuple[str, ...]:
    name = identifier_from(found.label.text)
    return found.identifier, found.identifier.removeprefix(f"{home_city()}-"), name


def _fixed(to: Paths, language: str) -> list[tuple[Link, set[str]]]:
    titles = {
        "partner-cities": _("Partnerstädte"),
        "projects": _("Projektpartnerschaften"),
        "networks": _("Netzwerke und Chartas"),
        "themes": _("Themen"),
        "counting": _("Wie wir zählen"),
        "ledger": _("Wo Quellen sich widersprechen"),
        "sources": _("Quellen"),
        "office": _("Das Büro"),
    }
    found = [
        # Its address in any language counts: people change the prefix by hand.
        (
            Link(path_of(language, route), title),
            {path_of(code, route).strip("/").split("/")[-1] for code in LANGUAGES},
        )
        for route, title in titles.items()
    ]
    for rule in published_counting_rules(language):
        found.append((Link(to.rule(rule.name), rule.title), {rule.name}))
    return found


def broken(request: HttpRequest) -> HttpResponse:
    """Say that the fault is ours. Asks neither database nor session: they may be what is broken."""
    first = request.path.split("/")[1] if "/" in request.path else ""
    language = first if first in LANGUAGES else LEADING
    page = render(
        request,
        "portal/broken.jinja",
        {"language": language, "home": f"/{language}/", "stylesheet": _stylesheet()},
        using="jinja2",
    )
    return HttpResponseServerError(page.content, content_type=page["Content-Type"])


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that the request could not be understood."""
    return _plain(
        request,
        400,
        _("Diese Anfrage können wir nicht lesen"),
        _("Die Adresse oder das Formular enthält etwas, das hier nicht vorgesehen ist."),
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that this is not for this reader."""
    return _plain(
        request,
        403,
        _("Hier haben Sie keinen Zugang"),
        _("Diese Seite ist dem Büro vorbehalten. Melden Sie sich an, wenn Sie dort arbeiten."),
    )


def _plain(request: HttpRequest, status: int, title: str, sentence: str) -> HttpResponse:
    return render(
        request,
        "portal/plain_error.jinja",
        {
            "language": current_language(),
            "title": title,
            "sentence": sentence,
            "home": f"/{current_language()}/",
            "stylesheet": _stylesheet(),
        },
        status=status,
        using="jinja2",
    )


def _stylesheet() -> str:
    """Return the style sheet's address without asking the manifest: it may be what is broken."""
    return f"{settings.STATIC_URL}portal/plain.css"
