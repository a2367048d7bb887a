"""The menu: what the day's work begins with on its own line, the rest below few headings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from weltoffen.desk.kinds import (
    ACCOUNTS,
    ACTS,
    CHARTERS,
    COMMENTS,
    CRITERIA,
    DOCUMENTS,
    ENCOUNTERS,
    EVERY_KIND,
    LEDGER,
    MUNICIPALITIES,
    NOTES,
    ORGANISATIONS,
    PEOPLE,
    PICTURES,
    RELATIONS,
    REQUESTS,
    SOURCES,
    TASKS,
    TEXT_BLOCKS,
    THEMES,
    Kind,
)
from weltoffen.desk.reviewing.rights import may_read, may_see_proposals
from weltoffen.desk.views.feeds import may_have_feeds
from weltoffen.desk.views.jobs import may_see_jobs
from weltoffen.desk.views.privacy import may_see_privacy
from weltoffen.desk.views.security import may_see_log
from weltoffen.desk.views.tables import may_take_tables

HIDDEN = ("reports",)
"""Items of Wagtail's menu that speak of pages only; their place is taken by our own lists."""
_CLOSED = ("users", "groups")
"""Items of its settings that lead to closed pages: accounts and roles are kept on our own."""
_FILES = ("wagtail.documents", "wagtail.images")


@dataclass(frozen=True, slots=True)
class Way:
    """One line of the menu. ``is_open`` says who is shown it."""

    name: str
    label: Any
    address: str
    icon: str
    is_open: Callable[[Any], bool]


@dataclass(frozen=True, slots=True)
class Heading:
    """Lines under one heading. With one line that somebody may see, that line stands alone."""

    name: str
    label: Any
    icon: str
    ways: tuple[Way, ...]


def _to(kind: Kind, label: Any = None) -> Way:
    return Way(
        kind.name,
        label or kind.plural,
        f"desk:{kind.name}",
        kind.icon,
        lambda user: kind.may(user, "see"),
    )


def _anybody(user: Any) -> bool:
    return True


def _may_translate(user: Any) -> bool:
    return any(kind.may(user, "change") for kind in EVERY_KIND)


MENU: tuple[Way | Heading, ...] = (
    Way("today", _("Heute"), "wagtailadmin_home", "home", _anybody),
    _to(RELATIONS),
    _to(ENCOUNTERS),
    _to(REQUESTS),
    _to(TASKS),
    _to(NOTES),
    _to(DOCUMENTS),
    Way(
        "proposals", pgettext_lazy("menu", "Vorschläge"), "desk:proposals", "tick-inverse",
        may_see_proposals,
    ),
    Heading(
        "taking-in", _("Einlesen"), "download",
        (
            Way("reading", _("Seiten und Dateien"), "desk:reading", "download", may_read),
            Way("tables", _("Tabelle einlesen"), "desk:tables", "table", may_take_tables),
        ),
    ),
    Heading(
        "register", _("Register"), "list-ul",
        (
            _to(ACTS, _("Akte und Beschlüsse")), _to(MUNICIPALITIES), _to(ORGANISATIONS),
            _to(PEOPLE), _to(CHARTERS), _to(SOURCES), _to(LEDGER), _to(THEMES),
        ),
    ),
    Heading(
        "tools", _("Werkzeug"), "cog",
        (
            _to(COMMENTS), _to(TEXT_BLOCKS), _to(CRITERIA), _to(PICTURES),
            Way("feeds", _("Kalender"), "desk:feeds", "calendar", may_have_feeds),
            Way("translations", _("Übersetzungen"), "desk:translations", "globe", _may_translate),
        ),
    ),
    Heading(
        "administration", _("Verwaltung"), "cogs",
        (
            _to(ACCOUNTS),
            Way("jobs", _("Hintergrundarbeit"), "desk:jobs", "cogs", may_see_jobs),
            Way("schedule", _("Zeitplan"), "desk:schedule", "time", may_see_jobs),
            Way("security", _("Sicherheitsprotokoll"), "desk:security", "lock", may_see_log),
            Way("privacy", _("Datenschutz"), "desk:privacy", "user", may_see_privacy),
        ),
    ),
)  # fmt: skip
"""The whole menu, in its order; Wagtail's pages, settings and help follow."""


def construct_main_menu(request: HttpRequest, items: list[Any]) -> None:
    """Put the office's menu first and leave out what confuses."""
    items[:] = [item for item in items if not _is_hidden(item, request)]
    for order, entry in enumerate(MENU, start=1):
        item = _item(entry, order, request.user)
        if item is not None:
            items.append(item)


def construct_settings_menu(request: HttpRequest, items: list[Any]) -> None:
    """Leave out Wagtail's pages for accounts and groups, which are closed for all."""
    items[:] = [item for item in items if item.name not in _CLOSED]


def _item(entry: Way | Heading, order: int, user: Any) -> MenuItem | None:
    if isinstance(entry, Way):
        return _line(entry, order) if entry.is_open(user) else None
    shown = [way for way in entry.ways if way.is_open(user)]
    if len(shown) <= 1:
        return _line(shown[0], order) if shown else None
    menu = Menu(items=[_line(way, number) for number, way in enumerate(shown)])
    return SubmenuMenuItem(entry.label, menu, name=entry.name, icon_name=entry.icon, order=order)


def _line(way: Way, order: int) -> MenuItem:
    return MenuItem(
        way.label, reverse_lazy(way.address), name=way.name, icon_name=way.icon, order=order
    )


def _is_hidden(item: Any, request: HttpRequest) -> bool:
    """Say whether an item of Wagtail's is left out; its pages for files are closed for all."""
    if type(item).__module__.startswith(_FILES):
        return True
    return item.name in HIDDEN and not request.user.is_superuser
