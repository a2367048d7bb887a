"""What the desk hangs into Wagtail's administration."""

from __future__ import annotations

import json
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path, re_path, reverse
from django.utils.html import format_html, format_html_join
from wagtail import hooks
from wagtail.admin.admin_url_finder import register_admin_url_finder
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.log_actions import LogActionRegistry

from weltoffen.accounts.models import User
from weltoffen.accounts.noting import note_set_active
from weltoffen.desk import history
from weltoffen.desk.kinds import (
    KINDS,
    WORK,
    kind_of,
)
from weltoffen.desk.leaving import refuse_to_delete
from weltoffen.desk.menu import construct_main_menu
from weltoffen.desk.views import document_chooser
from weltoffen.desk.views.home import TodayPanel
from weltoffen.desk.views.search import OF_THE_DIALOG, RegisterSearch
from weltoffen.records.models import Record

WITHOUT_WAGTAILS = r"^(?:documents|images|bulk/(?:documents|wagtaildocs|wagtailimages))/"
"""Addresses of Wagtail's that are closed: uploads, editing and deleting around our actions."""
_FILES = ("wagtail.documents", "wagtail.images")
HIDDEN_HELP = ("whats-new", "editor-guide")
"""Items of the help menu that lead to English pages elsewhere."""


def register_log_actions(registry: LogActionRegistry) -> None:
    """Make the actions of all rooms known to the history."""
    history.register_actions(registry)


def register_admin_urls() -> list[URLResolver | URLPattern]:
    """Put the desk's pages below the administration, behind its sign-in.

    They come before Wagtail's own: of its pages for documents and images none is left, because they
    would keep files that nobody looked at.
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


def insert_global_admin_css() -> str:
    """Add our few rules of style."""
    return format_html_join(
        "",
        '<link rel="stylesheet" href="{}">',
        (
            (static("desk/desk.css"),),
            (static("desk/reviewing.css"),),
            (static("desk/casework.css"),),
        ),
    )


def insert_global_admin_js() -> str:
    """Add the scripts that ask for suggestions while one types: in fields, and in the search."""
    return format_html(
        '<script src="{}" defer></script>'
        '<script src="{}" defer data-page="{}" data-suggest="{}" data-words="{}"></script>',
        static("desk/suggest.js"),
        static("desk/search.js"),
        reverse("desk:search"),
        reverse("desk:search-suggest"),
        json.dumps({name: str(word) for name, word in OF_THE_DIALOG.items()}),
    )


def before_delete_user(request: HttpRequest, user: User) -> HttpResponse | None:
    """Keep the account of somebody who entered acts."""
    return refuse_to_delete(request, [user])


def before_bulk_action(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    """Keep such accounts where several are ticked."""
    if action_type != "delete" or action.get_default_model() is not User:
        return None
    return refuse_to_delete(request, objects)


def after_bulk_action(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> None:
    """Note which accounts may sign in now: Wagtail writes that past every signal."""
    if action_type == "set_active_state" and action.get_default_model() is User:
        note_set_active(objects, by=cast(User, request.user))


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
    before_delete_user,
    before_bulk_action,
    after_bulk_action,
    construct_main_menu,
    construct_help_menu,
    register_admin_search_area,
    construct_homepage_panels,
    insert_global_admin_css,
    insert_global_admin_js,
):
    hooks.register(_hang.__name__, _hang)
