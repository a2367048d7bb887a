"""Choosing a document for a link in running text. Files are uploaded elsewhere.

Wagtail's own chooser judges by its collections and uploads by its own form; this one offers what a
person may see, and leads to our upload.
"""

from __future__ import annotations

from typing import Any, NoReturn

import wagtail.admin.rich_text.editors.draftail.features as draftail
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.admin.views.generic.chooser import (
    ChooseResultsView,
    ChooseView,
    ChosenMultipleView,
    ChosenView,
)
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet

from weltoffen.desk.kinds import DOCUMENTS
from weltoffen.desk.policies import RolePolicy
from weltoffen.desk.searching import matching
from weltoffen.documents.models import Document
from weltoffen.records.enums import Visibility


def closed(request: HttpRequest) -> NoReturn:
    """Say that there is no such page."""
    raise Http404


class _Seen:
    """What both views of the list share."""

    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Let in those who may see documents."""
        if not DOCUMENTS.may(request.user, "see"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    def get_object_list(self) -> QuerySet[Any]:
        """Return the documents that the person may see and that were looked at."""
        return DOCUMENTS.seen_by(self.request.user).exclude(sha256="").distinct()

    def filter_object_list(self, objects: QuerySet[Any]) -> QuerySet[Any]:
        """Find by name as everywhere at the desk."""
        return matching(objects, self.request.GET.get("q", ""))

    @property
    def columns(self) -> list[Any]:
        """Say of each who may see it: the public follows a link to public ones only."""
        return [
            *super().columns,  # type: ignore[misc]
            Column("get_kind_display", label=_("Art")),
            StatusTagColumn(
                "get_visibility_display",
                label=_("Sichtbarkeit"),
                primary=lambda record: record.visibility == Visibility.PUBLIC,
            ),
        ]


class _Choose(_Seen, ChooseView):
    """The list in its window."""


class _Results(_Seen, ChooseResultsView):
    """The list alone."""


class _Chosen(ChosenView):
    """What the editor is told of the document that was chosen."""

    def get_object(self, pk: Any) -> Any:
        """Return the document, if the person may see it."""
        found = DOCUMENTS.seen_by(self.request.user).filter(pk=pk).first()
        if found is None:
            raise Http404
        return found

    def get_chosen_response_data(self, item: Document) -> dict[str, Any]:
        """Add what a link needs."""
        said: dict[str, Any] = super().get_chosen_response_data(item)
        return said | {
            "url": item.url,
            "filename": item.filename,
            "edit_link": DOCUMENTS.url(item),
        }


class _ChosenSeveral(ChosenMultipleView):
    """The same of several; our editor never asks for it."""

    def get_objects(self, pks: Any) -> QuerySet[Any]:
        """Return those that the person may see."""
        return DOCUMENTS.seen_by(self.request.user).filter(pk__in=pks)


class DocumentChooser(ChooserViewSet):
    """Documents for links in running texts."""

    model = Document
    icon = "doc-full-inverse"
    choose_one_text = _("Dokument wählen")
    choose_another_text = _("Anderes Dokument wählen")
    choose_view_class = _Choose
    choose_results_view_class = _Results
    chosen_view_class = _Chosen
    chosen_multiple_view_class = _ChosenSeveral
    permission_policy = RolePolicy(Document)
    form_fields: list[str] = []
    register_widget = False
    per_page = 20


class _Nothing:
    """Answers nothing: Wagtail's own would tell everybody at the desk of every file."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> NoReturn:
        """Say that there is no such page."""
        raise Http404


class ClosedDocuments(_Nothing, DocumentsAdminAPIViewSet):
    """In the place of Wagtail's list of documents for its scripts."""


class ClosedImages(_Nothing, ImagesAdminAPIViewSet):
    """In the place of Wagtail's list of images for its scripts."""


def close_apis(router: Any) -> None:
    """Close Wagtail's lists of files for its scripts."""
    router.register_endpoint("documents", ClosedDocuments)
    router.register_endpoint("images", ClosedImages)


viewset = DocumentChooser("desk_documents", url_prefix="choose/documents")


def lead_to_our_chooser(features: Any) -> None:
    """Let the editor's button for documents open our list instead of Wagtail's."""
    features.register_editor_plugin(
        "draftail",
        "document-link",
        draftail.EntityFeature(
            {
                "type": "DOCUMENT",
                "icon": "doc-full-inverse",
                "description": _("Dokument"),
                "chooserUrls": {"documentChooser": reverse_lazy("desk_documents:choose")},
            },
            js=["wagtaildocs/js/document-chooser-modal.js"],
        ),
    )
