"""What the desk hangs into Wagtail's administration."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path, re_path, reverse
from django.utils.html import format_html, format_html_join
from wagtail import hooks
from wagtail.admin.admin_url_finder import register_admin_url_finder
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.log_actions import LogActionRegistry
from wagtail.permission_policies.pages import PagePermissionPolicy

from weltoffen.desk import history
from weltoffen.desk.kinds import (
    KINDS,
    WORK,
    kind_of,
)
from weltoffen.desk.menu import construct_main_menu, construct_settings_menu
from weltoffen.desk.views import document_chooser
from weltoffen.desk.views.home import TodayPanel
from weltoffen.desk.views.search import OF_THE_DIALOG, RegisterSearch
from weltoffen.records.models import Record

WITHOUT_WAGTAILS = r"^(?:documents|images|users|groups)/"
"""Addresses of Wagtail's that are closed, for all: uploads, editing and deleting around our
actions, of files and of accounts. What it does to many at once is closed in ``config.urls``: it
comes before all that is hung in here."""
_FILES = ("wagtail.documents", "wagtail.images")
HIDDEN_HELP = ("whats-new", "editor-guide")
"""Items of the help menu that lead to English pages elsewhere."""


def register_log_actions(registry: LogActionRegistry) -> None:
    """Make the actions of all rooms known to the history."""
    history.register_actions(registry)


def register_admin_urls() -> list[URLResolver | URLPattern]:
    """Put the desk's pages below the administration, behind its sign-in.

    They come before Wagtail's own: of its pages for documents and images none is left, because they
    would keep files that nobody looked at; of those for accounts and groups none, because they
    would give rights and passwords without a word in the history.
    """
    return [
        path("", include("weltoffen.desk.urls")),
        re_path(WITHOUT_WAGTAILS, document_chooser.closed),
    ]


def register_admin_viewset() -> ChooserViewSet:
    """Offer documents in running texts, in a list of our own."""
    return document_chooser.viewset


def construct_homepage_summary_items(request: HttpRequest, items: list[Any]) -> None:
    """Leave out Wagtail's counts of documents and images, which lead to closed pages."""
    items[:] = [item for item in items if not type(item).__module__.startswith(_FILES)]


def construct_help_menu(request: HttpRequest, items: list[Any]) -> None:
    """Leave out what leads to pages elsewhere; the keyboard shortcuts stay."""
    items[:] = [item for item in items if not item.name.startswith(HIDDEN_HELP)]


def register_admin_search_area() -> RegisterSearch:
    """Let the box in the sidebar search the register instead of Wagtail's pages."""
    return RegisterSearch()


def construct_homepage_panels(request: HttpRequest, panels: list[Any]) -> None:
    """Put what is to do today before Wagtail's own panels."""
    panels.append(TodayPanel(request))


def construct_page_chooser_queryset(pages: Any, request: HttpRequest) -> Any:
    """Offer as targets of links those pages only that the person may edit: not others' drafts."""
    seen = PagePermissionPolicy().explorable_instances(request.user)
    return pages.filter(pk__in=seen.values("pk"))


def insert_global_admin_css() -> str:
    """Add our few rules of style."""
    return format_html_join(
        "",
        '<link rel="stylesheet" href="{}">',
        (
            (static("desk/desk.css"),),
            (static("desk/reviewing.css"),),
            (static("desk/casework.css"),),
            (static("desk/encounters.css"),),
        ),
    )


def insert_global_admin_js() -> str:
    """Add what suggests while one types, in fields and in the search, and what guards the typed."""
    return format_html(
        '<script src="{}" defer></script>'
        '<script src="{}" defer></script>'
        '<script src="{}" defer data-page="{}" data-suggest="{}" data-words="{}"></script>',
        static("desk/typed.js"),
        static("desk/suggest.js"),
        static("desk/search.js"),
        reverse("desk:search"),
        reverse("desk:search-suggest"),
        json.dumps({name: str(word) for name, word in OF_THE_DIALOG.items()}),
    )


class SheetFinder:
    """Tells Wagtail where a record's sheet is, for its own reports."""

    def __init__(self, user: Any) -> None:
        self.user = user

    def get_edit_url(self, instance: Record) -> str | None:
        """Return the address of the sheet, None for those who may not see it."""
        kind = kind_of(instance)
        return kind.url(instance) if kind.may(self.user, "see") else None


for _kind in (*KINDS.values(), *WORK.values()):
    register_admin_url_finder(_kind.model, SheetFinder)

# Before Wagtail's own addresses and editor buttons, and after them.
hooks.register("register_admin_urls", register_admin_urls, order=-1)
hooks.register("construct_admin_api", document_chooser.close_apis, order=10)
hooks.register("register_rich_text_features", document_chooser.lead_to_our_chooser, order=10)
for _hang in (
    register_log_actions,
    register_admin_viewset,
    construct_homepage_summary_items,
    construct_main_menu,
    construct_settings_menu,
    construct_help_menu,
    register_admin_search_area,
    construct_homepage_panels,
    construct_page_chooser_queryset,
    insert_global_admin_css,
    insert_global_admin_js,
):
    hooks.register(_hang.__name__, _hang)
