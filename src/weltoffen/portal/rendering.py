"""What every page of the portal has: title, way back, other languages, the day it shows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import get_script_prefix, reverse
from django.utils import translation
from django.utils.translation import gettext as _

from weltoffen.ground.dates import EdtfDate
from weltoffen.ground.languages import LANGUAGES, NAMES
from weltoffen.ground.spoken import say_date
from weltoffen.portal.day import PARAMETER, Day, day_of, days_to_offer
from weltoffen.portal.editorial import SLUGS
from weltoffen.portal.jinja import page_in
from weltoffen.portal.paths import path_of, paths
from weltoffen.publication.selectors import first_recorded, published_home
from weltoffen.publication.types import PublishedHome


@dataclass(frozen=True, slots=True)
class Link:
    """A link: address and text; ``is_here`` marks where the reader is."""

    href: str
    text: str
    is_here: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """What the frame around a page needs.

    ``route`` and ``arguments`` are what the address is made of, so that the same page can be named
    in every language; ``kept`` are the page's other parameters, which links to another day or
    another language keep. ``uses_day`` says whether the page is true for the day asked for. ``way``
    names the entry of the main navigation under which the page stands, if it is not its own.
    """

    title: str
    description: str
    route: str
    arguments: tuple[tuple[str, str], ...] = ()
    trail: tuple[Link, ...] = ()
    uses_day: bool = False
    kept: tuple[tuple[str, str], ...] = ()
    way: str = ""

    @property
    def path(self) -> str:
        """Return the page's own address in the active language."""
        return self.path_in(current_language())

    def path_in(self, language: str) -> str:
        """Return the page's address in a language."""
        return path_of(language, self.route, self.arguments)

    def query(self, day: str = "") -> str:
        """Return the page's parameters with a day (ISO) among them, ``?`` included."""
        parameters = [*self.kept, *([(PARAMETER, day)] if day else [])]
        return f"?{urlencode(parameters)}" if parameters else ""


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around every page in a language: worked out once."""

    home: Link
    navigation: tuple[tuple[str, Link], ...]
    register: tuple[Link, ...]
    legal: tuple[Link, ...]
    desk: Link


def current_language() -> str:
    """Return the language in which the page speaks."""
    language = (translation.get_language() or LANGUAGES[0]).split("-")[0]
    return language if language in LANGUAGES else LANGUAGES[0]


def alternates(page: Page, query: str) -> tuple[tuple[str, str, str], ...]:
    """Return (language, its name, address) of the page in every language."""
    return tuple((code, NAMES[code], page.path_in(code) + query) for code in LANGUAGES)


def _links(language: str, ways: tuple[tuple[str, str], ...]) -> tuple[Link, ...]:
    return tuple(Link(path_of(language, name), text) for name, text in ways)


@lru_cache(maxsize=32)
def _frame(language: str, prefix: str) -> Frame:
    ways = (
        ("partner-cities", _("Partnerstädte")),
        ("projects", _("Projekte")),
        ("networks", _("Netzwerke und Chartas")),
        ("themes", _("Themen")),
        ("counting", _("Wie wir zählen")),
        ("office", _("Das Büro")),
    )
    names = tuple(name for name, _text in ways)
    home = path_of(language, "home")
    return Frame(
        home=Link(home, _("Startseite")),
        navigation=tuple(zip(names, _links(language, ways), strict=True)),
        register=_links(
            language,
            (
                ("counting", _("Wie wir zählen")),
                ("ledger", _("Wo Quellen sich widersprechen")),
                ("sources", _("Quellen")),
                ("page-map", _("Alle Seiten im Überblick")),
            ),
        ),
        legal=tuple(
            Link(f"{home}{SLUGS[role][language]}/", text)
            for role, text in (
                ("imprint", _("Impressum")),
                ("privacy", _("Datenschutz")),
                ("accessibility", _("Barrierefreiheit")),
            )
        ),
        desk=Link(reverse("wagtailadmin_home"), _("Anmelden (für das Büro)")),
    )


def frame(language: str) -> Frame:
    """Return what stands around every page in the active language."""
    return _frame(language, get_script_prefix())


_KEPT_SECONDS = 300


def this_home(language: str) -> PublishedHome | None:
    """Return the municipality whose register this is; kept for minutes, as every page names it."""
    key = f"portal-home-{home_city()}-{language}"
    found: PublishedHome | None = cache.get(key)
    if found is None:
        found = published_home(home_city(), language)
        cache.set(key, found, _KEPT_SECONDS)
    return found


def _beginning(day: Day) -> EdtfDate | None:
    """Return when the register begins, for a day that lies before it; kept for minutes."""
    if day.is_today or day.is_future:
        return None
    key = f"portal-beginning-{home_city()}"
    found: EdtfDate | str | None = cache.get(key)
    if found is None:
        found = first_recorded(home_city()) or ""
        cache.set(key, found, _KEPT_SECONDS)
    return found if isinstance(found, EdtfDate) and day.on < found.earliest else None


def _link_to_beginning(page: Page, day: Day, language: str) -> Link | None:
    """Return a link to the first day on which the register knows something, for a day before it."""
    first = _beginning(day) if page.uses_day else None
    if first is None:
        return None
    return Link(page.path + page.query(first.latest.isoformat()), say_date(first, language))


def _days(page: Page, day: Day) -> tuple[Link, ...]:
    """Return the days that a page offers with one click, the one that it shows marked."""
    shown = "" if day.is_today else day.on.isoformat()
    offered = days_to_offer(_("heute"), _("Ende %(year)s"))
    return tuple(Link(page.query(on), words, on == shown) for on, words in offered)


def show(
    request: HttpRequest, template: str, page: Page, *, status: int = 200, **context: Any
) -> HttpResponse:
    """Render a page in its frame."""
    day: Day = context.pop("day", None) or day_of(request)
    language = current_language()
    home = context.pop("home", None) or this_home(language)
    query = page.query("" if day.is_today or not page.uses_day else day.on.isoformat())
    frame_around = {
        "page": page,
        "day": day,
        "day_words": day.words(language),
        "today_words": day.today_words(language),
        "days": _days(page, day) if page.uses_day else (),
        "beginning": _link_to_beginning(page, day, language),
        "language": language,
        "query": query,
        "keep_day": day.query,
        "alternates": alternates(page, query),
        "frame": frame(language),
        "home_city": home.name.text if home else "",
        "to": paths(language),
        "address": settings.WELTOFFEN_ADDRESS,
    }
    with page_in(language):
        return render(
            request,
            f"portal/{template}",
            frame_around | context,
            status=status,
            using="jinja2",
        )


def home_city() -> str:
    """Return the identifier of the municipality whose register this is."""
    return str(settings.WELTOFFEN_HOME)
